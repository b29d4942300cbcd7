import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { casesOf, THEMES } from './arbitrary.ts';
import { type Case, inForce, requestOf } from './case.ts';
import { bestByTryingAll } from './oracle.ts';
import { RELAXATIONS } from './relaxations.ts';
import { TookTooLong } from './too-long.ts';

// A suite of random cases proves as much as its cases can tell apart: were there a rule that never
// decides one of them, a planner without that rule would pass.

const cases = THEMES.flatMap((theme) => fc.sample(casesOf(theme), { numRuns: 150, seed: 20261201 }));

describe('the random cases would show a planner that forgets', () => {
  for (const [rule, relax] of Object.entries(RELAXATIONS)) {
    it(rule, () => {
      const telling = cases.find((given) => {
        const without = relax(given);
        if (JSON.stringify(without) === JSON.stringify(given)) return false;
        const answer = bestOf(given);
        const other = bestOf(without);
        return answer !== null && other !== null && answer !== other;
      });
      expect(telling).toBeDefined();
    });
  }
});

/** The best score as text, or that there is none; null where trying everything would take too long. */
function bestOf(given: Case): string | null {
  try {
    const best = bestByTryingAll(inForce(given).sop, requestOf(given), 10_000);
    return best.status === 'planned' ? JSON.stringify(best.score) : best.status;
  } catch (error) {
    if (error instanceof TookTooLong) return null;
    throw error;
  }
}
