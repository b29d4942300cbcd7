import { describe, expect, it } from 'vitest';
import { isPossible } from '../../../src/planning/explain/is-possible.ts';
import { problemOf } from '../../../src/planning/problem.ts';
import { solve } from '../../../src/planning/solve.ts';
import { casesOf, type Theme } from '../arbitrary.ts';
import { inForce, requestOf } from '../case.ts';
import { CASES, everyCase } from '../every-case.ts';

const THEMES: readonly Theme[] = ['general', 'caps', 'buffers'];

describe('asking only whether there is a plan', () => {
  it('has the same answer as planning, where caps and buffers bind too', {
    timeout: 60_000 + CASES * 50,
  }, () => {
    const seen = { possible: 0, impossible: 0 };
    for (const theme of THEMES) {
      everyCase(casesOf(theme), CASES, (given) => {
        const problem = problemOf(inForce(given).sop, requestOf(given));
        const expected = solve(problem) !== null;
        seen[expected ? 'possible' : 'impossible'] += 1;
        return isPossible(problem) === expected ? [] : [`it is ${expected ? '' : 'im'}possible`];
      });
    }
    expect(Math.min(seen.possible, seen.impossible)).toBeGreaterThan(CASES / 2);
  });
});
