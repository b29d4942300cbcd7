import type { ApiClientOptions } from 'grammy';
import { BotChat, type ChatMessage, Chats, type Person } from '../test/telegram/stand-in/chats.ts';
import { asMessage, type BotState, METHODS, unknownMethod } from '../test/telegram/stand-in/methods.ts';
import { Refusal } from '../test/telegram/stand-in/refusal.ts';
import { Updates } from '../test/telegram/stand-in/updates.ts';
import type { Chance } from './chance.ts';
import type { Network } from './network.ts';
import type { SimulatedProcess } from './process.ts';
import type { Story } from './story.ts';
import { SimulatedUpdates } from './telegram-updates.ts';
import { asResponse, filesOf, GARBAGE, type Payload, payloadOf, refusal } from './telegram-wire.ts';
import type { Timeline } from './timeline.ts';

type Fetch = NonNullable<ApiClientOptions['fetch']>;

const PATIENCE_MS = 60_000;

export const BOT = { id: 4711, username: 'mock_scheduler_bot' } as const;
export const BOT_TOKEN = `${BOT.id}:AAcanary-of-the-bot-token`;

/** Telegram's Bot API for one bot, with the people who write to it, over the simulated network. */
export class SimulatedTelegram {
  readonly #timeline: Timeline;
  readonly #network: Network;
  readonly #story: Story;
  readonly updates: SimulatedUpdates;
  readonly #state: BotState = {
    bot: { ...BOT },
    chats: new Chats(),
    updates: new Updates(),
    queries: new Map(),
    commands: new Map(),
    files: new Map(),
  };
  #queries = 0;
  #garbled = 0;
  /** How many messages arrived in chats. */
  said = 0;
  readonly texts: { readonly at: number; readonly chatId: number; readonly html: string }[] = [];

  constructor(parts: { timeline: Timeline; network: Network; story: Story; chance: Chance }) {
    this.#timeline = parts.timeline;
    this.#network = parts.network;
    this.#story = parts.story;
    this.updates = new SimulatedUpdates(parts);
  }

  person(id: number, name: string): { readonly person: Person; readonly chat: BotChat } {
    const chat = this.#state.chats.add(new BotChat(id, 'private', name));
    return { person: { id, name }, chat };
  }

  type(person: Person, chat: BotChat, text: string): void {
    this.#story.tell(person.name, `types ${JSON.stringify(text)}`);
    const message = chat.add({ from: person, text, keyboard: [], file: null });
    this.updates.add('message', asMessage(this.#state.bot, chat, message));
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
    this.updates.add('callback_query', {
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
        return this.updates.polled(
          this.#common(process, method),
          payload,
          init?.signal as AbortSignal | undefined,
        );
      return this.#network
        .carry<object | null>({ ...this.#common(process, method), work: answered })
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
      garbled: () => this.#garbage(),
    };
  }

  /** Each time another. */
  #garbage(): object | null {
    this.#garbled += 1;
    return GARBAGE[this.#garbled % GARBAGE.length] ?? null;
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
}
