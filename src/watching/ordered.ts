import type { KnownBusy } from '../booking/known-busy.ts';
import type { PlannedBooking } from '../store/rows.ts';
import type { Sight } from './model.ts';
import { isThere } from './standing.ts';

/** A mock that a change was ordered for: where it is booked, and where it goes; null where it is cancelled. */
export interface OrderedMock {
  readonly from: PlannedBooking;
  readonly to: PlannedBooking | null;
}

/**
 * A sight with what was ordered for others in the same look: they are about to be elsewhere, so nobody else is
 * planned there, and what their going settles is not mended a second time. Until it is carried out they are
 * where they are booked, too: there nobody is planned either, but nobody has to make room any more.
 */
export function withOrdered(sight: Sight, ordered: readonly OrderedMock[]): Sight {
  const moved = ordered.filter(({ from, to }) => to === null || !isThere(from, to));
  if (moved.length === 0) return sight;
  const { workspace } = sight.candidate;
  const ids = new Set(moved.map(({ from }) => from.id));
  return {
    ...sight,
    busy: [
      ...sight.busy.map((entry): KnownBusy => {
        const { ours } = entry;
        if (ours === undefined || !ids.has(ours.bookingId)) return entry;
        return { ...entry, kind: 'other', ours: { ...ours, isAstray: true } };
      }),
      ...moved.flatMap(({ to }): KnownBusy[] => {
        if (to === null) return [];
        const { interviewerEmail, start, end } = to;
        const ours = { bookingId: to.id, workspace, isAstray: false };
        return [{ email: interviewerEmail.toLowerCase(), start, end, kind: 'mock', ours }];
      }),
    ],
  };
}
