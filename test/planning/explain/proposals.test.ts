import { describe, expect, it } from 'vitest';
import type { ProposalKind } from '../../../src/planning/answer.ts';
import { findPlan, plan } from '../../../src/planning/plan.ts';
import { procedureFor } from '../../../src/sop/model.ts';
import { daysInWindow } from '../../../src/time/zoned-day.ts';
import { casesOf, THEMES } from '../arbitrary.ts';
import { CASES, everyCase } from '../every-case.ts';
import { brokenRules } from '../validator.ts';
import { oneStepLess } from './one-step-less.ts';
import { changed, type RealCase, realCase } from './real-case.ts';

// Each case is planned hundreds of times.
const TRIED = Math.ceil(CASES / 10);

describe('what is proposed', () => {
  it('works when it is merged in, is the smallest of its kind, and comes at most five at a time', {
    timeout: 60_000 + CASES * 200,
  }, () => {
    const seen = new Map<ProposalKind, number>();
    for (const theme of THEMES) {
      everyCase(casesOf(theme), TRIED, (given) => {
        const real = realCase(given);
        return real === null ? [] : faultsOf(real, seen);
      });
    }
    expect([...seen.keys()].sort()).toEqual(KINDS.toSorted());
  });
});

const KINDS: readonly ProposalKind[] = [
  'window-end',
  'window-start',
  'slot',
  'window-and-slot',
  'hours',
  'backup',
  'cap',
  'max-gap',
  'min-gap',
  'course-gap',
  'buffer',
  'notice',
  'holiday',
  'time-off',
  'variant',
  'sequence',
  'partial',
];

function faultsOf(given: RealCase, seen: Map<ProposalKind, number>): string[] {
  const answer = plan(given.procedure, given.request);
  if (answer.status === 'planned') return [];
  const faults = answer.proposals.flatMap((proposal) => {
    seen.set(proposal.kind, (seen.get(proposal.kind) ?? 0) + 1);
    const after = changed(given, proposal.change);
    const what = `${proposal.kind} ${JSON.stringify(proposal.change)}`;
    const smaller = [...oneStepLess(given, proposal)].filter((less) => isPossible(less));
    return [
      ...(isPossible(after) ? [] : [`${what} does not help`]),
      ...brokenRules(sopOf(after), after.request, proposal.plan.mocks).map((fault) => `${what}: ${fault}`),
      ...smaller.map(() => `${what}: less would do`),
    ];
  });
  if (answer.proposals.length > 5) faults.push(`there are ${answer.proposals.length} proposals`);
  return faults;
}

function isPossible({ procedure, request }: RealCase): boolean {
  return findPlan(procedure, request) !== null;
}

function sopOf({ procedure, request: { window } }: RealCase) {
  return procedureFor(procedure, daysInWindow(window.start, window.end)).sop;
}
