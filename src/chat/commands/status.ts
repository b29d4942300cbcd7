import { candidateRequestFrom } from '../../request/candidate-request.ts';
import type { BookingRow, CandidateRow, CandidateState, ObservationRow } from '../../store/rows.ts';
import { momentText, sentence } from '../../time/spoken.ts';
import type { ChatDesk } from '../chat-desk.ts';
import type { Command } from '../command.ts';
import { findCandidate } from '../find-candidate.ts';
import { observationState } from '../observation-text.ts';
import { type Outcomes, outcomesOf, outcomesText } from '../outcomes.ts';
import { type Button, type ChatReply, inRows } from '../reply.ts';
import { requestLines } from '../request-text.ts';
import { isSeenQuestion } from '../seen-question.ts';
import { standing } from '../wording.ts';

const STATES: readonly CandidateState[] = [
  'queued',
  'scheduling',
  'waiting',
  'escalated',
  'scheduled',
  'closed',
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
  const [{ paused }, counts, open] = await Promise.all([
    store.queue({ workspace, limit: 1 }),
    store.counts({ workspace }),
    store.escalations({ workspace, open: true }),
  ]);
  const questions = open.filter(isSeenQuestion).length;
  const text = STATES.map((state) => `${counts[state] ?? 0} ${state}`).join(', ');
  return {
    text: [
      `${paused ? 'The queue is paused. ' : ''}Candidates: ${text}.`,
      ...(questions === 0
        ? []
        : [
            `${questions === 1 ? '1 scheduled candidate has' : `${questions} scheduled candidates have`} mocks that are not as booked, and a decision is needed: /escalations`,
          ]),
    ].join('\n'),
    buttons: inRows([
      { label: 'Queue', says: '/queue' },
      ...(open.length > 0 ? [{ label: 'Escalations', says: '/escalations' }] : []),
    ]),
  };
}

async function oneCandidate(desk: ChatDesk, candidate: CandidateRow): Promise<ChatReply> {
  const { store, workspace, procedure, clock } = desk;
  const zone = procedure.base.timeZone;
  const { id: candidateId } = candidate;
  const [bookings, observed] = await Promise.all([
    store.bookings({ workspace, candidateId }),
    store.observations({ workspace, candidateId }),
  ]);
  const outcomes = outcomesOf(bookings, clock.now());
  const request = candidateRequestFrom(candidate.request);
  return {
    text: [
      `${candidate.name} <${candidate.email}>: ${standing(candidate, zone)}.`,
      ...(request.ok ? requestLines(request.request, zone) : []),
      ...(candidate.variant === null ? [] : [`Variant of the SOP: ${candidate.variant}`]),
      ...progressLines(bookings, clock.now(), zone),
      ...outcomeLines(outcomes),
      ...observedLines(observed, zone),
      `Queued ${momentText(candidate.enqueuedAt, zone)}, last change ${momentText(candidate.updatedAt, zone)}.`,
    ].join('\n'),
    buttons: inRows(nextSteps(candidate, bookings.length > 0, outcomes, observed)),
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

/** What came of the mocks that have begun. */
function outcomeLines(outcomes: Outcomes): string[] {
  const { held, missed, unknown } = outcomes;
  return held.length + missed.length + unknown.length === 0 ? [] : [`So far: ${outcomesText(outcomes)}.`];
}

function observedLines(observed: readonly ObservationRow[], zone: string): string[] {
  if (observed.length === 0) return [];
  return [
    'Not as booked:',
    ...observed.map((row) => `• ${sentence(row.summary)} → ${observationState(row, zone)}`),
  ];
}

function nextSteps(
  { state, email }: CandidateRow,
  hasMocks: boolean,
  { missed, unknown }: Outcomes,
  observed: readonly ObservationRow[],
): Button[] {
  const isAsked = observed.some((row) => row.state === 'asked');
  return [
    ...(hasMocks ? [{ label: 'Schedule', says: `/schedule ${email}` }] : []),
    ...(state === 'escalated' ? [{ label: 'Why, and what helps', says: `/escalations ${email}` }] : []),
    ...(isAsked ? [{ label: 'Decide', says: `/escalations ${email}` }] : []),
    ...(unknown.length > 0 ? [{ label: 'Held or missed?', says: `/held ${email}` }] : []),
    ...(missed.length > 0 ? [{ label: '📅 Give it again', says: `/reschedule ${email}` }] : []),
    { label: 'Audit', says: `/audit ${email}` },
    ...(state === 'queued' ? [{ label: '✖ Dismiss …', says: `/dismiss ${email}` }] : []),
  ];
}
