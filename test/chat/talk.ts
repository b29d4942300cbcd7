import { randomUUID } from 'node:crypto';
import { Chat } from '../../src/chat/chat.ts';
import type { ChatDesk } from '../../src/chat/chat-desk.ts';
import type { ChatReply } from '../../src/chat/reply.ts';
import type { TestOffice } from '../booking/office.ts';

/** A chat over a test office; each call of `say` is a message and its answers. */
export function openChat({ store, calendar, clock, desk }: TestOffice, name = 'terminal') {
  let woken = 0;
  let watching = 0;
  const chatDesk: ChatDesk = {
    workspace: desk.workspace,
    procedure: desk.procedure,
    store,
    calendar,
    calendarAccount: desk.calendarAccount,
    clock,
    newId: randomUUID,
    wakeWorker: () => {
      woken += 1;
    },
    wakeWatcher: () => {
      watching += 1;
    },
  };
  const message = (text: string) => ({ chat: name, actor: 'admin', text });
  let shown: readonly ChatReply[] = [];
  const hear = async (text: string) => {
    shown = await new Chat(chatDesk).answer(message(text));
    return shown;
  };
  return {
    desk: chatDesk,
    /** One message and its answers, with buttons and files. */
    hear,
    /** Taps a button of the last answers, by what stands on it. */
    async tap(label: string): Promise<string> {
      const buttons = shown.flatMap((reply) => (reply.buttons ?? []).flat());
      const button = buttons.find((each) => each.label === label);
      if (button === undefined)
        throw new Error(`No button ${label} among ${buttons.map((each) => each.label).join(', ')}`);
      return textOf(await hear(button.says));
    },
    /** What stands on the buttons of the last answers. */
    labels: () => shown.flatMap((reply) => (reply.buttons ?? []).flat().map((button) => button.label)),
    /** The names of the files that came with the last answers. */
    files: () => shown.flatMap((reply) => (reply.files ?? []).map(({ name }) => name)),
    woken: () => woken,
    /** How often the watcher was told to look. */
    toldToLook: () => watching,
    /** A new `Chat` for each message: nothing may be kept but in the store. */
    async say(...texts: string[]): Promise<string> {
      let last = '';
      for (const text of texts) {
        last = textOf(await hear(text));
      }
      return last;
    },
  };
}

function textOf(replies: readonly ChatReply[]): string {
  return replies.map((reply) => reply.text).join('\n');
}

/** What an admin types to onboard a candidate of the small SOP, without the last `yes`. */
export const ANSWERS = [
  '/start',
  'Dana Fox',
  'dana@example.com',
  '1 Dec 2026',
  '14 Dec 2026',
  '6pm-9pm',
  '6pm-9pm',
  'EST',
] as const;
