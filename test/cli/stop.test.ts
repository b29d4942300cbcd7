import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import type { GoogleStandIn } from '../google/stand-in/google.ts';
import { type TestDatabase, testDatabase } from '../store/servers/database.ts';
import { connectedVariables, startGoogleNow } from './consent.ts';
import { outcomeOf, startProgram, temporaryFolder } from './run.ts';

const EMAIL = 'dana@example.com';
const ZONE = 'America/Los_Angeles';

let database: TestDatabase;
let google: GoogleStandIn;
beforeAll(async () => {
  [database, google] = await Promise.all([testDatabase(), startGoogleNow()]);
  const store = await openPostgresStore({ url: database.url });
  const today = Temporal.Now.plainDateISO(ZONE);
  const candidate = { name: 'Dana Fox', email: EMAIL, timeZone: ZONE };
  await store.enqueue({
    workspace: 'default',
    candidateId: 'dana',
    ...candidate,
    request: {
      candidate,
      window: { start: `${today.add({ days: 2 })}`, end: `${today.add({ days: 40 })}` },
      slots: { weekdays: ['18:00-22:00'], weekends: ['10:00-14:00', '18:00-22:00'] },
    },
    chat: null,
    actor: 'test',
  });
  await store.close();
});
afterAll(async () => {
  await google.close();
  await database.drop();
});

/** The program with an event being made, which takes until it is let go. */
async function amidAnInsert() {
  const amid = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const meanwhile = () => {
    amid.resolve();
    return gate.promise;
  };
  google.fault({ kind: 'slow', method: 'insert', skip: 1, meanwhile });
  const child = startProgram(['start'], {
    env: {
      ...connectedVariables(google),
      DATABASE_URL: database.url,
      CALENDAR_API_DELAY_SECONDS: '0',
      DATA_DIR: temporaryFolder(),
    },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdin!.end();
  const page = new Promise<string>((resolve) => {
    let said = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const address = /page +(http:\S+)/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
  const outcome = outcomeOf(child);
  await amid.promise;
  const state = async (path: string) => {
    const answer = await fetch(`${await page}${path}`);
    return `${answer.status} ${await answer.text()}`;
  };
  return { child, outcome, state, release: () => gate.resolve() };
}

async function known() {
  const [row] = await database.query<{
    state: string;
    held_by: string | null;
    booked: number;
    events: number;
  }>(
    `select state, lease_owner as held_by,
       (select count(*)::int from public.bookings b where b.candidate_id = c.id and b.state = 'booked') as booked
     from public.candidates c`,
  );
  return { ...row, events: google.events().length };
}

describe('a program that is told to stop', () => {
  it('is not ready any more, finishes the call under way, notes it, and gives the candidate back', async () => {
    const { child, outcome, state, release } = await amidAnInsert();
    expect(await state('/readyz')).toBe('200 ok');
    child.kill('SIGTERM');
    await expect.poll(() => state('/readyz')).toBe('503 the program is stopping');
    expect(await state('/healthz')).toBe('200 ok');
    release();
    expect(await outcome).toMatchObject({ code: 0 });
    expect(await known()).toEqual({ state: 'scheduling', held_by: null, booked: 2, events: 2 });
  });

  it('says in its log what it ends, in its order, also where it has hardly begun and its input is open', async () => {
    const child = startProgram(['start'], {
      env: { DATABASE_URL: database.url, DATA_DIR: temporaryFolder(), LOG_LEVEL: 'info' },
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let heard = '';
    const serves = new Promise<void>((resolve) => {
      child.stderr!.on('data', (chunk: Buffer) => {
        heard += chunk.toString();
        if (heard.includes('The program serves')) resolve();
      });
    });
    const outcome = outcomeOf(child);
    await serves;
    child.kill('SIGTERM');
    const { stderr } = await outcome;
    const lines = stderr.split('\n').filter((line) => line.startsWith('{'));
    const all = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    // Somebody may be in hand at that moment, or not.
    const log = all.filter(({ candidateId }) => candidateId === undefined);
    expect(log[0]).toMatchObject({ pid: child.pid, page: expect.stringMatching(/^http:/) });
    expect(log.find(({ signal }) => signal !== undefined)).toMatchObject({ signal: 'SIGTERM' });
    const ends = log.slice(log.findIndex(({ signal }) => signal !== undefined));
    expect(ends.map(({ msg }) => msg)).toEqual([
      'The program is told to stop',
      'Nobody is served any more; what was in hand is given back',
      'The page is closed',
      'The calendar and the store are closed',
    ]);
  });

  it('ends at once at a second signal; what it had in hand is its own until its lease is over', async () => {
    const { child, outcome, state, release } = await amidAnInsert();
    child.kill('SIGTERM');
    await expect.poll(() => state('/readyz')).toBe('503 the program is stopping');
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([null, 'SIGTERM']);
    await outcome;
    release();
    expect(await known()).toMatchObject({ state: 'scheduling', held_by: expect.any(String) });
  });
});
