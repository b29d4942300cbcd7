import type { PlanAnswer } from '../../src/planning/answer.ts';
import { findPlan, plan } from '../../src/planning/plan.ts';
import type { PlanRequest } from '../../src/request/model.ts';
import { type Case, inForce, procedureOf, requestOf } from './case.ts';
import { bestByTryingAll } from './oracle.ts';
import { TookTooLong } from './too-long.ts';
import { brokenRules, scoreOf } from './validator.ts';

// Above this a case is left out: few are, and each would cost as much as a hundred others.
const STEPS_MAX = 30_000;

/** How the planner's answer to a case compares with trying everything. */
export interface Comparison {
  readonly outcome: 'planned' | 'infeasible' | 'left out';
  /** What is wrong with the answer, a sentence each; empty where it is right. */
  readonly faults: readonly string[];
}

/** Plans a case and holds the answer against trying everything, against every rule, and against itself. */
export function compare(given: Case): Comparison {
  const { variant, sop } = inForce(given);
  const request = requestOf(given);
  try {
    const truth = bestByTryingAll(sop, request, STEPS_MAX);
    const answer = plan(procedureOf(given), request);
    const faults: string[] = [];
    if (answer.variant !== variant)
      faults.push(`it took the variant ${answer.variant}, in force is ${variant}`);
    if (answer.status !== truth.status) {
      faults.push(`it is ${answer.status}, trying everything is ${textOf(truth)}`);
    }
    if (answer.status === 'planned') {
      faults.push(...brokenRules(sop, request, answer.mocks));
      const score = textOf(scoreOf(sop, request, answer.mocks));
      if (textOf(answer.score) !== score)
        faults.push(`its score is ${textOf(answer.score)}, its mocks' ${score}`);
      if (truth.status === 'planned' && textOf(answer.score) !== textOf(truth.score)) {
        faults.push(`its score is ${textOf(answer.score)}, the best is ${textOf(truth.score)}`);
      }
    }
    faults.push(...unsteadiness(given, request, answer));
    return { outcome: truth.status, faults };
  } catch (error) {
    if (error instanceof TookTooLong) return { outcome: 'left out', faults: [] };
    throw error;
  }
}

/** The same input gives the same answer, and so do busy entries in another order. */
function unsteadiness(given: Case, request: PlanRequest, answer: PlanAnswer): string[] {
  const found = answer.status === 'planned' ? textOf(answer) : 'none';
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
