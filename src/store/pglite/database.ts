import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { knownMigrations, type Migration, missingMigrations } from '../migrations.ts';

/** PostgreSQL's major version in the pinned PGlite: data of another one cannot be read. */
export const POSTGRES_MAJOR = '18';

export type Database = PGlite;

/**
 * Opens PGlite, making a new database where the directory has none, and brings its schema up to date.
 *
 * @param directory null keeps it in memory
 * @param template a database made before (`embeddedTemplate`), to start from; ten times as fast as a new one
 */
export async function openDatabase(directory: string | null, template?: Blob): Promise<Database> {
  const database = await openBareDatabase(directory, template);
  try {
    await migrate(database, knownMigrations(), directory ?? 'memory');
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

/** The same with the schema left as it is; none in a new one. */
export function openBareDatabase(directory: string | null, template?: Blob): Promise<Database> {
  const options: PGliteOptions = {
    extensions: { btree_gist },
    // The usual 16 MB pieces of log are most of what a first start writes; a queue needs far less.
    initDbStartParams: ['--wal-segsize=1'],
    ...(directory === null ? {} : { dataDir: directory }),
    ...(template === undefined ? {} : { loadDataDir: template }),
  };
  return PGlite.create(options);
}

/** Runs what the database lacks, each migration as one transaction; it records itself in `schema_versions`. */
export async function migrate(database: Database, known: readonly Migration[], where: string): Promise<void> {
  const applied = await appliedVersions(database);
  for (const migration of missingMigrations(known, applied, where)) {
    await database.transaction((transaction) => transaction.exec(migration.sql));
  }
}

async function appliedVersions(database: Database): Promise<readonly string[]> {
  const { rows: found } = await database.query<{ there: boolean }>(
    `select to_regclass('public.schema_versions') is not null as there`,
  );
  if (found[0]?.there !== true) {
    return [];
  }
  const { rows } = await database.query<{ version: string }>('select version from public.schema_versions');
  return rows.map((row) => row.version);
}
