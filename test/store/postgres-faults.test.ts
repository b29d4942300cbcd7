import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openPostgresStore, type PostgresStoreOptions } from '../../src/store/postgres/open.ts';
import type { Store } from '../../src/store/store.ts';
import { type Cluster, startCluster } from './servers/cluster.ts';
import { migrate } from './servers/test-server.ts';

let cluster: Cluster;
let url: string;

beforeAll(async () => {
  cluster = await startCluster({ max_connections: '40' });
  url = cluster.url('scheduler');
  await asAdmin('create database scheduler', cluster.url('postgres'));
  await migrate(url);
});
afterAll(() => cluster.remove());

let store: Store;
/** What the driver does instead of waiting before it calls again. */
let meanwhile: () => Promise<unknown>;
let waits: number[];

beforeEach(async () => {
  meanwhile = async () => {};
  waits = [];
  store = await open();
});
afterEach(() => store.close());

function open(options: Partial<PostgresStoreOptions> = {}): Promise<Store> {
  const sleep = async (milliseconds: number) => {
    waits.push(milliseconds);
    await meanwhile();
  };
  return openPostgresStore({ url, patience: { sleep, random: () => 0 }, ...options });
}

async function asAdmin<Row extends object>(sql: string, at = url): Promise<readonly Row[]> {
  const client = new Client({ connectionString: at });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Runs statements and leaves their transaction open, until the test or `end` ends it. */
async function holding(sql: string): Promise<{ end: () => Promise<void> }> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  await client.query(`begin; ${sql}`);
  const end = () => client.end();
  onTestFinished(end);
  return { end };
}

/** Undone when the test ends, whatever came of it. */
async function withChange(sql: string, undo: string): Promise<void> {
  await asAdmin(sql);
  onTestFinished(async () => {
    await asAdmin(undo, cluster.url('postgres'));
  });
}

const connections = `pg_stat_activity where application_name = 'mock-scheduler'`;
const cutAll = () => asAdmin(`select pg_terminate_backend(pid) from ${connections}`);

/** Resolves when a call of the store waits for a lock that somebody else holds. */
async function untilOneWaits(): Promise<void> {
  for (;;) {
    const [row] = await asAdmin<{ waiting: number }>(
      `select count(*)::int as waiting from ${connections} and wait_event_type = 'Lock'`,
    );
    if (row?.waiting !== 0) return;
  }
}

const queue = () => store.queue({ workspace: 'default' });

const load = () => store.loadConversation({ workspace: 'default', key: 'nobody' });

function enqueue(email = `${randomUUID()}@example.com`) {
  const about = { name: 'Dana', timeZone: 'UTC', request: {}, chat: null, actor: 'Ann' };
  return store.enqueue({ workspace: 'default', candidateId: randomUUID(), email, ...about });
}

async function rowsOf(email: string): Promise<number> {
  const [row] = await asAdmin<{ count: number }>(
    `select count(*)::int as count from public.candidates where email = '${email}'`,
  );
  return row?.count ?? 0;
}

/** What whoever called is told; nothing in it may be a secret or personal. */
async function trouble(call: Promise<unknown>): Promise<Error & { remedy: string }> {
  const error = await call.then(
    () => {
      throw new Error('the call went well');
    },
    (caught: Error & { remedy: string }) => caught,
  );
  const everything = [
    JSON.stringify(error, Object.getOwnPropertyNames(error)),
    error.stack,
    String(error.cause),
  ].join();
  expect(everything).not.toContain(new URL(url).password);
  expect(everything).not.toContain('secret-person');
  expect(error.remedy).toMatch(/\.$/);
  return error;
}

describe('a database that went away', () => {
  it('is reported, and used again as soon as it is back, with everything that was confirmed', async () => {
    const email = `${randomUUID()}@example.com`;
    await enqueue(email);
    await cluster.stop('fast');
    const error = await trouble(enqueue('secret-person@example.com'));
    expect(error.name).toBe('StoreUnavailable');
    expect(error.message).toMatch(
      /^The database \(PostgreSQL at 127\.0\.0\.1:\d+, database scheduler\) cannot be reached/,
    );
    expect(error.remedy).toContain('nothing that was confirmed is lost');
    expect(waits).toEqual([50, 100, 200, 400]);
    await cluster.start();
    expect((await queue()).candidates.map((candidate) => candidate.email)).toContain(email);
  });

  it('and comes back within a second or two is not even noticed', async () => {
    await queue();
    await cluster.stop('fast');
    meanwhile = () => cluster.start();
    const email = `${randomUUID()}@example.com`;
    expect(await enqueue(email)).toMatchObject({ outcome: 'queued' });
    expect(await rowsOf(email)).toBe(1);
  });

  it('in the middle of a call gets that call once more, and does it once', async () => {
    const lock = await holding('lock table public.candidates');
    const email = `${randomUUID()}@example.com`;
    const call = enqueue(email);
    await untilOneWaits();
    meanwhile = () => lock.end();
    await cutAll();
    expect(await call).toMatchObject({ outcome: 'queued' });
    expect(waits).toHaveLength(1);
    expect(await rowsOf(email)).toBe(1);
  });

  it('as by a power cut, in the middle of a call, gets that call once more too', async () => {
    await holding('lock table public.candidates');
    const email = `${randomUUID()}@example.com`;
    const call = enqueue(email);
    await untilOneWaits();
    meanwhile = () => cluster.start();
    await cluster.stop('immediate');
    expect(await call).toMatchObject({ outcome: 'queued' });
    expect(await rowsOf(email)).toBe(1);
  });

  it('in the middle of a call that counts does not get it again, for it may have been counted', async () => {
    await holding('lock table public.calendar_calls');
    const counted = { calls: 1, successes: 1, waits: 0, waitedMs: 0, retries: 0, quotaErrors: 0 };
    const call = trouble(
      store.recordCalendarCalls({
        account: 'a',
        calls: { list: { ...counted, rateErrors: 0, otherErrors: 0 } },
      }),
    );
    await untilOneWaits();
    await cutAll();
    expect((await call).message).toContain('went away in the middle of a call');
    expect(waits).toEqual([]);
  });

  it('is heard again after it came back: whoever listens is told that something may have been missed', async () => {
    const heard: (string | null)[] = [];
    let wake = () => {};
    const watch = await store.watch(({ workspace, what }) => {
      if (what === 'queue') heard.push(workspace);
      wake();
    });
    const next = async () => {
      while (heard.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return heard.shift();
    };
    onTestFinished(() => watch?.close());
    expect(await next()).toBeNull();
    expect(watch?.live).toBe(true);

    meanwhile = () => cluster.start();
    await cluster.stop('fast');
    expect(await next()).toBeNull();
    expect(watch?.live).toBe(true);
    await enqueue();
    expect(await next()).toBe('default');
  });
});

describe('a database that cannot do what it is asked', () => {
  it('because it only lets itself be read: that is said, reading goes on, and so does writing afterwards', async () => {
    await withChange(
      'alter database scheduler set default_transaction_read_only = on',
      'alter database scheduler reset default_transaction_read_only',
    );
    await cutAll();
    const error = await trouble(enqueue('secret-person@example.com'));
    expect(error.message).toContain('lets itself only be read (25006)');
    expect((await queue()).paused).toBe(false);
    await asAdmin('alter database scheduler reset default_transaction_read_only', cluster.url('postgres'));
    await cutAll();
    expect(await enqueue()).toMatchObject({ outcome: 'queued' });
  });

  it('because it has no connection left: the call waits a little for one, and then says so', async () => {
    await withChange(
      `create role frugal login bypassrls password 'secret' connection limit 1; grant service_role to frugal`,
      'drop role frugal',
    );
    const frugalUrl = url.replace(/\/\/.*@/, '//frugal:secret@');
    const other = new Client({ connectionString: frugalUrl });
    await other.connect();
    const error = await trouble(open({ url: frugalUrl }));
    expect(error.message).toContain('takes no more connections (53300)');
    expect(waits).toHaveLength(4);
    meanwhile = () => other.end();
    const frugal = await open({ url: frugalUrl });
    expect(await frugal.queue({ workspace: 'default' })).toMatchObject({ paused: false });
    await frugal.close();
  });

  it('because somebody holds a row for too long', async () => {
    await holding('lock table public.candidates');
    const impatient = await open({ limits: { lockMs: 20, statementMs: 5_000 } });
    onTestFinished(() => impatient.close());
    const error = await trouble(impatient.queue({ workspace: 'default' }));
    expect(error.message).toContain('has a row locked that is needed (55P03)');
  });

  it.each(['', '?pgbouncer=true'])('because it takes too long%s', async (pooled) => {
    await holding('lock table public.candidates');
    const limits = { lockMs: 5_000, statementMs: 500 };
    const impatient = await open({ url: `${url}${pooled}`, limits });
    onTestFinished(() => impatient.close());
    const error = await trouble(impatient.queue({ workspace: 'default' }));
    expect(error.message).toContain('took too long to answer (57014)');
    expect(waits).toEqual([]);
  });

  describe('because others change the same', () => {
    /** `load_conversation` refuses so many times with this code, then answers. */
    async function refusing(sqlstate: string, times: number): Promise<void> {
      await asAdmin(`create sequence public.refusals;
        alter function public.load_conversation(text, text) rename to real_load;
        create function public.load_conversation(p_workspace text, p_key text) returns jsonb language plpgsql as $$
        begin
          if nextval('public.refusals') <= ${times} then
            raise exception using errcode = '${sqlstate}', message = 'could not serialize';
          end if;
          return public.real_load(p_workspace, p_key);
        end $$`);
      onTestFinished(async () => {
        await asAdmin(`drop function public.load_conversation(text, text); drop sequence public.refusals;
          alter function public.real_load(text, text) rename to load_conversation`);
      });
    }

    it.each(['40001', '40P01'])('(%s): the call is made again, a few times', async (sqlstate) => {
      await refusing(sqlstate, 3);
      expect(await load()).toBeNull();
      expect(waits).toHaveLength(3);
    });

    it('without end: that is said', async () => {
      await refusing('40001', 1000);
      expect((await trouble(load())).message).toContain('changes that exclude each other (40001)');
    });
  });

  it('because its schema is older than the program: what to run is said, and nothing is broken by it', async () => {
    await asAdmin('alter function public.load_conversation rename to load_conversation_as_it_was');
    const error = await trouble(load());
    expect(error.message).toContain('its schema is older than the program (42883)');
    expect(error.remedy).toContain('mock-scheduler db migrate');
    await asAdmin('alter function public.load_conversation_as_it_was rename to load_conversation');
    expect(await load()).toBeNull();
  });

  it('because the password was changed while the program ran', async () => {
    await asAdmin(`create role rotating login bypassrls password 'before'; grant service_role to rotating`);
    const rotating = await open({ url: url.replace(/\/\/.*@/, '//rotating:before@') });
    onTestFinished(() => rotating.close());
    await asAdmin(`alter role rotating password 'after'`);
    await cutAll();
    const error = await trouble(rotating.queue({ workspace: 'default' }));
    expect(error.name).toBe('StoreUnavailable');
    expect(error.message).toContain('does not accept the user or password in DATABASE_URL (28P01)');
  });

  it('because the user may not', async () => {
    await asAdmin(`create role stranger login password 'secret'`);
    const asStranger = () => trouble(open({ url: url.replace(/\/\/.*@/, '//stranger:secret@') }));
    expect((await asStranger()).message).toContain('call the scheduler’s functions (42501)');
    await asAdmin('grant service_role to stranger');
    expect((await asStranger()).message).toContain('shows this user no rows at all');
  });
});

describe('at the start', () => {
  const elsewhere = (change: (address: URL) => void) => {
    const address = new URL(url);
    change(address);
    return trouble(open({ url: address.href }));
  };

  it('a wrong password, database, host or port is told apart', async () => {
    expect((await elsewhere((to) => (to.password = 'wrong'))).message).toContain('user or password');
    expect((await elsewhere((to) => (to.pathname = '/nothing'))).message).toContain(
      'not there under this name',
    );
    expect((await elsewhere((to) => (to.port = '1'))).message).toContain('cannot be reached (ECONNREFUSED)');
    const unknown = await elsewhere((to) => (to.hostname = 'nowhere.invalid'));
    expect(unknown.message).toMatch(/host name that is unknown|cannot be reached/);
  });

  it('a missing password is told', async () => {
    expect((await elsewhere((to) => (to.password = ''))).message).toContain('user or password');
  });

  it('a server without TLS is told where the address asks for it', async () => {
    const error = await elsewhere((to) => to.searchParams.set('sslmode', 'verify-full'));
    expect(error.message).toContain('over TLS as the address wants it');
  });

  it.each([
    'not an address',
    'https://user:secret-person@example.com/',
    'postgresql://user:secret-person@:x:/%',
  ])('what is no address is refused without being repeated (%#)', async (text) => {
    const error = await trouble(open({ url: text }));
    expect(error).toMatchObject({ name: 'UserError', message: expect.stringContaining('DATABASE_URL') });
  });

  it('a database without the schema, with an older or a newer one is refused, with what to do', async () => {
    await asAdmin('create database empty', cluster.url('postgres'));
    const none = await trouble(open({ url: cluster.url('empty') }));
    expect(none).toMatchObject({ name: 'UserError', remedy: 'Run `mock-scheduler db migrate`.' });
    expect(none.message).toContain('does not have the scheduler’s schema yet');

    await asAdmin('create database other template scheduler', await freed());
    const other = cluster.url('other');
    await asAdmin(`delete from public.schema_versions where version > '20261123'`, other);
    const older = await trouble(open({ url: other }));
    expect(older).toMatchObject({ name: 'UserError', remedy: 'Run `mock-scheduler db migrate`.' });
    expect(older.message).toMatch(
      /is older than this program: it lacks \d+ of \d+ migrations, from 20261123/,
    );

    await asAdmin(`insert into public.schema_versions values ('29990101000000', 'later')`, other);
    const newer = await trouble(open({ url: other }));
    expect(newer).toMatchObject({
      name: 'UserError',
      remedy: expect.stringContaining('Start the newer version'),
    });
  });

  /** The maintenance database, once nobody is connected to ours: only then can it be copied. */
  async function freed(): Promise<string> {
    await store.close();
    return cluster.url('postgres');
  }
});
