import type { ProposalKind } from '../../../src/planning/answer.ts';
import { minimalConflict } from '../../../src/planning/explain/conflict.ts';
import type { Code, Constraint, Instance } from '../../../src/planning/explain/constraint.ts';
import { Relaxation } from '../../../src/planning/explain/relaxation.ts';
import { Work } from '../../../src/planning/explain/work.ts';
import { findPlan, plan } from '../../../src/planning/plan.ts';
import { procedureFor } from '../../../src/sop/model.ts';
import { daysInWindow } from '../../../src/time/zoned-day.ts';
import { brokenRules } from '../validator.ts';
import { lifted } from './lifting.ts';
import { oneStepLess } from './one-step-less.ts';
import { changed, type RealCase } from './real-case.ts';

const ENOUGH = 1_000_000;

/** What is wrong with the conflict of an infeasible instance: rules that do not matter, or rules that are missing. */
export function conflictFaults(instance: Instance, seen: Map<Code, number>): string[] {
  const relaxation = new Relaxation(instance);
  const conflict = minimalConflict(relaxation, new Work(ENOUGH));
  for (const { code } of conflict) seen.set(code, (seen.get(code) ?? 0) + 1);
  if (conflict.length === 0) return ['no rule is named'];
  const isNamed = ({ code, subject }: Constraint) =>
    conflict.some((rule) => rule.code === code && rule.subject === subject);
  const others = relaxation.constraints.filter((rule) => !isNamed(rule));
  const without = (rules: readonly Constraint[]) => lifted(instance, rules, relaxation.windowLift);
  const names = conflict.map(({ code, subject }) => `${code} ${subject ?? ''}`).join(', ');
  return [
    ...(isInstancePossible(without(others)) ? [`these alone leave a plan: ${names}`] : []),
    ...conflict
      .filter((rule) => !isInstancePossible(without([...others, rule])))
      .map(({ code, subject }) => `of ${names}, ${code} ${subject ?? ''} can be lifted to no avail`),
  ];
}

/** What is wrong with the proposals for a request: one does not work, or less of it would do. */
export function proposalFaults(given: RealCase, seen: Map<ProposalKind, number>): string[] {
  const answer = plan(given.procedure, given.request);
  if (answer.status === 'planned') return [];
  const faults = answer.proposals.flatMap((proposal) => {
    seen.set(proposal.kind, (seen.get(proposal.kind) ?? 0) + 1);
    const after = changed(given, proposal.change);
    const what = `${proposal.kind} ${JSON.stringify(proposal.change)}`;
    const smaller = [...oneStepLess(given, proposal)].filter((less) => isPossible(less));
    const broken = brokenRules(sopInForce(after), after.request, proposal.plan.mocks);
    return [
      ...(isPossible(after) ? [] : [`${what} does not help`]),
      ...broken.map((fault) => `${what}: ${fault}`),
      ...smaller.map(() => `${what}: less would do`),
    ];
  });
  if (answer.proposals.length > 5) faults.push(`there are ${answer.proposals.length} proposals`);
  return faults;
}

export function sopInForce({ procedure, request: { window } }: RealCase) {
  return procedureFor(procedure, daysInWindow(window.start, window.end)).sop;
}

export function isPossible({ procedure, request }: RealCase): boolean {
  return findPlan(procedure, request) !== null;
}

export function isInstancePossible({ sop, request }: Instance): boolean {
  return findPlan({ base: { ...sop, prefer: ['finishDay'] }, variants: [], source: {} }, request) !== null;
}
