import { describe, expect, it } from 'vitest';
import { conditionsOf } from '../../src/watching/conditions.ts';
import { optionsFor, whyNoException } from '../../src/watching/options.ts';
import { decisionOf, questionAbout } from '../../src/watching/policy.ts';
import { SMALL_SOP } from '../booking/office.ts';
import { FIRST, guest, guests, movedTo, observed, range, SECOND, sightOf } from './sight.ts';

const IDS = { order: () => 'order', event: () => 'newevent01' };

/** Somebody gave Dana's first mock to Charlie; what is said of keeping that, and offered. */
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

/** Dana's first two mocks were exchanged by hand, so that they are in the wrong order; what is said of keeping that, and offered. */
function exchanged(cap: number) {
  const sight = sightOf({
    sop: SMALL_SOP.replace('maxPerInterviewerPerDay: 2', `maxPerInterviewerPerDay: ${cap}`),
    events: { [FIRST.id]: movedTo(SECOND.start, SECOND.end), [SECOND.id]: movedTo(FIRST.start, FIRST.end) },
  });
  const conditions = conditionsOf(sight);
  const decision = decisionOf(
    sight,
    conditions.map((each) => observed(each)),
    conditions,
  );
  const about = questionAbout(decision);
  expect(about).toHaveLength(2);
  const kept = optionsFor(sight, decision, about, IDS).filter(({ kind }) => kind === 'accept');
  return { why: whyNoException(sight, about, IDS), kept: kept.map((option) => option.settles.length) };
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

describe('mocks that were exchanged by hand', () => {
  it('are not said to be in each other’s way, for both can be kept together', () => {
    expect(exchanged(1).why).toEqual([]);
  });

  it('can be kept together, and neither alone at the time that is booked for the other', () => {
    expect(exchanged(2).kept).toEqual([2]);
  });
});
