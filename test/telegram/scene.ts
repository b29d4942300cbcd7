import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { afterAll, onTestFinished } from 'vitest';
import { Worker } from '../../src/booking/worker.ts';
import { type LocalCalendar, openLocalCalendar } from '../../src/calendar/local/local-calendar.ts';
import { Chat } from '../../src/chat/chat.ts';
import type { ChatDesk } from '../../src/chat/chat-desk.ts';
import { openLog } from '../../src/cli/logger.ts';
import { openEmbeddedStore } from '../../src/store/pglite/open.ts';
import type { Store } from '../../src/store/store.ts';
import { TelegramBot, type TelegramPorts } from '../../src/telegram/bot.ts';
import { deskOver, procedureOf, SMALL_SOP, ZONE } from '../booking/office.ts';
import { storeTemplate } from '../store/template.ts';
import { BotApi } from './stand-in/bot-api.ts';
import type { Hand } from './stand-in/hand.ts';
import { SteeredClock } from './steered-clock.ts';

/** One store serves all tests of a file; each test has its own bot, people and workspace in it. */
let shared: Promise<Store> | null = null;
let now: () => Temporal.Instant = () => Temporal.Now.instant();
let scenes = 0;

afterAll(async () => {
  await (await shared)?.close();
});

/** A running bot, and how it is stopped. */
export interface RunningBot {
  readonly bot: TelegramBot;
  /** Ends with the bot. */
  readonly over: Promise<void>;
  /** As on SIGTERM; what `run` ended with is thrown. */
  stop(): Promise<void>;
  /** As when the power goes: nothing is finished, nothing given back. */
  kill(): void;
}

export interface Scene {
  readonly workspace: string;
  readonly api: BotApi;
  readonly store: Store;
  readonly calendar: LocalCalendar;
  readonly clock: SteeredClock;
  /** Every line of the log. */
  readonly log: string[];
  readonly ann: Hand;
  readonly ben: Hand;
  readonly stranger: Hand;
  startBot(changes?: Partial<BotChanges>): RunningBot;
  /** Works off the queue, told of to the bots that run. */
  work(): Promise<void>;
  /** Resolves when everything that was said to the bot is answered. */
  quiet(): Promise<void>;
  /** Types, waits, and answers what the bot said to it. */
  say(hand: Hand, ...texts: string[]): Promise<string>;
  tap(hand: Hand, label: string): Promise<string>;
}

interface BotChanges extends Pick<TelegramPorts, 'adminChatId' | 'webhook' | 'apiRoot' | 'holder'> {
  readonly store: Store;
  readonly adminIds: readonly number[];
  /** Whether the workspace is open, as it is not any more while a program ends. */
  readonly isOpen: () => boolean;
}

/**
 * A Bot API server, a store and a calendar in memory, and a clock that stands at 22 November 2026.
 *
 * @param ownStore a store for this scene alone: people of others would be busy with what is booked there
 */
export async function openScene(sop = SMALL_SOP, { ownStore = false } = {}): Promise<Scene> {
  const clock = new SteeredClock('2026-11-22T09:00:00-08:00');
  scenes += 1;
  const workspace = `scene-${scenes}`;
  const api = await BotApi.start(4_711_000 + scenes);
  now = clock.now;
  const openStore = async () =>
    openEmbeddedStore({ dataDir: null, clock: () => now(), template: await storeTemplate() });
  if (!ownStore) shared ??= openStore();
  const store = ownStore ? await openStore() : await shared!;
  const person = (number: number, name: string) => api.person(5_000_000_000 + scenes * 10 + number, name);
  const [ann, ben, stranger] = [person(1, 'Ann'), person(2, 'Ben'), person(3, 'Mallory')];
  const calendar = await openLocalCalendar({ file: null, timeZone: ZONE, now: clock.now });
  const procedure = procedureOf(sop);
  const log: string[] = [];
  const write = (line: string) => {
    log.push(line);
    api.lookAgain();
  };
  const logger: Logger = openLog('info', { write });
  const running = new Set<RunningBot>();
  onTestFinished(async () => {
    for (const each of running) each.kill();
    await api.close();
    if (ownStore) await store.close();
  });

  const startBot = (changes: Partial<BotChanges> = {}): RunningBot => {
    const own = changes.store ?? store;
    const desk: ChatDesk = {
      workspace,
      procedure,
      store: own,
      calendar,
      calendarAccount: null,
      clock,
      newId: randomUUID,
      wakeWorker: () => {},
      wakeWatcher: () => {},
    };
    const adminIds = changes.adminIds ?? [ann.person.id, ben.person.id];
    const office = { workspace, adminIds, chat: new Chat(desk), desk };
    const bot = new TelegramBot({
      token: api.token,
      apiRoot: changes.apiRoot ?? api.root,
      adminChatId: changes.adminChatId ?? null,
      webhook: changes.webhook ?? null,
      offices: () => (changes.isOpen?.() === false ? [] : [office]),
      store: own.telegram,
      watch: (onChange) => own.watch(onChange),
      clock,
      log: logger,
      newId: randomUUID,
      holder: changes.holder ?? randomUUID(),
    });
    const stop = new AbortController();
    const over = bot.run(stop.signal);
    over.catch(() => {});
    const self: RunningBot = {
      bot,
      over,
      async stop() {
        running.delete(self);
        stop.abort();
        await over;
      },
      kill() {
        running.delete(self);
        stop.abort();
      },
    };
    running.add(self);
    return self;
  };

  const scene: Scene = {
    workspace,
    api,
    store,
    calendar,
    clock,
    log,
    ann,
    ben,
    stranger,
    startBot,
    async work() {
      const desk = deskOver({ store, calendar, clock, procedure });
      const watch: typeof desk.watch = (candidate, progress) => {
        for (const { bot } of running) bot.watch(candidate, progress, ZONE);
      };
      await new Worker({ ...desk, workspace, watch, log: logger }, 'worker').runUntilIdle();
    },
    quiet: () => api.until(() => api.state.updates.pending.length === 0),
    async say(hand, ...texts) {
      let from = hand.heard.length;
      for (const text of texts) {
        from = hand.heard.length;
        hand.type(text);
        await scene.quiet();
      }
      return hand.heardFrom(from);
    },
    async tap(hand, label) {
      const from = hand.heard.length;
      const before = hand.heard.map(({ edits }) => edits);
      hand.tap(label);
      await scene.quiet();
      const edited = hand.heard.slice(0, from).filter(({ edits }, index) => edits !== before[index]);
      return [...edited.map(({ text }) => text), hand.heardFrom(from)]
        .filter((text) => text !== '')
        .join('\n');
    },
  };
  return scene;
}

/** What an admin types to onboard a candidate of the small SOP, without the last `yes`. */
export const ANSWERS = [
  '/start',
  'Dana Fox',
  'dana@example.com',
  '1 Dec 2026',
  '14 Dec 2026',
  '6pm-9pm',
  '6pm-9pm',
  'EST',
] as const;
