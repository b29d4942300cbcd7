import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { openSupabaseStore, type SupabaseStoreOptions } from '../../src/store/supabase/open.ts';
import { type TestDatabase, testDatabase } from './servers/database.ts';
import { freePort } from './servers/free-port.ts';
import { roleKey } from './servers/keys.ts';
import { postgrestMissing, startProject, type TestProject } from './servers/postgrest.ts';

let database: TestDatabase;
let project: TestProject;
let store: Store;
/** What the driver does instead of waiting before it calls again. */
let meanwhile: () => Promise<unknown>;
let waits: number;

function open(options: Partial<SupabaseStoreOptions> = {}): Promise<Store> {
  const sleep = async () => {
    waits += 1;
    await meanwhile();
  };
  return openSupabaseStore({
    url: project.url,
    key: project.serviceKey,
    patience: { sleep, random: () => 0 },
    ...options,
  });
}

const load = (from = store) => from.loadConversation({ workspace: 'default', key: 'nobody' });

function enqueue(email = `${randomUUID()}@example.com`) {
  const about = { name: 'Dana', timeZone: 'UTC', request: {}, chat: null, actor: 'Ann' };
  return store.enqueue({ workspace: 'default', candidateId: randomUUID(), email, ...about });
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
  for (const secret of [project.serviceKey, project.secretKey, project.anonKey, 'secret-person']) {
    expect(everything).not.toContain(secret);
  }
  expect(error.remedy).toMatch(/\.$/);
  return error;
}

/** Runs statements and leaves their transaction open until the test ends. */
async function holding(sql: string): Promise<void> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(`begin; ${sql}`);
  onTestFinished(() => client.end());
}

/** Changes the schema until the test ends. */
async function withSchema(change: string, undo: string): Promise<void> {
  await database.query(change);
  onTestFinished(async () => {
    await database.query(undo);
  });
}

describe.skipIf(postgrestMissing !== null)(`a data API ${postgrestMissing ?? ''}`, () => {
  beforeAll(async () => {
    database = await testDatabase();
    project = await startProject(database);
  });
  afterAll(async () => {
    await project.stop();
    await database.drop();
  });
  beforeEach(async () => {
    meanwhile = async () => {};
    waits = 0;
    store = await open();
  });
  afterEach(() => {
    project.gateway.answer = null;
  });

  describe('that cannot be reached', () => {
    it('is reported', async () => {
      const nothing = `http://127.0.0.1:${await freePort()}`;
      const nowhere = await trouble(open({ url: nothing }));
      expect(nowhere.name).toBe('StoreUnavailable');
      expect(nowhere.message).toContain(
        `The database (Supabase at ${nothing}) cannot be reached (ECONNREFUSED)`,
      );
      expect(waits).toBe(4);
      const unknown = await trouble(open({ url: 'http://nowhere.invalid' }));
      expect(unknown.message).toMatch(/host name that is unknown|cannot be reached/);
    });

    it('because it cuts calls off: they are made again, and done once', async () => {
      project.gateway.answer = 'cut';
      meanwhile = async () => {
        project.gateway.answer = null;
      };
      const email = `${randomUUID()}@example.com`;
      expect(await enqueue(email)).toMatchObject({ outcome: 'queued' });
      expect(waits).toBe(1);
      meanwhile = async () => {};
      project.gateway.answer = 'cut';
      expect((await trouble(enqueue('secret-person@example.com'))).message).toContain(
        'in the middle of a call',
      );
      const counted = { calls: 1, successes: 1, waits: 0, waitedMs: 0, retries: 0, quotaErrors: 0 };
      waits = 0;
      await trouble(
        store.recordCalendarCalls({
          account: 'a',
          calls: { list: { ...counted, rateErrors: 0, otherErrors: 0 } },
        }),
      );
      expect(waits).toBe(0);
    });

    it.each([
      [502, 'cannot be reached, or went away', 4],
      [503, 'cannot be reached, or went away', 4],
      [522, 'cannot be reached, or went away', 4],
      [429, 'was asked too often', 4],
      [540, 'is paused', 0],
      [401, 'does not accept SUPABASE_SERVICE_ROLE_KEY', 0],
      [404, 'does not answer as Supabase’s data API does', 0],
    ])('because its gateway answers %i', async (status, said, again) => {
      project.gateway.answer = { status, body: '<html><h1>secret-person</h1></html>' };
      const error = await trouble(enqueue());
      expect(error.name).toBe('StoreUnavailable');
      expect(error.message).toContain(said);
      expect(waits).toBe(again);
      project.gateway.answer = null;
      expect(await enqueue()).toMatchObject({ outcome: 'queued' });
    });

    it('because something else answers in its place', async () => {
      project.gateway.answer = { status: 200, body: '<html>Welcome!</html>' };
      expect((await trouble(load())).message).toContain('does not answer as Supabase’s data API does');
      project.gateway.answer = { status: 404, body: '' };
      const unheard = store.pause({ workspace: 'default', paused: true, actor: 'Ann' });
      expect((await trouble(unheard)).message).toContain('does not answer as Supabase’s data API does');
    });
  });

  describe('whose key', () => {
    it('is none of this project: that is said, and not the key', async () => {
      const wrong = roleKey('x'.repeat(64), 'service_role', Temporal.Now.instant().add({ hours: 1 }));
      expect((await trouble(open({ key: wrong }))).message).toContain(
        'does not accept SUPABASE_SERVICE_ROLE_KEY',
      );
      expect((await trouble(open({ key: 'sb_secret_unknown' }))).message).toContain('the key is wrong');
    });

    it('has expired', async () => {
      const expired = roleKey(project.secret, 'service_role', Temporal.Now.instant().subtract({ hours: 1 }));
      expect((await trouble(open({ key: expired }))).message).toContain('has expired');
    });

    it('is meant for browsers: it is not even sent', async () => {
      const before = project.gateway.requests.length;
      for (const key of [project.anonKey, 'sb_publishable_abc']) {
        expect(await trouble(open({ key }))).toMatchObject({
          name: 'UserError',
          message: expect.stringContaining('meant for browsers'),
        });
      }
      expect(project.gateway.requests).toHaveLength(before);
    });

    it.each(['two words', 'line\nbreak', 'umlaut-ü'])('cannot be one at all (%#)', async (key) => {
      const error = await trouble(open({ key }));
      expect(error.message).not.toContain(key);
      expect(error).toMatchObject({
        name: 'UserError',
        message: expect.stringContaining('SUPABASE_SERVICE_ROLE_KEY'),
      });
    });

    it('belongs to a role that may not call the functions', async () => {
      await withSchema(
        'revoke execute on function public.load_conversation from service_role',
        'grant execute on function public.load_conversation to service_role',
      );
      expect((await trouble(load())).message).toContain('call the scheduler’s functions (42501)');
    });
  });

  describe('whose database', () => {
    it('lets itself only be read', async () => {
      // PostgREST opens its transactions for writing itself, so a function has to say it.
      await withSchema(
        `alter function public.use_workspace rename to real_use;
        create function public.use_workspace(p_workspace text) returns void language plpgsql as $$
        begin perform set_config('transaction_read_only', 'on', true), public.real_use(p_workspace); end $$`,
        `drop function public.use_workspace; alter function public.real_use rename to use_workspace`,
      );
      const error = await trouble(enqueue('secret-person@example.com'));
      expect(error.message).toContain('lets itself only be read (25006)');
    });

    it('cancels a call because it took too long', async () => {
      await holding('lock table public.conversations');
      const call = trouble(load());
      const mine = `from pg_stat_activity where usename = '${database.server.authenticator.name}' and datname = '${database.name}' and wait_event_type = 'Lock'`;
      for (let waiting = 0; waiting === 0; ) {
        waiting = (await database.query(`select pid ${mine}`)).length;
      }
      await database.query(`select pg_cancel_backend(pid) ${mine}`);
      expect((await call).message).toContain('took too long to answer (57014)');
      expect(waits).toBe(0);
    });

    it('has a deadlock: the call is made again', async () => {
      await withSchema(
        `create sequence public.refusals; grant usage on sequence public.refusals to service_role;
        alter function public.use_workspace rename to real_use;
        create function public.use_workspace(p_workspace text) returns void language plpgsql as $$
        begin
          if nextval('public.refusals') <= 2 then
            raise exception using errcode = '40P01', message = 'deadlock detected';
          end if;
          perform public.real_use(p_workspace);
        end $$`,
        `drop function public.use_workspace; drop sequence public.refusals;
        alter function public.real_use rename to use_workspace`,
      );
      expect(await enqueue()).toMatchObject({ outcome: 'queued' });
      expect(waits).toBe(2);
    });

    it('cuts all connections: once the data API has new ones, the call is made again, and done once', async () => {
      meanwhile = project.ready;
      await database.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where usename = $1 and datname = $2',
        [database.server.authenticator.name, database.name],
      );
      expect(await enqueue()).toMatchObject({ outcome: 'queued' });
      await project.ready();
    });

    it('is older than the program: what to run is said, and nothing is broken by it', async () => {
      await withSchema(
        'alter function public.load_conversation rename to load_as_it_was',
        `alter function public.load_as_it_was rename to load_conversation; notify pgrst, 'reload schema'`,
      );
      const error = await trouble(load());
      expect(error.message).toMatch(/its schema is older than the program \((42883|PGRST202)\)/);
      expect(error.remedy).toContain('supabase db push');
    });
  });

  it.each(['https//x', 'ftp://x.example.com', ''])('that has no address (%s) is refused', async (url) => {
    expect(await trouble(open({ url }))).toMatchObject({
      name: 'UserError',
      message: 'SUPABASE_URL is not an address.',
    });
  });

  it('before a database without the schema, with an older or a newer one is refused, with what to do', async () => {
    const other = await testDatabase({ empty: true });
    onTestFinished(() => other.drop());
    await other.query('grant usage on schema public to service_role');
    const served = await startProject(other);
    try {
      const none = await trouble(open({ url: served.url, key: served.serviceKey }));
      expect(none).toMatchObject({ name: 'UserError', remedy: expect.stringContaining('supabase db push') });
      expect(none.message).toContain('does not have the scheduler’s schema yet');
    } finally {
      await served.stop();
    }
    await database.query(`delete from public.schema_versions where version > '20261123'`);
    expect((await trouble(open())).message).toContain('is older than this program');
    await database.query(`insert into public.schema_versions values ('29990101000000', 'later')`);
    expect(await trouble(open())).toMatchObject({
      remedy: expect.stringContaining('Start the newer version'),
    });
  });
});
