import type { NewEvent } from '../calendar.ts';
import type { BookingMark } from '../event.ts';
import { titleDigest } from '../title-digest.ts';

/** Tells our events from others' that happen to have properties of the same names. */
const MARK = 'mockScheduler';

/** The private properties by which an event of ours is known again (keys up to 44 characters, values to 1024). */
export function marksOf({ booking, title }: Pick<NewEvent, 'booking' | 'title'>): Record<string, string> {
  return { [MARK]: '1', ...booking, number: String(booking.number), titleDigest: titleDigest(title) };
}

/** The booking that an event's private properties name; null where it is not ours. */
export function marksIn(properties: Readonly<Record<string, unknown>>): BookingMark | null {
  const { bookingId, candidateEmail, interviewerEmail, course, number, titleDigest: digest } = properties;
  const known = MARK in properties && /^\d{1,9}$/.test(String(number));
  if (!known || !isText(bookingId) || !isText(candidateEmail)) return null;
  if (!isText(interviewerEmail) || !isText(course)) return null;
  const mark = { bookingId, candidateEmail, interviewerEmail, course, number: Number(number) };
  return isText(digest) ? { ...mark, titleDigest: digest } : mark;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
