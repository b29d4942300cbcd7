import type { Sop } from '../sop/model.ts';
import type { BookingRow } from '../store/rows.ts';
import { clockText, spanText, zoneText } from '../time/spoken.ts';
import type { ByHandMarks } from './by-hand-marks.ts';
import { hold } from './schedule-text.ts';

/**
 * Mocks by interviewer, in the SOP's order of people, each person's in time order; then who has none.
 * `show`: with the day where there are several, with the hour alone where there is one.
 */
export function agendaText(
  bookings: readonly BookingRow[],
  { interviewers, timeZone }: Pick<Sop, 'interviewers' | 'timeZone'>,
  show: 'days' | 'hours',
  byHand: ByHandMarks,
): string {
  const people = Map.groupBy(bookings, ({ interviewerEmail }) => interviewerEmail.toLowerCase());
  const order = [...interviewers.values()].map(({ email }) => email.toLowerCase());
  const known = order.filter((email) => people.has(email));
  const others = [...people.keys()].filter((email) => !order.includes(email)).sort();
  const blocks = [...known, ...others].map((email) => {
    const mocks = people.get(email)!;
    const lines = mocks.map((mock) => `• ${mockLine(mock, timeZone, show, byHand)}`);
    return [`${mocks[0]!.interviewerName}: ${countOf(mocks.length)}`, ...lines].join('\n');
  });
  const idle = [...interviewers.values()].filter(({ email }) => !people.has(email.toLowerCase()));
  const none = idle.length === 0 ? [] : [`Without a mock: ${idle.map(({ name }) => name).join(', ')}.`];
  return [...blocks, ...none].join('\n\n');
}

/** `no mock`, `1 mock`, `2 mocks` */
export function countOf(mocks: number): string {
  return mocks === 0 ? 'no mock' : mocks === 1 ? '1 mock' : `${mocks} mocks`;
}

/** `18:00–19:00 One Mock1: Dana Fox`, with what is still to be done about it, and its link below. */
export function mockLine(
  booking: BookingRow,
  zone: string,
  show: 'days' | 'hours',
  byHand: ByHandMarks,
): string {
  const { id, start, end, course, number, candidateName, role, meetLink } = booking;
  const when =
    show === 'days' ? spanText(booking, zone) : `${clockText(start, zone)}–${clockText(end, zone)}`;
  const backup = role === 'backup' ? ' (as backup)' : '';
  const link = meetLink === null ? '' : `\n   ${meetLink}`;
  return `${when} ${course} Mock${number}: ${candidateName}${backup}${hold(booking)}${byHand.get(id) ?? ''}${link}`;
}

/** `Times are America/Los_Angeles (PST).` */
export function zoneLine(instant: Temporal.Instant, zone: string): string {
  return `Times are ${zone} (${zoneText(instant, zone)}).`;
}
