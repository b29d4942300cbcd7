import type { ApiClientOptions } from 'grammy';
import { BotChat, type ChatMessage, Chats, type Person } from '../test/telegram/stand-in/chats.ts';
import { asMessage, type BotState, METHODS, unknownMethod } from '../test/telegram/stand-in/methods.ts';
import { Refusal } from '../test/telegram/stand-in/refusal.ts';
import { type StoredUpdate, Updates } from '../test/telegram/stand-in/updates.ts';
import type { Chance } from './chance.ts';
import type { Network } from './network.ts';
import type { SimulatedProcess } from './process.ts';
import type { Story } from './story.ts';
import type { Timeline } from './timeline.ts';

type Fetch = NonNullable<ApiClientOptions['fetch']>;
type Payload = Readonly<Record<string, unknown>>;

const PATIENCE_MS = 60_000;
/** Handled ones that may be brought once more. */
const REMEMBERED = 8;

export const BOT = { id: 4711, username: 'mock_scheduler_bot' } as const;
export const BOT_TOKEN = `${BOT.id}:AAcanary-of-the-bot-token`;

interface Poll {
  readonly answer: (updates: readonly StoredUpdate[]) => void;
  readonly refuse: (refusal: Refusal) => void;
}

/** Telegram's Bot API for one bot, with the people who write to it, over the simulated network. */
export class SimulatedTelegram {
  readonly #timeline: Timeline;
  readonly #network: Network;
  readonly #story: Story;
  readonly #chance: Chance;
  readonly #state: BotState = {
    bot: { ...BOT },
    chats: new Chats(),
    updates: new Updates(),
    queries: new Map(),
    commands: new Map(),
    files: new Map(),
  };
  #nextUpdate = 10_000;
  #queries = 0;
  #queue: StoredUpdate[] = [];
  #confirmed: StoredUpdate[] = [];
  #poll: Poll | null = null;
  /** How many of the answers bring some updates again, or out of order. */
  disorder = 0;
  /** How many messages arrived in chats. */
  said = 0;
  readonly texts: { readonly at: number; readonly chatId: number; readonly html: string }[] = [];

  constructor(parts: { timeline: Timeline; network: Network; story: Story; chance: Chance }) {
    this.#timeline = parts.timeline;
    this.#network = parts.network;
    this.#story = parts.story;
    this.#chance = parts.chance;
  }

  /** Updates that the bot has not confirmed yet. */
  get pending(): number {
    return this.#queue.length;
  }

  person(id: number, name: string): { readonly person: Person; readonly chat: BotChat } {
    const chat = this.#state.chats.add(new BotChat(id, 'private', name));
    return { person: { id, name }, chat };
  }

  type(person: Person, chat: BotChat, text: string): void {
    this.#story.tell(person.name, `types ${JSON.stringify(text)}`);
    const message = chat.add({ from: person, text, keyboard: [], file: null });
    this.#add('message', asMessage(this.#state.bot, chat, message));
  }

  tap(
    person: Person,
    chat: BotChat,
    message: ChatMessage,
    button: { text: string; callback_data?: string },
  ): void {
    this.#story.tell(person.name, `taps [${button.text}]`);
    this.#queries += 1;
    const id = `${chat.id}.${this.#queries}`;
    this.#state.queries.set(id, null);
    this.#add('callback_query', {
      id,
      from: { id: person.id, is_bot: false, first_name: person.name },
      message: asMessage(this.#state.bot, chat, message),
      chat_instance: String(chat.id),
      data: button.callback_data ?? 'gone',
    });
  }

  /** How one process reaches it. */
  networkOf(process: SimulatedProcess): Fetch {
    const reach = async (input: unknown, init?: { body?: unknown; headers?: unknown; signal?: unknown }) => {
      const [, token, method = ''] = /\/bot([^/]+)\/(\w+)$/.exec(String(input)) ?? [];
      const payload = await payloadOf(init?.body);
      const answered = () =>
        token === BOT_TOKEN ? this.#answer(method, payload) : refusal(401, 'Unauthorized');
      if (method === 'getUpdates')
        return this.#polled(process, payload, init?.signal as AbortSignal | undefined);
      return this.#network
        .carry<object>({ ...this.#common(process, method), work: answered })
        .then(asResponse);
    };
    return reach as unknown as Fetch;
  }

  #common(process: SimulatedProcess, method: string) {
    return {
      from: process,
      link: 'telegram' as const,
      method,
      patienceMs: PATIENCE_MS,
      unheard: () => new TypeError('connection reset'),
      refused: ({
        status,
        reason,
        retryAfter,
      }: {
        status: number;
        reason: string;
        retryAfter: number | null;
      }) => refusal(status, reason, retryAfter === null ? {} : { retry_after: retryAfter }),
      garbled: () => refusal(502, 'Bad Gateway'),
    };
  }

  #answer(method: string, payload: Payload): object {
    const carryOut = METHODS[method];
    try {
      if (carryOut === undefined) throw unknownMethod();
      const result = carryOut(this.#state, { method, payload, files: filesOf(payload) });
      if (/^(send|edit)/.test(method)) {
        this.said += 1;
        this.texts.push({
          at: this.#timeline.now,
          chatId: Number(payload['chat_id']),
          html: String(payload['text'] ?? payload['caption'] ?? ''),
        });
      }
      return { ok: true, result };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return refusal(error.code, error.message, error.parameters);
    }
  }

  /** Long polling: what waits is given at once, else the connection is held until there is something. */
  async #polled(process: SimulatedProcess, asked: Payload, signal?: AbortSignal): Promise<unknown> {
    let held: Poll | null = null;
    const opened = this.#network.carry<object | null>({
      ...this.#common(process, 'getUpdates'),
      work: () => {
        this.#poll?.refuse(new Refusal(409, 'Conflict: terminated by other getUpdates request'));
        this.#poll = null;
        const offset = Number(asked['offset'] ?? 0);
        const isConfirmed = ({ update_id: id }: StoredUpdate) => id < offset;
        this.#confirmed = [...this.#confirmed, ...this.#queue.filter(isConfirmed)].slice(-REMEMBERED);
        this.#queue = this.#queue.filter((update) => !isConfirmed(update));
        const timeout = Number(asked['timeout'] ?? 0);
        return this.#queue.length > 0 || timeout === 0 ? this.#given(Number(asked['limit'] ?? 100)) : null;
      },
    });
    const answer = await opened;
    if (answer !== null) return asResponse(answer);
    return new Promise((resolve, reject) => {
      const over = () => {
        if (this.#poll === held) this.#poll = null;
      };
      held = {
        answer: () => {
          over();
          process.deliver(10, () => resolve(asResponse(this.#given(100))));
        },
        refuse: ({ code, message }) => {
          over();
          process.deliver(10, () => resolve(asResponse(refusal(code, message))));
        },
      };
      if (this.#poll !== null)
        this.#poll.refuse(new Refusal(409, 'Conflict: terminated by other getUpdates request'));
      this.#poll = held;
      if (this.#queue.length > 0) held.answer([]);
      this.#timeline.after(Number(asked['timeout'] ?? 0) * 1_000, () => {
        if (this.#poll === held) held?.answer([]);
      });
      signal?.addEventListener('abort', () => {
        over();
        reject(new DOMException('aborted', 'AbortError'));
      });
    });
  }

  #given(limit: number): object {
    const news = this.#queue.slice(0, limit);
    if (!this.#chance.happens(this.disorder)) return { ok: true, result: news };
    const again = this.#confirmed.slice(-this.#chance.whole(0, 3));
    return { ok: true, result: this.#chance.shuffled([...again, ...news]) };
  }

  #add(kind: string, content: unknown): void {
    this.#queue.push({ update_id: this.#nextUpdate, [kind]: content });
    this.#nextUpdate += 1;
    this.#poll?.answer(this.#queue);
  }
}

function refusal(code: number, description: string, parameters: object = {}): object {
  return { ok: false, error_code: code, description, parameters };
}

/** The little of a response that grammY reads. */
function asResponse(body: object): { json: () => Promise<object> } {
  const text = JSON.stringify(body);
  return { json: async () => JSON.parse(text) as object };
}

/** JSON as it is sent; of a form with files only its short fields. */
async function payloadOf(body: unknown): Promise<Payload> {
  if (body === undefined || body === null) return {};
  if (typeof body === 'string') return JSON.parse(body) as Payload;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('latin1');
  const fields = text.matchAll(/name="([^"]+)"\r\n\r\n([^\r]*)\r\n/g);
  return Object.fromEntries([...fields].map(([, name, value]) => [name!, value!]));
}

/** Files are of no interest here beyond that there is one. */
function filesOf(payload: Payload) {
  const file = { name: 'file', type: 'application/octet-stream', bytes: new Uint8Array([1]) };
  const names = ['photo', 'document'].flatMap((field) => {
    const named = payload[field];
    return typeof named === 'string' ? [named.replace(/^attach:\/\//, '')] : [];
  });
  return new Map(names.map((name) => [name, file]));
}
