import { pino } from 'pino';
import type { Chance } from '../../simulation/chance.ts';
import { Worker } from '../../src/booking/worker.ts';
import { CallTally } from '../../src/calendar/calls.ts';
import { accountName } from '../../src/calendar/google/account.ts';
import { openGoogleCalendar } from '../../src/calendar/google/open.ts';
import type { Procedure } from '../../src/sop/model.ts';
import type { BookingRow, CandidateRow } from '../../src/store/rows.ts';
import type { Store } from '../../src/store/store.ts';
import { reasonsGone } from '../../src/watching/reasons-gone.ts';
import { Watcher } from '../../src/watching/watcher.ts';
import { CREDENTIALS } from '../../test/google/stand-in/oauth.ts';
import { Agenda } from './agenda.ts';
import { CALENDAR_ID, YearGoogle } from './google.ts';
import { Ledger, recorded } from './ledger.ts';
import { ZONE } from './team.ts';
import { YearClock } from './year-clock.ts';

export const WORKSPACE = 'default';
export const WATCH_MINUTES = 5;
const DELAY_SECONDS = 2;

/** The program as `start` puts it together, without chats, over a simulated clock and an in-process Google. */
export interface Office {
  readonly agenda: Agenda;
  readonly clock: YearClock;
  readonly google: YearGoogle;
  readonly ledger: Ledger;
  readonly store: Store;
  readonly worker: Worker;
  readonly watcher: Watcher;
  readonly chance: Chance;
  /** What the program said of faults of its own. */
  readonly faults: readonly string[];
  /** The procedure in force; people may edit it. */
  procedure: Procedure;
  close(): Promise<void>;
}

export async function openOffice(of: {
  readonly start: Temporal.Instant;
  readonly chance: Chance;
  readonly procedure: Procedure;
  readonly openStore: (now: () => Temporal.Instant) => Promise<Store>;
}): Promise<Office> {
  const { chance } = of;
  const agenda = new Agenda();
  const clock = new YearClock(of.start, agenda);
  const ledger = new Ledger(clock.now);
  const google = new YearGoogle(clock, ZONE);
  const store = recorded(await of.openStore(clock.now), ledger);
  const faults: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => faults.push(line) });
  const account = accountName(CREDENTIALS);
  const random = chance.split('jitter');
  const ids = chance.split('ids');
  const calendar = openGoogleCalendar({
    account: CREDENTIALS,
    calendarId: CALENDAR_ID,
    apiRoot: 'https://google.test/',
    tokenUrl: 'https://google.test/token',
    delaySeconds: DELAY_SECONDS,
    maxRetries: 3,
    clock,
    random: random.next,
    pace: {
      takeTurn: (asked) => store.takeCalendarTurn({ ...asked, account }),
      slow: (asked) => store.slowCalendarPace({ ...asked, account }),
    },
    tally: new CallTally(),
    log,
    network: google.network,
  });
  const office = { procedure: of.procedure };
  const desk = {
    workspace: WORKSPACE,
    store,
    calendar,
    calendarAccount: account,
    clock,
    log,
    newId: () => ids.uuid(),
    // Read anew at each turn and each look, as by a program that was started again after an edit.
    get procedure() {
      return office.procedure;
    },
  };
  const worker = new Worker(sharing(desk, { watch: () => {}, reasonsGone }), 'worker', {
    random: random.next,
  });
  const forWatching = { everyMinutes: WATCH_MINUTES, wakeWorker: () => {} };
  const watcher = new Watcher(sharing(desk, forWatching), 'watcher', { random: random.next });
  return Object.assign(office, {
    agenda,
    clock,
    google,
    ledger,
    store,
    worker,
    watcher,
    chance,
    faults,
    close: async () => {
      await calendar.close();
      await store.close();
    },
  });
}

/** A desk with more on it, that reads the procedure of the first. */
function sharing<Desk extends object, More extends object>(desk: Desk, more: More): Desk & More {
  return Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(desk),
      ...Object.getOwnPropertyDescriptors(more),
    },
  ) as Desk & More;
}

/** Mocks that begin after now, in time order. */
export async function comingMocks({ store, clock }: Office): Promise<BookingRow[]> {
  const now = clock.now();
  const held = await store.bookings({ workspace: WORKSPACE, from: now });
  return held.filter(({ start }) => Temporal.Instant.compare(start, now) > 0);
}

export async function candidateOf({ store }: Office, id: string): Promise<CandidateRow> {
  const [candidate] = await store.candidates({ workspace: WORKSPACE, id });
  if (candidate === undefined) throw new Error(`There is no candidate ${id}.`);
  return candidate;
}
