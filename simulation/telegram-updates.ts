import { Refusal } from '../test/telegram/stand-in/refusal.ts';
import type { StoredUpdate } from '../test/telegram/stand-in/updates.ts';
import type { Chance } from './chance.ts';
import type { Exchange, Network } from './network.ts';
import type { SimulatedProcess } from './process.ts';
import { asResponse, type Payload, refusal } from './telegram-wire.ts';
import type { Timeline } from './timeline.ts';

/** Handled ones that may be brought once more. */
const REMEMBERED = 8;
/** So long an answer takes to whoever was kept waiting for it. */
const ANSWER_MS = 10;
const AT_ONCE_MOST = 100;
/** Says that the connection is held: there is nothing yet. */
const HELD: object = {};

interface Poll {
  readonly answer: () => void;
  readonly refuse: (refusal: Refusal) => void;
}

/** The updates of the bot, which whoever polls is given until they are confirmed. */
export class SimulatedUpdates {
  readonly #timeline: Timeline;
  readonly #network: Network;
  readonly #chance: Chance;
  #nextId = 10_000;
  #queue: StoredUpdate[] = [];
  #confirmed: StoredUpdate[] = [];
  #poll: Poll | null = null;
  /** How many of the answers bring some updates again, or out of order. */
  disorder = 0;

  constructor(parts: { timeline: Timeline; network: Network; chance: Chance }) {
    this.#timeline = parts.timeline;
    this.#network = parts.network;
    this.#chance = parts.chance;
  }

  /** Updates that the bot has not confirmed yet. */
  get pending(): number {
    return this.#queue.length;
  }

  add(kind: string, content: unknown): void {
    this.#queue.push({ update_id: this.#nextId, [kind]: content });
    this.#nextId += 1;
    this.#poll?.answer();
  }

  /** Long polling: what waits is given at once, else the connection is held until there is something. */
  async polled(
    exchange: Omit<Exchange<object | null>, 'work'>,
    asked: Payload,
    signal?: AbortSignal,
  ): Promise<unknown> {
    const seconds = Number(asked['timeout'] ?? 0);
    const answer = await this.#network.carry<object | null>({
      ...exchange,
      work: () => {
        this.#endPoll();
        this.#confirm(Number(asked['offset'] ?? 0));
        const isAnswered = this.#queue.length > 0 || seconds === 0;
        return isAnswered ? this.#given(Number(asked['limit'] ?? AT_ONCE_MOST)) : HELD;
      },
    });
    return answer === HELD ? this.#held(exchange.from, seconds, signal) : asResponse(answer);
  }

  #held(process: SimulatedProcess, seconds: number, signal?: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const over = () => {
        if (this.#poll === held) this.#poll = null;
      };
      const bring = (body: () => object) => {
        over();
        process.deliver(ANSWER_MS, () => resolve(asResponse(body())));
      };
      const held: Poll = {
        answer: () => bring(() => this.#given(AT_ONCE_MOST)),
        refuse: ({ code, message }) => bring(() => refusal(code, message)),
      };
      this.#endPoll();
      this.#poll = held;
      if (this.#queue.length > 0) held.answer();
      this.#timeline.after(seconds * 1_000, () => {
        if (this.#poll === held) held.answer();
      });
      signal?.addEventListener('abort', () => {
        over();
        reject(new DOMException('aborted', 'AbortError'));
      });
    });
  }

  /** Whoever polls takes the place of who polled before. */
  #endPoll(): void {
    this.#poll?.refuse(new Refusal(409, 'Conflict: terminated by other getUpdates request'));
    this.#poll = null;
  }

  #confirm(offset: number): void {
    const isConfirmed = ({ update_id: id }: StoredUpdate) => id < offset;
    this.#confirmed = [...this.#confirmed, ...this.#queue.filter(isConfirmed)].slice(-REMEMBERED);
    this.#queue = this.#queue.filter((update) => !isConfirmed(update));
  }

  #given(limit: number): object {
    const news = this.#queue.slice(0, limit);
    if (!this.#chance.happens(this.disorder)) return { ok: true, result: news };
    const again = this.#confirmed.slice(-this.#chance.whole(0, 3));
    return { ok: true, result: this.#chance.shuffled([...again, ...news]) };
  }
}
