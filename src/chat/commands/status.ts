import { candidateRequestFrom } from '../../request/candidate-request.ts';
import type { BookingRow, CandidateRow, CandidateState } from '../../store/rows.ts';
import { momentText } from '../../time/spoken.ts';
import type { ChatDesk } from '../chat-desk.ts';
import type { Command } from '../command.ts';
import { findCandidate } from '../find-candidate.ts';
import { type Button, type ChatReply, inRows } from '../reply.ts';
import { requestLines } from '../request-text.ts';
import { standing } from '../wording.ts';

const STATES: readonly CandidateState[] = [
  'queued',
  'scheduling',
  'waiting',
  'escalated',
  'scheduled',
  'cancelled',
];

export const status: Command = {
  name: 'status',
  argument: '[NAME]',
  help: 'how things stand; with a name or email, one candidate',
  example: '/status dana',
  async run(desk, _message, argument) {
    if (argument.trim() === '') return [await everything(desk)];
    const match = await findCandidate(desk, argument, this.example);
    if ('answer' in match) return [match.answer];
    return [await oneCandidate(desk, match.found)];
  },
};

async function everything({ store, workspace }: ChatDesk): Promise<ChatReply> {
  const [{ paused }, counts] = await Promise.all([
    store.queue({ workspace, limit: 1 }),
    store.counts({ workspace }),
  ]);
  const text = STATES.map((state) => `${counts[state] ?? 0} ${state}`).join(', ');
  return {
    text: `${paused ? 'The queue is paused. ' : ''}Candidates: ${text}.`,
    buttons: inRows([
      { label: 'Queue', says: '/queue' },
      ...((counts.escalated ?? 0) > 0 ? [{ label: 'Escalations', says: '/escalations' }] : []),
    ]),
  };
}

async function oneCandidate(desk: ChatDesk, candidate: CandidateRow): Promise<ChatReply> {
  const { store, workspace, procedure, clock } = desk;
  const zone = procedure.base.timeZone;
  const bookings = await store.bookings({ workspace, candidateId: candidate.id });
  const request = candidateRequestFrom(candidate.request);
  return {
    text: [
      `${candidate.name} <${candidate.email}>: ${standing(candidate, zone)}.`,
      ...(request.ok ? requestLines(request.request, zone) : []),
      ...(candidate.variant === null ? [] : [`Variant of the SOP: ${candidate.variant}`]),
      ...progressLines(bookings, clock.now(), zone),
      `Queued ${momentText(candidate.enqueuedAt, zone)}, last change ${momentText(candidate.updatedAt, zone)}.`,
    ].join('\n'),
    buttons: inRows(nextSteps(candidate, bookings.length > 0)),
  };
}

/** How many mocks are over, and which is next. */
function progressLines(bookings: readonly BookingRow[], now: Temporal.Instant, zone: string): string[] {
  if (bookings.length === 0) return [];
  const over = bookings.filter(({ end }) => Temporal.Instant.compare(end, now) <= 0).length;
  const next = bookings[over];
  const held = `${over} of ${bookings.length} mocks are over`;
  if (next === undefined) return [`${held}.`];
  const { course, number, interviewerName, start } = next;
  return [`${held}; next ${course} Mock${number} with ${interviewerName}, ${momentText(start, zone)}.`];
}

function nextSteps({ state, email }: CandidateRow, hasMocks: boolean): Button[] {
  return [
    ...(hasMocks ? [{ label: 'Schedule', says: `/schedule ${email}` }] : []),
    ...(state === 'escalated' ? [{ label: 'Why, and what helps', says: `/escalations ${email}` }] : []),
    { label: 'Audit', says: `/audit ${email}` },
    ...(state === 'queued' ? [{ label: '✖ Dismiss …', says: `/dismiss ${email}` }] : []),
  ];
}
