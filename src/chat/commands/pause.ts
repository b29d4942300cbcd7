import type { Command } from '../command.ts';
import { plain } from '../reply.ts';

export const pause: Command = {
  name: 'pause',
  argument: '',
  help: 'take no further candidate from the queue; the one in hand is finished',
  example: '/pause',
  async run(desk, message) {
    await desk.store.pause({ workspace: desk.workspace, paused: true, actor: message.actor });
    return [plain('The queue is paused; who is in hand is finished. /resume goes on.')];
  },
};

export const resume: Command = {
  name: 'resume',
  argument: '',
  help: 'go on with the queue',
  example: '/resume',
  async run(desk, message) {
    await desk.store.pause({ workspace: desk.workspace, paused: false, actor: message.actor });
    desk.wakeWorker();
    return [plain('The queue goes on.')];
  },
};
