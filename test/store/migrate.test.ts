import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { fileOf, knownMigrations, type Migration } from '../../src/store/migrations.ts';
import { connectPostgres } from '../../src/store/postgres/connection.ts';
import { migrate, versionsIn } from '../../src/store/postgres/migrate.ts';
import { migrationScript } from '../../src/store/postgres/migration-sql.ts';
import { schemaState } from '../../src/store/schema-state.ts';
import { type TestDatabase, testDatabase } from './servers/database.ts';
import { freePort } from './servers/free-port.ts';

const known = knownMigrations();
const versions = known.map(({ version }) => version);
const databases: TestDatabase[] = [];
const ending: (() => Promise<void>)[] = [];

async function connected({ empty = true } = {}) {
  const database = await testDatabase({ empty });
  databases.push(database);
  const connect = async () => {
    const connection = await connectPostgres(database.url);
    ending.push(() => connection.close());
    return connection;
  };
  return { database, connect, connection: await connect() };
}

afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});
afterAll(async () => {
  for (const database of databases) await database.drop();
});

const later = (sql: string): Migration => ({ version: '29990101000000', name: 'later', sql });

describe('migrating a PostgreSQL', () => {
  it('runs every migration once and tells of each; the second time nothing is left to do', async () => {
    const { connection } = await connected();
    const told: string[] = [];
    const applied = await migrate(connection, known, (migration) => told.push(migration.version));
    expect(told).toEqual(versions);
    expect(applied).toEqual(known);
    expect(await versionsIn(connection)).toEqual(versions);
    expect(await migrate(connection, known)).toEqual([]);
  });

  it('by several processes at once, each migration runs in one of them', async () => {
    const { connect } = await connected();
    const results = await Promise.all([1, 2, 3].map(async () => migrate(await connect(), known)));
    expect(
      results
        .flat()
        .map(({ version }) => version)
        .sort(),
    ).toEqual(versions);
  });

  it('goes on from where an earlier program, or supabase db push, left off', async () => {
    const { connection, database } = await connected();
    await database.query('create schema supabase_migrations');
    await database.query(
      'create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text)',
    );
    for (const { version, name, sql } of known.slice(0, 5)) {
      await database.query(sql);
      await database.query(
        'insert into supabase_migrations.schema_migrations (version, name) values ($1, $2)',
        [version, name],
      );
    }
    expect((await migrate(connection, known)).map(({ version }) => version)).toEqual(versions.slice(5));
    const recorded = await database.query(
      'select version, name from supabase_migrations.schema_migrations order by version',
    );
    expect(recorded).toEqual(known.map(({ version, name }) => ({ version, name })));
  });

  it('keeps no record for Supabase’s command line where there is none', async () => {
    const { connection, database } = await connected();
    await migrate(connection, known);
    expect(await database.query(`select to_regnamespace('supabase_migrations') as there`)).toEqual([
      { there: null },
    ]);
  });

  it('names the file, the line and the reason of a statement that fails, and leaves nothing of it', async () => {
    const { connection, database } = await connected();
    const failing = later(`create table public.half (id text);\n\nselect 1 / 0,\n  nowhere;`);
    await expect(migrate(connection, [...known, failing])).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(
        /^The migration 29990101000000_later\.sql, line 4 failed on PostgreSQL at .*: column "nowhere" does not exist \(42703\)\.$/,
      ),
      remedy: expect.stringContaining('Nothing of this file was applied, earlier ones stay'),
    });
    expect(await database.query(`select to_regclass('public.half') as half`)).toEqual([{ half: null }]);
    expect(await versionsIn(connection)).toEqual(versions);
    expect(await migrate(connection, known)).toEqual([]);
  });

  it('tells somebody without the right to it whom to connect as', async () => {
    const { connection, database } = await connected();
    await connection.run('set role anon');
    await expect(migrate(connection, known)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining(fileOf(known[0]!)),
      remedy: expect.stringContaining('Connect as the owner'),
    });
    expect(await database.query(`select to_regclass('public.schema_versions') as there`)).toEqual([
      { there: null },
    ]);
  });

  it('refuses a database that a newer program has migrated, and changes nothing', async () => {
    const { connection, database } = await connected({ empty: false });
    await database.query(
      `insert into public.schema_versions (version, name) values ('29990101000000', 'later')`,
    );
    await expect(migrate(connection, known)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining('has schema 29990101000000'),
    });
    expect(schemaState('here', known, await versionsIn(connection))).toMatchObject({
      upToDate: false,
      unknown: ['29990101000000'],
      version: '29990101000000',
    });
  });

  it('says that a server cannot be reached, without the password', async () => {
    const address = `postgresql://ann:top-secret@127.0.0.1:${await freePort()}/nowhere`;
    const error = await connectPostgres(address).catch((caught: Error) => caught);
    expect(error).toMatchObject({ name: 'StoreUnavailable' });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('top-secret');
  });
});

describe('the schema as text to paste', () => {
  it('makes the whole schema in one go, and nothing where it is there already', async () => {
    const { connection, database } = await connected();
    await connection.run(migrationScript(known, null));
    expect(await versionsIn(connection)).toEqual(versions);
    await expect(connection.run(migrationScript(known, null))).rejects.toMatchObject({
      message: `This database is at schema ${versions.at(-1)}; these are the migrations after none.`,
      hint: expect.stringContaining('db sql --from'),
    });
    await database.query('select 1');
  });

  it('brings what an older program left up to date, from the version that it has', async () => {
    const { connection } = await connected();
    for (const { sql } of known.slice(0, 7)) await connection.run(sql);
    await expect(connection.run(migrationScript(known, versions[3]!))).rejects.toMatchObject({
      code: 'P0001',
    });
    await connection.run('rollback');
    await connection.run(migrationScript(known, versions[6]!));
    expect(await versionsIn(connection)).toEqual(versions);
  });

  it('says so where nothing is missing, and names the versions where one is not known', () => {
    expect(migrationScript(known, versions.at(-1)!)).toBe(
      `-- Nothing comes after ${versions.at(-1)}: the schema is up to date.\n`,
    );
    expect(() => migrationScript(known, '20000101000000')).toThrow('There is no migration 20000101000000.');
  });
});
