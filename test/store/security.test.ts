import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/store/pglite/database.ts';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { testClock } from './contract/scene.ts';
import { LINTS, OFFENCES } from './lints.ts';
import { liveIn } from './lived-in.ts';
import { rowsOf } from './rows-of.ts';
import { type TestDatabase, testDatabase } from './servers/database.ts';
import { roleKey } from './servers/keys.ts';
import { postgrestMissing, startProject, type TestProject } from './servers/postgrest.ts';
import { storeTemplate } from './template.ts';

describe('the schema', () => {
  let embedded: Database;
  let database: TestDatabase;
  beforeAll(async () => {
    embedded = await openDatabase(null, await storeTemplate());
    database = await testDatabase();
  });
  afterAll(async () => {
    await embedded.close();
    await database.drop();
  });

  it.each(Object.keys(LINTS))('gives the security advisor nothing to say: %s', async (lint) => {
    expect(await database.query(LINTS[lint]!), 'on PostgreSQL').toEqual([]);
    expect((await embedded.query(LINTS[lint]!)).rows, 'embedded').toEqual([]);
  });

  it('would be caught by each of these, were it otherwise', async () => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const silent: string[] = [];
    for (const [lint, sql] of Object.entries(LINTS)) {
      await client.query(`begin; ${OFFENCES[lint]}`);
      if ((await client.query(sql)).rows.length === 0) silent.push(lint);
      await client.query('rollback');
    }
    await client.end();
    expect(silent).toEqual([]);
  });

  it('gives the scheduler’s own role no more than it needs: nothing is deleted, the audit is only added to', async () => {
    const may = (right: string) =>
      database
        .query<{ name: string }>(
          `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')
            and has_table_privilege('service_role', oid, '${right}') order by 1`,
        )
        .then((rows) => rows.map(({ name }) => name));
    expect(await may('truncate')).toEqual([]);
    expect((await may('delete')).filter((name) => !name.startsWith('telegram_'))).toEqual([]);
    expect(await may('update')).not.toContain('scheduling_audit');
    expect(await may('insert')).not.toContain('schema_versions');
    expect(await may('select')).toContain('scheduling_history');
  });
});

describe.skipIf(postgrestMissing !== null)(`with the key that browsers have${postgrestMissing ?? ''}`, () => {
  let database: TestDatabase;
  let project: TestProject;
  let relations: readonly string[];
  let columns: ReadonlyMap<string, string>;
  let functions: readonly { readonly name: string; readonly args: Readonly<Record<string, null>> }[];
  beforeAll(async () => {
    database = await testDatabase();
    const clock = testClock();
    const store = await openPostgresStore({ url: database.url, clock: clock.now });
    await liveIn(store, clock);
    await store.close();
    project = await startProject(database);
    columns = new Map(
      (
        await database.query<{ name: string; first: string }>(
          `select c.relname as name, min(a.attname) as first from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
              and a.attnum > 0 and a.attidentity = '' and a.attgenerated = '' group by c.relname`,
        )
      ).map(({ name, first }) => [name, first]),
    );
    relations = [...columns.keys()];
    functions = (
      await database.query<{ name: string; arguments: string[] | null }>(
        `select proname as name, proargnames[1:pronargs] as arguments from pg_proc where pronamespace = 'public'::regnamespace`,
      )
    ).map((row) => ({
      name: row.name,
      args: Object.fromEntries((row.arguments ?? []).map((each) => [each, null])),
    }));
  });
  afterAll(async () => {
    await project.stop();
    await database.drop();
  });

  const keys = (): Readonly<Record<string, string | null>> => ({
    anon: project.anonKey,
    authenticated: roleKey(project.secret, 'authenticated', Temporal.Now.instant().add({ hours: 1 })),
    none: null,
  });
  const ask = (key: string | null, method: string, path: string, body?: object) =>
    fetch(`${project.url}/rest/v1/${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        prefer: 'return=representation',
        ...(key === null ? {} : { apikey: key, authorization: `Bearer ${key}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  it.each(['anon', 'authenticated', 'none'])(
    '(%s) no table can be read or written, and nothing is',
    async (kind) => {
      const key = keys()[kind]!;
      const before = await rowsOf((sql) => database.query(sql));
      expect(relations.length).toBeGreaterThan(10);
      for (const relation of relations) {
        for (const [method, path, body] of [
          ['GET', relation, undefined],
          ['POST', relation, {}],
          ['PATCH', relation, { [columns.get(relation)!]: null }],
          ['DELETE', relation, undefined],
        ] as const) {
          const answer = await ask(key, method, path, body);
          const text = await answer.text();
          expect(answer.status, `${method} ${path}: ${text}`).toBeGreaterThanOrEqual(400);
          // What is written through a view with a join is refused before anybody's rights are looked at.
          const refusal = relation === 'scheduling_history' && method !== 'GET' ? '55000' : '42501';
          expect(text, `${method} ${path}`).toContain(`"code":"${refusal}"`);
        }
      }
      expect(await rowsOf((sql) => database.query(sql))).toEqual(before);
    },
  );

  it.each(['anon', 'authenticated', 'none'])(
    '(%s) no function can be called, and nothing happens',
    async (kind) => {
      const key = keys()[kind]!;
      const before = await rowsOf((sql) => database.query(sql));
      expect(functions.length).toBeGreaterThan(40);
      for (const { name, args } of functions) {
        const answer = await ask(key, 'POST', `rpc/${name}`, args);
        const text = await answer.text();
        expect([401, 403, 404], `${name}: ${text}`).toContain(answer.status);
        // Functions of triggers cannot be called by anybody.
        expect(text, name).toMatch(/"code":"(42501|PGRST202)"/);
      }
      expect(await rowsOf((sql) => database.query(sql))).toEqual(before);
    },
  );

  it('what the description of the data API tells names no table of ours', async () => {
    const answer = await ask(keys()['anon']!, 'GET', '');
    const described = await answer.text();
    for (const relation of relations) expect(described).not.toContain(`"/${relation}"`);
  });

  it('a table that somebody opened by mistake still shows no row', async () => {
    await database.query('grant select, update, delete on all tables in schema public to anon');
    for (const relation of relations.filter((name) => name !== 'scheduling_history')) {
      const answer = await ask(keys()['anon']!, 'GET', relation);
      expect([answer.status, await answer.json()], relation).toEqual([200, []]);
    }
    const before = await rowsOf((sql) => database.query(sql));
    expect(await (await ask(keys()['anon']!, 'DELETE', 'candidates')).json()).toEqual([]);
    expect(await (await ask(keys()['anon']!, 'PATCH', 'candidates', { name: 'x' })).json()).toEqual([]);
    expect(await rowsOf((sql) => database.query(sql))).toEqual(before);
    await database.query('revoke all on all tables in schema public from anon');
  });

  it('the scheduler’s own key reads and calls, so that all this is no accident', async () => {
    const candidates = await ask(project.serviceKey, 'GET', 'candidates?select=id');
    expect(await candidates.json()).not.toEqual([]);
    const history = await ask(project.serviceKey, 'GET', 'scheduling_history?order=id&limit=1');
    expect(await history.json()).toMatchObject([
      { summary: 'Candidate 1 joined the queue.', candidate: 'Candidate 1' },
    ]);
    const raw = await ask(project.serviceKey, 'GET', 'scheduling_audit?order=id&limit=1');
    expect(await raw.json()).toMatchObject([{ summary: '{candidate} joined the queue.' }]);
    const called = await ask(project.serviceKey, 'POST', 'rpc/schema_version', {});
    expect(called.status).toBe(200);
  });
});
