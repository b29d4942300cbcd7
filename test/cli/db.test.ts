import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { knownMigrations } from '../../src/store/migrations.ts';
import { openEmbeddedStore } from '../../src/store/pglite/open.ts';
import { testClock } from '../store/contract/scene.ts';
import { liveIn } from '../store/lived-in.ts';
import { type TestDatabase, testDatabase } from '../store/servers/database.ts';
import { postgrestMissing, startProject, type TestProject } from '../store/servers/postgrest.ts';
import { storeTemplate } from '../store/template.ts';
import { REQUEST, run, temporaryFolder } from './run.ts';

const newest = knownMigrations().at(-1)!.version;
const databases: TestDatabase[] = [];
const database = async (options: { empty?: boolean } = {}) => {
  const made = await testDatabase(options);
  databases.push(made);
  return made;
};
afterAll(async () => {
  for (const each of databases) await each.drop();
});

/** A data directory with an empty store, made faster than the program does. */
async function emptyStore(): Promise<string> {
  const dataDir = join(temporaryFolder(), 'data');
  await (await openEmbeddedStore({ dataDir, template: await storeTemplate() })).close();
  return dataDir;
}

describe('db', () => {
  it('status says that nothing is there yet, without making it, and fails', async () => {
    const folder = temporaryFolder();
    const { code, stdout } = await run(['db', 'status'], { env: { DATA_DIR: join(folder, 'data') } });
    expect(code).toBe(1);
    expect(stdout).toContain('no schema yet');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('Bring it up to date: mock-scheduler db migrate');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('migrate brings a PostgreSQL up to date, and status then says so', async () => {
    const { url } = await database({ empty: true });
    const env = { DATABASE_URL: url };
    const early = await run(['status'], { env });
    expect(early.code).toBe(1);
    expect(early.stderr).toContain('mock-scheduler db migrate');

    const migrated = await run(['db', 'migrate'], { env });
    expect(migrated).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('the schema is up to date ('),
    });
    expect(migrated.stderr).toContain(`${newest}_`);
    const { code, stdout } = await run(['db', 'status', '--json'], { env });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ version: newest, upToDate: true, unknown: [] });
    expect(stdout).not.toContain(new URL(url).password);
    expect((await run(['status'], { env })).code).toBe(0);
  });

  it('sql prints what a migration tool would run, and nothing else', async () => {
    const { url, query } = await database({ empty: true });
    const { code, stdout, stderr } = await run(['db', 'sql'], { env: { DATABASE_URL: url } });
    expect([code, stderr]).toEqual([0, '']);
    await query(stdout);
    const [row] = await query<{ version: string }>(
      'select max(version) as version from public.schema_versions',
    );
    expect(row).toEqual({ version: newest });
    expect(await run(['db', 'sql', '--from', 'yesterday'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no migration yesterday.'),
    });
  });

  it('dump and restore take a store from a laptop to a PostgreSQL, and back', async () => {
    const dataDir = await emptyStore();
    const clock = testClock();
    const store = await openEmbeddedStore({ dataDir, clock: clock.now });
    await liveIn(store, clock);
    await store.close();
    const folder = temporaryFolder();
    const file = join(folder, 'copy.sql');
    writeFileSync(file, 'an older copy', { mode: 0o644 });

    const dumped = await run(['db', 'dump', '--embedded', file], {
      env: { DATA_DIR: dataDir, DATABASE_URL: 'postgresql://nowhere.example.com/none' },
    });
    expect(dumped).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('It names people') });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['copy.sql']);
    const { url } = await database({ empty: true });
    const restored = await run(['db', 'restore', file], { env: { DATABASE_URL: url } });
    expect(restored).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('was loaded into PostgreSQL at'),
    });
    const back = await run(['db', 'dump'], { env: { DATABASE_URL: url } });
    expect(back.stdout).toBe(readFileSync(file, 'utf8'));
  });

  it('tells whoever is not the owner of the tables to connect as the owner', async () => {
    const { url, query, name } = await database();
    const role = `${name}_reader`;
    await query(`create role ${role} login password 'guest-secret'`);
    onTestFinished(async () => void (await query(`drop role ${role}`)));
    const address = new URL(url);
    address.username = role;
    address.password = 'guest-secret';
    const env = { DATABASE_URL: address.href };
    const asked = async (...command: string[]) => {
      const { code, stderr } = await run(['db', ...command], { env });
      expect(stderr).toContain('Connect as the owner of the tables');
      expect(stderr).not.toContain('guest-secret');
      return [code, stderr.split('\n')[0]];
    };
    for (const command of ['status', 'migrate']) {
      expect(await asked(command)).toEqual([1, expect.stringContaining('shows this user no rows at all')]);
    }
    // Who may call every function, and see every row, still is not the owner.
    await query(`alter role ${role} bypassrls; grant service_role to ${role}`);
    expect(await asked('dump')).toEqual([1, expect.stringContaining('permission denied')]);
    const copy = join(temporaryFolder(), 'copy.sql');
    expect((await run(['db', 'dump', copy], { env: { DATABASE_URL: url } })).code).toBe(0);
    expect(await asked('restore', '--replace', copy)).toEqual([
      1,
      expect.stringContaining('permission denied'),
    ]);
    expect((await run(['db', 'status'], { env })).code).toBe(0);
  });

  it('dump says where it cannot write, and leaves nothing there', async () => {
    const dataDir = await emptyStore();
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'taken'));
    for (const [file, why] of [
      [join(folder, 'nowhere', 'copy.sql'), 'there is no such folder'],
      [join(folder, 'taken'), 'it is a folder'],
    ] as const) {
      expect(await run(['db', 'dump', file], { env: { DATA_DIR: dataDir } })).toMatchObject({
        code: 1,
        stderr: expect.stringContaining(why),
      });
    }
    expect(readdirSync(folder)).toEqual(['taken']);
  });
});

describe.skipIf(postgrestMissing !== null)(`db through a data API${postgrestMissing ?? ''}`, () => {
  let project: TestProject;
  let older: TestDatabase;
  beforeAll(async () => {
    older = await database({ empty: true });
    for (const { sql } of knownMigrations().slice(0, 9)) await older.query(sql);
    project = await startProject(older);
  });
  afterAll(() => project.stop());

  it('names the ways to migrate that there are, and what exactly is missing', async () => {
    const env = { SUPABASE_URL: project.url, SUPABASE_SERVICE_ROLE_KEY: project.serviceKey };
    const { version } = knownMigrations()[8]!;
    const status = await run(['db', 'status', '--json'], { env });
    expect([status.code, JSON.parse(status.stdout)]).toMatchObject([1, { version, upToDate: false }]);
    const migrated = await run(['db', 'migrate'], { env });
    expect(migrated.code).toBe(1);
    for (const way of ['supabase db push', `db sql --from ${version}`, 'DATABASE_URL']) {
      expect(migrated.stderr).toContain(way);
    }
    for (const command of [['dump'], ['restore', 'copy.sql']]) {
      expect(await run(['db', ...command], { env })).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('Set DATABASE_URL'),
      });
    }
  });
});

describe('candidates', () => {
  it('export tells all that is known of a person; forget takes it away for good', async () => {
    const env = { DATA_DIR: await emptyStore() };
    await run(['enqueue', '--request', '-'], { env, input: JSON.stringify(REQUEST) });
    const exported = await run(['candidates', 'export', 'DANA@example.com'], { env });
    expect(exported.code).toBe(0);
    expect(JSON.parse(exported.stdout)).toMatchObject({
      candidates: [{ name: 'Dana Fox', state: 'queued' }],
      audit: [{ summary: 'Dana Fox joined the queue.' }],
    });
    expect(await run(['candidates', 'forget', 'dana@example.com', '--yes'], { env })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Dana Fox is queued in workspace default'),
    });
    const store = await openEmbeddedStore({ dataDir: env.DATA_DIR });
    const [candidate] = await store.candidates({ workspace: 'default', email: 'dana@example.com' });
    await store.cancel({ candidateId: candidate!.id, actor: 'Ann', note: '' });
    await store.close();

    expect(await run(['candidates', 'forget', 'dana@example.com'], { env })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Say --yes where it is meant.'),
    });
    expect(await run(['candidates', 'forget', 'dana@example.com', '--yes'], { env })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Forgotten'),
    });
    const left = await run(['db', 'dump'], { env });
    expect(left.stdout).not.toMatch(/dana/i);
    expect(left.stdout).toContain('{candidate} joined the queue.');
    expect(await run(['candidates', 'export', 'dana@example.com'], { env })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Nothing is known of anybody'),
    });
  });
});
