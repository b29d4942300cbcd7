import { pino } from 'pino';
import type { BookingDesk } from '../src/booking/booking-desk.ts';
import { Worker } from '../src/booking/worker.ts';
import { CallTally } from '../src/calendar/calls.ts';
import { accountName } from '../src/calendar/google/account.ts';
import { openGoogleCalendar } from '../src/calendar/google/open.ts';
import type { Pace } from '../src/calendar/google/pace.ts';
import { Chat } from '../src/chat/chat.ts';
import type { ChatDesk } from '../src/chat/chat-desk.ts';
import { loadSop } from '../src/sop/load-sop.ts';
import type { Procedure } from '../src/sop/model.ts';
import { withRetries } from '../src/store/retries.ts';
import { sqlStore } from '../src/store/sql-store.ts';
import { TelegramBot } from '../src/telegram/bot.ts';
import { reasonsGone } from '../src/watching/reasons-gone.ts';
import { Watcher } from '../src/watching/watcher.ts';
import { driverOf } from './database.ts';
import { CALENDARS, GOOGLE_ACCOUNT } from './google.ts';
import { OTHER_ADMIN } from './people.ts';
import { SimulatedProcess } from './process.ts';
import { BOT_TOKEN } from './telegram.ts';
import type { World } from './world.ts';

export const WORKSPACES = ['default', 'second'] as const;
export const ACCOUNT = accountName(GOOGLE_ACCOUNT);

/** A process that was started, as `start` puts one together. */
export interface Running {
  readonly process: SimulatedProcess;
  readonly procedure: Procedure;
  /** As on SIGTERM. */
  stop(): void;
}

export function procedureOf(sop: string): Procedure {
  const loaded = loadSop(sop, 'simulated.yaml');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return loaded.procedure;
}

/** Starts the program in a process of its own: worker, chat and bot over the real adapters. */
export function startProcess(
  world: World,
  about: { readonly number: number; readonly life: number; readonly skewMs: number; readonly hears: boolean },
): Running {
  const { timeline, script, google, telegram, sabotage } = world;
  const name = `process ${about.number}${about.life === 1 ? '' : `, life ${about.life}`}`;
  const process = new SimulatedProcess(timeline, { name, number: about.number, skewMs: about.skewMs });
  const chance = world.chance.split(name);
  const { clock } = process;
  const patience = { sleep: (milliseconds: number) => clock.sleep(milliseconds), random: chance.next };
  const log = pino({ level: 'info', base: null }, { write: (line: string) => world.logged(process, line) });
  const bare = driverOf(process, { ...world, now: timeline.instant, hears: about.hears });
  const driver = sabotage.driver?.(bare) ?? bare;
  const retrying = sqlStore(withRetries(driver, patience));
  const store = sabotage.store?.(retrying, { clock, log: (line) => log.info(line, 'sabotage') }) ?? retrying;
  const right = procedureOf(world.sop);
  const procedure = sabotage.procedure?.(right) ?? right;
  const newId = sabotage.newId?.(() => chance.uuid()) ?? (() => chance.uuid());
  const storePace: Pace = {
    takeTurn: (asked) => store.takeCalendarTurn(asked),
    slow: (asked) => store.slowCalendarPace(asked),
  };
  const stop = new AbortController();
  const openOffice = (number: number) => {
    const bareCalendar = openGoogleCalendar({
      account: GOOGLE_ACCOUNT,
      calendarId: CALENDARS[number]!,
      apiRoot: 'https://google.test/',
      tokenUrl: 'https://google.test/token',
      delaySeconds: script.delaySeconds,
      maxRetries: script.maxRetries,
      clock,
      random: chance.next,
      pace: sabotage.pace?.(storePace) ?? storePace,
      tally: new CallTally(),
      log,
      network: google.networkOf(process, () => timeline.now),
    });
    const workspace = WORKSPACES[number]!;
    const calendar = sabotage.calendar?.(bareCalendar) ?? bareCalendar;
    const common = { workspace, procedure, store, calendar, calendarAccount: ACCOUNT, clock, newId };
    const onlooker: BookingDesk['watch'] = (candidate, progress) =>
      bot.watch(candidate, progress, right.base.timeZone);
    const worker = new Worker({ ...common, log, watch: onlooker, reasonsGone }, name, {
      random: chance.next,
    });
    const wakeWorker = () => worker.wake();
    const watcher = new Watcher({ ...common, log, wakeWorker, everyMinutes: script.watchMinutes }, name, {
      random: chance.next,
    });
    const desk: ChatDesk = { ...common, wakeWorker, wakeWatcher: () => watcher.wake() };
    const adminIds = number === 0 ? world.people.admins.map(({ person }) => person.id) : [OTHER_ADMIN];
    return { worker, watcher, served: { workspace, adminIds, chat: new Chat(desk), desk } };
  };
  const offices = Array.from({ length: script.workspaces }, (_, number) => openOffice(number));
  const bot = new TelegramBot({
    token: BOT_TOKEN,
    apiRoot: 'https://telegram.test',
    network: telegram.networkOf(process),
    adminChatId: script.adminChat ? world.people.admins[0]!.person.id : null,
    webhook: null,
    offices: () => offices.map(({ served }) => served),
    store: store.telegram,
    watch: (onChange) => store.watch(onChange),
    clock,
    log,
    newId,
    holder: name,
  });
  const loops = offices.flatMap(({ worker, watcher }) => [worker.run(stop.signal), watcher.run(stop.signal)]);
  for (const loop of [...loops, bot.run(stop.signal)]) {
    loop.catch((error: unknown) => world.failed('the program goes on', `${name} ended by itself: ${error}`));
  }
  return {
    process,
    procedure: right,
    stop: () => stop.abort(),
  };
}
