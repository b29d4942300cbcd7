import type { PlanRequest } from '../../request/model.ts';
import { type Procedure, procedureFor } from '../../sop/model.ts';
import { daysInWindow } from '../../time/zoned-day.ts';
import type { Planned, PlannedMock } from '../answer.ts';
import { isFixed } from '../changes.ts';
import { problemOf } from '../problem.ts';
import { type EarlierFinish, earlierFinish } from './earlier-finish.ts';
import { type Beaten, otherChoices } from './other-choices.ts';
import { whyText } from './wording.ts';

/** Why the best plan is as it is: what would be instead. */
export interface Counterfactuals {
  /** In the order of the plan's mocks. */
  readonly explanations: readonly MockExplanation[];
  readonly earlierFinish: EarlierFinish;
}

export interface MockExplanation {
  readonly mock: PlannedMock;
  /** For people: why this interviewer and why this time. */
  readonly message: string;
  readonly beaten: readonly Beaten[];
}

/**
 * Explains a plan that `findPlan` gave for this procedure and request. Every statement is the
 * outcome of planning again, exactly, with one thing changed. Of what is fixed nothing else was possible.
 */
export function counterfactuals(procedure: Procedure, request: PlanRequest, plan: Planned): Counterfactuals {
  const { sop } = procedureFor(procedure, daysInWindow(request.window.start, request.window.end));
  const problem = problemOf(sop, request);
  return {
    explanations: plan.mocks.map((mock) => {
      if (isFixed(request, mock)) return { mock, beaten: [], message: FIXED };
      const beaten = otherChoices(problem, request, plan, mock);
      return { mock, beaten, message: whyText(sop, request, mock, beaten) };
    }),
    earlierFinish: earlierFinish(procedure, request, plan),
  };
}

const FIXED = 'It is fixed: time and interviewer were given, and the other mocks are planned around it.';
