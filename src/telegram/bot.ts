import type { Api } from 'grammy';
import type { Logger } from 'pino';
import type { Progress, Watched } from '../booking/progress.ts';
import { NoticeBell } from '../chat/notice-bell.ts';
import { UserError } from '../errors.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';
import type { TelegramStore } from '../store/telegram-store.ts';
import type { Clock } from '../time/clock.ts';
import { Doorkeeper } from './doorkeeper.ts';
import { Handler } from './handler.ts';
import { ALLOWED_UPDATES, type BotIdentity } from './incoming.ts';
import { Line } from './line.ts';
import { Menu } from './menu.ts';
import { Notices } from './notices.ts';
import type { TelegramOffice } from './office.ts';
import { type Network, openApi } from './open-api.ts';
import { Poller, wrongToken } from './poller.ts';
import { ProgressTeller } from './progress-teller.ts';
import { Reception } from './reception.ts';
import { Speaker } from './speaker.ts';
import { calling, TelegramTrouble } from './trouble.ts';
import { type WebhookAnswer, webhookAnswer } from './webhook.ts';

/** A process that died is replaced after so long. */
const LEASE_SECONDS = 30;
const LEASE_LOOK_MS = 10_000;
const TIDY_EVERY = { hours: 6 } as const;
const START_RETRY_MS_MAX = 60_000;
/** Of one call; asking for updates takes up to 25 of them. */
const CALL_SECONDS = 60;

export interface TelegramPorts {
  readonly token: string;
  /** Null for Telegram's own. */
  readonly apiRoot: string | null;
  /** How requests are made and answered; without it by the machine's own network. */
  readonly network?: Network;
  readonly adminChatId: number | null;
  /** Null for long polling. */
  readonly webhook: { readonly url: string; readonly secret: string } | null;
  /** The workspaces as they are now. */
  readonly offices: () => readonly TelegramOffice[];
  readonly store: TelegramStore;
  /** Hears of notices as they are written (`Store.watch`). */
  readonly watch: Store['watch'];
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly newId: () => string;
  /** Names this process among all. */
  readonly holder: string;
}

/**
 * The Telegram bot. One process serves it at a time, whoever holds it in the store; the others stand
 * by. Everything that must not be forgotten is in the store, so that it may end at any instant.
 */
export class TelegramBot {
  readonly #ports: TelegramPorts;
  readonly #api: Api;
  readonly #line: Line;
  readonly #speaker: Speaker;
  readonly #progress: ProgressTeller;
  #webhookAnswer: WebhookAnswer | null = null;

  constructor(ports: TelegramPorts) {
    const { token, apiRoot, network, store, clock, log, newId } = ports;
    this.#ports = ports;
    this.#api = openApi(token, { apiRoot, timeoutSeconds: CALL_SECONDS, network });
    this.#line = new Line(this.#api, store, clock);
    this.#speaker = new Speaker(this.#line, store, newId);
    this.#progress = new ProgressTeller(this.#speaker, clock, log);
  }

  /** For the workers: tells of a candidate's progress in the chat that asked for them. */
  watch(candidate: Watched, progress: Progress, zone: string): void {
    this.#progress.tell(candidate, progress, zone);
  }

  /** Answers Telegram's calls at the path of the webhook's address; 503 while the bot does not run. */
  readonly answerWebhook: WebhookAnswer = async (request) =>
    this.#webhookAnswer === null
      ? new Response('not running', { status: 503 })
      : this.#webhookAnswer(request);

  /**
   * Serves the bot until `stop` is aborted; the updates in hand are finished. Throws a `UserError`
   * where Telegram does not know the token.
   */
  async run(stop: AbortSignal): Promise<void> {
    try {
      while (!stop.aborted) {
        const bot = await this.#whoAmI(stop);
        if (bot === null || !(await this.#hold(bot, stop))) continue;
        await this.#serve(bot, stop);
      }
    } finally {
      await this.#progress.close();
    }
  }

  /** Serves while the bot is held. */
  async #serve(bot: BotIdentity, stop: AbortSignal): Promise<void> {
    const { log, clock, webhook, store, offices } = this.#ports;
    const over = new AbortController();
    const ended = AbortSignal.any([stop, over.signal]);
    const menu = new Menu(this.#api, log);
    const reception = this.#reception(bot, menu);
    const poller = new Poller(this.#api, reception, clock, log);
    try {
      await this.#line.begin();
      const receiving =
        webhook === null ? this.#poll(poller, ended) : this.#listen(webhook, reception, ended);
      const loops = [
        receiving,
        this.#keepHold(bot, over, ended),
        this.#sendNotices(ended),
        menu.begin([...new Set(offices().flatMap(({ adminIds }) => adminIds))]),
      ];
      try {
        await Promise.all(loops);
      } finally {
        over.abort();
        await Promise.allSettled(loops);
      }
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      log.error({ remedy: error.remedy }, `The store is out of reach: ${error.message}`);
      await clock.sleep(LEASE_LOOK_MS, stop);
    } finally {
      this.#webhookAnswer = null;
      if (stop.aborted) this.#line.close();
      await reception.close();
      if (webhook === null) await poller.confirm();
      await store.hold({ botId: bot.id, holder: this.#ports.holder, leaseSeconds: 0 }).catch(() => {});
    }
  }

  #reception(bot: BotIdentity, menu: Menu): Reception {
    const { offices, store, clock, log, newId } = this.#ports;
    const workspace = offices()[0]?.workspace ?? 'default';
    const [line, speaker] = [this.#line, this.#speaker];
    const doorkeeper = new Doorkeeper({ speaker, line, store, clock, workspace });
    const handler = new Handler({ bot, offices, doorkeeper, line, speaker, store, log, newId, menu });
    return new Reception(bot.id, store, (update) => handler.handle(update));
  }

  async #poll(poller: Poller, ended: AbortSignal): Promise<void> {
    await this.#until(ended, () => this.#api.deleteWebhook());
    await poller.run(ended);
  }

  async #listen(
    { url, secret }: { readonly url: string; readonly secret: string },
    reception: Reception,
    ended: AbortSignal,
  ): Promise<void> {
    this.#webhookAnswer = webhookAnswer(reception, secret);
    await this.#until(ended, () =>
      this.#api.setWebhook(url, { secret_token: secret, allowed_updates: ALLOWED_UPDATES }),
    );
    await new Promise<void>((resolve) => {
      if (ended.aborted) resolve();
      ended.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  /** Asks Telegram who the bot is, for as long as it does not answer; null where told to stop. */
  async #whoAmI(stop: AbortSignal): Promise<BotIdentity | null> {
    const me = await this.#until(stop, () => this.#api.getMe());
    return me === null ? null : { id: me.id, username: me.username };
  }

  /** Repeats a call until it succeeds; null where told to stop before. */
  async #until<T>(stop: AbortSignal, call: () => Promise<T>): Promise<T | null> {
    const { clock, log } = this.#ports;
    for (let pause = 1_000; !stop.aborted; pause = Math.min(pause * 2, START_RETRY_MS_MAX)) {
      try {
        return await calling(call);
      } catch (error) {
        if (!(error instanceof TelegramTrouble)) throw error;
        if (error.kind === 'wrong-token') throw wrongToken();
        if (error.kind === 'refused') {
          throw new UserError(`${error.message}.`, {
            remedy:
              'Correct TELEGRAM_WEBHOOK_URL and TELEGRAM_WEBHOOK_SECRET, or remove both for long polling.',
          });
        }
        log.warn({ cause: error.message }, 'Telegram does not answer yet; it is asked again');
        await clock.sleep(Math.max(pause, error.retryAfterMs ?? 0), stop);
      }
    }
    return null;
  }

  /** Waits until this process holds the bot; false where told to stop, or the store is away. */
  async #hold(bot: BotIdentity, stop: AbortSignal): Promise<boolean> {
    const { store, clock, log, holder } = this.#ports;
    let isTold = false;
    while (!stop.aborted) {
      try {
        if (await store.hold({ botId: bot.id, holder, leaseSeconds: LEASE_SECONDS })) return true;
        if (!isTold)
          log.info({ botId: bot.id }, 'Another process serves the Telegram bot; this one stands by');
        isTold = true;
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        log.error({ remedy: error.remedy }, `The store is out of reach: ${error.message}`);
      }
      await clock.sleep(LEASE_LOOK_MS, stop);
    }
    return false;
  }

  /** Prolongs the hold; ends everything where another process has taken the bot over. */
  async #keepHold(bot: BotIdentity, over: AbortController, ended: AbortSignal): Promise<void> {
    const { store, clock, log, holder } = this.#ports;
    let tidyAt = clock.now();
    while (!ended.aborted) {
      try {
        if (!(await store.hold({ botId: bot.id, holder, leaseSeconds: LEASE_SECONDS }))) {
          log.warn({ botId: bot.id }, 'Another process has taken the Telegram bot over');
          over.abort();
        } else if (Temporal.Instant.compare(tidyAt, clock.now()) <= 0) {
          tidyAt = clock.now().add(TIDY_EVERY);
          await store.tidy();
        }
      } catch (error) {
        // Without the store nobody else can take it over either.
        if (!(error instanceof StoreUnavailable)) throw error;
      }
      await clock.sleep(LEASE_LOOK_MS, ended);
    }
  }

  async #sendNotices(ended: AbortSignal): Promise<void> {
    const { clock, offices, log, store, adminChatId, watch } = this.#ports;
    const [line, speaker] = [this.#line, this.#speaker];
    const notices = new Notices({ line, speaker, store, clock, log, adminChatId });
    const bell = await NoticeBell.over({ watch }, clock);
    try {
      while (!ended.aborted) {
        for (const office of offices()) {
          try {
            await notices.round(office);
          } catch (error) {
            // Whoever asks for updates says what is wrong with the store, and the notices wait in it.
            if (!(error instanceof StoreUnavailable)) throw error;
          }
        }
        await bell.wait(ended);
      }
    } finally {
      await bell.close();
    }
  }
}
