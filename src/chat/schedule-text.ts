import type { BookingRow } from '../store/rows.ts';
import { clockText, dayText, spanText, zoneText } from '../time/spoken.ts';
import type { ByHandMarks } from './by-hand-marks.ts';

export interface ScheduleFrame {
  /** The SOP's zone, in which weeks and days are counted. */
  readonly zone: string;
  readonly candidateZone: string;
  readonly now: Temporal.Instant;
  readonly byHand: ByHandMarks;
}

/** A candidate's mocks by week, each with both zones' times, its interviewer and its links. */
export function scheduleByWeek(bookings: readonly BookingRow[], frame: ScheduleFrame): string {
  const weeks = Map.groupBy(bookings, ({ start }) => mondayOf(start, frame.zone).toString());
  const blocks = [...weeks].map(([monday, mocks]) => {
    const head = `Week of ${dayText(Temporal.PlainDate.from(monday).toZonedDateTime(frame.zone).toInstant(), frame.zone)}`;
    return [head, ...mocks.map((mock) => mockLines(mock, frame))].join('\n');
  });
  return blocks.join('\n\n');
}

/** The Monday of the week in which something is. */
export function mondayOf(instant: Temporal.Instant, zone: string): Temporal.PlainDate {
  const date = instant.toZonedDateTimeISO(zone).toPlainDate();
  return date.subtract({ days: date.dayOfWeek - 1 });
}

function mockLines(booking: BookingRow, frame: ScheduleFrame): string {
  const { zone, candidateZone, now, byHand } = frame;
  const { id, course, number, interviewerName, role, start, end, meetLink, htmlLink } = booking;
  const isOver = Temporal.Instant.compare(end, now) <= 0;
  const there = candidateZone === zone ? '' : ` (${elsewhere(booking, zone, candidateZone)})`;
  const backup = role === 'backup' ? ' (backup)' : '';
  return [
    `${isOver ? '✓' : '•'} ${spanText(booking, zone)} ${zoneText(start, zone)}${there}`,
    `   ${course} Mock${number} with ${interviewerName}${backup}${hold(booking)}${byHand.get(id) ?? ''}`,
    ...(meetLink === null ? [] : [`   Meet: ${meetLink}`]),
    ...(htmlLink === null ? [] : [`   Event: ${htmlLink}`]),
  ].join('\n');
}

/** `21:00–22:30 EST`, with the day where it is another one there. */
function elsewhere({ start, end }: BookingRow, zone: string, other: string): string {
  const day = dayText(start, zone) === dayText(start, other) ? '' : `${dayText(start, other)} `;
  return `${day}${clockText(start, other)}–${clockText(end, other)} ${zoneText(start, other)}`;
}

/** What is still to be done about a booking; empty for one whose event stands as it should. */
export function hold({ state }: Pick<BookingRow, 'state'>): string {
  switch (state) {
    case 'reserved':
      return ', not booked yet';
    case 'moving':
      return ', being moved';
    case 'cancelling':
      return ', being taken back';
    case 'booked':
    case 'released':
      return '';
  }
}
