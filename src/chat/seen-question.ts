import type { CandidateRow, EscalationRow, JsonObject } from '../store/rows.ts';
import { momentText, sentence } from '../time/spoken.ts';
import type { ChatDesk } from './chat-desk.ts';
import { type Button, type ChatReply, plain } from './reply.ts';

/** What a question says of how soon a mock starts was so when it was asked; read later, it says when that was. */
const JUST_ASKED_MINUTES = 2;

/** What it takes to say when something was asked. */
export type AsOf = Pick<ChatDesk, 'clock' | 'procedure'>;

/** A question about booked mocks that are not as booked any more; its candidate stays scheduled. */
export function isSeenQuestion({ code }: Pick<EscalationRow, 'code'>): boolean {
  return code === 'seen';
}

/** What is open about a person, be it that they could not be scheduled, or what was seen at their mocks. */
export async function openAbout(
  { store, workspace }: ChatDesk,
  { email }: Pick<CandidateRow, 'email'>,
): Promise<readonly EscalationRow[]> {
  const open = await store.escalations({ workspace, open: true });
  return open.filter(({ candidateEmail }) => candidateEmail.toLowerCase() === email.toLowerCase());
}

/** The open question about the booked mocks of a person; null where there is none. */
export async function seenQuestionAbout(
  desk: ChatDesk,
  person: Pick<CandidateRow, 'email'>,
): Promise<EscalationRow | null> {
  return (await openAbout(desk, person)).find(isSeenQuestion) ?? null;
}

/** For commands that do something else about somebody who waits for a decision. */
export function pointToQuestion({ candidateName: name, candidateEmail: email }: EscalationRow): ChatReply {
  return {
    text: `What waits is a question about the booked mocks of ${name}. /escalations ${email} shows it, /decide ${email} NUMBER answers it, /dismiss ${email} WHY leaves things as they are.`,
    buttons: [[{ label: 'Show it', says: `/escalations ${email}` }]],
  };
}

/** What was seen, what can be done about it, and a button for each of these. */
export function seenQuestionReply(question: EscalationRow, asOf: AsOf): ChatReply {
  const { id, candidateEmail: email, proposals } = question;
  const options = proposals.map((proposal, index): Button[] => [
    {
      label: `${index + 1}. ${labelOf(proposal, proposals)}`,
      says: `/decide ${email} ${index + 1} of ${id}`,
      typed: `/decide ${email} ${index + 1}`,
      once: true,
    },
  ]);
  return {
    text: seenQuestionText(question, asOf),
    buttons: [
      ...options,
      [
        { label: 'Schedule', says: `/schedule ${email}` },
        { label: 'What was seen', says: `/seen ${email}` },
      ],
    ],
    inPlace: questionPlace(question),
    question: id,
  };
}

/** Where a question stands, and its answer after it. */
export function questionPlace({ id }: EscalationRow): string {
  return `escalation:${id}`;
}

function seenQuestionText(question: EscalationRow, asOf: AsOf): string {
  const { candidateName, candidateEmail, message, proposals } = question;
  const helps = proposals.map((proposal, index) => `  ${index + 1}. ${optionText(proposal)}`);
  return [
    `${candidateName} <${candidateEmail}>: booked mocks need a decision${askedText(question, asOf)}.`,
    ...message.split('\n').map((line) => (/^\s/.test(line) ? `    – ${line.trim()}` : `  • ${line}`)),
    ...(helps.length > 0 ? ['What can be done:', ...helps] : []),
    `Nothing is moved until you decide: /decide ${candidateEmail} NUMBER, or /dismiss ${candidateEmail} WHY to leave things as they are.`,
  ].join('\n');
}

function askedText({ openedAt }: EscalationRow, { clock, procedure }: AsOf): string {
  const isNew = openedAt.until(clock.now()).total('minutes') < JUST_ASKED_MINUTES;
  return isNew ? '' : `, asked ${momentText(openedAt, procedure.base.timeZone)}`;
}

/**
 * What an option is called before its colon, and the mock that it is about where others are called the same;
 * `Leave it as it is` has no colon.
 */
function labelOf(proposal: JsonObject, all: readonly JsonObject[]): string {
  const head = headOf(proposal);
  if (head === null) return 'Leave as it is';
  const isAlone = all.filter((each) => headOf(each) === head).length === 1;
  const mock = /^[^:]+: (.{1,40}? Mock\d+) /.exec(optionText(proposal))?.[1];
  return isAlone || mock === undefined ? head : `${head}: ${mock}`;
}

function headOf(proposal: JsonObject): string | null {
  return /^[^:]{1,40}(?=:)/.exec(optionText(proposal))?.[0] ?? null;
}

export function optionText({ message }: JsonObject): string {
  return String(message ?? '');
}

/** What to say where somebody answers a question that is not open: what became of the last one, if any. */
export async function notAsked(
  desk: ChatDesk,
  { name, email }: Pick<CandidateRow, 'name' | 'email'>,
): Promise<ChatReply> {
  const { store, workspace } = desk;
  const [open] = await openAbout(desk, { email });
  if (open !== undefined) {
    return plain(
      `What waits is not about booked mocks of ${name}: /escalations ${email} shows it and what can be done.`,
    );
  }
  const closed = await store.escalations({ workspace, open: false });
  const last = closed.findLast(
    (each) => isSeenQuestion(each) && each.candidateEmail.toLowerCase() === email.toLowerCase(),
  );
  const nothing = `Nothing is asked about the booked mocks of ${name} now.`;
  if (last?.resolution == null) return plain(nothing);
  const how = sentence(last.resolution);
  if (!(await isPutAside(desk, last))) return plain(`${nothing} The last question was settled: ${how}`);
  desk.wakeWatcher();
  return {
    text: `What was asked about the booked mocks of ${name} is put aside: ${how} I look again when that is over; /escalations ${email} shows what is to be decided then.`,
    // Those of the question count once, and one of them may have led here.
    buttons: [[{ label: 'Show it', says: `/escalations ${email}` }]],
  };
}

/** Closed by a change that left something of it undecided: it may be open again soon, and nobody is told anew. */
async function isPutAside(
  { store, workspace }: ChatDesk,
  { candidateId, reasons }: EscalationRow,
): Promise<boolean> {
  const open = (await store.observations({ workspace, candidateId })).filter(({ state }) => state === 'open');
  return open.some(({ id }) => reasons.some(({ observation }) => observation === id));
}
