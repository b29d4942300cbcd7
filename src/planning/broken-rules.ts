import type { PlanRequest } from '../request/model.ts';
import type { Sop } from '../sop/model.ts';
import type { BrokenRule, JudgingOptions, PlannedPlace } from './broken-rule.ts';
import { capsBroken } from './judging/caps.ts';
import { judgedOf } from './judging/judged.ts';
import { gapsBroken } from './judging/neighbours.ts';
import { orderBroken } from './judging/order.ts';
import { peopleBroken } from './judging/people.ts';
import { placesBroken } from './judging/places.ts';

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
