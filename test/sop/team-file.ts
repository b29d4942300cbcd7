/** A small right SOP file; tests change what they are about. */
export const TEAM_FILE = `sop: 1
name: Team mocks
timeZone: America/Los_Angeles

interviewers:
  alpha:
    name: Alpha
    email: alpha@example.com
    hours: { weekdays: ["18:00-21:00"], saturday: ["10:00-14:00"] }
  bravo:
    name: Bravo
    email: bravo@example.com
    hours: { everyday: ["17:00-19:00"] }
  charlie:
    name: Charlie
    email: charlie@example.com
    hours: { weekends: ["08:00-12:00", "18:00-21:00"] }

courses:
  FS1: { mocks: [90, 90], main: [alpha], backup: [bravo] }
  FS2: { mocks: [60], main: [bravo] }
  Own: { mocks: [90, 60], main: [charlie], backup: [alpha] }

sequence:
  - anyOrder: [FS1, FS2]
  - inOrder: [Own]

rules:
  startEvery: 30m
  minGap: 12h
  maxGap: 4d
  courseGap: { days: 1 }

variants:
  - name: short
    when: { windowDays: { max: 19 } }
    courses: { Own: { mocks: [90] } }
    rules: { courseGap: 12h }

prefer: [finishDay, balance]
timeOfDay: { America/Los_Angeles: latest, default: earliest }
event: { title: "{candidate} : {interviewer}" }
`;

/** The file with texts replaced, each of which must be there. */
export function teamFile(...edits: readonly (readonly [from: string, to: string])[]): string {
  return edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the team file has no ${JSON.stringify(from)}`);
    return text.replace(from, () => to);
  }, TEAM_FILE);
}
