import type { CandidateRequestJson } from '../../../src/request/model.ts';

/** All that a worker process is told: it goes as one JSON argument. */
export interface WorkOrder {
  readonly databaseUrl: string;
  readonly google: {
    readonly apiRoot: string;
    readonly tokenUrl: string;
    readonly credentials: {
      readonly clientId: string;
      readonly clientSecret: string;
      readonly refreshToken: string;
    };
  };
  readonly workspaces: readonly Desk[];
  readonly leaseSeconds: number;
  /** Between two calls of a calendar. */
  readonly delaySeconds: number;
}

/** A workspace with its own calendar and procedure. */
export interface Desk {
  readonly workspace: string;
  readonly calendarId: string;
  readonly sop: string;
}

/** Mocks of each candidate by the procedure below. */
export const MOCKS_EACH = 5;

/**
 * Workspaces with a calendar each. Two of them always share their interviewers, as two programmes of
 * one company do: their plans compete for the same hours.
 */
export function desks(count: number): Desk[] {
  return Array.from({ length: count }, (_, index) => ({
    workspace: `calendar ${index + 1}`,
    calendarId: `mocks-${index + 1}@example.com`,
    sop: procedureOf(`team-${(index >> 1) + 1}`),
  }));
}

/** The n-th candidate of a workspace: three weeks, begun two days after those of the one before. */
export function requestOf(
  { calendarId }: Desk,
  number: number,
  today: Temporal.PlainDate,
): CandidateRequestJson {
  const start = today.add({ days: 3 + 2 * number });
  return {
    candidate: {
      name: `Candidate ${number + 1}`,
      email: `candidate-${number + 1}.of.${calendarId}`,
      timeZone: 'America/New_York',
    },
    window: { start: start.toString(), end: start.add({ days: 20 }).toString() },
    slots: { everyday: ['09:00-21:00'] },
  };
}

function procedureOf(team: string): string {
  const people = ['alpha', 'bravo', 'charlie', 'delta']
    .map(
      (id) =>
        `  ${id}: { name: ${id[0]!.toUpperCase()}${id.slice(1)}, email: ${id}@${team}.example.com, hours: { everyday: ["09:00-21:00"] } }`,
    )
    .join('\n');
  return `
sop: 1
name: Many workers
timeZone: America/Los_Angeles
interviewers:
${people}
courses:
  One: { mocks: [60, 60], main: [alpha], backup: [charlie] }
  Two: { mocks: [90], main: [bravo], backup: [charlie] }
  Three: { mocks: [60, 60], main: [delta], backup: [bravo] }
sequence:
  - anyOrder: [One, Two]
  - inOrder: [Three]
rules: { startEvery: 30m, minGap: 12h, maxGap: 4d, maxPerInterviewerPerDay: 4 }
event: { title: "{candidate} : {interviewer} {course} Mock{number}", optionalAttendees: [], conference: meet }
`;
}
