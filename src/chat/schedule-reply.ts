import { candidateRequestFrom } from '../request/candidate-request.ts';
import type { CandidateRequest } from '../request/model.ts';
import type { BookingRow, CandidateRow } from '../store/rows.ts';
import { sentence } from '../time/spoken.ts';
import { byHandMarks } from './by-hand-marks.ts';
import { candidateDrawing, drawnBookings } from './candidate-drawing.ts';
import type { ChatDesk } from './chat-desk.ts';
import { mocksFile } from './mocks-file.ts';
import { scheduleFile } from './picture-file.ts';
import { type ChatReply, inRows, type ReplyFile } from './reply.ts';
import { scheduleByWeek } from './schedule-text.ts';

/** A candidate's mocks to read, to look at, and to put into a calendar; `head` says how they stand. */
export async function scheduleReply(
  desk: ChatDesk,
  candidate: CandidateRow,
  head: string,
): Promise<ChatReply> {
  const { store, workspace, procedure, clock } = desk;
  const { email } = candidate;
  const bookings = await store.bookings({ workspace, candidateId: candidate.id });
  const buttons = inRows([
    { label: 'Status', says: `/status ${email}` },
    { label: 'Audit', says: `/audit ${email}` },
  ]);
  if (bookings.length === 0) return { text: `${sentence(head)} No mock is booked.`, buttons };
  const zone = procedure.base.timeZone;
  const frame = {
    zone,
    candidateZone: candidate.timeZone,
    now: clock.now(),
    byHand: await byHandMarks(desk, candidate.id),
  };
  const zones =
    zone === candidate.timeZone
      ? `Times are ${zone}.`
      : `Times are ${zone}, in brackets the candidate's: ${candidate.timeZone}.`;
  return {
    text: `${sentence(head)}\n${zones}\n\n${scheduleByWeek(bookings, frame)}`,
    buttons,
    files: await filesOf(desk, candidate, bookings),
  };
}

async function filesOf(
  { procedure, clock }: ChatDesk,
  candidate: CandidateRow,
  bookings: readonly BookingRow[],
): Promise<readonly ReplyFile[]> {
  const request = requestOf(candidate, bookings, procedure.base.timeZone);
  const files = [
    await scheduleFile(candidateDrawing(procedure, request, drawnBookings(bookings))),
    mocksFile(procedure, candidate, bookings, clock.now()),
  ];
  return files.filter((file) => file !== null);
}

/** What was asked for; where it cannot be read, the days of the mocks without any slots. */
function requestOf(
  { request, name, email, timeZone }: CandidateRow,
  bookings: readonly BookingRow[],
  zone: string,
): CandidateRequest {
  const kept = candidateRequestFrom(request);
  if (kept.ok) return kept.request;
  const dateOf = ({ start }: BookingRow) => start.toZonedDateTimeISO(zone).toPlainDate();
  return {
    candidate: { name, email, timeZone },
    window: { start: dateOf(bookings[0]!), end: dateOf(bookings.at(-1)!) },
    slots: { timeZone: null, weekly: {} },
  };
}
