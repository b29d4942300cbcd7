import { describe, expect, it } from 'vitest';
import { minimalConflict } from '../../../src/planning/explain/conflict.ts';
import type { Code, Constraint, Instance } from '../../../src/planning/explain/constraint.ts';
import { Relaxation } from '../../../src/planning/explain/relaxation.ts';
import { Work } from '../../../src/planning/explain/work.ts';
import { findPlan } from '../../../src/planning/plan.ts';
import { casesOf, THEMES } from '../arbitrary.ts';
import { inForce, requestOf } from '../case.ts';
import { CASES, everyCase } from '../every-case.ts';
import { lifted } from './lifting.ts';

const ENOUGH = 1_000_000;

// Each case is planned hundreds of times.
const TRIED = Math.ceil(CASES / 10);

describe('the rules that are named', () => {
  it('make it impossible all by themselves, and lifting any one of them makes it possible', {
    timeout: 60_000 + CASES * 200,
  }, () => {
    const seen = new Map<Code, number>();
    for (const theme of THEMES) {
      everyCase(casesOf(theme), TRIED, (given) => {
        const instance = { sop: inForce(given).sop, request: requestOf(given) };
        if (isPossible(instance)) return [];
        const relaxation = new Relaxation(instance);
        const conflict = minimalConflict(relaxation, new Work(ENOUGH));
        for (const { code } of conflict) seen.set(code, (seen.get(code) ?? 0) + 1);
        return faultsOf(instance, relaxation, conflict);
      });
    }
    // Were there a rule that never stands in the way, nothing would be known of it.
    expect([...seen.keys()].sort()).toEqual(CODES.toSorted());
  });
});

const CODES: readonly Code[] = [
  'window',
  'slots',
  'interviewers',
  'hours',
  'unreadable',
  'busy',
  'timeOff',
  'maxPerDay',
  'maxPerInterviewerPerDay',
  'maxPerInterviewerPerWeek',
  'maxPerCandidatePerDay',
  'interviewerBuffer',
  'maxGap',
  'courseGap',
  'minGap',
  'minNotice',
  'holidays',
  'sequence',
];

function faultsOf(instance: Instance, relaxation: Relaxation, conflict: readonly Constraint[]): string[] {
  const isNamed = (rule: Constraint) => conflict.includes(rule);
  const others = relaxation.constraints.filter((rule) => !isNamed(rule));
  const without = (rules: readonly Constraint[]) => lifted(instance, rules, relaxation.windowLift);
  const names = conflict.map(({ code, subject }) => `${code} ${subject ?? ''}`).join(', ');
  if (conflict.length === 0) return ['no rule is named'];
  return [
    ...(isPossible(without(others)) ? [`these alone leave a plan: ${names}`] : []),
    ...conflict
      .filter((rule) => !isPossible(without([...others, rule])))
      .map(({ code, subject }) => `of ${names}, ${code} ${subject ?? ''} can be lifted to no avail`),
  ];
}

function isPossible({ sop, request }: Instance): boolean {
  return findPlan({ base: { ...sop, prefer: ['finishDay'] }, variants: [], source: {} }, request) !== null;
}
