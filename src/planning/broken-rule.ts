import type { FixedMock } from '../request/model.ts';

/** A mock in a place, whoever put it there. */
export type PlannedPlace = FixedMock;

/** A rule of the domain's page that mocks break where they are. */
export interface BrokenRule {
  readonly code: BrokenRuleCode;
  /** For people, a sentence that names the mocks, in the SOP's words and time. */
  readonly message: string;
  /** Those that have part in it: of the mocks judged, or the one that is missing. What is done is left out. */
  readonly mocks: readonly { readonly course: string; readonly number: number }[];
}

/**
 * The rule's name in the SOP where it has one. `mocks`: one is missing, there twice or none of the SOP's;
 * `overlap`: two of the candidate's mocks share time; `day`: one goes on past midnight.
 */
export type BrokenRuleCode =
  | 'mocks'
  | 'sequence'
  | 'length'
  | 'window'
  | 'slots'
  | 'hours'
  | 'startEvery'
  | 'day'
  | 'holidays'
  | 'timeOff'
  | 'minNotice'
  | 'busy'
  | 'overlap'
  | 'interviewerBuffer'
  | 'interviewers'
  | 'unreadable'
  | 'minGap'
  | 'maxGap'
  | 'courseGap'
  | 'maxPerInterviewerPerDay'
  | 'maxPerInterviewerPerWeek'
  | 'maxPerCandidatePerDay';

export interface JudgingOptions {
  /**
   * The mocks are what is left of a sequence: others are done (in `request.done`) or were cancelled. None
   * is missed, the order is that of those there are, and the longest gap is asked only between two mocks
   * that follow each other in the whole sequence, too.
   */
  readonly partial?: boolean;
  /** Whether `minNotice` is asked: of what is planned only now. */
  readonly notice?: boolean;
}
