import { describe, expect, it } from 'vitest';
import { compare } from './agreement.ts';
import { casesOf, type Theme } from './arbitrary.ts';
import { CASES, everyCase } from './every-case.ts';

const TITLES: Readonly<Record<Theme, string>> = {
  general: 'for procedures and requests of every kind',
  gaps: 'where gaps between mocks and between courses decide',
  caps: 'where daily and weekly caps reach beyond neighbouring mocks',
  buffers: 'where interviewers keep a buffer longer than the gap between mocks',
  clockChanges: 'in nights in which the clocks change',
  preferences: 'whichever criterion is preferred',
};

describe('the planner finds a right plan exactly where one exists, and the best one', () => {
  for (const [theme, title] of Object.entries(TITLES) as [Theme, string][]) {
    it(title, { timeout: 60_000 + CASES * 200 }, () => {
      const seen = { planned: 0, infeasible: 0, 'left out': 0 };
      everyCase(casesOf(theme), CASES, (given) => {
        const { outcome, faults } = compare(given);
        seen[outcome] += 1;
        return faults;
      });
      // Cases that are nearly all possible, all impossible or all left out would prove little.
      expect(seen.planned).toBeGreaterThan(CASES / 5);
      expect(seen.infeasible).toBeGreaterThan(CASES / 5);
      expect(seen['left out']).toBeLessThan(CASES / 10);
    });
  }
});
