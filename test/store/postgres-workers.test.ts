import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Worker } from '../../src/booking/worker.ts';
import { openLocalCalendar } from '../../src/calendar/local/local-calendar.ts';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import type { Store } from '../../src/store/store.ts';
import { deskOver, enqueue, procedureOf, SMALL_SOP, TestClock, ZONE } from '../booking/office.ts';
import { type TestDatabase, testDatabase } from './servers/database.ts';

/** Time stands still: whoever sleeps wakes only because somebody wakes them. */
class StillClock extends TestClock {
  override readonly sleep = (_milliseconds: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted === true) resolve();
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
}

describe('a worker on PostgreSQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  async function opened(): Promise<Store> {
    const store = await openPostgresStore({ url: database.url });
    onTestFinished(() => store.close());
    return store;
  }

  /** Runs until the test ends; `idle` resolves each time it found nothing more to do. */
  async function running(store: Store) {
    const clock = new StillClock('2026-11-22T09:00:00-08:00');
    const calendar = await openLocalCalendar({ file: null, timeZone: ZONE, now: clock.now });
    const scheduled: string[] = [];
    let wake = () => {};
    const desk = deskOver({ store, calendar, clock, procedure: procedureOf(SMALL_SOP) });
    const worker = new Worker(
      {
        ...desk,
        watch: (candidate, { step }) => {
          if (step !== 'scheduled') return;
          scheduled.push(candidate.name);
          wake();
        },
      },
      'worker',
    );
    const stop = new AbortController();
    const ended = worker.run(stop.signal);
    onTestFinished(async () => {
      stop.abort();
      await ended;
    });
    await worker.untilIdle();
    return async (name: string) => {
      while (!scheduled.includes(name)) await new Promise<void>((resolve) => (wake = resolve));
    };
  }

  it('hears at once of a candidate whom another process queued, without asking again and again', async () => {
    const there = await opened();
    const untilScheduled = await running(await opened());
    await enqueue(there, 'Dana');
    await untilScheduled('Dana');
    await there.pause({ workspace: 'default', paused: true, actor: 'Ann' });
    await enqueue(there, 'Eli');
    await there.pause({ workspace: 'default', paused: false, actor: 'Ann' });
    await untilScheduled('Eli');
  });

  it('needs no more than two connections while there is nothing to do', async () => {
    await running(await opened());
    const [row] = await database.query<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity
      where datname = $1 and application_name like 'mock-scheduler%'`,
      [database.name],
    );
    expect(row?.count).toBe(2);
  });
});
