import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Calendar, CalendarError } from '../../src/calendar/calendar.ts';
import type { Store } from '../../src/store/store.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import type { WatchDesk } from '../../src/watching/watch-desk.ts';
import { Watcher } from '../../src/watching/watcher.ts';
import { calendarWith, countingCalendar, type TestClock } from '../booking/office.ts';
import { openStage, Scene, type Stage, WATCHED_SOP } from './scene.ts';

let stage: Stage;
let scene: Scene;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.store.close());
beforeEach(async () => {
  scene = await Scene.open(stage);
});
afterEach(() => scene.close());

/** Sleeps until the test lets the time pass, or the sleeper is woken. */
class PatientClock {
  readonly #clock: TestClock;
  readonly #sleepers = new Map<() => void, Temporal.Instant>();

  constructor(clock: TestClock) {
    this.#clock = clock;
  }

  readonly now = () => this.#clock.now();

  readonly sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (milliseconds <= 0 || signal?.aborted === true) return resolve();
      const wake = () => {
        this.#sleepers.delete(wake);
        resolve();
      };
      this.#sleepers.set(wake, this.now().add({ milliseconds }));
      signal?.addEventListener('abort', wake, { once: true });
    });

  get sleeping(): number {
    return this.#sleepers.size;
  }

  pass(duration: Temporal.DurationLike): void {
    this.#clock.pass(duration);
    for (const [wake, due] of [...this.#sleepers]) {
      if (Temporal.Instant.compare(due, this.now()) <= 0) wake();
    }
  }
}

async function until(reached: () => boolean): Promise<void> {
  for (let turn = 0; turn < 100_000 && !reached(); turn += 1) await setImmediate();
  expect(reached()).toBe(true);
}

interface Running {
  readonly clock: PatientClock;
  readonly watcher: Watcher;
  /** How often the calendar was read. */
  readonly looks: () => number;
  /** Somebody changes something in the calendar. */
  readonly changed: () => void;
  /** The watcher has done all that it had to do. */
  readonly rests: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly log: string[];
}

/** A watcher that runs over a calendar that tells of changes; somebody is scheduled, so there is something to read. */
async function running(
  over: Partial<Omit<WatchDesk, 'calendar'>> & { calendar?: Partial<Calendar> } = {},
): Promise<Running> {
  const clock = new PatientClock(scene.clock);
  let looks = 0;
  let tell = () => {};
  const calendar = calendarWith(scene.calendar, {
    events: (from, to) => {
      looks += 1;
      return (over.calendar?.events ?? scene.calendar.events)(from, to);
    },
    listen: async (onChange) => {
      tell = onChange;
      return { close: async () => {} };
    },
  });
  const log: string[] = [];
  const lines = pino({ level: 'info' }, { write: (line: string) => log.push(line) });
  const { calendar: _, ...rest } = over;
  const watcher = new Watcher({ ...scene.desk({ calendar }), clock, log: lines, ...rest }, 'watcher');
  const stop = new AbortController();
  const over_ = watcher.run(stop.signal);
  const rests = () => until(() => clock.sleeping > 0);
  await rests();
  return {
    clock,
    watcher,
    looks: () => looks,
    changed: () => tell(),
    rests,
    log,
    stop: async () => {
      stop.abort();
      await over_;
    },
  };
}

describe('a watcher', () => {
  it('looks when it starts, and every five minutes from then on', async () => {
    await scene.scheduled('Dana');
    const here = await running();
    expect(here.looks()).toBe(1);
    for (let looks = 2; looks <= 4; looks += 1) {
      here.clock.pass({ seconds: 10 });
      await here.rests();
      expect(here.looks()).toBe(looks - 1);
      here.clock.pass({ minutes: 5 });
      await until(() => here.looks() === looks);
      await here.rests();
    }
    await here.stop();
  });

  it('looks as often as is asked where that is no whole number of seconds', async () => {
    await scene.scheduled('Dana');
    const here = await running({ everyMinutes: 0.34 });
    expect(here.looks()).toBe(1);
    here.clock.pass({ seconds: 10 });
    await here.rests();
    here.clock.pass({ seconds: 11 });
    await until(() => here.looks() === 2);
    await here.stop();
  });

  it('looks soon after something has changed, and once after many changes', async () => {
    await scene.scheduled('Dana');
    const here = await running();
    here.clock.pass({ seconds: 30 });
    await here.rests();
    here.changed();
    await until(() => here.looks() === 2);
    await here.rests();
    for (let changes = 0; changes < 20; changes += 1) here.changed();
    here.clock.pass({ seconds: 9 });
    await here.rests();
    expect(here.looks()).toBe(2);
    here.clock.pass({ seconds: 2 });
    await until(() => here.looks() === 3);
    await here.rests();
    here.clock.pass({ minutes: 2 });
    await here.rests();
    expect(here.looks()).toBe(3);
    await here.stop();
  });

  it('leaves the look to another that had one just now', async () => {
    await scene.scheduled('Dana');
    await scene.watcher(scene.desk(), 'another').look();
    const here = await running();
    expect(here.looks()).toBe(0);
    here.clock.pass({ minutes: 5 });
    await until(() => here.looks() === 1);
    await here.stop();
  });

  it('looks two minutes after another was killed in the middle of its look', async () => {
    await scene.scheduled('Dana');
    const never = calendarWith(scene.calendar, { events: () => new Promise(() => {}) });
    void scene.watcher(scene.desk({ calendar: never }), 'killed').look();
    const here = await running();
    expect(here.looks()).toBe(0);
    here.clock.pass({ minutes: 2 });
    await until(() => here.looks() === 1);
    await here.stop();
  });

  it('asks for its turn again as often as it would look, however long another may have it', async () => {
    await scene.scheduled('Dana');
    const turn = { workspace: scene.workspace, watcher: 'another' };
    await scene.store.takeWatch({ ...turn, leaseSeconds: 3600, everySeconds: 0 });
    const here = await running();
    await scene.store.endWatch({ ...turn, failed: true });
    here.clock.pass({ seconds: 10 });
    await here.rests();
    here.clock.pass({ minutes: 5 });
    await until(() => here.looks() === 1);
    await here.stop();
  });

  it('has one look at a time, however often it is asked', async () => {
    await scene.scheduled('Dana');
    let under = 0;
    let most = 0;
    const slow = calendarWith(scene.calendar, {
      events: async (from, to) => {
        under += 1;
        most = Math.max(most, under);
        await setImmediate();
        under -= 1;
        return scene.calendar.events(from, to);
      },
    });
    const watcher = scene.watcher(scene.desk({ calendar: slow }));
    await Promise.all([watcher.look(), watcher.look(), watcher.look()]);
    expect(most).toBe(1);
  });

  it('does not look at the calendar where that is switched off, and still closes what is over', async () => {
    const id = await scene.scheduled('Dana');
    scene.until(3, 9);
    const here = await running({ everyMinutes: 0 });
    here.changed();
    expect(here.looks()).toBe(0);
    expect((await scene.candidate(id)).state).toBe('closed');
    await here.stop();
  });

  it('says what is wrong with a calendar that cannot be read, and looks again at the usual time', async () => {
    await scene.scheduled('Dana');
    let isAway = true;
    const here = await running({
      calendar: {
        events: async (from, to) => {
          if (isAway) throw new CalendarError('It is away', { kind: 'passing', remedy: 'Wait.' });
          return scene.calendar.events(from, to);
        },
      },
    });
    expect(here.log.join('')).toContain('The calendar cannot be looked at: It is away');
    isAway = false;
    here.clock.pass({ minutes: 6 });
    await until(() => here.looks() === 2);
    await here.stop();
  });

  it('goes on after a fault of the program, which the log names with a reference', async () => {
    await scene.scheduled('Dana');
    const here = await running({ calendar: { events: () => Promise.reject(new TypeError('oops')) } });
    expect(here.log.join('')).toMatch(/"reference":"\w{8}".*failed unexpectedly/);
    here.clock.pass({ minutes: 6 });
    await until(() => here.looks() === 2);
    await here.stop();
  });

  it('watches the others where the program fails at one candidate', async () => {
    const dana = await scene.scheduled('Dana');
    const evan = await scene.scheduled('Evan', { from: 28 });
    for (const id of [dana, evan]) {
      const { eventId, interviewerEmail } = await scene.mock(id, 0);
      await scene.hands.answer(eventId, interviewerEmail, 'DECLINED');
    }
    const faulty = storeWith({
      observe: (input) =>
        input.candidateId === dana ? Promise.reject(new TypeError('oops')) : scene.store.observe(input),
    });
    await scene.watcher(scene.desk({ store: faulty })).look();
    expect((await scene.candidate(dana)).change).toBeNull();
    expect((await scene.candidate(evan)).change).not.toBeNull();
  });

  it('waits for a store that is out of reach, ever longer, and goes on', async () => {
    await scene.scheduled('Dana');
    let asked = 0;
    const store = storeWith({
      takeWatch: (input) => {
        asked += 1;
        if (asked <= 3) return Promise.reject(new StoreUnavailable('It is gone.', 'Wait.'));
        return scene.store.takeWatch(input);
      },
    });
    const here = await running({ store });
    for (const seconds of [1, 2, 4]) {
      here.clock.pass({ seconds });
      await here.rests();
    }
    await until(() => here.looks() === 1);
    expect(here.log.filter((line) => line.includes("out of the watcher's reach"))).toHaveLength(3);
    await here.stop();
  });

  it('says at whom a look ended because the store is out of reach', async () => {
    const dana = await scene.scheduled('Dana');
    const { eventId, interviewerEmail } = await scene.mock(dana, 0);
    await scene.hands.answer(eventId, interviewerEmail, 'DECLINED');
    const store = storeWith({ observe: () => Promise.reject(new StoreUnavailable('It is gone.', 'Wait.')) });
    const log: string[] = [];
    const lines = pino({ level: 'info' }, { write: (line: string) => log.push(line) });
    await expect(scene.watcher({ ...scene.desk({ store }), log: lines }).look()).rejects.toThrow(
      'It is gone.',
    );
    expect(log.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({
        candidateId: dana,
        msg: 'The look ends at this candidate; the next begins anew',
      }),
    ]);
  });

  it('ends in the middle of a look when it is told to stop, and leaves the turn to another', async () => {
    await scene.scheduled('Dana');
    const stop = new AbortController();
    const calendar = countingCalendar(
      calendarWith(scene.calendar, {
        events: async (from, to) => {
          stop.abort();
          return scene.calendar.events(from, to);
        },
        find: () => Promise.reject(new Error('asked though it was to stop')),
      }),
    );
    await scene.hands.remove((await scene.mock((await only()).id, 0)).eventId);
    await scene.watcher(scene.desk({ calendar }), 'first').look(stop.signal);
    expect(await scene.watcher(scene.desk(), 'second').look(undefined, 300)).toBe(0);
  });
});

describe('a look', () => {
  it('takes one call of the calendar where all is quiet, two with calendars of interviewers’ own', async () => {
    await scene.scheduled('Dana');
    await scene.scheduled('Evan', { from: 28 });
    const own = WATCHED_SOP.replace(
      'email: alpha@example.com,',
      'email: alpha@example.com, calendar: own@example.com,',
    );
    expect(await callsOfLook(WATCHED_SOP)).toEqual({ list: 1 });
    expect(await callsOfLook(own)).toEqual({ list: 1, freebusy: 1 });
  });

  it('takes no call where nobody has mocks to come', async () => {
    expect(await callsOfLook(WATCHED_SOP)).toEqual({});
  });

  it('asks for so many missing events at most, the others in the next looks, and forgets none meanwhile', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 9; count += 1)
      ids.push(await scene.scheduled(`Dana${count}`, { from: count * 3, days: 7 }));
    for (const id of ids) for (const { eventId } of await scene.mocks(id)) await scene.hands.remove(eventId);
    expect(await callsOfLook(WATCHED_SOP)).toEqual({ list: 1, get: 25 });
    const known = async () => (await scene.store.observations({ workspace: scene.workspace })).length;
    expect(await known()).toBe(25);
    for (let looks = 0; looks < 4; looks += 1) await scene.look();
    expect(await known()).toBe(27);
  });
});

async function only() {
  return (await scene.store.candidates({ workspace: scene.workspace, limit: 1 }))[0]!;
}

function storeWith(methods: Partial<Store>): Store {
  return new Proxy(scene.store, {
    get: (target, key) => (key in methods ? Reflect.get(methods, key) : Reflect.get(target, key)) as unknown,
  });
}

/** What the calls of one look are counted as, under an account of its own. */
async function callsOfLook(sop: string): Promise<Record<string, number>> {
  const account = `${scene.workspace} ${scene.clock.now()}`;
  const desk = scene.desk({ calendar: countingCalendar(scene.calendar), sop });
  await scene.watcher({ ...desk, calendarAccount: account }).look();
  scene.clock.pass({ minutes: 1 });
  const rows = await scene.store.calendarCalls();
  return Object.fromEntries(
    rows.filter((row) => row.account === account).map(({ method, calls }) => [method, calls]),
  );
}
