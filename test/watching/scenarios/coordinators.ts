import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Store } from '../../../src/store/store.ts';
import { BotApi } from '../../telegram/stand-in/bot-api.ts';
import type { Hand } from '../../telegram/stand-in/hand.ts';
import { Reader } from './reader.ts';
import type { Stage } from './stage.ts';
import type { StoryClock } from './story-clock.ts';

const PATIENCE_MS = 50_000;

/** Ann and Ben at their phones, and whoever else writes with the bot. */
export class Coordinators {
  readonly api: BotApi;
  readonly ann: Reader;
  readonly ben: Reader;
  /** An interviewer's own chat with the bot. */
  readonly alpha: Hand;
  readonly #store: Store;
  readonly #workspace: string;
  readonly #clock: StoryClock;

  static async open(stage: Stage, workspace: string, domain: string): Promise<Coordinators> {
    return new Coordinators(await BotApi.start(4_711_000 + stage.number), stage, workspace, domain);
  }

  private constructor(api: BotApi, { number, store, clock }: Stage, workspace: string, domain: string) {
    const person = (each: number, name: string) => api.person(5_000_000_000 + number * 10 + each, name);
    this.api = api;
    this.ann = new Reader(person(1, 'Ann'), domain);
    this.ben = new Reader(person(2, 'Ben'), domain);
    this.alpha = person(3, 'Alpha');
    this.#store = store;
    this.#workspace = workspace;
    this.#clock = clock;
  }

  get adminIds(): number[] {
    return [this.ann, this.ben].map(({ hand }) => hand.person.id);
  }

  /** What both of them read, of which neither reads more than the other. */
  bothRead(): string[] {
    const read = this.ann.read();
    expect(this.ben.read()).toEqual(read);
    return read;
  }

  /** What Ann reads; Ben has read what he has. */
  annReads(): string[] {
    this.ben.read();
    return this.ann.read();
  }

  /** Resolves when the bot has answered, and told, everything. */
  async settled(): Promise<void> {
    const [store, workspace] = [this.#store, this.#workspace];
    const patience = AbortSignal.timeout(PATIENCE_MS);
    for (let round = 1; !patience.aborted; round += 1) {
      const rest = [
        this.api.state.updates.pending,
        await store.outbox({ workspace, limit: 1 }),
        await store.telegram.notices({ workspace, perChat: 1 }),
      ];
      if (rest.every(({ length }) => length === 0)) return;
      if (round % 100 === 0) await this.#clock.pass({ seconds: 5 });
      await delay(5);
    }
    throw new Error('The bot does not come to rest.');
  }
}
