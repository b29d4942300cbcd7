import type { Api } from 'grammy';
import type { Logger } from 'pino';
import { UserError } from '../errors.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { Clock } from '../time/clock.ts';
import { ALLOWED_UPDATES, updatesIn } from './incoming.ts';
import type { Reception } from './reception.ts';
import { calling, TelegramTrouble } from './trouble.ts';

const POLL_SECONDS = 25;
const BATCH = 100;
/** While some are being handled, others are looked for so often. */
const BUSY_POLL_MS = 100;
const RETRY_MS = 1_000;
const RETRY_MS_MAX = 30_000;

/**
 * Long polling. Telegram forgets an update when a later one is asked for; so that none is lost by a
 * crash, it is asked for those after the first that is not handled yet, and gives the later ones once
 * more, which the reception knows. Once all are confirmed no number is sent along: after a quiet week
 * Telegram goes on with any number, also a lower one.
 */
export class Poller {
  readonly #api: Api;
  readonly #reception: Reception;
  readonly #clock: Clock;
  readonly #log: Pick<Logger, 'warn' | 'error'>;
  /** Those that Telegram may still give; one that was left is to be taken in again. */
  readonly #open = new Map<number, 'under way' | 'left' | 'handled'>();
  #someEnded = new AbortController();
  /** Where only the end of this one lets Telegram give others; null where that of any may. */
  #first: number | null = null;
  #retryMs = RETRY_MS;

  constructor(api: Api, reception: Reception, clock: Clock, log: Pick<Logger, 'warn' | 'error'>) {
    this.#api = api;
    this.#reception = reception;
    this.#clock = clock;
    this.#log = log;
  }

  /** Polls until `stop` is aborted. Throws a `UserError` where Telegram does not know the token. */
  async run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      try {
        await this.#round(stop);
        this.#retryMs = RETRY_MS;
      } catch (error) {
        if (stop.aborted) return;
        await this.#pauseAfter(error, stop);
      }
    }
  }

  /** Tells Telegram what was handled; after a stop, so that it does not come again. */
  async confirm(): Promise<void> {
    const offset = this.#offset();
    if (offset === undefined) return;
    await calling(() => this.#api.getUpdates({ offset, limit: 1, timeout: 0 })).catch(() => {
      // It comes again then, and is known.
    });
  }

  async #round(stop: AbortSignal): Promise<void> {
    const offset = this.#offset();
    const isBusy = this.#underWay() > 0;
    const answer = await calling(() =>
      this.#api.getUpdates(
        {
          limit: BATCH,
          timeout: isBusy ? 0 : POLL_SECONDS,
          allowed_updates: ALLOWED_UPDATES,
          ...(offset === undefined ? {} : { offset }),
        },
        stop as Parameters<Api['getUpdates']>[1],
      ),
    );
    const updates = updatesIn(answer);
    this.#forgetConfirmed(offset);
    // A full answer may leave out what is still there.
    if (Array.isArray(answer) && answer.length < BATCH) this.#forgetGone(updates);
    const fresh = updates.filter(({ update_id }) => (this.#open.get(update_id) ?? 'left') === 'left');
    this.#someEnded = new AbortController();
    // Telegram gives no more at once: as long as the first is not handled, it would give the same again.
    const isFull = fresh.length === 0 && updates.length === BATCH;
    this.#first = isFull && offset !== undefined && this.#open.get(offset) === 'under way' ? offset : null;
    for (const { id, handled } of await this.#reception.take(fresh)) this.#follow(id, handled);
    if (this.#underWay() > 0 && fresh.length === 0) {
      await this.#clock.sleep(BUSY_POLL_MS, AbortSignal.any([stop, this.#someEnded.signal]));
    }
  }

  #follow(id: number, handled: Promise<boolean>): void {
    this.#open.set(id, 'under way');
    handled.then(
      (wasHandled) => {
        this.#open.set(id, wasHandled ? 'handled' : 'left');
        this.#ended(id);
      },
      () => {
        // The store could not note it.
        this.#open.set(id, 'left');
        this.#ended(id);
      },
    );
  }

  #ended(id: number): void {
    if (this.#first === null || this.#first === id) this.#someEnded.abort();
  }

  /** From where on to ask: the first that is not handled, else after the last. */
  #offset(): number | undefined {
    const ids = [...this.#open].sort(([a], [b]) => a - b);
    const first = ids.find(([, state]) => state !== 'handled');
    if (first !== undefined) return first[0];
    const last = ids.at(-1);
    return last === undefined ? undefined : last[0] + 1;
  }

  #forgetConfirmed(offset: number | undefined): void {
    if (offset === undefined) return;
    for (const [id, state] of this.#open) {
      if (id < offset && state === 'handled') this.#open.delete(id);
    }
  }

  /**
   * What was left and is not given again was confirmed by another process, or is too old. As long as it
   * counted as open, all after it would be asked for again and again.
   */
  #forgetGone(given: readonly { readonly update_id: number }[]): void {
    const ids = new Set(given.map(({ update_id }) => update_id));
    for (const [id, state] of this.#open) {
      if (state === 'left' && !ids.has(id)) this.#open.delete(id);
    }
  }

  #underWay(): number {
    return [...this.#open.values()].filter((state) => state === 'under way').length;
  }

  async #pauseAfter(error: unknown, stop: AbortSignal): Promise<void> {
    if (error instanceof StoreUnavailable) {
      this.#log.error({ remedy: error.remedy }, `The store is out of reach: ${error.message}`);
    } else if (!(error instanceof TelegramTrouble)) {
      throw error;
    } else if (error.kind === 'wrong-token') {
      throw wrongToken();
    } else if (error.kind === 'conflict') {
      this.#log.error(
        { remedy: 'Stop the other program that uses this bot, or give each its own bot.' },
        'Somebody else gets the updates of this bot',
      );
      this.#retryMs = RETRY_MS_MAX;
    } else {
      this.#log.warn({ cause: error.message }, 'Telegram gives no updates just now; it is asked again');
    }
    const asked = error instanceof TelegramTrouble ? (error.retryAfterMs ?? 0) : 0;
    await this.#clock.sleep(Math.max(asked, this.#retryMs), stop);
    this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MS_MAX);
  }
}

export function wrongToken(): UserError {
  return new UserError('Telegram does not know the bot of TELEGRAM_BOT_TOKEN.', {
    remedy: 'Ask @BotFather for the token (/mybots, API Token) and put it into .env.',
  });
}
