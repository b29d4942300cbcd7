import type { PlanRequest } from '../../request/model.ts';
import { type Procedure, procedureFor } from '../../sop/model.ts';
import { daysInWindow } from '../../time/zoned-day.ts';
import type { Infeasible } from '../answer.ts';
import { minimalConflict } from './conflict.ts';
import { Facts } from './facts.ts';
import { proposalsFor } from './proposals.ts';
import { reasonsFor } from './reasons.ts';
import { Relaxation } from './relaxation.ts';
import { Situation } from './situation.ts';
import { Work } from './work.ts';

/** Planner runs that may be spent on finding the conflict, and on proposals; see docs/explanations.md. */
const CONFLICT_RUNS = 3000;
const PROPOSAL_RUNS = 900;

/**
 * Why a request that has no plan has none, and what would help: the rules of a minimal conflict as
 * sentences, and up to five changes that were each planned with. A pure function, bounded by a
 * number of planner runs, so that it gives the same answer on every machine.
 */
export function explain(procedure: Procedure, request: PlanRequest): Infeasible {
  const days = daysInWindow(request.window.start, request.window.end);
  const { variant, sop } = procedureFor(procedure, days);
  const relaxation = new Relaxation({ sop, request });
  const reasonWork = new Work(CONFLICT_RUNS);
  const conflict = minimalConflict(relaxation, reasonWork);
  const situation = new Situation(procedure, request, conflict, new Work(PROPOSAL_RUNS));
  const facts = new Facts({ sop, request });
  return {
    status: 'infeasible',
    variant,
    reasons: reasonsFor({ situation, relaxation, facts, work: reasonWork }),
    proposals: proposalsFor(situation, facts),
  };
}
