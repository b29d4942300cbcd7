import type { NewEvent } from './calendar.ts';
import type { BookingMark, CalendarEvent } from './event.ts';
import { isAtTime, isForBooking } from './own-event.ts';

/**
 * What has to change so that an event of ours is as asked for. `words`: title, description or marks
 * alone, of which nobody need hear; `people`: who is invited; `time`: when it is, whoever is invited.
 */
export type Change = 'nothing' | 'words' | 'people' | 'time';

/**
 * Compares an event as it was found with what is asked for now. A guest whom somebody invited besides
 * is no reason to change anything; one who stands in its marks and is not asked for any more is.
 */
export function changeOf(found: CalendarEvent, asked: NewEvent): Change {
  if (!isAtTime(found, asked)) return 'time';
  const there = new Set(found.attendees.map(({ email }) => spelling(email)));
  const wanted = new Set(asked.attendees.map(({ email }) => spelling(email)));
  const complete = [...wanted].every((email) => there.has(email));
  const leaving = formerPeople(found.booking).some((email) => there.has(email) && !wanted.has(email));
  if (!complete || leaving) return 'people';
  const so =
    isForBooking(found, asked) &&
    words(found.title) === words(asked.title) &&
    words(found.description) === words(asked.description);
  return so ? 'nothing' : 'words';
}

/**
 * The answer that an attendee has once the change is made. A "no" was said to another time, so who
 * said it is asked anew; a "yes" or "maybe" stays, as it does where somebody drags an event.
 */
export function answerAfter<Answer>(before: Answer, change: Change): Answer | 'needsAction' {
  return change === 'time' && before === 'declined' ? 'needsAction' : before;
}

/** Addresses are told apart as mail does in practice: without case. */
export function spelling(email: string | undefined): string {
  return (email ?? '').trim().toLowerCase();
}

function formerPeople(booking: BookingMark | null): string[] {
  return booking === null ? [] : [booking.candidateEmail, booking.interviewerEmail].map(spelling);
}

/** What calendars keep of a text: they differ in line ends, control characters and the space around it. */
function words(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, '')
    .trim();
}
