import type { EscalationRow } from '../../store/rows.ts';
import type { ChatDesk } from '../chat-desk.ts';
import type { Command } from '../command.ts';
import { findCandidate } from '../find-candidate.ts';
import { type ChatReply, inRows, plain } from '../reply.ts';
import { pointToQuestion, seenQuestionAbout } from '../seen-question.ts';
import { keptText } from './decide.ts';

export const retry: Command = {
  name: 'retry',
  argument: 'NAME',
  help: 'queue an escalated candidate again, e.g. after calendars or the SOP changed',
  example: '/retry dana',
  async run(desk, message, argument) {
    const match = await findCandidate(desk, argument, this.example);
    if ('answer' in match) return [match.answer];
    const { id, name, email, state } = match.found;
    if (state !== 'escalated') {
      const question = await seenQuestionAbout(desk, match.found);
      if (question !== null) return [pointToQuestion(question)];
      return [plain(`${name} is ${state}; only an escalated candidate can be tried again.`)];
    }
    await desk.store.retry({ candidateId: id, request: null, actor: message.actor, note: '' });
    desk.wakeWorker();
    return [
      {
        text: `${name} is in the queue again.`,
        buttons: inRows([{ label: 'Status', says: `/status ${email}` }]),
      },
    ];
  },
};

const USUAL_REASONS = ['found a job', 'asked to stop', 'entered twice'];

export const dismiss: Command = {
  name: 'dismiss',
  argument: 'NAME WHY',
  help: 'close an escalation for good, take a queued candidate out of the queue, call a change off, or leave mocks as they are that are not as booked',
  example: '/dismiss dana@example.com has found a job',
  async run(desk, message, argument) {
    const [who = '', ...words] = argument.trim().split(/\s+/);
    const match = await findCandidate(desk, who, this.example, words.join(' '));
    if ('answer' in match) return [match.answer];
    const { id, name, email, state, change } = match.found;
    const note = withoutName(words, name).join(' ');
    if (state !== 'escalated' && state !== 'queued') {
      const question = await seenQuestionAbout(desk, match.found);
      if (question !== null) return [await leave(desk, message.actor, question, note)];
      return [plain(`${name} is ${state}; only a queued or escalated candidate can be dismissed.`)];
    }
    if (note === '') {
      return [
        {
          text: `Why is ${name} dismissed? Please add a word, for the record: /dismiss ${email} has found a job`,
          buttons: inRows(USUAL_REASONS.map((why) => ({ label: why, says: `/dismiss ${email} ${why}` }))),
        },
      ];
    }
    if (change !== null) {
      await desk.store.dropChange({ candidateId: id, actor: message.actor, note });
      return [plain(`The change for ${name} is called off, and what is booked stays as it is: ${note}`)];
    }
    await desk.store.cancel({ candidateId: id, actor: message.actor, note });
    return [plain(`${name} is taken out: ${note}`)];
  },
};

const REASONS_TO_LEAVE = ['agreed with both', 'known already'];

/** Leaves what is asked about as it is. */
async function leave(
  { store }: ChatDesk,
  actor: string,
  { candidateId, candidateName: name, candidateEmail: email }: EscalationRow,
  note: string,
): Promise<ChatReply> {
  if (note !== '') {
    await store.keepObserved({ candidateId, actor, note });
    return plain(keptText(name, note));
  }
  return {
    text: `Why shall the mocks of ${name} stay as they are? Please add a word, for the record: /dismiss ${email} agreed with both`,
    buttons: inRows(REASONS_TO_LEAVE.map((why) => ({ label: why, says: `/dismiss ${email} ${why}` }))),
  };
}

/** The words that follow a first name without the rest of the name: `Fox found a job`. */
function withoutName(words: readonly string[], name: string): readonly string[] {
  const parts = name.toLowerCase().split(/\s+/).slice(1);
  const isName = parts.length > 0 && parts.every((part, index) => words[index]?.toLowerCase() === part);
  return isName ? words.slice(parts.length) : words;
}
