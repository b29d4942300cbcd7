import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { knownMigrations } from '../../../src/store/migrations.ts';
import { type TestDatabase, testDatabase } from './database.ts';

describe('the PostgreSQL of the tests', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  it('has every migration', async () => {
    const rows = await database.query<{ version: string }>(
      'select version from public.schema_versions order by version',
    );
    expect(rows.map(({ version }) => version)).toEqual(knownMigrations().map(({ version }) => version));
  });

  it('gives each test file a database of its own', async () => {
    const other = await testDatabase({ empty: true });
    expect(await other.query(`select to_regclass('public.candidates') as there`)).toEqual([{ there: null }]);
    expect(other.name).not.toBe(database.name);
    await other.drop();
    expect(await database.query('select from pg_database where datname = $1', [other.name])).toEqual([]);
  });
});
