import { CalendarError, type NewEvent } from './calendar.ts';
import type { BookingMark, CalendarEvent } from './event.ts';

const ADDRESS = /^[^\s@]+@[^\s@]+$/;

/** An event that any calendar can hold, or a `CalendarError` of kind `final` that says what is wrong with it. */
export function checkedEvent(event: NewEvent): NewEvent {
  const wrongAddress = event.attendees.find(({ email }) => !ADDRESS.test(email));
  const fault = !/^[a-v0-9]{5,1024}$/.test(event.id)
    ? `its id "${event.id}" is not 5 to 1024 characters of a–v and 0–9`
    : Temporal.Instant.compare(event.start, event.end) >= 0
      ? `it ends at ${event.end}, not after its start at ${event.start}`
      : wrongAddress !== undefined
        ? `"${wrongAddress.email}" is no email address`
        : null;
  if (fault === null) return event;
  throw new CalendarError(`The event "${event.title}" was refused: ${fault}.`, {
    kind: 'final',
    remedy: 'Correct it and book again.',
  });
}

/** Whether an event is the one that was asked for: at the same time (in whole seconds), for the same booking. */
export function isAsAsked(made: CalendarEvent, asked: NewEvent): boolean {
  return isAtTime(made, asked) && isForBooking(made, asked);
}

export function isAtTime({ when }: CalendarEvent, asked: NewEvent): boolean {
  const second = (instant: Temporal.Instant) => Math.floor(instant.epochMilliseconds / 1000);
  return (
    when.kind === 'timed' &&
    second(when.start) === second(asked.start) &&
    second(when.end) === second(asked.end)
  );
}

const OF_BOOKING = [
  'bookingId',
  'candidateEmail',
  'interviewerEmail',
  'course',
  'number',
] as const satisfies (keyof BookingMark)[];

/** Whether its marks say just what is asked for: the booking, its people and which mock it is. */
export function isForBooking({ booking }: CalendarEvent, asked: NewEvent): boolean {
  return booking !== null && OF_BOOKING.every((key) => booking[key] === asked.booking[key]);
}

/** The id of an event is another's, or was another's, or somebody changed what was made under it: nothing can be booked there. */
export function idTaken(event: NewEvent, by: CalendarEvent | null): CalendarError {
  if (by?.booking?.bookingId === event.booking.bookingId) {
    return new CalendarError(
      `The event "${event.title}" had been made before, and somebody changed it in the calendar since.`,
      { kind: 'final', remedy: 'Retry: it is planned anew, as an event of its own.' },
    );
  }
  return new CalendarError(
    `The event id ${event.id} is taken by another event${by === null ? '' : `, "${by.title}"`}.`,
    { kind: 'final', remedy: 'Book under another id.' },
  );
}

/** An event of ours that is to be moved is not there, or is not ours. */
export function notOurs(event: NewEvent, found: CalendarEvent | null): CalendarError {
  const what =
    found === null ? 'is not in the calendar any more' : `belongs to another booking now ("${found.title}")`;
  return new CalendarError(`The event "${event.title}" cannot be moved: it ${what}.`, {
    kind: 'final',
    remedy: 'Look at the calendar, then retry to plan anew.',
  });
}
