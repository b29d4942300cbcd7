import type { Migration } from './migrations.ts';

/** How far the schema of a database is. */
export interface SchemaState {
  readonly where: string;
  /** The newest version that the database has seen; null where it has no schema. */
  readonly version: string | null;
  /** All migrations that this program knows, in order. */
  readonly migrations: readonly {
    readonly version: string;
    readonly name: string;
    readonly applied: boolean;
  }[];
  /** Versions that the database has seen and this program does not know. */
  readonly unknown: readonly string[];
  readonly upToDate: boolean;
}

/** @param applied the versions in the database's `schema_versions` */
export function schemaState(
  where: string,
  known: readonly Migration[],
  applied: readonly string[],
): SchemaState {
  const seen = new Set(applied);
  const migrations = known.map(({ version, name }) => ({ version, name, applied: seen.has(version) }));
  const names = new Set(known.map(({ version }) => version));
  const unknown = applied.filter((version) => !names.has(version)).toSorted();
  return {
    where,
    version: applied.toSorted().at(-1) ?? null,
    migrations,
    unknown,
    upToDate: unknown.length === 0 && migrations.every((migration) => migration.applied),
  };
}
