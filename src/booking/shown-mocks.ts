import type { CalendarEvent } from '../calendar/event.ts';
import { instantsOf } from '../calendar/event.ts';
import type { Interviewer, Sop } from '../sop/model.ts';
import type { BookingRow } from '../store/rows.ts';

/**
 * Mocks as the own calendars of interviewers show them: with whom and when they are booked, and besides where
 * their events stand (dragged, copied), with every interviewer who is invited and has not declined.
 *
 * @param events of any kind; those of mocks that are among the bookings count
 */
export function shownMocks(
  sop: Sop,
  events: readonly CalendarEvent[],
  bookings: readonly BookingRow[],
): BookingRow[] {
  const withCalendar = [...sop.interviewers.values()].filter(({ calendar }) => calendar !== null);
  if (withCalendar.length === 0) return [];
  const bookingById = new Map(bookings.map((booking) => [booking.id, booking]));
  const as = (booking: BookingRow, emails: readonly string[]) =>
    withCalendar
      .filter((interviewer) => isOneOf(interviewer, emails))
      .map(({ id }): BookingRow => ({ ...booking, interviewer: id }));
  return [
    ...bookings.flatMap((booking) => as(booking, [booking.interviewerEmail])),
    ...events.flatMap(({ booking: mark, when, status, attendees }) => {
      const booking = bookingById.get(mark?.bookingId ?? '');
      if (booking === undefined || status === 'cancelled') return [];
      const coming = attendees.filter(({ response }) => response !== 'declined').map(({ email }) => email);
      return as({ ...booking, ...instantsOf(when) }, coming);
    }),
  ];
}

function isOneOf({ email, calendar }: Interviewer, emails: readonly string[]): boolean {
  const own = [email, calendar].flatMap((each) => each?.toLowerCase() ?? []);
  return emails.some((each) => own.includes(each.toLowerCase()));
}
