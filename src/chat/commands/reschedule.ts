import { type MockMove, moveOrder } from '../../booking/change-order.ts';
import { type ChangeReading, readForChange } from '../../booking/read-for-change.ts';
import { type Replan, replan } from '../../booking/replan.ts';
import { merged } from '../../document/merged.ts';
import type { PlainMap } from '../../document/plain-data.ts';
import type { Infeasible } from '../../planning/answer.ts';
import { candidateRequestFrom, readCandidateRequest, toJson } from '../../request/candidate-request.ts';
import type { CandidateRequest } from '../../request/model.ts';
import type { CandidateRow } from '../../store/rows.ts';
import { dateText } from '../../time/spoken.ts';
import { answering, answersOf, previewPlace } from '../changes/answer-preview.ts';
import { bookedRow } from '../changes/booked-candidate.ts';
import { keepPreview, newPreviewId } from '../changes/kept-preview.ts';
import { countOfMocks, goneText, moveLines, moveText } from '../changes/move-text.ts';
import type { ChatDesk } from '../chat-desk.ts';
import type { Command } from '../command.ts';
import { withCountedCalls } from '../counted-calls.ts';
import { editText } from '../editing/edit-text.ts';
import { editedRequest, splitEdit } from '../editing/edited-request.ts';
import { findCandidate } from '../find-candidate.ts';
import { type Button, type ChatReply, inRows, plain } from '../reply.ts';
import { seenQuestionAbout } from '../seen-question.ts';
import { standing } from '../wording.ts';

export const reschedule: Command = {
  name: 'reschedule',
  argument: 'NAME [CHANGES]',
  help: 'plan anew what is still to come or was missed, around what is done; shows what would move before anything does',
  example: '/reschedule dana window to 20 Dec',
  async run(desk, _message, argument) {
    const { who, edit } = splitEdit(argument);
    const match = await findCandidate(desk, who, this.example, edit);
    if ('answer' in match) return [match.answer];
    const { candidate, held } = await bookedRow(desk, match.found);
    const missed = held.filter(({ outcome }) => outcome === 'no-show');
    const isOpen =
      held.length > 0 &&
      (candidate.state === 'scheduled' ||
        (candidate.state === 'closed' && missed.length > 0) ||
        (candidate.state === 'escalated' && candidate.change !== null));
    if (!isOpen) return [plain(notNow(desk, candidate))];

    const { procedure, clock } = desk;
    const kept = readCandidateRequest(candidate.request);
    const sopZone = procedure.base.timeZone;
    const edited = editedRequest(kept, edit, { now: clock.now(), sopZone });
    if (!edited.ok) return [plain(edited.why)];
    const request = edited.value;
    const now = clock.now();
    const reading = await withCountedCalls(desk, (calendar) =>
      readForChange({ ...desk, calendar }, procedure, request, held, now),
    );
    if (reading.gone.length > 0) {
      const isAsked = (await seenQuestionAbout(desk, candidate)) !== null;
      return [plain(goneText(candidate, reading.gone, sopZone, isAsked))];
    }
    const found = replan({ procedure, request, held, now, ...reading });
    const head = `${candidate.name} <${candidate.email}>`;
    switch (found.outcome) {
      case 'over':
        return [
          plain(
            `${head}: every mock has begun or is over, and none is noted as missed (/noshow); nothing is left to reschedule.`,
          ),
        ];
      case 'impossible':
        return [impossible(head, candidate, kept, request, found.answer, reading, sopZone)];
      case 'planned':
        if (found.moves.length === 0) {
          const stands = `${countOfMocks(found.staying)} to come, the last on ${dateText(found.finishDay)}, as well as the SOP allows`;
          return [plain([`${head}: nothing to change. ${stands}.`, ...reading.warnings].join('\n'))];
        }
        return [await preview(desk, candidate, { request, isEdited: edit !== '' }, found, reading)];
    }
  },
};

export const [rescheduleYes, rescheduleNo] = answersOf('reschedule');

function notNow({ procedure }: ChatDesk, candidate: CandidateRow): string {
  const { name, email, state, change } = candidate;
  if (change !== null)
    return `A change for ${name} is under way: ${standing(candidate, procedure.base.timeZone)}.`;
  if (state === 'scheduled' || state === 'cancelled') return `Nothing is booked for ${name}.`;
  if (state === 'closed') {
    return `Every mock of ${name} is over, and none is noted as missed. /noshow ${email} COURSE NUMBER notes that; then it can be given again.`;
  }
  return `${name} is ${standing(candidate, procedure.base.timeZone)}; what is booked can be rescheduled once scheduling is over.`;
}

async function preview(
  desk: ChatDesk,
  { id: candidateId, name, email }: CandidateRow,
  { request, isEdited }: { readonly request: CandidateRequest; readonly isEdited: boolean },
  { moves, staying, done, variant, finishDay }: Extract<Replan, { outcome: 'planned' }>,
  { warnings }: ChangeReading,
): Promise<ChatReply> {
  const zone = desk.procedure.base.timeZone;
  const missed = moves.filter(
    ({ from }) => Temporal.Instant.compare(from.start, desk.clock.now()) <= 0,
  ).length;
  const id = newPreviewId(desk);
  await keepPreview(desk, {
    id,
    kind: 'reschedule',
    candidateId,
    name,
    email,
    change: moveOrder(id, moves, { request: isEdited ? toJson(request) : null, variant }),
    listed: moves.map((move: MockMove) => ({ id: move.from.id, text: moveText(move, zone) })),
    person: null,
  });
  const counts = [
    `${countOfMocks(moves.length)} would move`,
    ...missedText(missed, moves.length),
    ...(staying > 0 ? [`${staying} to come would stay`] : []),
    ...(done > 0 ? [`${done} had begun`] : []),
  ];
  return {
    text: [
      `${name} <${email}>: ${counts.join(', ')}; the last would be on ${dateText(finishDay)}.`,
      ...moves.flatMap((move) => moveLines(move, zone)),
      ...warnings,
      'Nothing is changed yet. The attendees of each mock that moves are told by the calendar.',
    ].join('\n'),
    ...answering('reschedule', id, `✅ Yes, move ${countOfMocks(moves.length)}`),
    inPlace: previewPlace(id),
  };
}

function missedText(missed: number, moves: number): string[] {
  if (missed === 0) return [];
  if (moves === 1) return ['which was missed'];
  return [missed === 1 ? '1 of them was missed' : `${missed} of them were missed`];
}

function impossible(
  head: string,
  { email }: CandidateRow,
  kept: CandidateRequest,
  request: CandidateRequest,
  { reasons, proposals }: Infeasible,
  { warnings }: ChangeReading,
  sopZone: string,
): ChatReply {
  const buttons = proposals.flatMap(({ change }, index): Button[] => {
    if (!('request' in change)) return [];
    const read = candidateRequestFrom(merged(toJson(request) as unknown as PlainMap, change.request));
    if (!read.ok) return [];
    return [
      { label: `Try ${index + 1}`, says: `/reschedule ${email} ${editText(kept, read.request, sopZone)}` },
    ];
  });
  return {
    text: [
      `${head}: what is still to come cannot be planned anew:`,
      ...reasons.map(({ message }) => `  • ${message}`),
      ...warnings.map((warning) => `  • ${warning}`),
      ...(proposals.length === 0 ? [] : ['What was tried and would help:']),
      ...proposals.map(({ message }, index) => `  ${index + 1}. ${message}`),
      'Nothing is changed: all mocks stand as they are.',
    ].join('\n'),
    buttons: inRows(buttons),
  };
}
