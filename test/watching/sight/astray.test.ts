import { describe, expect, it } from 'vitest';
import type { KnownBusy } from '../../../src/booking/known-busy.ts';
import { conditionsOf } from '../../../src/watching/conditions.ts';
import { isWatched, onlyWatched } from '../../../src/watching/sight/astray.ts';
import { at, booked, eventOf, FIRST, movedTo, range, sightOf } from '../sight.ts';

const OLD = booked({ id: 'old', ...range('2026-11-20', '18:00', '19:00') });
const NOW = at('2026-11-22 09:00');
const DRAGGED: KnownBusy = {
  email: 'alpha@example.com',
  ...range('2026-12-01', '18:30', '19:30'),
  kind: 'other',
  ours: { bookingId: OLD.id, workspace: 'default', isAstray: true },
};

describe('the event of a mock that is over', () => {
  it('is an entry like any other where somebody drags it onto another mock, for nobody is asked about it', () => {
    expect(isWatched(OLD, undefined, NOW)).toBe(false);
    const [entry] = onlyWatched([DRAGGED], new Set());
    expect(entry).not.toHaveProperty('ours');
    expect(
      conditionsOf(sightOf({ busy: [entry!] })).map(({ bookingId, kind }) => `${bookingId} ${kind}`),
    ).toEqual([`${FIRST.id} interviewer-busy`]);
  });

  it('is the mock’s still where it was dragged to a later time before', () => {
    const event = { ...eventOf(OLD), ...movedTo(DRAGGED.start, DRAGGED.end) };
    expect(isWatched(OLD, event, NOW)).toBe(true);
    expect(onlyWatched([DRAGGED], new Set([OLD.id]))).toEqual([DRAGGED]);
  });
});

it('A reservation is known to be ours whether or not anybody watches over it', () => {
  const reserved: KnownBusy = { ...DRAGGED, kind: 'mock', ours: { ...DRAGGED.ours!, isAstray: false } };
  expect(onlyWatched([reserved], new Set())).toEqual([reserved]);
});
