import type { Command } from '../command.ts';
import { findCandidate } from '../find-candidate.ts';
import { plain } from '../reply.ts';

export const retry: Command = {
  name: 'retry',
  argument: 'NAME',
  help: 'queue an escalated candidate again, e.g. after calendars or the SOP changed',
  example: '/retry dana',
  async run(desk, message, argument) {
    const match = await findCandidate(desk, argument, this.example);
    if ('answer' in match) return [match.answer];
    const { found } = match;
    if (found.state !== 'escalated')
      return [plain(`${found.name} is ${found.state}; only an escalated candidate can be tried again.`)];
    await desk.store.retry({
      candidateId: found.id,
      request: null,
      actor: message.actor,
      note: '',
    });
    desk.wakeWorker();
    return [plain(`${found.name} is in the queue again.`)];
  },
};

export const dismiss: Command = {
  name: 'dismiss',
  argument: 'NAME WHY',
  help: 'close an escalation for good, take a queued candidate out of the queue, or call a change off',
  example: '/dismiss dana@example.com has found a job',
  async run(desk, message, argument) {
    const [who = '', ...words] = argument.trim().split(/\s+/);
    const match = await findCandidate(desk, who, this.example);
    if ('answer' in match) return [match.answer];
    const { found } = match;
    if (found.state !== 'escalated' && found.state !== 'queued') {
      return [
        plain(`${found.name} is ${found.state}; only a queued or escalated candidate can be dismissed.`),
      ];
    }
    const note = words.join(' ');
    if (note === '') return [plain(`Please add a word why, for the record: ${this.example}`)];
    if (found.change !== null) {
      await desk.store.dropChange({ candidateId: found.id, actor: message.actor, note });
      return [
        plain(`The change for ${found.name} is called off, and what is booked stays as it is: ${note}`),
      ];
    }
    await desk.store.cancel({ candidateId: found.id, actor: message.actor, note });
    return [plain(`${found.name} is taken out: ${note}`)];
  },
};
