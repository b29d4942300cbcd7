import { randomUUID } from 'node:crypto';
import { Chat } from '../../src/chat/chat.ts';
import type { ChatDesk } from '../../src/chat/chat-desk.ts';
import type { TestOffice } from '../booking/office.ts';

/** A chat over a test office; each call of `say` is a message and its answers. */
export function openChat({ store, calendar, clock, desk }: TestOffice, name = 'terminal') {
  let woken = 0;
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
  };
  const message = (text: string) => ({ chat: name, actor: 'admin', text });
  return {
    desk: chatDesk,
    woken: () => woken,
    /** A new `Chat` for each message: nothing may be kept but in the store. */
    async say(...texts: string[]): Promise<string> {
      let last = '';
      for (const text of texts) {
        const replies = await new Chat(chatDesk).answer(message(text));
        last = replies.map((reply) => reply.text).join('\n');
      }
      return last;
    },
  };
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
