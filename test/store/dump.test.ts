import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { literal } from '../../src/store/dump/literal.ts';
import { checkDump } from '../../src/store/dump/read-dump.ts';
import { loadDump } from '../../src/store/dump/restore.ts';
import { dumpedTables } from '../../src/store/dump/tables.ts';
import { dump } from '../../src/store/dump/write-dump.ts';
import { knownMigrations } from '../../src/store/migrations.ts';
import { connectEmbedded, pgliteConnection } from '../../src/store/pglite/connection.ts';
import { type Database, openBareDatabase, openDatabase } from '../../src/store/pglite/database.ts';
import { pgliteDriver } from '../../src/store/pglite/driver.ts';
import { openEmbeddedStore } from '../../src/store/pglite/open.ts';
import { restoreEmbedded } from '../../src/store/pglite/restore.ts';
import { connectPostgres } from '../../src/store/postgres/connection.ts';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { sqlStore } from '../../src/store/sql-store.ts';
import { scene, testClock } from './contract/scene.ts';
import { HOSTILE, liveIn } from './lived-in.ts';
import { type Asking, rowsOf, sequencesOf } from './rows-of.ts';
import { type TestDatabase, testDatabase } from './servers/database.ts';
import { atDatabase } from './servers/test-server.ts';
import { storeTemplate } from './template.ts';

const now = Temporal.Instant.from('2026-11-23T09:00:00Z');
const known = knownMigrations();
const clock = testClock();
let folder: string;
/** An embedded store that was lived in, and the copy of it. */
let embedded: Database;
let workspace: string;
let file: string;
let text: string;
let rows: Awaited<ReturnType<typeof rowsOf>>;
let sequences: Awaited<ReturnType<typeof sequencesOf>>;

const asking =
  (database: Database): Asking =>
  async <Row extends object>(sql: string) =>
    (await database.query<Row>(sql)).rows;
const copyOf = async (connection: Parameters<typeof dump>[0]) => {
  let copied = '';
  for await (const piece of dump(connection, known)) copied += piece;
  return copied;
};
let files = 0;
const written = (content: string): string => {
  files += 1;
  const name = join(folder, `copy-${files}.sql`);
  writeFileSync(name, content);
  return name;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mock-scheduler-dump-'));
  embedded = await openDatabase(null, await storeTemplate());
  workspace = await liveIn(
    sqlStore(
      pgliteDriver(embedded, 'embedded, in here', () => {}),
      clock.now,
    ),
    clock,
  );
  rows = await rowsOf(asking(embedded));
  sequences = await sequencesOf(asking(embedded));
  text = await copyOf(pgliteConnection(embedded, 'embedded, in here'));
  file = written(text);
});
afterAll(async () => {
  await embedded.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a copy of all data', () => {
  it('has every table of the schema, and rows of whatever a scheduler without a bot fills', async () => {
    const tables = await dumpedTables(pgliteConnection(embedded, 'here'), known);
    expect(tables.map(({ name }) => name).toSorted()).toEqual(Object.keys(rows));
    const filled = Object.keys(rows).filter((name) => !name.startsWith('telegram_'));
    expect(filled.length).toBeGreaterThan(10);
    for (const name of filled) expect(rows[name], name).not.toEqual([]);
  });

  it('is the same text for the same data', async () => {
    expect(await copyOf(pgliteConnection(embedded, 'embedded, in here'))).toBe(text);
  });

  it('keeps each statement and each row on lines of its own, whatever the texts hold', () => {
    const bare = text.split('\n').filter((line) => line === '-- next');
    const inserts = text.split('\n').filter((line) => line.startsWith('insert into'));
    expect(bare.length).toBeLessThan(inserts.length + known.length + 30);
    expect(text).not.toMatch(/\r|\t|\u2028|\u0085/);
  });
});

describe('a copy of the laptop’s store on a PostgreSQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase({ empty: true });
  });
  afterAll(() => database.drop());

  it('is loaded by sending the file as it is, as psql does, and every row is there', async () => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query(text);
    await client.end();
    expect(await rowsOf((sql) => database.query(sql))).toEqual(rows);
    expect(await sequencesOf((sql) => database.query(sql))).toEqual(sequences);
  });

  it('goes on there: work is claimed, new candidates are queued, numbers continue', async () => {
    const store = await openPostgresStore({ url: database.url, clock: clock.now });
    const before = await store.queue({ workspace });
    const claim = await store.claim({ workspace, worker: 'w', leaseSeconds: 60 });
    expect(before.candidates.map(({ id }) => id)).toContain(claim?.candidate.id);
    const audit = await store.audit({ workspace });
    expect(audit.at(-1)).toMatchObject({ action: 'resumed', candidateId: claim?.candidate.id });
    expect(audit.at(-1)!.id).toBeGreaterThan(audit.at(-2)!.id);
    expect(audit.filter(({ action }) => action === 'noted').map(({ summary }) => summary)).toEqual(HOSTILE);
    const booked = scene({ store, clock });
    expect(await booked.candidateIn('scheduled')).toMatchObject({ fence: 1 });
    await store.close();
    // The guards are in force again.
    await expect(database.query('delete from public.scheduling_audit')).rejects.toMatchObject({
      code: 'MS004',
    });
    await expect(
      database.query(`update public.candidates set state = 'queued' where state = 'cancelled'`),
    ).rejects.toMatchObject({ code: 'MS004' });
  });

  it('is refused where there is data already, which stays', async () => {
    const before = await rowsOf((sql) => database.query(sql));
    const connection = await connectPostgres(database.url);
    await expect(loadDump(connection, file, null)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining('has data already'),
      remedy: expect.stringContaining('--replace'),
    });
    expect(await rowsOf((sql) => database.query(sql))).toEqual(before);

    await loadDump(connection, file, known);
    expect(await rowsOf((sql) => database.query(sql))).toEqual(rows);
    await connection.close();
  });

  it('can be copied back from there, text for text', async () => {
    const connection = await connectPostgres(database.url);
    expect(await copyOf(connection)).toBe(text);
    await connection.close();
  });
});

const psqlMissing = spawnSync('psql', ['--version']).error !== undefined;

describe('a copy given to psql', () => {
  it.skipIf(psqlMissing)('is loaded as a whole, and one that is cut short changes nothing', async () => {
    const database = await testDatabase({ empty: true });
    const psql = (input: string) =>
      spawnSync('psql', ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', database.url], {
        input,
        encoding: 'utf8',
      });
    psql(text.slice(0, text.length * 0.9));
    expect(await database.query(`select to_regclass('public.candidates') as there`)).toEqual([
      { there: null },
    ]);
    expect(psql(text)).toMatchObject({ status: 0, stderr: '' });
    expect(await rowsOf((sql) => database.query(sql))).toEqual(rows);
    expect(psql(text)).toMatchObject({ status: 3, stderr: expect.stringContaining('has data already') });
    await database.drop();
  });
});

describe('a database that may be loaded into', () => {
  it('belongs to a user without special rights, as on Supabase, with the schema pushed already', async () => {
    const database = await testDatabase({ empty: true });
    const { adminUrl, prefix } = database.server;
    const owner = `${prefix}_owner`;
    const admin = new Client({ connectionString: adminUrl });
    await admin.connect();
    await admin.query(`create role ${owner} login password 'owner'`);
    await admin.query(`alter database ${database.name} owner to ${owner}`);
    await admin.end();
    const url = new URL(atDatabase(adminUrl, database.name));
    url.username = owner;
    url.password = 'owner';
    const connection = await connectPostgres(url.href);
    for (const { sql } of known.slice(0, 10)) await connection.run(sql);
    await loadDump(connection, file, null);
    await connection.close();
    expect(await rowsOf((sql) => database.query(sql))).toEqual(rows);
    await database.drop();
  });

  it('is refused where its schema is newer than the copy', async () => {
    const database = await testDatabase();
    await database.query(
      `insert into public.schema_versions (version, name) values ('29990101000000', 'later')`,
    );
    const connection = await connectPostgres(database.url);
    await expect(loadDump(connection, file, null)).rejects.toMatchObject({
      message: expect.stringContaining('newer schema (29990101000000)'),
    });
    await connection.close();
    await database.drop();
  });
});

describe('a copy put back into the embedded store', () => {
  it('takes the place of what was there, if that is meant, and keeps it aside', async () => {
    const dataDir = join(folder, 'data');
    const before = await openEmbeddedStore({ dataDir, template: await storeTemplate() });
    await scene({ store: before, clock }).enqueue();
    await before.close();
    await expect(restoreEmbedded(dataDir, file, { replace: false, now })).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining('has data already'),
    });
    const aside = await restoreEmbedded(dataDir, file, { replace: true, now });
    expect(aside).toBe(join(dataDir, 'store.before-20261123T090000Z'));
    expect(readdirSync(dataDir).sort()).toEqual(['store', 'store.before-20261123T090000Z', 'store.lock']);
    expect(statSync(join(dataDir, 'store')).mode & 0o777).toBe(0o700);
    const connection = await connectEmbedded(dataDir);
    expect(await rowsOf((sql) => connection.rows(sql))).toEqual(rows);
    await connection.close();
  });

  it('brings a copy of an older program up to date: its audit loses the names as any other', async () => {
    const older = known.filter(({ version }) => version < '20261123090300');
    const database = await openBareDatabase(null);
    for (const { sql } of older) await database.exec(sql);
    await database.exec(
      `select public.enqueue_candidate('default', 'c1', 'Ann Lee', 'ann@example.com', 'UTC', '{}', null, 'Bob')`,
    );
    let copied = '';
    for await (const piece of dump(pgliteConnection(database, 'here'), older)) copied += piece;
    await database.close();
    const dataDir = join(folder, 'from-older');
    expect(await restoreEmbedded(dataDir, written(copied), { replace: false, now })).toBeNull();
    const connection = await connectEmbedded(dataDir);
    expect(await connection.rows('select summary from public.scheduling_audit')).toEqual([
      { summary: '{candidate} joined the queue.' },
    ]);
    await connection.close();
  });

  it('changes nothing where the file was cut short, changed, or is something else', async () => {
    const dataDir = join(folder, 'untouched');
    const lines = text.split('\n');
    for (const [content, message] of [
      [text.slice(0, -20), 'was cut short'],
      [lines.slice(0, lines.length / 2).join('\n'), 'was cut short'],
      [text.replace("'null'", "'none'"), 'is damaged, or was changed by hand'],
      ['select 1;\n', 'is no copy of the scheduler'],
      ['', 'is no copy of the scheduler'],
    ] as const) {
      await expect(restoreEmbedded(dataDir, written(content), { replace: true, now })).rejects.toMatchObject({
        name: 'UserError',
        message: expect.stringContaining(message),
      });
    }
    await expect(checkDump(join(folder, 'nothing.sql'))).rejects.toMatchObject({
      message: expect.stringContaining('there is no such file'),
    });
    expect(() => readdirSync(dataDir)).toThrow('ENOENT');
  });

  it('is refused from a pipe or a device, of which nothing would be left to load once it was checked', async () => {
    const dataDir = join(folder, 'from-a-pipe');
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    for (const path of [pipe, '/dev/zero']) {
      await expect(restoreEmbedded(dataDir, path, { replace: true, now })).rejects.toMatchObject({
        name: 'UserError',
        message: `${path} is no file that can be read twice. Nothing was changed.`,
      });
    }
    expect(() => readdirSync(dataDir)).toThrow('ENOENT');
  });

  it('is refused within seconds where one line of it is as long as a disk', async () => {
    const endless = join(folder, 'endless.sql');
    writeFileSync(endless, '');
    // Holes: nothing of it is on the disk.
    truncateSync(endless, 3 * 1024 ** 3);
    await expect(checkDump(endless)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining('has a line that never ends'),
    });
  });

  it('leaves nothing behind where a statement of it fails', async () => {
    const lines = readFileSync(file, 'utf8').split('\n');
    const broken = lines.map((line) => (line === 'commit;' ? 'select 1 / 0;\ncommit;' : line)).join('\n');
    const connection = pgliteConnection(await openDatabase(null, await storeTemplate()), 'here');
    await expect(loadDump(connection, written(broken), null)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining('division by zero'),
    });
    expect(await connection.rows('select from public.candidates')).toEqual([]);
    await connection.close();
  });
});

describe('a text in a copy', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 30 }).map((given) => given.replaceAll('\0', ''));
  const pieces = fc.constantFrom(
    ...HOSTILE,
    "'",
    "''",
    '\\',
    "\\'",
    "E'",
    '\n',
    '\r',
    '\u0001',
    '\u007f',
    '🦊',
  );

  it('is what it was, on one line (property)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(anyText, pieces), { minLength: 1, maxLength: 20 }),
        async (texts) => {
          const literals = texts.map(literal);
          expect(literals.filter((each) => /[\n\r\u2028]/.test(each))).toEqual([]);
          const { rows: read } = await embedded.query<{ value: string }>(
            `select value from (values ${literals.map((each, index) => `(${index}, ${each})`).join(', ')}) as t (place, value) order by place`,
          );
          expect(read.map(({ value }) => value)).toEqual(texts);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('that is missing is null, and the word null is a text', () => {
    expect([literal(null), literal('null')]).toEqual(['null', "'null'"]);
  });
});
