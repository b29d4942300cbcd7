import type { BookingRow, CandidateRow } from '../store/rows.ts';

/** `Tue Dec 1` */
export function dayText(instant: Temporal.Instant, zone: string): string {
  return instant
    .toZonedDateTimeISO(zone)
    .toLocaleString('en-US', { weekday: 'short', month: 'short', day: 'numeric' })
    .replace(',', '');
}

/** `18:00` */
export function clockText(instant: Temporal.Instant, zone: string): string {
  const { hour, minute } = instant.toZonedDateTimeISO(zone);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** `Tue Dec 1 18:00–19:30` */
export function spanText({ start, end }: Pick<BookingRow, 'start' | 'end'>, zone: string): string {
  return `${dayText(start, zone)} ${clockText(start, zone)}–${clockText(end, zone)}`;
}

/** The zone's short name at an instant, `PST`. */
export function zoneText(instant: Temporal.Instant, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'short' }).formatToParts(
    instant.epochMilliseconds,
  );
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

/** Where a candidate stands, in a few words. */
export function standing(candidate: CandidateRow, zone: string): string {
  switch (candidate.state) {
    case 'queued':
      return `number ${candidate.position ?? '?'} in the queue`;
    case 'scheduling':
      return candidate.mocks === 0
        ? 'being planned'
        : `being booked, ${candidate.booked} of ${candidate.mocks} mocks`;
    case 'waiting': {
      const until = candidate.resumeAt;
      const when =
        until === null
          ? ''
          : `, goes on ${dayText(until, zone)} ${clockText(until, zone)} ${zoneText(until, zone)}`;
      return `waiting for the calendar, ${candidate.booked} of ${candidate.mocks} mocks booked${when}`;
    }
    case 'scheduled':
      return `scheduled, all ${candidate.mocks} mocks booked`;
    case 'escalated':
      return 'escalated: waits for a decision, see /escalations';
    case 'cancelled':
      return 'cancelled';
  }
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
