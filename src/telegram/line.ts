import type { Api } from 'grammy';
import type { TelegramStore } from '../store/telegram-store.ts';
import type { Clock } from '../time/clock.ts';
import { calling, TelegramTrouble } from './trouble.ts';

/** How long a call may be waited for in all: an answer minutes, what can be said later not at all. */
export type Patience = 'answer' | 'none';
const PATIENCE_MS: Readonly<Record<Patience, number>> = { answer: 10 * 60_000, none: 0 };

const RETRY_MS = 1_000;
const RETRY_MS_MAX = 30_000;

/**
 * The line to chats: a chat that Telegram wants slower is held until it may be written to again, by
 * whoever writes, while the others go on; what fails in passing is tried again within bounds; a chat
 * that has another id is written to there.
 */
export class Line {
  readonly #api: Api;
  readonly #store: TelegramStore;
  readonly #clock: Clock;
  readonly #heldUntil = new Map<number, Temporal.Instant>();
  readonly #moved = new Map<number, number>();
  readonly #closing = new AbortController();

  constructor(api: Api, store: TelegramStore, clock: Clock) {
    this.#api = api;
    this.#store = store;
    this.#clock = clock;
  }

  /** Learns which chats have moved. */
  async begin(): Promise<void> {
    for (const [from, to] of await this.#store.movedChats()) this.#moved.set(from, to);
  }

  /** Nothing is waited for any more: what would have to be fails at once. */
  close(): void {
    this.#closing.abort();
  }

  get isClosing(): boolean {
    return this.#closing.signal.aborted;
  }

  /** The id that a chat has now. */
  idOf(chatId: number): number {
    let id = chatId;
    for (let steps = 0; steps < 8; steps += 1) {
      const next = this.#moved.get(id);
      if (next === undefined) return id;
      id = next;
    }
    return id;
  }

  async moved(chatId: number, movedTo: number): Promise<void> {
    this.#moved.set(chatId, movedTo);
    await this.#store.moveChat({ chatId, movedTo });
  }

  /** Makes a call about one chat. Fails with `TelegramTrouble` where patience ends or nothing helps. */
  async call<T>(
    chatId: number,
    patience: Patience,
    make: (api: Api, chatId: number) => Promise<T>,
  ): Promise<T> {
    let left = PATIENCE_MS[patience];
    const wait = async (milliseconds: number, trouble: TelegramTrouble): Promise<void> => {
      left -= milliseconds;
      if (left < 0) throw trouble;
      await this.#clock.sleep(milliseconds, this.#closing.signal);
      if (this.isClosing) throw trouble;
    };
    for (let pause = RETRY_MS; ; ) {
      const id = this.idOf(chatId);
      const held = this.#holdOf(id);
      if (held > 0) await wait(held, tooFast(held));
      try {
        return await calling(() => make(this.#api, id));
      } catch (error) {
        if (!(error instanceof TelegramTrouble)) throw error;
        if (error.kind === 'moved' && error.movedTo !== null && error.movedTo !== id) {
          await this.moved(id, error.movedTo);
        } else if (error.kind === 'too-fast') {
          const milliseconds = error.retryAfterMs ?? 1_000;
          this.#heldUntil.set(id, this.#clock.now().add({ milliseconds }));
        } else {
          if (error.kind !== 'passing') throw error;
          await wait(pause, error);
          pause = Math.min(pause * 2, RETRY_MS_MAX);
        }
      }
    }
  }

  /** For how many milliseconds a chat must be left alone. */
  #holdOf(chatId: number): number {
    const until = this.#heldUntil.get(chatId);
    if (until === undefined) return 0;
    const left = until.epochMilliseconds - this.#clock.now().epochMilliseconds;
    if (left <= 0) this.#heldUntil.delete(chatId);
    return Math.max(0, left);
  }
}

function tooFast(milliseconds: number): TelegramTrouble {
  return new TelegramTrouble('too-fast', 'Telegram wants this chat to be written to more slowly', {
    retryAfterMs: milliseconds,
  });
}
