import { describe, expect, it } from 'vitest';
import { conditionsOf } from '../../src/watching/conditions.ts';
import { whyNoException } from '../../src/watching/options.ts';
import { decisionOf, questionAbout } from '../../src/watching/policy.ts';
import { FIRST, guest, guests, observed, range, sightOf } from './sight.ts';

const IDS = { order: () => 'order', event: () => 'newevent01' };

/** Somebody gave Dana's first mock to Charlie; what is said of keeping that. */
function said(busy: boolean, day = '2026-12-01'): string[] {
  const sight = sightOf({
    events: {
      [FIRST.id]: guests(FIRST, { without: ['alpha@example.com'], and: [guest('charlie@example.com')] }),
    },
    busy: busy
      ? [{ email: 'charlie@example.com', ...range(day, '18:30', '19:30'), kind: 'other' as const }]
      : [],
  });
  const conditions = conditionsOf(sight);
  const decision = decisionOf(
    sight,
    conditions.map((each) => observed(each)),
    conditions,
  );
  return whyNoException(sight, questionAbout(decision), IDS);
}

describe('a mock that was given by hand to somebody who is busy', () => {
  it('cannot be kept so, and people are told that', () => {
    expect(said(true)).toEqual([
      'One Mock1 cannot be kept as an exception where it stands: somebody is busy, too much is booked there, or it is too late.',
    ]);
    expect(said(true, '2026-12-02')).toEqual([]);
    expect(said(false)).toEqual([]);
  });
});
