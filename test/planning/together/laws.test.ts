import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Planned } from '../../../src/planning/answer.ts';
import { findPlan } from '../../../src/planning/find-plan.ts';
import { planTogether, type TogetherPlans } from '../../../src/planning/together/plan-together.ts';
import { THEMES } from '../arbitrary.ts';
import { brokenRules, scoreOf } from '../validator.ts';
import {
  type BatchCase,
  type BatchLeaning,
  batchesOf,
  beside,
  procedureOfBatch,
  requestsOf,
  sopOf,
} from './batch-case.ts';
import { batchOfWindows, mostOfAll, windows } from './one-a-day.ts';

// TOGETHER_CASES=2000 for a longer run.
const CASES = Number(process.env['TOGETHER_CASES'] ?? 12);
const SEED = 20261201;

const together = (batch: BatchCase, runs = 60): TogetherPlans =>
  planTogether(procedureOfBatch(batch), requestsOf(batch), { seed: 1, runs });

/** Plans in an order of one's own, as a coordinator would: each the best beside those before. */
function placedInTurn(batch: BatchCase, order: readonly number[]): number {
  const requests = requestsOf(batch);
  const plans: (Planned | null)[] = requests.map(() => null);
  for (const index of order) {
    plans[index] = findPlan(procedureOfBatch(batch), beside(batch, requests, plans, index));
  }
  return plans.filter((plan) => plan !== null).length;
}

function orders(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first) =>
    orders(items.filter((item) => item !== first)).map((rest) => [first, ...rest]),
  );
}

function forBatches(leaning: Omit<BatchLeaning, 'theme'>, law: (batch: BatchCase) => void): void {
  for (const theme of THEMES) {
    fc.assert(fc.property(batchesOf({ ...leaning, theme }), law), { numRuns: CASES, seed: SEED });
  }
}

const FEW = { min: 2, max: 4 };
const SOME = { min: 3, max: 7 };

describe('planning a batch together', () => {
  it('gives plans that are each right, and scored, beside all others, however differently requests see things', () => {
    let checked = 0;
    for (const alike of [true, false]) {
      forBatches({ people: SOME, alike }, (batch) => {
        const requests = requestsOf(batch);
        const { plans } = together(batch);
        for (const [index, plan] of plans.entries()) {
          if (plan === null) continue;
          const request = beside(batch, requests, plans, index);
          const sop = sopOf(batch, index);
          expect(brokenRules(sop, request, plan.mocks)).toEqual([]);
          expect(JSON.stringify(plan.score)).toBe(JSON.stringify(scoreOf(sop, request, plan.mocks)));
          checked += 1;
        }
      });
    }
    expect(checked).toBeGreaterThan(CASES * 10);
  });

  it('never places fewer than planning in order', () => {
    forBatches({ people: SOME, alike: true }, (batch) => {
      const { placed, placedInOrder, plans } = together(batch);
      expect(placed).toBe(plans.filter((plan) => plan !== null).length);
      expect(placedInOrder).toBe(
        placedInTurn(
          batch,
          batch.requests.map((_, index) => index),
        ),
      );
      expect(placed).toBeGreaterThanOrEqual(placedInOrder);
    });
  });

  it('places the most that can be placed at all, where each wants one hour of one interviewer', () => {
    let more = 0;
    const law = fc.property(windows, (days) => {
      const { placed, placedInOrder } = together(batchOfWindows(days), 300);
      expect(placed).toBe(mostOfAll(days));
      if (placed > placedInOrder) more += 1;
    });
    fc.assert(law, { numRuns: CASES * 4, seed: SEED });
    expect(more).toBeGreaterThan(CASES / 2);
  });

  it('places up to four candidates at least as well as the best of all orders', () => {
    forBatches({ people: FEW, alike: true }, (batch) => {
      const all = orders(batch.requests.map((_, index) => index));
      const best = Math.max(...all.map((order) => placedInTurn(batch, order)));
      expect(together(batch).placed).toBeGreaterThanOrEqual(best);
    });
  });

  it('keeps the plans of planning in order where it can place nobody more', () => {
    forBatches({ people: FEW, alike: true }, (batch) => {
      const { placed, placedInOrder, plans, displaced } = together(batch);
      if (placed > placedInOrder) return;
      expect(displaced).toEqual([]);
      expect(mocksOf(plans)).toEqual(mocksOf(together(batch, 0).plans));
    });
  });

  it('gives the same plans for the same seed', () => {
    forBatches({ people: SOME, alike: false }, (batch) => {
      expect(JSON.stringify(together(batch))).toBe(JSON.stringify(together(batch)));
    });
  });

  it('names those whose plans are in the way: without all of them there is a plan, and not one of them could stay', () => {
    let named = 0;
    forBatches({ people: SOME, alike: true }, (batch) => {
      const requests = requestsOf(batch);
      const { plans, contention } = together(batch);
      for (const [index, rivals] of contention) {
        const isPossibleWithout = (gone: readonly number[]): boolean => {
          const left = plans.map((plan, other) => (gone.includes(other) ? null : plan));
          return findPlan(procedureOfBatch(batch), beside(batch, requests, left, index)) !== null;
        };
        const all = rivals.map(({ candidate }) => candidate);
        expect(isPossibleWithout(all)).toBe(true);
        for (const kept of all) expect(isPossibleWithout(all.filter((other) => other !== kept))).toBe(false);
        named += 1;
      }
    });
    expect(named).toBeGreaterThan(CASES);
  });
});

function mocksOf(plans: readonly (Planned | null)[]): string {
  return JSON.stringify(plans.map((plan) => plan?.mocks ?? null));
}
