import type { FixedMock, PlanRequest } from '../request/model.ts';
import type { Sop } from '../sop/model.ts';
import { capsBroken } from './judging/caps.ts';
import { judgedOf } from './judging/judged.ts';
import { gapsBroken } from './judging/neighbours.ts';
import { orderBroken } from './judging/order.ts';
import { peopleBroken } from './judging/people.ts';
import { placesBroken } from './judging/places.ts';

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

/**
 * Which rules of "When a plan is right" (docs/domain.md) a set of placed mocks breaks, by a reading of its
 * own: nothing of the search is used, so it may judge what the planner finds as well as what somebody
 * dragged by hand. `request.busy` is what others take of people's time, without the mocks judged.
 * `request.done` counts towards gaps, caps and buffers. A mock that stands as `request.fixed` has it is
 * right where it is: a rule is broken only if a mock has part in it that is not fixed.
 */
export function brokenRules(
  sop: Sop,
  request: PlanRequest,
  mocks: readonly PlannedPlace[],
  { partial = false, notice = false }: JudgingOptions = {},
): readonly BrokenRule[] {
  const judged = judgedOf(sop, request, mocks, { partial, notice });
  return [
    ...orderBroken(judged),
    ...placesBroken(judged),
    ...peopleBroken(judged),
    ...gapsBroken(judged),
    ...capsBroken(judged),
  ];
}
