import type { BookingRow, CandidateRow, JsonObject } from '../store/rows.ts';
import { momentText, spanText, zoneText } from '../time/spoken.ts';
import { countOfMocks } from './changes/move-text.ts';

/** Where a candidate stands, in a few words. */
export function standing(candidate: CandidateRow, zone: string): string {
  switch (candidate.state) {
    case 'queued': {
      const place = `number ${candidate.position ?? '?'} in the queue`;
      return candidate.change === null ? place : `${place}, for a change to ${changedText(candidate.change)}`;
    }
    case 'scheduling':
      if (candidate.change !== null) return `being changed, ${changedText(candidate.change)}`;
      return candidate.mocks === 0
        ? 'being planned'
        : `being booked, ${candidate.booked} of ${candidate.mocks} mocks`;
    case 'waiting': {
      const until = candidate.resumeAt;
      const when = until === null ? '' : `, goes on ${momentText(until, zone)}`;
      if (candidate.change !== null) return `waiting for the calendar with a change${when}`;
      return `waiting for the calendar, ${candidate.booked} of ${candidate.mocks} mocks booked${when}`;
    }
    case 'scheduled':
      return `scheduled, all ${candidate.mocks} mocks booked`;
    case 'escalated':
      return 'escalated: waits for a decision';
    case 'cancelled':
      return 'cancelled';
    case 'closed':
      return candidate.mocks === 1
        ? 'closed, the mock is over'
        : `closed, all ${candidate.mocks} mocks are over`;
  }
}

/** `1 mock`: how many an order is about, events that were typed by hand included. */
function changedText({ bookings, typed }: JsonObject): string {
  const about = [bookings, typed].flatMap((part) => (Array.isArray(part) ? (part as unknown[]) : []));
  return countOfMocks(about.length);
}

/** One line for each mock, in time order, in the SOP's zone and, where another, the candidate's. */
export function scheduleLines(
  bookings: readonly BookingRow[],
  zone: string,
  candidateZone: string,
): string[] {
  return bookings.map((booking) => {
    const role = booking.role === 'backup' ? ' (backup)' : '';
    const there =
      zone === candidateZone
        ? ''
        : `  [candidate: ${spanText(booking, candidateZone)} ${zoneText(booking.start, candidateZone)}]`;
    const link = booking.meetLink === null ? '' : `  ${booking.meetLink}`;
    return `${spanText(booking, zone)} ${zoneText(booking.start, zone)}  ${booking.course} Mock${booking.number} with ${booking.interviewerName}${role}${there}${link}`;
  });
}
