/** Few mocks, so that candidates come and go quickly; people with room, so that what people undo can be mended. */
export const SOP = `
sop: 1
name: Crashes
timeZone: America/Los_Angeles
interviewers:
  alpha: { name: Alpha, email: alpha@example.com, hours: { everyday: ["09:00-21:00"] } }
  bravo: { name: Bravo, email: bravo@example.com, hours: { everyday: ["09:00-21:00"] } }
  charlie: { name: Charlie, email: charlie@example.com, hours: { everyday: ["09:00-21:00"] } }
  delta: { name: Delta, email: delta@example.com, hours: { everyday: ["09:00-21:00"] } }
courses:
  One: { mocks: [60, 60], main: [alpha], backup: [charlie, delta] }
  Two: { mocks: [90], main: [bravo], backup: [charlie] }
  Three: { mocks: [60], main: [delta], backup: [bravo] }
sequence:
  - anyOrder: [One, Two]
  - inOrder: [Three]
rules: { startEvery: 30m, minGap: 12h, maxGap: 6d, maxPerInterviewerPerDay: 4 }
event: { title: "{candidate} : {interviewer} {course} Mock{number}", optionalAttendees: [team@example.com], conference: meet }
`;

/** How many mocks a candidate has. */
export const MOCKS_EACH = 4;
