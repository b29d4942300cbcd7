import { turnsOutToBeOf } from '../../correlation.ts';
import type { JsonObject } from '../../store/rows.ts';
import { sentence } from '../../time/spoken.ts';
import type { ChatDesk, ChatMessage } from '../chat-desk.ts';
import type { Command } from '../command.ts';
import { type Button, type ChatReply, plain } from '../reply.ts';
import { standing } from '../wording.ts';
import { type ChangeKind, closePreview, type KeptPreview, loadPreview } from './kept-preview.ts';

/** The commands by which a preview is answered: the buttons say them. */
export function answersOf(kind: ChangeKind): readonly [yes: Command, no: Command] {
  const command = (answer: 'yes' | 'no', argument: string, help: string): Command => ({
    name: `${kind}_${answer}`,
    argument,
    help,
    example: `/${kind}_${answer} 3f2a9c01`,
    byButton: true,
    run: (desk, message, said) =>
      answer === 'yes' ? sayYes(desk, message, kind, said) : sayNo(desk, kind, said),
  });
  return [
    command('yes', kind === 'delete' ? 'ID [NUMBERS]' : 'ID', 'do what was shown'),
    command('no', 'ID', 'leave everything as it is'),
  ];
}

/** Yes and no below a preview, which a tap or the plain word says. */
export function answering(
  kind: ChangeKind | 'timeoff',
  id: string,
  yes: string,
): Required<Pick<ChatReply, 'answers'>> & { readonly buttons: readonly (readonly Button[])[] } {
  const answers = { yes: `/${kind}_yes ${id}`, no: `/${kind}_no ${id}` };
  return {
    answers,
    buttons: [
      [
        { label: yes, says: answers.yes, typed: 'yes', once: true },
        { label: '✖ No', says: answers.no, typed: 'no', once: true },
      ],
    ],
  };
}

/** Where a preview stands, and its answer after it. */
export function previewPlace(id: string): string {
  return `change:${id}`;
}

async function sayYes(
  desk: ChatDesk,
  { chat, actor }: ChatMessage,
  kind: ChangeKind,
  argument: string,
): Promise<readonly ChatReply[]> {
  const [id = '', ...numbers] = argument
    .trim()
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  const found = await previewMeant(desk, kind, id);
  if (found === null || 'answered' in found.preview) return [await notOpen(desk, kind, found)];
  const { preview, version } = found;
  const chosen = chosenOf(preview, numbers);
  if ('why' in chosen) return [plain(chosen.why)];
  const { change, listed } = chosen;
  const [what, will] = kind === 'delete' ? ['deleted', 'will be deleted'] : ['moved', 'will be moved'];
  const mocks = listed.length === 1 ? 'One mock' : `${listed.length} mocks`;
  const { position } = await desk.store.orderChange({
    candidateId: preview.candidateId,
    change,
    summary: `${mocks} of ${preview.name} shall be ${what}: ${listed.map(({ text }) => text).join('; ')}`,
    actor,
    chat,
    ...(preview.person === null ? {} : { person: preview.person }),
  });
  await closePreview(desk, preview, version, 'yes');
  desk.wakeWorker();
  const place = position === null ? '' : ` The change is number ${position} in the queue.`;
  return [
    {
      text: `${mocks} of ${preview.name} ${will}.${place} The calendar tells the attendees, and I say when it is done.`,
      inPlace: previewPlace(id),
    },
  ];
}

async function sayNo(desk: ChatDesk, kind: ChangeKind, argument: string): Promise<readonly ChatReply[]> {
  const id = argument.trim();
  const found = await previewMeant(desk, kind, id);
  if (found === null || 'answered' in found.preview) return [await notOpen(desk, kind, found)];
  await closePreview(desk, found.preview, found.version, 'no');
  return [{ text: 'Nothing is changed.', inPlace: previewPlace(id) }];
}

/** The preview of an id; what is done from then on is done about its candidate. */
async function previewMeant(desk: ChatDesk, kind: ChangeKind, id: string) {
  const found = await loadPreview(desk, kind, id);
  if (found !== null) turnsOutToBeOf(found.preview.candidateId);
  return found;
}

async function notOpen(
  { store, workspace, procedure }: ChatDesk,
  kind: ChangeKind,
  found: Awaited<ReturnType<typeof loadPreview>>,
): Promise<ChatReply> {
  const again = `/${kind} NAME shows how it stands now.`;
  if (found === null || !('answered' in found.preview)) return plain(`I know of no such preview. ${again}`);
  if (found.preview.answered === 'no') return plain(`That was answered with no. ${again}`);
  const [candidate] = await store.candidates({ workspace, id: found.preview.candidateId });
  const now =
    candidate === undefined
      ? ''
      : ` ${sentence(`${candidate.name} is ${standing(candidate, procedure.base.timeZone)}`)}`;
  return plain(`That was ordered already.${now} ${again}`);
}

/** The order with those of the list alone that are named by their numbers; all where none is named. */
function chosenOf(
  { change, listed }: KeptPreview,
  numbers: readonly string[],
): Pick<KeptPreview, 'change' | 'listed'> | { readonly why: string } {
  if (numbers.length === 0) return { change, listed };
  const wrong = numbers.find((number) => listed[Number(number) - 1] === undefined);
  if (wrong !== undefined)
    return { why: `${wrong} is not in the list, which goes from 1 to ${listed.length}.` };
  const named = listed.filter((_, index) => numbers.some((number) => Number(number) === index + 1));
  const isNamed = (id: unknown) => named.some((each) => each.id === id);
  const part = (key: string, idKey: string) => {
    const entries = change[key];
    return Array.isArray(entries) ? (entries as JsonObject[]).filter((entry) => isNamed(entry[idKey])) : [];
  };
  return {
    change: { ...change, bookings: part('bookings', 'id'), typed: part('typed', 'eventId') },
    listed: named,
  };
}
