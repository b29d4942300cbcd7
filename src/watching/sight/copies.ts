import { standsAt } from '../../booking/look-again.ts';
import type { CalendarEvent } from '../../calendar/event.ts';
import type { BookingRow } from '../../store/rows.ts';

/**
 * Events that say they are a booking's, and are not its event: somebody duplicated that, or restored from the
 * bin the one in whose place a new one was made. By booking; a booking without any is not in it.
 */
export function copiesOf(
  events: readonly CalendarEvent[],
  bookings: readonly BookingRow[],
): ReadonlyMap<string, readonly CalendarEvent[]> {
  const bookingById = new Map(bookings.map((booking) => [booking.id, booking]));
  const copies = events.filter((event) => {
    const booking = bookingById.get(event.booking?.bookingId ?? '');
    return booking !== undefined && event.status !== 'cancelled' && !isOf(booking, event);
  });
  return Map.groupBy(copies, ({ booking }) => booking!.bookingId);
}

/** Of an event that somebody made to repeat, a list shows occurrences: the one in its place is the event. */
function isOf(booking: BookingRow, event: CalendarEvent): boolean {
  const { eventId } = booking;
  return event.id === eventId || (event.id.startsWith(`${eventId}_`) && standsAt(event, booking));
}
