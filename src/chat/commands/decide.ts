import { changeOrderFrom } from '../../booking/change-order.ts';
import { turnsOutToBeOf } from '../../correlation.ts';
import { UserError } from '../../errors.ts';
import type { EscalationRow, JsonObject } from '../../store/rows.ts';
import { sentence } from '../../time/spoken.ts';
import type { ChatDesk, ChatMessage } from '../chat-desk.ts';
import type { Command } from '../command.ts';
import { findCandidate } from '../find-candidate.ts';
import { wasShown } from '../last-shown.ts';
import { type ChatReply, plain } from '../reply.ts';
import {
  isSeenQuestion,
  notAsked,
  optionText,
  questionPlace,
  seenQuestionAbout,
  seenQuestionReply,
} from '../seen-question.ts';

/** Buttons add which question they belong to, so that an old one does not answer a newer question. */
const ARGUMENT = /^([\s\S]*?)\s+#?(\d{1,3})(?:\s+of\s+(\S+))?\s*$/i;
/** The same without a name, which a plain “yes” means: nothing that names anybody is remembered for it. */
const OF_QUESTION = /^(\d{1,3})\s+of\s+(\S+)$/i;

/** Numbers of a question that took another's place more recently may have been read in the other. */
const FRESH_MINUTES = 10;

export const decide: Command = {
  name: 'decide',
  argument: 'NAME NUMBER',
  help: 'settle a question about mocks that are not as booked, by one of the ways that it names',
  example: '/decide dana 1',
  async run(desk, message, argument) {
    const [, nameless, named] = OF_QUESTION.exec(argument.trim()) ?? [];
    if (nameless !== undefined) return confirmed(desk, message, nameless, named ?? '');
    const [, who = argument, written = '', of] = ARGUMENT.exec(argument) ?? [];
    const match = await findCandidate(desk, who, this.example, written);
    if ('answer' in match) return [match.answer];
    const question = await seenQuestionAbout(desk, match.found);
    if (question === null) return [await notAsked(desk, match.found)];
    if (of !== undefined && of !== question.id) {
      return [
        plain('That question is not open any more; this is how it stands now.'),
        seenQuestionReply(question, desk),
      ];
    }
    const { proposals, candidateEmail: email } = question;
    const option = proposals[Number(written) - 1];
    if (option === undefined) {
      const numbers = proposals.length === 1 ? '1' : `1 to ${proposals.length}`;
      return [
        plain(`Which way, ${numbers}? For example: /decide ${email} 1`),
        seenQuestionReply(question, desk),
      ];
    }
    if (of === undefined) {
      if (await isOtherThanRead(desk, message, question)) {
        return [
          plain(
            `What is asked about ${question.candidateName} changed since, and so did what the numbers mean. Nothing is changed by this; this is how it stands now.`,
          ),
          seenQuestionReply(question, desk),
        ];
      }
      if (cancelsSeveral(option)) return [askOnceMore(question, option, written)];
    }
    return carryOut(desk, message, question, option);
  },
};

/** The answer to `askOnceMore`. */
async function confirmed(
  desk: ChatDesk,
  message: ChatMessage,
  written: string,
  id: string,
): Promise<readonly ChatReply[]> {
  const { store, workspace } = desk;
  const open = await store.escalations({ workspace, open: true });
  const question = open.find((each) => isSeenQuestion(each) && each.id === id);
  const option = question?.proposals[Number(written) - 1];
  if (question === undefined || option === undefined) {
    return [plain('That question is not open any more. /escalations shows what waits for a decision.')];
  }
  turnsOutToBeOf(question.candidateId);
  return carryOut(desk, message, question, option);
}

/** Whether it took the place of another question a moment ago, and has not been shown in this chat. */
async function isOtherThanRead(
  desk: ChatDesk,
  { chat, within }: ChatMessage,
  { id, candidateId, openedAt }: EscalationRow,
): Promise<boolean> {
  const { store, workspace, clock } = desk;
  const fresh = clock.now().subtract({ minutes: FRESH_MINUTES });
  if (Temporal.Instant.compare(openedAt, fresh) < 0) return false;
  if (await wasShown(desk, within === undefined ? [chat] : [chat, within], id)) return false;
  const former = await store.escalations({ workspace, open: false, candidateId });
  return former.some(isSeenQuestion);
}

function cancelsSeveral({ kind, order }: JsonObject): boolean {
  if (kind !== 'cancel') return false;
  return changeOrderFrom(order as JsonObject).bookings.length > 1;
}

function askOnceMore({ id, candidateName }: EscalationRow, option: JsonObject, number: string): ChatReply {
  const yes = `/decide ${number} of ${id}`;
  return {
    text: `${candidateName}: ${sentence(optionText(option))} Shall I really do that? Nothing is changed yet.`,
    buttons: [
      [
        { label: '✖ Yes, cancel them', says: yes, typed: 'yes', once: true },
        { label: 'No', says: 'no', typed: 'no' },
      ],
    ],
    answers: { yes, no: null },
  };
}

/** Leaves things as they are, or orders the change that the option names. */
async function carryOut(
  desk: ChatDesk,
  { actor, chat }: ChatMessage,
  question: EscalationRow,
  option: JsonObject,
): Promise<readonly ChatReply[]> {
  const { candidateId, candidateName: name } = question;
  const inPlace = questionPlace(question);
  const { order } = option;
  try {
    if (typeof order !== 'object' || order === null) {
      await desk.store.keepObserved({ candidateId, actor, note: '' });
      return [{ text: keptText(name), inPlace }];
    }
    const { position } = await desk.store.orderChange({
      candidateId,
      change: order as JsonObject,
      summary: `Decided for ${name}: ${optionText(option)}`,
      actor,
      chat,
    });
    desk.wakeWorker();
    const place = position === null ? '' : ` The change is number ${position} in the queue.`;
    return [
      {
        text: `${name}: ${sentence(optionText(option))}${place} ${thenText(option)}`,
        inPlace,
      },
    ];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    desk.wakeWatcher();
    const still = await seenQuestionAbout(desk, { email: question.candidateEmail });
    return [
      plain(
        `${sentence(error.message)} Nothing is changed by this. I look again now, and ask anew where it stands otherwise.`,
      ),
      ...(still === null ? [] : [seenQuestionReply(still, desk)]),
    ];
  }
}

/** A booking that follows its event is news to nobody who is invited, and nobody is to an event that is gone. */
function thenText({ kind, order }: JsonObject): string {
  const change = changeOrderFrom(order as JsonObject);
  const isUntold = change.kind === 'cancel' && change.bookings.every(({ isGone }) => isGone);
  const told = kind === 'accept' || isUntold ? '' : 'The calendar tells the attendees, and ';
  return `${told}I say when it is done.`;
}

/** That a person said to leave things as they are. */
export function keptText(name: string, note = ''): string {
  const why = note === '' ? '' : ` Why: ${sentence(note)}`;
  return `${name}: it stays as it is, and I ask no more about it unless it changes.${why}`;
}
