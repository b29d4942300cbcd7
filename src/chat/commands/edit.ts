import { toJson } from '../../request/candidate-request.ts';
import type { CandidateRequest } from '../../request/model.ts';
import type { CandidateRow, JsonObject } from '../../store/rows.ts';
import type { ChatDesk } from '../chat-desk.ts';
import type { Command } from '../command.ts';
import { editText } from '../editing/edit-text.ts';
import { editedRequest, splitEdit } from '../editing/edited-request.ts';
import { findEscalated } from '../escalated.ts';
import { type ChatReply, inRows, plain } from '../reply.ts';
import { requestPreview } from '../request-preview.ts';
import { requestLines } from '../request-text.ts';

const CONFIRMED = /\s+yes$/i;

export const edit: Command = {
  name: 'edit',
  argument: 'NAME [window A to B] [slots …] [zone …]',
  help: "change an escalated candidate's request: a preview first, then yes",
  example: '/edit dana window 2026-12-01 to 2026-12-31',
  async run(desk, message, argument) {
    const text = argument.trim();
    const isConfirmed = CONFIRMED.test(text);
    const { who, edit: words } = splitEdit(text.replace(CONFIRMED, ''));
    const match = await findEscalated(desk, who, this.example, words);
    if ('answer' in match) return [match.answer];
    const { found, request } = match;
    const sopZone = desk.procedure.base.timeZone;
    if (words === '') return [howToEdit(found, request, sopZone)];
    const read = editedRequest(request, words, { now: desk.clock.now(), sopZone });
    if (!read.ok) return [plain(read.why)];
    if (!isConfirmed) return [await requestPreview(desk, found, request, read.value)];
    return [await queueAgain(desk, message.actor, found, { from: request, to: read.value })];
  },
};

async function queueAgain(
  desk: ChatDesk,
  actor: string,
  { id, name, email }: CandidateRow,
  { from, to }: { readonly from: CandidateRequest; readonly to: CandidateRequest },
): Promise<ChatReply> {
  const sopZone = desk.procedure.base.timeZone;
  const note = editText(from, to, sopZone);
  const request = toJson(to) as unknown as JsonObject;
  await desk.store.retry({ candidateId: id, request: note === '' ? null : request, actor, note });
  desk.wakeWorker();
  return {
    text: [`${name} is in the queue again, with this request:`, ...requestLines(to, sopZone)].join('\n'),
    buttons: inRows([{ label: 'Status', says: `/status ${email}` }]),
    inPlace: `edit:${email}`,
  };
}

/** What the request says, and how to say what it should. */
function howToEdit({ name, email }: CandidateRow, request: CandidateRequest, sopZone: string): ChatReply {
  const { start, end } = request.window;
  const later = [1, 2, 4].map((weeks) => ({
    label: `End + ${weeks} ${weeks === 1 ? 'week' : 'weeks'}`,
    says: `/edit ${email} window ${start} to ${end.add({ weeks })}`,
  }));
  return {
    text: [
      `${name} <${email}>:`,
      ...requestLines(request, sopZone),
      '',
      'Write what should change, one or more at once; you see what it leads to before anything is done:',
      `/edit ${email} window ${start} to ${end.add({ weeks: 1 })}`,
      `/edit ${email} slots weekdays 18:00-22:00; saturday 10:00-14:00`,
      `/edit ${email} slots 6pm-9pm in candidate time`,
      `/edit ${email} zone EST`,
    ].join('\n'),
    buttons: inRows([...later, { label: '‹ Back', says: `/escalations ${email}` }]),
  };
}
