import type { BookingRow, JsonObject } from '../store/rows.ts';
import { dateText } from '../time/spoken.ts';
import { agendaText, countOf, mockLine, zoneLine } from './agenda-text.ts';
import { type ByHandMarks, byHandMarks } from './by-hand-marks.ts';
import type { ChatDesk } from './chat-desk.ts';
import { type ChatReply, inRows, plain } from './reply.ts';

/**
 * The mocks of a day as they stand now: for admins all of them by interviewer, and what waits for a
 * decision; for an interviewer their own, without buttons, since the commands are for admins.
 *
 * @param payload `{ date, interviewer }`, the interviewer's id or null
 */
export async function digestReply(desk: ChatDesk, payload: JsonObject): Promise<ChatReply> {
  const date = Temporal.PlainDate.from(String(payload['date']));
  const mocks = await mocksOn(desk, date);
  const byHand = await byHandMarks(desk);
  return typeof payload['interviewer'] === 'string'
    ? plain(ownText(desk, date, payload['interviewer'], mocks, byHand))
    : forAdmins(desk, date, mocks, byHand);
}

async function mocksOn(
  { store, workspace, procedure }: ChatDesk,
  date: Temporal.PlainDate,
): Promise<readonly BookingRow[]> {
  const zone = procedure.base.timeZone;
  const from = date.toZonedDateTime(zone).toInstant();
  const to = date.add({ days: 1 }).toZonedDateTime(zone).toInstant();
  const held = await store.bookings({ workspace, from, to });
  // One that ends after midnight began the day before.
  return held.filter(({ start }) => Temporal.Instant.compare(start, from) >= 0);
}

async function forAdmins(
  desk: ChatDesk,
  date: Temporal.PlainDate,
  mocks: readonly BookingRow[],
  byHand: ByHandMarks,
): Promise<ChatReply> {
  const { store, workspace, procedure } = desk;
  const { timeZone } = procedure.base;
  const open = await store.escalations({ workspace, open: true });
  const busy = [...procedure.base.interviewers].filter(([id]) =>
    mocks.some(({ interviewer }) => interviewer === id),
  );
  const waiting =
    open.length === 0
      ? []
      : [
          `${open.length === 1 ? '1 candidate waits' : `${open.length} candidates wait`} for a decision: /escalations`,
        ];
  return {
    text: [
      `${dayName(desk, date)}: ${countOf(mocks.length)}. ${zoneLine(noonOf(date, timeZone), timeZone)}`,
      ...(mocks.length === 0
        ? []
        : [agendaText(mocks, { interviewers: new Map(busy), timeZone }, 'hours', byHand)]),
      ...waiting,
    ].join('\n\n'),
    buttons: inRows([
      { label: 'Look again', says: `/today ${date}` },
      ...(open.length > 0 ? [{ label: `Escalations (${open.length})`, says: '/escalations' }] : []),
    ]),
  };
}

function ownText(
  desk: ChatDesk,
  date: Temporal.PlainDate,
  id: string,
  mocks: readonly BookingRow[],
  byHand: ByHandMarks,
): string {
  const zone = desk.procedure.base.timeZone;
  const own = mocks.filter(({ interviewer }) => interviewer === id);
  const day = dayName(desk, date);
  const [first] = own;
  if (first === undefined) return `${day}: you have no mock any more.`;
  return [
    `${day}: ${first.interviewerName}, you give ${countOf(own.length)}. ${zoneLine(first.start, zone)}`,
    ...own.map((mock) => `• ${mockLine(mock, zone, 'hours', byHand)}`),
  ].join('\n');
}

/** `Tomorrow, Tue Dec 1`; by the day on which it is read, which may be later than it was written. */
function dayName({ clock, procedure }: ChatDesk, date: Temporal.PlainDate): string {
  const today = clock.now().toZonedDateTimeISO(procedure.base.timeZone).toPlainDate();
  const word = { 0: 'Today, ', 1: 'Tomorrow, ' }[today.until(date).days] ?? '';
  return `${word}${dateText(date)}`;
}

/** Clock changes are at night: the zone's name at noon is that of the day. */
function noonOf(date: Temporal.PlainDate, zone: string): Temporal.Instant {
  return date.toZonedDateTime({ timeZone: zone, plainTime: '12:00' }).toInstant();
}
