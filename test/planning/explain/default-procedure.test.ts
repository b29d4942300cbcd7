import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plan } from '../../../src/planning/plan.ts';
import { CASES } from '../every-case.ts';
import { ask, requests } from './default-procedure.ts';
import { conflictFaults, isPossible, proposalFaults, sopInForce } from './promises.ts';

const TRIED = Math.ceil(CASES / 50);

describe('for the default procedure', () => {
  it('reasons are minimal, and proposals work and are the smallest of their kind', {
    timeout: 60_000 + CASES * 500,
  }, () => {
    let infeasible = 0;
    let helped = 0;
    const property = fc.property(requests, (asked) => {
      const given = ask(asked);
      if (isPossible(given)) return;
      infeasible += 1;
      const instance = { sop: sopInForce(given), request: given.request };
      expect([...conflictFaults(instance, new Map()), ...proposalFaults(given, new Map())]).toEqual([]);
      const answer = plan(given.procedure, given.request);
      if (answer.status === 'infeasible' && answer.proposals.length > 0) helped += 1;
    });
    fc.assert(property, { numRuns: TRIED, seed: 20261201 });
    expect(infeasible).toBeGreaterThan(TRIED / 3);
    expect(helped).toBeGreaterThan(infeasible / 2);
  });

  it('the same request gets the same answer, whatever was asked before and in which order it is busy', () => {
    const property = fc.property(requests, (asked) => {
      const first = JSON.stringify(plan(ask(asked).procedure, ask(asked).request));
      const turned = ask({ ...asked, busy: [...(asked.busy ?? [])].reverse() });
      expect(JSON.stringify(plan(turned.procedure, turned.request))).toBe(first);
    });
    fc.assert(property, { numRuns: Math.ceil(TRIED / 3), seed: 20261202 });
  });
});
