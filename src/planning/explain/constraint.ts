import type { PlanRequest } from '../../request/model.ts';
import type { Sop } from '../../sop/model.ts';

/** The names of rules as the SOP or the request has them, in the order in which people hear of them. */
export const CODES = [
  'window',
  'slots',
  'interviewers',
  'hours',
  'unreadable',
  'busy',
  'timeOff',
  'maxPerDay',
  'maxPerInterviewerPerDay',
  'maxPerInterviewerPerWeek',
  'maxPerCandidatePerDay',
  'interviewerBuffer',
  'maxGap',
  'courseGap',
  'minGap',
  'minNotice',
  'holidays',
  'sequence',
] as const;
export type Code = (typeof CODES)[number];

/** A rule that can be lifted by itself: of everybody, or of one subject. */
export interface Constraint {
  readonly code: Code;
  /**
   * Of `slots` the key that speaks for days, or `NO_KEY`; of `interviewers` a course; of `hours`, `unreadable`,
   * `timeOff`, `maxPerDay` an interviewer; of `busy` an interviewer or `CANDIDATE`; else null.
   */
  readonly subject: string | null;
}

/** The subject of the candidate's own busy time; no interviewer's id can be this. */
export const CANDIDATE = '@candidate';

/** The procedure in force and a request: all that decides whether there is a plan. */
export interface Instance {
  readonly sop: Sop;
  readonly request: PlanRequest;
}

/** The interviewers of a course, mains first. */
export function interviewersOf(sop: Sop, course: string): readonly string[] {
  const { main, backup } = sop.courses.get(course)!;
  return [...main, ...backup];
}

/** Minutes of the shortest mock of any course. */
export function shortestMock(sop: Sop): number {
  return Math.min(...[...sop.courses.values()].flatMap(({ mocks }) => mocks));
}
