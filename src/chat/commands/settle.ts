import type { Command } from '../command.ts';
import { findCandidate } from '../find-candidate.ts';
import { inRows, plain } from '../reply.ts';

export const retry: Command = {
  name: 'retry',
  argument: 'NAME',
  help: 'queue an escalated candidate again, e.g. after calendars or the SOP changed',
  example: '/retry dana',
  async run(desk, message, argument) {
    const match = await findCandidate(desk, argument, this.example);
    if ('answer' in match) return [match.answer];
    const { id, name, email, state } = match.found;
    if (state !== 'escalated')
      return [plain(`${name} is ${state}; only an escalated candidate can be tried again.`)];
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
  help: 'close an escalation for good, take a queued candidate out of the queue, or call a change off',
  example: '/dismiss dana@example.com has found a job',
  async run(desk, message, argument) {
    const [who = '', ...words] = argument.trim().split(/\s+/);
    const match = await findCandidate(desk, who, this.example);
    if ('answer' in match) return [match.answer];
    const { id, name, email, state, change } = match.found;
    if (state !== 'escalated' && state !== 'queued')
      return [plain(`${name} is ${state}; only a queued or escalated candidate can be dismissed.`)];
    const note = withoutName(words, name).join(' ');
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

/** The words that follow a first name without the rest of the name: `Fox found a job`. */
function withoutName(words: readonly string[], name: string): readonly string[] {
  const parts = name.toLowerCase().split(/\s+/).slice(1);
  const isName = parts.length > 0 && parts.every((part, index) => words[index]?.toLowerCase() === part);
  return isName ? words.slice(parts.length) : words;
}
