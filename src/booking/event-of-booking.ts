import type { NewEvent } from '../calendar/calendar.ts';
import type { Candidate } from '../request/model.ts';
import type { Sop } from '../sop/model.ts';
import type { BookingRow } from '../store/rows.ts';

/** The calendar event of a booking, as the SOP's `event:` wants it. */
export function eventOfBooking(sop: Sop, candidate: Candidate, booking: BookingRow): NewEvent {
  const required = [
    { email: candidate.email, name: candidate.name, optional: false },
    { email: booking.interviewerEmail, name: booking.interviewerName, optional: false },
  ];
  const taken = new Set(required.map(({ email }) => email.toLowerCase()));
  const optional = sop.event.optionalAttendees
    .filter((email) => !taken.has(email.toLowerCase()))
    .map((email) => ({ email, name: null, optional: true }));
  return {
    id: booking.eventId,
    title: titleOfBooking(sop, candidate, booking),
    description: descriptionOf(sop, candidate, booking),
    start: booking.start,
    end: booking.end,
    timeZone: sop.timeZone,
    attendees: [...required, ...optional],
    conference: sop.event.conference,
    booking: {
      bookingId: booking.id,
      candidateEmail: candidate.email,
      interviewerEmail: booking.interviewerEmail,
      course: booking.course,
      number: booking.number,
    },
  };
}

/** The title alone, as the SOP's `event:` wants it. */
export function titleOfBooking(sop: Sop, candidate: Candidate, booking: BookingRow): string {
  const values: Readonly<Record<string, string>> = {
    candidate: candidate.name,
    interviewer: booking.interviewerName,
    course: booking.course,
    number: String(booking.number),
  };
  return sop.event.title.replaceAll(/\{(\w+)\}/g, (placeholder, key: string) => values[key] ?? placeholder);
}

function descriptionOf(sop: Sop, candidate: Candidate, booking: BookingRow): string {
  const zones = [...new Set([sop.timeZone, candidate.timeZone])];
  return [
    `${booking.course} Mock${booking.number} (${sop.name})`,
    `Candidate: ${candidate.name}`,
    `Interviewer: ${booking.interviewerName}`,
    '',
    ...zones.map((zone) => `${localTime(booking, zone)}`),
    '',
    'Need another time? Decline this invitation and say why in the note; the coordinator is told. Please do not move the event yourself.',
  ].join('\n');
}

/** `Tue, Dec 1, 2026, 18:00–19:30 PST (America/Los_Angeles)` */
function localTime(booking: BookingRow, zone: string): string {
  const start = booking.start.toZonedDateTimeISO(zone);
  const end = booking.end.toZonedDateTimeISO(zone);
  const day = start.toLocaleString('en-US', {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    year: 'numeric',
  });
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const from = start.toLocaleString('en-US', clock);
  const to = end.toLocaleString('en-US', { ...clock, timeZoneName: 'short' });
  return `${day}, ${from}–${to} (${zone})`;
}
