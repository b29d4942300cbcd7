import { eventOfBooking } from '../booking/event-of-booking.ts';
import type { NewEvent } from '../calendar/calendar.ts';
import { icsOfMocks } from '../calendar/ics/write-calendar.ts';
import type { Procedure } from '../sop/model.ts';
import type { BookingRow, CandidateRow } from '../store/rows.ts';
import { fileName } from './file-name.ts';
import type { ReplyFile } from './reply.ts';

/** A candidate's booked mocks as a calendar file; null where none is booked. */
export function mocksFile(
  procedure: Procedure,
  candidate: CandidateRow,
  bookings: readonly BookingRow[],
  now: Temporal.Instant,
): ReplyFile | null {
  const mocks = bookings.filter(hasEvent).map((booking) => mockEvent(procedure, candidate, booking));
  if (mocks.length === 0) return null;
  const { timeZone } = procedure.base;
  const text = icsOfMocks(mocks, { name: `Mock interviews: ${candidate.name}`, timeZone }, now);
  return {
    name: fileName(`${candidate.name} mocks`, 'ics'),
    mediaType: 'text/calendar',
    bytes: new TextEncoder().encode(text),
  };
}

/** Whether a booking's event exists, if perhaps at its former time. */
export function hasEvent({ state }: BookingRow): boolean {
  return state === 'booked' || state === 'moving';
}

/** A booking's event as the calendar has it, out of the store; the Meet link stands in its description. */
export function mockEvent(
  { base, variants }: Procedure,
  { variant, timeZone }: Pick<CandidateRow, 'variant' | 'timeZone'>,
  booking: BookingRow,
): NewEvent {
  const sop = variants.find(({ name }) => name === variant)?.sop ?? base;
  const person = { name: booking.candidateName, email: booking.candidateEmail, timeZone };
  const event = eventOfBooking(sop, person, booking);
  const link = booking.meetLink === null ? '' : `\n\n${booking.meetLink}`;
  return { ...event, description: `${event.description}${link}` };
}
