import type { Planned } from '../../src/planning/answer.ts';
import { findPlan } from '../../src/planning/plan.ts';
import type { PlanRequest } from '../../src/request/model.ts';
import { type Case, inForce, procedureOf, requestOf } from './case.ts';
import { bestByTryingAll } from './oracle.ts';
import { TookTooLong } from './too-long.ts';
import { brokenRules, scoreOf } from './validator.ts';

// Above this a case is left out: few are, and each would cost as much as a hundred others.
const STEPS_MAX = 15_000;

/** How the planner's answer to a case compares with trying everything. */
export interface Comparison {
  readonly outcome: 'planned' | 'infeasible' | 'left out';
  /** What is wrong with the answer, a sentence each; empty where it is right. */
  readonly faults: readonly string[];
}

/** Plans a case and holds the plan against trying everything, against every rule, and against itself. */
export function compare(given: Case): Comparison {
  const { variant, sop } = inForce(given);
  const request = requestOf(given);
  try {
    const truth = bestByTryingAll(sop, request, STEPS_MAX);
    const found = findPlan(procedureOf(given), request);
    const faults = unsteadiness(given, request, found);
    if ((found === null) !== (truth.status === 'infeasible')) {
      faults.push(`it finds ${textOf(found)}, trying everything ${textOf(truth)}`);
    }
    if (found !== null) {
      const score = textOf(found.score);
      const ofMocks = textOf(scoreOf(sop, request, found.mocks));
      faults.push(...brokenRules(sop, request, found.mocks));
      if (found.variant !== variant) faults.push(`it took variant ${found.variant}, in force is ${variant}`);
      if (score !== ofMocks) faults.push(`its score is ${score}, its mocks' ${ofMocks}`);
      if (truth.status === 'planned' && score !== textOf(truth.score)) {
        faults.push(`its score is ${score}, the best is ${textOf(truth.score)}`);
      }
    }
    return { outcome: truth.status, faults };
  } catch (error) {
    if (error instanceof TookTooLong) return { outcome: 'left out', faults: [] };
    throw error;
  }
}

/** The same input gives the same plan, and so do busy entries in another order. */
function unsteadiness(given: Case, request: PlanRequest, plan: Planned | null): string[] {
  const found = textOf(plan);
  const again = textOf(findPlan(procedureOf(given), requestOf(given)));
  const turned = textOf(findPlan(procedureOf(given), { ...request, busy: [...request.busy].reverse() }));
  return [
    ...(again === found ? [] : [`the second time it is ${again}, the first ${found}`]),
    ...(turned === found ? [] : [`with busy entries in another order it is ${turned}, not ${found}`]),
  ];
}

function textOf(value: object | null): string {
  return value === null ? 'none' : JSON.stringify(value);
}
