import type { PlanRequest } from '../../request/model.ts';
import { type Procedure, procedureFor } from '../../sop/model.ts';
import { daysInWindow } from '../../time/zoned-day.ts';
import type { Infeasible, PlanAnswer } from '../answer.ts';
import { explain } from '../explain/explain.ts';
import { besideFixedOfOthers } from './fixed-of-others.ts';
import type { Rival } from './giving-way.ts';
import type { TogetherPlans } from './plan-together.ts';

/**
 * The answer to each request of a batch: its plan; or who is in its way; or, where there is no plan
 * even alone, why not and what would help.
 */
export function answersOf(
  procedure: Procedure,
  requests: readonly PlanRequest[],
  { plans, contention }: TogetherPlans,
): PlanAnswer[] {
  return besideFixedOfOthers(procedure, requests).map((request, index) => {
    const rivals = contention.get(index);
    if (rivals !== undefined) return contended(procedure, requests, request, rivals);
    return plans[index] ?? explain(procedure, request);
  });
}

function contended(
  procedure: Procedure,
  requests: readonly PlanRequest[],
  request: PlanRequest,
  rivals: readonly Rival[],
): Infeasible {
  const { variant, sop } = procedureFor(procedure, daysInWindow(request.window.start, request.window.end));
  const { name } = request.candidate;
  const held = rivals.map(({ candidate, interviewers }) => {
    const rival = requests[candidate]!.candidate.name;
    const people = interviewers.map((id) => sop.interviewers.get(id)!.name);
    return people.length === 0 ? `${rival} (in another request)` : `${rival} (with ${listed(people)})`;
  });
  const message = `Alone ${name} could be placed, but others of this batch hold the time: ${listed(held)}. Were ${rivals.length === 1 ? 'this one' : `these ${rivals.length}`} to give way, ${name} would have a plan.`;
  return { status: 'infeasible', variant, reasons: [{ code: 'contention', message }], proposals: [] };
}

/** `Alpha`, `Alpha and Bravo`, `Alpha, Bravo and Charlie` */
function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
