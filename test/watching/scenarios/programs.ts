import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { Worker } from '../../../src/booking/worker.ts';
import type { Calendar } from '../../../src/calendar/calendar.ts';
import type { PushOptions } from '../../../src/calendar/google/channels.ts';
import { Chat } from '../../../src/chat/chat.ts';
import type { ChatDesk } from '../../../src/chat/chat-desk.ts';
import type { Store } from '../../../src/store/store.ts';
import { TelegramBot } from '../../../src/telegram/bot.ts';
import type { WatchDesk } from '../../../src/watching/watch-desk.ts';
import { Watcher } from '../../../src/watching/watcher.ts';
import { procedureOf } from '../../booking/office.ts';
import type { GoogleOffice } from '../../google/office/google-office.ts';
import type { BotApi } from '../../telegram/stand-in/bot-api.ts';
import type { StoryClock } from './story-clock.ts';

/** The scheduler as one process runs it: worker, watcher and bot over one store and one calendar. */
export interface Program {
  readonly worker: Worker;
  readonly watcher: Watcher;
  /** Does what the bot and the watcher woke somebody for. */
  follow(): Promise<void>;
  /** From now on worker and watcher work by themselves, until the process is killed. */
  run(): void;
  /** As when the power goes. */
  kill(): void;
}

export interface ProgramParts {
  readonly office: GoogleOffice;
  readonly clock: StoryClock;
  readonly sop: string;
  /** Null where another process serves the bot. */
  readonly telegram: { readonly api: BotApi; readonly adminIds: readonly number[] } | null;
  readonly store?: Store;
  readonly wrap?: (calendar: Calendar) => Calendar;
  readonly push?: PushOptions;
}

let programs = 0;

/** Tells nobody of progress: that is no part of these stories. */
export function startProgram({ office, clock, sop, telegram, ...own }: ProgramParts): Program {
  programs += 1;
  const name = `worker ${programs}`;
  const woken = { worker: false, watcher: false };
  const procedure = procedureOf(sop);
  const desk = { ...office.process(own).desk, procedure, clock };
  const chatDesk: ChatDesk = {
    ...desk,
    wakeWorker: () => {
      woken.worker = true;
      worker.wake();
    },
    wakeWatcher: () => {
      woken.watcher = true;
      watcher.wake();
    },
  };
  const stop = new AbortController();
  if (telegram !== null) startBot(telegram, chatDesk, clock, office.log, stop.signal);
  const watchDesk: WatchDesk = { ...desk, wakeWorker: chatDesk.wakeWorker, everyMinutes: 5 };
  const worker = new Worker(desk, name);
  const watcher = new Watcher(watchDesk, name);
  return {
    worker,
    watcher,
    async follow() {
      while (woken.worker || woken.watcher) {
        if (woken.watcher) {
          woken.watcher = false;
          await watcher.look();
        }
        if (woken.worker) {
          woken.worker = false;
          await worker.runUntilIdle();
        }
      }
    },
    run() {
      for (const each of [worker, watcher]) {
        each.run(stop.signal).catch((error: unknown) => office.log.error({ err: error }, 'A loop ended'));
      }
    },
    kill: () => stop.abort(),
  };
}

function startBot(
  { api, adminIds }: NonNullable<ProgramParts['telegram']>,
  desk: ChatDesk,
  clock: StoryClock,
  log: Logger,
  stop: AbortSignal,
): void {
  const office = { workspace: desk.workspace, adminIds, chat: new Chat(desk), desk };
  const bot = new TelegramBot({
    token: api.token,
    apiRoot: api.root,
    adminChatId: null,
    webhook: null,
    offices: () => [office],
    store: desk.store.telegram,
    watch: (onChange) => desk.store.watch(onChange),
    clock,
    log,
    newId: randomUUID,
    holder: randomUUID(),
  });
  bot.run(stop).catch((error: unknown) => log.error({ err: error }, 'The bot ended'));
}
