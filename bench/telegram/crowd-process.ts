import { setTimeout as delay } from 'node:timers/promises';
import { serveOrders } from '../../test/telegram/processes/orders.ts';
import { BotApi } from '../../test/telegram/stand-in/bot-api.ts';
import type { Call } from '../../test/telegram/stand-in/call.ts';
import type { Hand } from '../../test/telegram/stand-in/hand.ts';
import { textOfHtml } from '../../test/telegram/stand-in/html.ts';
import { seeded } from '../random.ts';
import { CONVERSATION, type Move } from './conversation.ts';

/** The Bot API server in a process of its own, with many admins who do not wait for each other. */
const FIRST_ID = 5_000_000_000;
const PATIENCE_MS = 30_000;
const TICK_MS = 5;

interface Admin {
  readonly hand: Hand;
  next: number;
  /** What is not answered yet, in the order in which it was done. */
  readonly open: { readonly move: Move; readonly at: number }[];
}

export interface ChatFigures {
  readonly updates: number;
  readonly answered: number;
  /** Answers that were not to the oldest open message of their chat. */
  readonly outOfOrder: readonly string[];
  readonly latencies: readonly number[];
  /** Calls of the Bot API, those for updates left out. */
  readonly calls: number;
}

const api = await BotApi.start();
const admins = new Map<number, Admin>();
let latencies: number[] = [];
let outOfOrder: string[] = [];
let calls = 0;

api.onCall = (call: Call) => {
  // Otherwise they pile up; nobody looks at them here.
  api.calls.length = 0;
  if (call.method === 'getUpdates') return;
  calls += 1;
  if (call.method !== 'sendMessage' && call.method !== 'editMessageText') return;
  const open = admins.get(Number(call.payload['chat_id']))?.open.shift();
  const text = textOfHtml(String(call.payload['text']));
  if (open === undefined) outOfOrder.push(`nobody asked for “${text}”`);
  else {
    latencies.push(performance.now() - open.at);
    if (!open.move.awaits.test(text)) outOfOrder.push(`“${open.move.says}” was answered with “${text}”`);
  }
};

function act(admin: Admin): void {
  const move = CONVERSATION[admin.next % CONVERSATION.length]!;
  admin.next += 1;
  const { hand, open } = admin;
  const message = open.length > 0 || move.taps === undefined ? undefined : hand.heard.at(-1);
  const isThere = message?.keyboard.flat().some(({ text }) => text === move.taps) === true;
  open.push({ move, at: performance.now() });
  if (isThere) hand.tapOn(message!, move.taps!);
  else hand.type(move.says);
}

const orders = {
  address: () => ({ root: api.root, token: api.token }),
  gather: (count: number) => {
    for (let number = 1; number <= count; number += 1) {
      const id = FIRST_ID + number;
      admins.set(id, { hand: api.person(id, `Admin ${number}`), next: 0, open: [] });
    }
    return [...admins.keys()];
  },
  /** All chat for so long, each at random moments that do not depend on the answers; then all answers are awaited. */
  chat: async (perSecond: number, seconds: number): Promise<ChatFigures> => {
    const random = seeded(7);
    [latencies, outOfOrder, calls] = [[], [], 0];
    let updates = 0;
    const interval = admins.size / perSecond;
    const due = new Map([...admins.values()].map((admin) => [admin, random() * interval]));
    const began = performance.now();
    const elapsed = () => (performance.now() - began) / 1_000;
    while (elapsed() < seconds) {
      for (const [admin, at] of due) {
        if (elapsed() < at) continue;
        act(admin);
        updates += 1;
        due.set(admin, at + interval * (0.5 + random()));
      }
      await delay(TICK_MS);
    }
    const isQuiet = () => [...admins.values()].every(({ open }) => open.length === 0);
    await api.until(isQuiet, PATIENCE_MS).catch(() => {});
    return { updates, answered: latencies.length, outOfOrder, latencies, calls };
  },
};

export type CrowdOrders = typeof orders;

serveOrders(orders);
