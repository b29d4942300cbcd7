import type { NewEvent } from '../../src/calendar/calendar.ts';
import type { Attendee, BookingMark, CalendarEvent } from '../../src/calendar/event.ts';

export const LOS_ANGELES = 'America/Los_Angeles';

/** An instant from `2026-12-01T18:00` on the clocks of Los Angeles, or from a text with its own offset. */
export function at(text: string, timeZone = LOS_ANGELES): Temporal.Instant {
  return /Z$|[+-]\d\d:\d\d$/.test(text)
    ? Temporal.Instant.from(text)
    : Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).toInstant();
}

export function booking(change: Partial<BookingMark> = {}): BookingMark {
  return {
    bookingId: 'b-1',
    candidateEmail: 'sam@example.com',
    interviewerEmail: 'alpha@example.com',
    course: 'FS1',
    number: 1,
    ...change,
  };
}

export function newEvent(change: Partial<NewEvent> = {}): NewEvent {
  return {
    id: 'abcde0001',
    title: 'Sam : Alpha FS1 Mock1',
    description: 'FS1, mock 1 of 2',
    start: at('2026-12-01T19:30'),
    end: at('2026-12-01T21:00'),
    timeZone: LOS_ANGELES,
    attendees: [
      { email: 'sam@example.com', name: 'Sam', optional: false },
      { email: 'alpha@example.com', name: 'Alpha', optional: false },
      { email: 'team@example.com', name: null, optional: true },
    ],
    conference: 'none',
    booking: booking(),
    ...change,
  };
}

export function invited(email: string, response: Attendee['response'] = 'accepted'): Attendee {
  return { email, name: null, optional: false, response };
}

/** An event of somebody's: an hour on 1 December, to which Alpha has said yes. */
export function event(change: Partial<CalendarEvent> = {}): CalendarEvent {
  return {
    id: 'e1',
    title: 'Planning',
    description: '',
    when: { kind: 'timed', start: at('2026-12-01T18:00'), end: at('2026-12-01T19:00') },
    status: 'confirmed',
    markedFree: false,
    type: 'default',
    organizer: 'boss@example.com',
    attendees: [invited('alpha@example.com')],
    booking: null,
    conference: 'none',
    meetLink: null,
    htmlLink: null,
    ...change,
  };
}

/** An iCalendar text of the given lines, as a program would send it. */
export function ics(...lines: string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}

/** One VEVENT with a UID and the given further lines. */
export function vevent(uid: string, ...lines: string[]): string {
  return ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20261101T000000Z', ...lines, 'END:VEVENT'].join('\r\n');
}
