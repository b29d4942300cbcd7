import { describe, expect, it } from 'vitest';
import { copiesOf } from '../../../src/watching/sight/copies.ts';
import { at, booked, eventOf, movedTo } from '../sight.ts';

const MOCK = booked();
const EVENT = eventOf(MOCK);
const LATER = movedTo(at('2026-12-08 18:00'), at('2026-12-08 19:00'));

const idsOf = (...events: Parameters<typeof copiesOf>[0]) =>
  copiesOf(events, [MOCK])
    .get(MOCK.id)
    ?.map(({ id }) => id);

describe('copies of an event', () => {
  it('say that they are the mock’s under another id, wherever they stand', () => {
    expect(idsOf(EVENT, { ...EVENT, id: 'copy1' }, { ...EVENT, ...LATER, id: 'copy2' })).toEqual([
      'copy1',
      'copy2',
    ]);
  });

  it('are not the event itself, wherever it was dragged, nor what was deleted', () => {
    expect(idsOf({ ...EVENT, ...LATER }, { ...EVENT, id: 'copy1', status: 'cancelled' })).toBeUndefined();
  });

  it('are not events of bookings that nobody knows here, nor of nobody’s', () => {
    const mark = { ...EVENT.booking!, bookingId: 'elsewhere' };
    expect(
      copiesOf(
        [
          { ...EVENT, id: 'x', booking: mark },
          { ...EVENT, id: 'y', booking: null },
        ],
        [MOCK],
      ).size,
    ).toBe(0);
  });

  it('are the other occurrences of an event that somebody made to repeat', () => {
    const first = { ...EVENT, id: `${EVENT.id}_20261202T020000Z` };
    const second = { ...EVENT, ...LATER, id: `${EVENT.id}_20261209T020000Z` };
    expect(idsOf(first, second)).toEqual([second.id]);
  });
});
