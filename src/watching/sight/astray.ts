import type { KnownBusy } from '../../booking/known-busy.ts';
import { type CalendarEvent, instantsOf } from '../../calendar/event.ts';
import type { BookingRow } from '../../store/rows.ts';
import { isAfter } from '../conditions/outlook.ts';

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
