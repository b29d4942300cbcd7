import type { MockMove } from '../../booking/change-order.ts';
import type { BookingRow, CandidateRow, PlannedBooking } from '../../store/rows.ts';
import { spanText, zoneText } from '../../time/spoken.ts';

/** `1 mock`, `2 mocks` */
export function countOfMocks(mocks: number): string {
  return mocks === 1 ? '1 mock' : `${mocks} mocks`;
}

/** A mock that moves as three lines: which, from where, to where. */
export function moveLines({ from, to, seen }: MockMove, zone: string): string[] {
  const byHand = seen === null ? '' : `; by hand it was moved to ${spanText(seen, zone)}`;
  return [
    `• ${from.course} Mock${from.number}`,
    `   from ${place(from, zone)}${byHand}`,
    `   to ${place(to, zone)}`,
  ];
}

/** The same on one line, for the record. */
export function moveText({ from, to }: MockMove, zone: string): string {
  return `${from.course} Mock${from.number} from ${place(from, zone)} to ${place(to, zone)}`;
}

/** What to do about mocks whose events somebody deleted. `isAsked`: people are asked about it already. */
export function goneText(
  { name, email }: CandidateRow,
  gone: readonly BookingRow[],
  zone: string,
  isAsked: boolean,
): string {
  const dayOf = ({ start }: BookingRow) => start.toZonedDateTimeISO(zone).toPlainDate();
  return [
    `${name} <${email}>: somebody deleted from the calendar:`,
    ...gone.map((mock) => `• ${mock.course} Mock${mock.number}, ${place(mock, zone)}`),
    ...(isAsked ? [`/escalations ${email} shows how to put it back, and what else can be done.`] : []),
    'A deleted event cannot be moved. To let go of it and plan the others anew:',
    ...[...new Set(gone.map((mock) => dayOf(mock).toString()))].map((day) => `/delete ${email} ${day}`),
    `/reschedule ${email}`,
  ].join('\n');
}

/** `Tue Dec 1 18:00–19:00 PST with Alpha` */
export function place(mock: PlannedBooking, zone: string): string {
  const backup = mock.role === 'backup' ? ' (backup)' : '';
  return `${spanText(mock, zone)} ${zoneText(mock.start, zone)} with ${mock.interviewerName}${backup}`;
}
