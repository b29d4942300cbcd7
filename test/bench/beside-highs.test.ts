import { describe, expect, it } from 'vitest';
import { besideHighs } from '../../bench/beside-highs.ts';
import { instanceOf, type Kind } from '../../bench/instance.ts';
import { anyOrder } from '../../bench/procedures.ts';

const small: Kind = { procedure: anyOrder(2), weeks: 1, busy: 0.5 };

describe('the linear model of a request', () => {
  it('comes to the same status and the same score as the planner', () => {
    for (let seed = 1; seed <= 6; seed += 1) {
      expect(besideHighs(instanceOf(small, seed), 20)).toMatchObject({ outcome: 'planned', agrees: true });
    }
  });

  it('is infeasible where the planner finds nothing', () => {
    const compared = besideHighs(instanceOf({ ...small, busy: 0.95 }, 1), 20);
    expect(compared).toMatchObject({ outcome: 'infeasible', agrees: true });
  });

  it('is left alone where it would be too large', () => {
    const slots = { everyday: ['08:00-22:00'] };
    const compared = besideHighs(instanceOf({ procedure: anyOrder(10), weeks: 52, busy: 0, slots }, 1), 1);
    expect(compared.outcome).toBe('too large');
  });
});
