import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BookingRow, ObservationRow } from '../../src/store/rows.ts';
import { conditionsOf } from '../../src/watching/conditions.ts';
import { mendMost } from '../../src/watching/mend-most.ts';
import { decisionOf } from '../../src/watching/policy.ts';
import { answers, at, FIRST, observed, SECOND, sightOf, THIRD } from './sight.ts';

/** Alpha and Charlie, three hours on each of two evenings from half an hour to the next: no more than that. */
const WINDOW = { start: '2026-12-01', end: '2026-12-03' };
const MENDS_MAX = 3 * 2 * 3 * 5;

interface Told {
  readonly mends: number;
  readonly isAsked: boolean;
  /** Who was given which mock when, in the order of that, and who declined what. */
  readonly places: readonly string[];
  readonly declined: ReadonlySet<string>;
}

const placeText = ({ interviewer, start }: BookingRow) => `${interviewer} ${start}`;

/** Who is drawn declines, and what is to be done about it by itself is done, until nothing is. */
function declinesOneByOne(draw: () => number, days: number): Told {
  let held: readonly BookingRow[] = [FIRST, SECOND, THIRD];
  const settled: ObservationRow[] = [];
  const places: string[] = [];
  const declined = new Set<string>();
  for (let mends = 0; mends <= MENDS_MAX; mends += 1) {
    const who = held[draw() % held.length]!;
    const sight = sightOf({
      held,
      window: WINDOW,
      events: { [who.id]: answers(who, { [who.interviewerEmail]: 'declined' }) },
    });
    const conditions = conditionsOf(sight);
    const open = conditions.map((each) => observed(each, { id: `${each.bookingId} ${mends}` }));
    const decision = decisionOf(sight, [...settled, ...open], conditions);
    declined.add(placeText(who));
    const { mended } = mendMost(sight, decision, () => 'newevent01');
    if (mended === null) return { mends, isAsked: true, places, declined };
    const after = new Map(mended.moves.map(({ to }) => [to.id, to]));
    held = held.map((mock) => ({ ...mock, ...after.get(mock.id) }));
    for (const to of after.values()) {
      const place = placeText(to as BookingRow);
      places.push(place);
      expect(declined, `${place} was declined before`).not.toContain(place);
    }
    const settledAt = at('2026-11-22 09:00')
      .subtract({ hours: days * 24 })
      .add({ minutes: mends });
    settled.push(...open.map((each): ObservationRow => ({ ...each, state: 'settled', settledAt })));
  }
  return { mends: MENDS_MAX + 1, isAsked: false, places, declined };
}

describe('interviewers who decline whatever they are given', () => {
  const draws = fc.infiniteStream(fc.nat(2));
  const next = (stream: IterableIterator<number>) => () => stream.next().value as number;

  it('are never given a time again that they declined, and in the end people are asked', () => {
    fc.assert(
      fc.property(draws, (stream) => {
        const { isAsked, mends } = declinesOneByOne(next(stream), 30);
        expect(isAsked).toBe(true);
        expect(mends).toBeLessThanOrEqual(MENDS_MAX);
      }),
      { numRuns: 15 },
    );
  });

  it('have each mock changed three times a day at most', () => {
    fc.assert(
      fc.property(draws, (stream) => {
        const { isAsked, mends } = declinesOneByOne(next(stream), 0);
        expect(isAsked).toBe(true);
        expect(mends).toBeLessThanOrEqual(3 * 3);
      }),
      { numRuns: 15 },
    );
  });
});
