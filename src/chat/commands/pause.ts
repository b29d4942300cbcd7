import type { ChatDesk } from '../chat-desk.ts';
import type { Command } from '../command.ts';
import { type ChatReply, inRows } from '../reply.ts';

export const pause: Command = {
  name: 'pause',
  argument: '',
  help: 'take no further candidate from the queue; the one in hand is finished',
  example: '/pause',
  async run(desk, message) {
    const { paused } = await desk.store.queue({ workspace: desk.workspace, limit: 1 });
    await desk.store.pause({ workspace: desk.workspace, paused: true, actor: message.actor });
    const text = paused
      ? 'The queue is paused already.'
      : 'The queue is paused; who is in hand is finished. /resume goes on.';
    return [await withQueue(desk, text, { label: '▶ Resume', says: '/resume' })];
  },
};

export const resume: Command = {
  name: 'resume',
  argument: '',
  help: 'go on with the queue',
  example: '/resume',
  async run(desk, message) {
    const { paused } = await desk.store.queue({ workspace: desk.workspace, limit: 1 });
    const text = paused ? 'The queue goes on.' : 'The queue was not paused; it goes on.';
    // Counted before it goes on: a worker takes the first from the queue at once.
    const reply = await withQueue(desk, text, { label: '⏸ Pause', says: '/pause' });
    await desk.store.pause({ workspace: desk.workspace, paused: false, actor: message.actor });
    desk.wakeWorker();
    return [reply];
  },
};

async function withQueue(
  { store, workspace }: ChatDesk,
  text: string,
  button: { readonly label: string; readonly says: string },
): Promise<ChatReply> {
  const { queued = 0, waiting = 0 } = await store.counts({ workspace });
  const those = queued + waiting;
  const count =
    those === 0
      ? 'Nobody is queued.'
      : `${those === 1 ? '1 candidate is' : `${those} candidates are`} queued or waiting.`;
  return { text: `${text} ${count}`, buttons: inRows([button, { label: 'Queue', says: '/queue' }]) };
}
