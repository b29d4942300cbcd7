import type { Command } from '../command.ts';
import { plain } from '../reply.ts';
import { standing } from '../wording.ts';

export const queue: Command = {
  name: 'queue',
  argument: '',
  help: 'who is queued, in hand or waiting',
  example: '/queue',
  async run(desk) {
    const { paused, candidates } = await desk.store.queue({ workspace: desk.workspace });
    const pause = paused ? ['The queue is paused; /resume goes on.'] : [];
    if (candidates.length === 0)
      return [plain([...pause, 'The queue is empty. /start adds a candidate.'].join('\n'))];
    const zone = desk.procedure.base.timeZone;
    const lines = candidates.map(
      (candidate) => `• ${candidate.name} <${candidate.email}>: ${standing(candidate, zone)}`,
    );
    return [plain([...pause, ...lines].join('\n'))];
  },
};
