import type { BookingMark } from '../event.ts';

/** Tells our events from others' that happen to have properties of the same names. */
const MARK = 'mockScheduler';

/** The private properties by which an event of ours is known again (keys up to 44 characters, values to 1024). */
export function marksOf(booking: BookingMark): Record<string, string> {
  return { [MARK]: '1', ...booking, number: String(booking.number) };
}

/** The booking that an event's private properties name; null where it is not ours. */
export function marksIn(properties: Readonly<Record<string, unknown>>): BookingMark | null {
  const { bookingId, candidateEmail, interviewerEmail, course, number } = properties;
  const known = MARK in properties && /^\d{1,9}$/.test(String(number));
  return known && isText(bookingId) && isText(candidateEmail) && isText(interviewerEmail) && isText(course)
    ? { bookingId, candidateEmail, interviewerEmail, course, number: Number(number) }
    : null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
