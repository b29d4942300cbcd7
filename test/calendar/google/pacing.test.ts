import { describe, expect, it, onTestFinished } from 'vitest';
import { CallTally } from '../../../src/calendar/calls.ts';
import { accountName } from '../../../src/calendar/google/account.ts';
import { openGoogleCalendar } from '../../../src/calendar/google/open.ts';
import type { Pace } from '../../../src/calendar/google/pace.ts';
import { openEmbeddedStore } from '../../../src/store/pglite/open.ts';
import type { Clock } from '../../../src/time/clock.ts';
import { storeTemplate } from '../../store/template.ts';
import { at, booking, newEvent } from '../builders.ts';
import { errorOf, openScene, type Scene, START } from './scene.ts';
import { SharedClock } from './shared-clock.ts';

const DECEMBER = [at('2026-12-01T00:00'), at('2027-01-01T00:00')] as const;

/** Seconds between the starts of the Calendar calls, as the stand-in saw them. */
function distances({ google }: Scene): number[] {
  const starts = google.calls.filter(({ method }) => method !== 'token').map((call) => call.at);
  return starts.slice(1).map((start, index) => start.since(starts[index]!).total('seconds'));
}

function mock(number: number) {
  const start = at('2026-12-01T10:00').add({ hours: 24 * number });
  return newEvent({
    id: `mock${1000 + number}`,
    start,
    end: start.add({ minutes: 90 }),
    booking: booking({ bookingId: `b-${number}`, number }),
  });
}

/** The pace as the program has it: kept by the store. */
async function storedPace(clock: Clock): Promise<Pace> {
  const store = await openEmbeddedStore({
    dataDir: null,
    clock: clock.now,
    template: await storeTemplate(),
  });
  onTestFinished(() => store.close());
  return {
    takeTurn: (input) => store.takeCalendarTurn(input),
    slow: (input) => store.slowCalendarPace(input),
  };
}

describe('Calls of one account', () => {
  it('start at least the delay apart, and take hardly longer than that', async () => {
    const scene = await openScene();
    const calendar = openGoogleCalendar({ ...scene.options, pace: await storedPace(scene.clock) });
    const start = scene.clock.now();
    await calendar.events(...DECEMBER);
    await calendar.freeBusy(['alpha@example.com'], ...DECEMBER);
    for (let number = 1; number <= 13; number += 1) await calendar.create(mock(number));
    await calendar.events(...DECEMBER);
    expect(scene.methods()).toHaveLength(16);
    expect(Math.min(...distances(scene))).toBeGreaterThanOrEqual(2);
    expect(scene.clock.now().since(start).total('seconds')).toBeLessThanOrEqual(16 * 2 * 1.05);
  });

  it('keep that distance when several processes make them, on one store', async () => {
    const clock = new SharedClock(START, 3);
    const scene = await openScene({ clock }, { clock });
    const pace = await storedPace(clock);
    const processes = [1, 2, 3].map(() => openGoogleCalendar({ ...scene.options, pace }));
    await Promise.all(
      processes.map(async (calendar, process) => {
        for (let number = 1; number <= 4; number += 1) await calendar.create(mock(10 * process + number));
        clock.leave();
      }),
    );
    expect(scene.google.events()).toHaveLength(12);
    expect(Math.min(...distances(scene))).toBeGreaterThanOrEqual(2);
    expect(Math.max(...distances(scene))).toBeLessThanOrEqual(2 * 1.05);
  });

  it('keep it within one process also where the store answers now late, now at once', async () => {
    const scene = await openScene();
    let late = 1900;
    const pace: Pace = {
      slow: (input) => scene.pace.slow(input),
      async takeTurn(input) {
        const turn = await scene.pace.takeTurn(input);
        // The first turn's answer is on its way for long, those after it are not.
        scene.clock.pass({ milliseconds: late });
        late = 0;
        return turn;
      },
    };
    const calendar = openGoogleCalendar({ ...scene.options, pace });
    for (let number = 1; number <= 3; number += 1) await calendar.create(mock(number));
    expect(Math.min(...distances(scene))).toBeGreaterThanOrEqual(2);
  });

  it('slow down to half and half again, up to a minute, and ease back with each success', async () => {
    const scene = await openScene({ maxRetries: 10 });
    const calendar = openGoogleCalendar({ ...scene.options, pace: await storedPace(scene.clock) });
    scene.google.fault({ kind: 'status', status: 403, times: 6 });
    await calendar.events(...DECEMBER);
    expect(distances(scene)).toEqual([4.1, 8.2, 16.4, 32.8, 60, 60]);
    for (let number = 1; number <= 4; number += 1) await calendar.create(mock(number));
    // The first success becomes known when the next turn, a minute later, is already set.
    expect(distances(scene).slice(6)).toEqual([60, 54, 48.6, 43.74]);
  });

  it('wait their turn also where the delay is nought, since the account may be held back', async () => {
    const scene = await openScene({ delaySeconds: 0 });
    await scene.calendar.events(...DECEMBER);
    await scene.calendar.create(mock(1));
    expect(distances(scene)).toEqual([0]);
    await scene.pace.slow({ delayMs: 0, holdMs: 30_000 });
    await scene.calendar.create(mock(2));
    expect(distances(scene)).toEqual([0, 30]);
  });

  it('go by the name of the account, which tells none of its secrets', async () => {
    const accounts: string[] = [];
    const scene = await openScene();
    const pace: Pace = {
      takeTurn: (input) => {
        accounts.push(input.account);
        return scene.pace.takeTurn(input);
      },
      slow: (input) => scene.pace.slow(input),
    };
    await openGoogleCalendar({ ...scene.options, pace }).events(...DECEMBER);
    const { account } = scene.options;
    expect(accounts).toEqual([accountName(account)]);
    expect(accounts[0]).toMatch(/^google [0-9a-f]{12}$/);
    expect(accountName({ ...account, clientSecret: 'another' })).toBe(accounts[0]);
    expect(accountName({ ...account, refreshToken: 'another' })).not.toBe(accounts[0]);
  });

  it('go one after another, in the order in which they were asked for', async () => {
    const scene = await openScene();
    await Promise.all([
      scene.calendar.create(mock(1)),
      scene.calendar.find('nothing1'),
      scene.calendar.events(...DECEMBER),
      scene.calendar.create(mock(2)),
    ]);
    expect(scene.methods()).toEqual(['insert', 'get', 'list', 'insert']);
  });

  it('are counted with what they waited', async () => {
    const scene = await openScene();
    await scene.calendar.create(mock(1));
    await scene.calendar.create(mock(2));
    expect(scene.counted('insert')).toEqual({ calls: 2, successes: 2, waits: 1, waitedMs: 2050 });
  });
});

describe('Work on behalf of somebody', () => {
  it('is counted for them and since the start', async () => {
    const scene = await openScene();
    const tally = new CallTally();
    await scene.calendar.events(...DECEMBER);
    await scene.calendar.during({ keep: async () => {}, tally }).create(mock(1));
    expect(tally.byMethod()).toMatchObject({ insert: { calls: 1, successes: 1, waits: 1, waitedMs: 2050 } });
    expect(Object.keys(tally.byMethod())).toEqual(['insert']);
    expect(Object.keys(scene.tally.byMethod())).toEqual(['list', 'insert']);
  });

  it('shares what was read and the sign-in with all other work', async () => {
    const scene = await openScene();
    await scene.calendar.events(...DECEMBER);
    await scene.calendar.during({ keep: async () => {}, tally: new CallTally() }).events(...DECEMBER);
    expect(scene.google.calls.map(({ method }) => method)).toEqual(['token', 'list', 'list']);
    expect(scene.google.calls[2]?.query).toHaveProperty('syncToken');
  });

  it('is kept alive right before each call, and at least every 15 seconds while it waits', async () => {
    const scene = await openScene();
    const kept: Temporal.Instant[] = [];
    const keep = async () => {
      kept.push(scene.clock.now());
    };
    const working = scene.calendar.during({ keep, tally: new CallTally() });
    await working.create(mock(1));
    await scene.pace.slow({ delayMs: 2050, holdMs: 100_000 });
    await working.create(mock(2));
    const gaps = kept.slice(1).map((moment, index) => moment.since(kept[index]!).total('seconds'));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(15);
    for (const { at: start, method } of scene.google.calls) {
      if (method === 'insert') expect(kept.some((moment) => moment.equals(start))).toBe(true);
    }
  });

  it('makes no call any more once it must not go on, and throws what it was told', async () => {
    const scene = await openScene();
    const lost = new Error('the lease is lost');
    const keep = async () => {
      throw lost;
    };
    const working = scene.calendar.during({ keep, tally: new CallTally() });
    for (const doing of [() => working.create(mock(1)), () => working.events(...DECEMBER)]) {
      await expect(doing()).rejects.toBe(lost);
    }
    expect(scene.methods()).toEqual([]);
  });

  it('is kept alive while it stands in line, and leaves the line where it must not go on', async () => {
    const scene = await openScene();
    const lost = new Error('the lease is lost');
    let asked = 0;
    const standing = scene.calendar.during({
      tally: new CallTally(),
      keep: async () => {
        asked += 1;
        if (asked === 3) throw lost;
      },
    });
    await scene.pace.slow({ delayMs: 2050, holdMs: 200_000 });
    const first = scene.calendar.create(mock(1));
    const second = standing.create(mock(2));
    const third = scene.calendar.create(mock(3));
    await expect(second).rejects.toBe(lost);
    await first;
    await third;
    expect(
      scene.google
        .events()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['mock1001', 'mock1003']);
  });

  it('passes on what the store throws, unchanged', async () => {
    const scene = await openScene();
    const down = new Error('the store is out of reach');
    const pace: Pace = { takeTurn: () => Promise.reject(down), slow: () => Promise.reject(down) };
    const calendar = openGoogleCalendar({ ...scene.options, pace });
    await expect(calendar.create(mock(1))).rejects.toBe(down);
    const slowless = openGoogleCalendar({
      ...scene.options,
      pace: { ...pace, takeTurn: (input) => scene.pace.takeTurn(input) },
    });
    scene.google.fault({ kind: 'status', status: 403 });
    await expect(slowless.create(mock(1))).rejects.toBe(down);
  });

  it('gives its candidate back where the turn is more than five minutes away, and says until when', async () => {
    const scene = await openScene();
    await scene.pace.slow({ delayMs: 2050, holdMs: 299_000 });
    await scene.calendar.create(mock(1));
    const { nextTurnAt } = await scene.pace.slow({ delayMs: 2050, holdMs: 400_000 });
    const error = await errorOf(scene.calendar.create(mock(2)));
    expect(error).toMatchObject({ kind: 'passing', retryAt: nextTurnAt });
    expect(error.message).toContain('held back');
    expect(scene.methods()).toEqual(['insert']);
  });

  it('gives it back, too, where others take every turn before it for five minutes', async () => {
    const scene = await openScene();
    const pace: Pace = {
      ...scene.pace,
      takeTurn: async () => ({ waitMs: 20_000, paceMs: 20_000 }),
      slow: (input) => scene.pace.slow(input),
    };
    const calendar = openGoogleCalendar({ ...scene.options, pace });
    const start = scene.clock.now();
    expect(await errorOf(calendar.create(mock(1)))).toMatchObject({ kind: 'passing' });
    expect(scene.clock.now().since(start).total('seconds')).toBe(300);
    expect(scene.counted('insert')).toEqual({ waits: 1, waitedMs: 300_000 });
  });
});
