import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';

/** One file of `supabase/migrations`, named `<version>_<name>.sql` as Supabase does. */
export interface Migration {
  /** Year to second, 14 digits. */
  readonly version: string;
  readonly name: string;
  /** Writes its own row into `schema_versions`, whatever tool runs it. */
  readonly sql: string;
}

const folder = join(import.meta.dirname, '../../supabase/migrations');

/** All migrations that this program knows, in the order to run them. */
export function knownMigrations(): readonly Migration[] {
  return readdirSync(folder)
    .filter((file) => /^\d{14}_.+\.sql$/.test(file))
    .sort()
    .map((file) => ({
      version: file.slice(0, 14),
      name: file.slice(15, -'.sql'.length),
      sql: readFileSync(join(folder, file), 'utf8'),
    }));
}

/** The name of its file. */
export function fileOf({ version, name }: Migration): string {
  return `${version}_${name}.sql`;
}

/**
 * Those that a database lacks. A database that has seen more than this program knows is refused:
 * an older program could undo what a newer one promised.
 *
 * @param applied the versions in the database's `schema_versions`
 * @param where the database, for people
 */
export function missingMigrations(
  known: readonly Migration[],
  applied: readonly string[],
  where: string,
): readonly Migration[] {
  const names = new Set(known.map((migration) => migration.version));
  const foreign = applied.filter((version) => !names.has(version)).sort();
  const newest = foreign.at(-1);
  if (newest !== undefined) {
    throw new UserError(
      `The database in ${where} has schema ${newest}; this program knows schemas up to ${known.at(-1)?.version}.`,
      { remedy: 'Start the newer version of the program that made this database.' },
    );
  }
  const seen = new Set(applied);
  return known.filter((migration) => !seen.has(migration.version));
}
