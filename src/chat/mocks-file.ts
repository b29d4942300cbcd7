import { eventOfBooking } from '../booking/event-of-booking.ts';
import { icsOfMocks } from '../calendar/ics/write-calendar.ts';
import type { Procedure } from '../sop/model.ts';
import type { BookingRow, CandidateRow } from '../store/rows.ts';
import { fileName } from './file-name.ts';
import type { ReplyFile } from './reply.ts';

/** A candidate's booked mocks as a calendar file; null where none is booked. */
export function mocksFile(
  { base, variants }: Procedure,
  candidate: CandidateRow,
  bookings: readonly BookingRow[],
  now: Temporal.Instant,
): ReplyFile | null {
  const booked = bookings.filter(({ state }) => state === 'booked' || state === 'moving');
  if (booked.length === 0) return null;
  const sop = variants.find(({ name }) => name === candidate.variant)?.sop ?? base;
  const mocks = booked.map((booking) => {
    const event = eventOfBooking(sop, candidate, booking);
    const link = booking.meetLink === null ? '' : `\n\n${booking.meetLink}`;
    return { ...event, description: `${event.description}${link}` };
  });
  const text = icsOfMocks(
    mocks,
    { name: `Mock interviews: ${candidate.name}`, timeZone: base.timeZone },
    now,
  );
  return {
    name: fileName(`${candidate.name} mocks`, 'ics'),
    mediaType: 'text/calendar',
    bytes: new TextEncoder().encode(text),
  };
}
