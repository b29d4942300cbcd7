import { BotApi } from '../stand-in/bot-api.ts';
import type { Hand } from '../stand-in/hand.ts';
import { serveOrders } from './orders.ts';

/** The Bot API server in a process of its own, with people whose hands the parent process leads. */
const PATIENCE_MS = 60_000;

const api = await BotApi.start();
const hands = new Map<number, Hand>();

function handOf(id: number): Hand {
  const hand = hands.get(id);
  if (hand === undefined) throw new Error(`nobody has the id ${id}`);
  return hand;
}

const orders = {
  address: () => ({ root: api.root, token: api.token }),
  /** Somebody with an account. */
  join: (id: number, name: string) => {
    hands.set(id, api.person(id, name));
  },
  /** Types, and resolves with what the chat shows since, once the bot's newest word holds what is waited for. */
  say: async (id: number, text: string, awaited: string) => {
    const hand = handOf(id);
    const from = hand.heard.length;
    hand.type(text);
    await api.until(() => hand.heardFrom(from).includes(awaited), PATIENCE_MS);
    return hand.heardFrom(from);
  },
  /** Types, and leaves it at that. */
  type: (id: number, text: string) => {
    handOf(id).type(text);
  },
  tap: (id: number, label: string) => {
    handOf(id).tap(label);
  },
  /** Resolves once the chat shows it, now or later. */
  shows: async (id: number, awaited: string) => {
    await api.until(() => handOf(id).transcript.includes(awaited), PATIENCE_MS);
  },
  transcript: (id: number) => handOf(id).transcript,
  /** The files that the bot has sent, in order. */
  files: (id: number) =>
    handOf(id).heard.flatMap(({ file }) =>
      file === null
        ? []
        : [{ name: file.name, picture: file.picture, base64: Buffer.from(file.bytes).toString('base64') }],
    ),
  /** The texts of messages that were changed after they were sent, and how often. */
  edited: (id: number) =>
    handOf(id)
      .heard.filter(({ edits }) => edits > 0)
      .map(({ text, edits }) => ({ text, edits })),
};

export type TelegramOrders = typeof orders;

serveOrders(orders);
