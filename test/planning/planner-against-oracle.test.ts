import { describe, expect, it } from 'vitest';
import { plan } from '../../src/planning/plan.ts';
import { compare } from './agreement.ts';
import { casesOf, THEMES, type Theme } from './arbitrary.ts';
import { inForce, procedureOf, requestOf } from './case.ts';
import { CASES, everyCase } from './every-case.ts';

// Reasons and proposals are looked for by planning again and again, so fewer cases ask for them.
const ANSWERS = Math.ceil(CASES / 25);

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

describe('the answer of the planner', () => {
  it('is the plan, or that there is none and why, with the variant in force', {
    timeout: 60_000 + CASES * 200,
  }, () => {
    const seen = { planned: 0, infeasible: 0 };
    for (const theme of THEMES) {
      everyCase(casesOf(theme), ANSWERS, (given) => {
        const { variant } = inForce(given);
        const answer = plan(procedureOf(given), requestOf(given));
        const expected = compare(given).outcome;
        seen[answer.status] += 1;
        const faults: string[] = [];
        if (expected !== 'left out' && answer.status !== expected) faults.push(`it is not ${expected}`);
        if (answer.variant !== variant)
          faults.push(`it names variant ${answer.variant}, in force is ${variant}`);
        if (answer.status === 'infeasible' && !answer.reasons.some(({ message }) => message.trim() !== '')) {
          faults.push('it gives no reason');
        }
        return faults;
      });
    }
    expect(Math.min(seen.planned, seen.infeasible)).toBeGreaterThan(ANSWERS);
  });
});
