import type { PlanRequest } from '../request/model.ts';
import type { Procedure } from '../sop/model.ts';
import type { PlanAnswer } from './answer.ts';
import { explain } from './explain/explain.ts';
import { findPlan } from './find-plan.ts';

export { findPlan };

/**
 * Plans every mock of a candidate: the variant of the procedure that holds for the window, then the
 * best right plan in the order of its `prefer`, or why there is none and what was tried and would
 * help. A pure function: the same input always gives the same answer.
 */
export function plan(procedure: Procedure, request: PlanRequest): PlanAnswer {
  return findPlan(procedure, request) ?? explain(procedure, request);
}
