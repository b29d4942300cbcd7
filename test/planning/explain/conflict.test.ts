import { describe, expect, it } from 'vitest';
import { CODES, type Code } from '../../../src/planning/explain/constraint.ts';
import { casesOf, THEMES } from '../arbitrary.ts';
import { inForce, requestOf } from '../case.ts';
import { CASES, everyCase } from '../every-case.ts';
import { conflictFaults, isInstancePossible } from './promises.ts';

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
        return isInstancePossible(instance) ? [] : conflictFaults(instance, seen);
      });
    }
    // Were there a rule that never stands in the way, nothing would be known of it.
    expect([...seen.keys()].sort()).toEqual(CODES.toSorted());
  });
});
