import { describe, expect, it } from 'vitest';
import type { ProposalKind } from '../../../src/planning/answer.ts';
import { casesOf, THEMES } from '../arbitrary.ts';
import { CASES, everyCase } from '../every-case.ts';
import { proposalFaults } from './promises.ts';
import { realCase } from './real-case.ts';

// Each case is planned hundreds of times.
const TRIED = Math.ceil(CASES / 15);

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

describe('what is proposed', () => {
  it('works when it is merged in, is the smallest of its kind, and comes at most five at a time', {
    timeout: 60_000 + CASES * 200,
  }, () => {
    const seen = new Map<ProposalKind, number>();
    for (const theme of THEMES) {
      everyCase(casesOf(theme), TRIED, (given) => {
        const real = realCase(given);
        return real === null ? [] : proposalFaults(real, seen);
      });
    }
    expect([...seen.keys()].sort()).toEqual(KINDS.toSorted());
  });
});
