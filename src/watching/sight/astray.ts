import type { KnownBusy } from '../../booking/known-busy.ts';
import { type CalendarEvent, instantsOf } from '../../calendar/event.ts';
import type { Candidate } from '../../request/model.ts';
import type { Sop } from '../../sop/model.ts';
import type { BookingRow } from '../../store/rows.ts';
import { isAfter, placedAt } from '../conditions/outlook.ts';
import { standOf } from '../conditions/stand.ts';
import { isThere } from '../standing.ts';

/** Mocks as they would be booked where events of theirs stand that are not where, or not with whom, they are booked. */
export function placesAstray(
  sop: Sop,
  candidate: Candidate,
  held: readonly BookingRow[],
  eventsOf: (booking: BookingRow) => readonly (CalendarEvent | null | undefined)[],
): BookingRow[] {
  return held.flatMap((booking) =>
    eventsOf(booking).flatMap((event) => {
      const stand = standOf(sop, candidate, booking, event);
      return stand.how !== 'there' || isThere(booking, stand.place)
        ? []
        : [placedAt(sop, booking, stand.place)];
    }),
  );
}

/**
 * Whether anybody is asked about a mock whose event stands astray: it is to come, or its event is. That of a
 * mock that is over is an entry like any other.
 */
export function isWatched(
  { end }: BookingRow,
  event: CalendarEvent | null | undefined,
  now: Temporal.Instant,
): boolean {
  return isAfter({ start: end }, now) || (event != null && isAfter(instantsOf(event.when), now));
}

/** What stands astray and nobody is asked about is not known to be ours. */
export function onlyWatched(busy: readonly KnownBusy[], watched: ReadonlySet<string>): KnownBusy[] {
  return busy.map((entry) => {
    if (entry.ours === undefined || !entry.ours.isAstray || watched.has(entry.ours.bookingId)) return entry;
    const { ours: _, ...other } = entry;
    return other;
  });
}
