import { ZONE } from '../../booking/office.ts';

/** Two courses with three mocks, two mains and a backup for both; evenings from 18 to 21. */
export const STORY_SOP = `
sop: 1
name: Story
timeZone: ${ZONE}
interviewers:
  alpha: { name: Alpha, email: alpha@example.com, hours: { everyday: ["18:00-21:00"] } }
  bravo: { name: Bravo, email: bravo@example.com, hours: { everyday: ["18:00-21:00"] } }
  charlie: { name: Charlie, email: charlie@example.com, hours: { everyday: ["18:00-21:00"] } }
courses:
  One: { mocks: [60, 60], main: [alpha], backup: [charlie] }
  Two: { mocks: [90], main: [bravo], backup: [charlie] }
sequence:
  - anyOrder: [One]
  - inOrder: [Two]
rules: { startEvery: 30m, minGap: 12h, maxGap: 4d, maxPerInterviewerPerDay: 2 }
event: { title: "{candidate} : {interviewer} {course} Mock{number}", optionalAttendees: [team@example.com], conference: meet }
`;

/** How Dana is booked where nobody was before: the mocks of `STORY_SOP` from 1 December on. */
export const UNDISTURBED = [
  'Tue Dec 1 18:00–19:00 Dana : Alpha One Mock1 [dana, alpha]',
  'Wed Dec 2 18:00–19:00 Dana : Alpha One Mock2 [dana, alpha]',
  'Thu Dec 3 18:00–19:30 Dana : Bravo Two Mock1 [dana, bravo]',
] as const;
