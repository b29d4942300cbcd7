import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Worker } from '../../src/booking/worker.ts';
import type { Calendar } from '../../src/calendar/calendar.ts';
import { openLocalCalendar } from '../../src/calendar/local/local-calendar.ts';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import {
  deskOver,
  enqueue,
  ownEvents,
  procedureOf,
  SMALL_SOP,
  TestClock,
  WORKSPACE,
  ZONE,
} from '../booking/office.ts';
import { REQUEST, run, startProgram, temporaryFolder } from '../cli/run.ts';
import { type Cluster, startCluster } from './servers/cluster.ts';
import { migrate } from './servers/test-server.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
  await migrate(cluster.url('postgres'));
});
afterAll(() => cluster.remove());

describe('a worker whose PostgreSQL breaks down after each event that it makes', () => {
  it('says so, goes on when it is back, and makes every event once', async () => {
    let down = false;
    const comeBack = async () => {
      if (!down) return;
      down = false;
      await cluster.start();
    };
    const clock = new TestClock('2026-11-22T09:00:00-08:00');
    const waits = Object.assign(Object.create(clock) as TestClock, {
      sleep: async (milliseconds: number) => {
        await clock.sleep(milliseconds);
        await comeBack();
      },
    });
    const calendar = await openLocalCalendar({ file: null, timeZone: ZONE, now: clock.now });
    const breaking = breakingAfterCreate(calendar, async () => {
      await cluster.stop('immediate');
      down = true;
    });
    const store = await openPostgresStore({
      url: cluster.url('postgres'),
      clock: clock.now,
      patience: { sleep: async () => {}, random: Math.random },
    });
    onTestFinished(() => store.close());
    const candidateId = await enqueue(store, 'Dana');
    const said: string[] = [];
    const desk = deskOver({ store, calendar: breaking, clock: waits, procedure: procedureOf(SMALL_SOP) });
    const log = { ...desk.log, error: (_about: unknown, text?: string) => void said.push(text ?? '') };
    const worker = new Worker({ ...desk, log: log as typeof desk.log }, 'worker');
    const stop = new AbortController();
    const ended = worker.run(stop.signal);
    await worker.untilIdle();
    stop.abort();
    await ended;
    const [candidate] = await store.candidates({ workspace: WORKSPACE, id: candidateId });
    expect(candidate).toMatchObject({ state: 'scheduled', mocks: 3, booked: 3 });
    expect(await ownEvents(calendar)).toHaveLength(3);
    expect(said).toHaveLength(3);
    expect(said[0]).toMatch(
      /^The store is out of reach: The database \(PostgreSQL at .*\) cannot be reached/,
    );
  });
});

/** The calendar, with a misfortune after each event that is made for the first time. */
function breakingAfterCreate(
  calendar: Calendar,
  misfortune: () => Promise<void>,
  made = new Set<string>(),
): Calendar {
  return new Proxy(calendar, {
    get: (target, asked) => {
      if (asked === 'during') {
        return (work: Parameters<Calendar['during']>[0]) =>
          breakingAfterCreate(target.during(work), misfortune, made);
      }
      if (asked === 'create') {
        return async (event: Parameters<Calendar['create']>[0]) => {
          const answer = await target.create(event);
          if (!made.has(event.id)) {
            made.add(event.id);
            await misfortune();
          }
          return answer;
        };
      }
      return Reflect.get(target, asked) as unknown;
    },
  });
}

describe('the whole program while its PostgreSQL is away', () => {
  it('stays alive, says in the chat what is wrong, and goes on when it is back', async () => {
    const env = { DATABASE_URL: cluster.url('postgres'), DATA_DIR: temporaryFolder() };
    const program = startProgram(['start'], { env });
    let said = '';
    let heard = () => {};
    for (const stream of [program.stdout!, program.stderr!]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        heard();
      });
    }
    const ended = once(program, 'close').then(() => {
      said += 'ENDED';
      heard();
    });
    /** Resolves when the program has said it; what was said before counts no more. */
    const says = async (words: RegExp) => {
      for (;;) {
        const found = words.exec(said);
        if (found !== null) {
          said = said.slice(found.index + found[0].length);
          return;
        }
        expect(said).not.toContain('ENDED');
        await new Promise<void>((resolve) => (heard = resolve));
      }
    };

    await says(/store +PostgreSQL at 127\.0\.0\.1:\d+, database postgres/);
    await says(/\/help/);
    program.stdin!.write('/queue\n');
    await says(/The queue is empty/);

    await cluster.stop('fast');
    said = '';
    program.stdin!.write('/queue\n');
    await says(
      /The database \(PostgreSQL at .*\) cannot be reached.*\n?.*nothing that was confirmed is lost/,
    );

    await cluster.start();
    expect(await run(['enqueue', '--request', '-'], { env, input: JSON.stringify(REQUEST) })).toMatchObject({
      code: 0,
    });
    await says(/All 13 mocks are booked/);
    program.kill('SIGTERM');
    await ended;
    expect(program.exitCode).toBe(0);
  });

  it('is told at the start, without a stack trace and without the password', async () => {
    const elsewhere = new URL(cluster.url('postgres'));
    elsewhere.port = '1';
    const outcome = await run(['status'], { env: { DATABASE_URL: elsewhere.href } });
    expect(outcome).toMatchObject({ code: 1, stdout: '' });
    expect(outcome.stderr).toMatch(
      /^The database .* cannot be reached \(ECONNREFUSED\)\.\n→ See that it runs/,
    );
    expect(outcome.stderr).not.toContain(elsewhere.password);
  });
});
