import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bestPlan, findPlan } from '../../../src/planning/find-plan.ts';
import { problemBeside } from '../../../src/planning/together/beside.ts';
import { deskOf } from '../../../src/planning/together/desk.ts';
import { busyOf, placementOf } from '../../../src/planning/together/placement.ts';
import { THEMES } from '../arbitrary.ts';
import { batchesOf, procedureOfBatch, requestsOf } from './batch-case.ts';

const CASES = Number(process.env['TOGETHER_CASES'] ?? 20);

it('takes what other plans claim as if it were busy time of the request: there is a plan exactly where there would be one', () => {
  const seen = { planned: 0, infeasible: 0 };
  for (const theme of THEMES) {
    const law = fc.property(batchesOf({ theme, people: { min: 4, max: 6 }, alike: false }), (batch) => {
      const procedure = procedureOfBatch(batch);
      const [last, ...others] = requestsOf(batch).map((request) => deskOf(procedure, request));
      // Each as if alone: what they claim may overlap, which a problem must bear as well.
      const claims = others.flatMap((desk, owner) => {
        const planned = findPlan(procedure, desk.request);
        return planned === null ? [] : placementOf(desk, owner, planned).claims;
      });
      const { request, variant } = last!;
      const quick = bestPlan(problemBeside(last!, claims), request, variant);
      const slow = findPlan(procedure, { ...request, busy: [...request.busy, ...claims.map(busyOf)] });
      expect(quick === null).toBe(slow === null);
      seen[slow === null ? 'infeasible' : 'planned'] += 1;
    });
    fc.assert(law, { numRuns: CASES, seed: 20261201 });
  }
  expect(seen.planned).toBeGreaterThan(CASES);
  expect(seen.infeasible).toBeGreaterThan(CASES);
});
