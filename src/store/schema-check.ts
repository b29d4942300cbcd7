import { UserError } from '../errors.ts';
import { schemaVersion } from './answers.ts';
import { type Driver, SqlFault } from './driver.ts';
import { isUnknownFunction, meaningOf } from './faults.ts';
import { knownMigrations, type Migration, missingMigrations } from './migrations.ts';

/**
 * Refuses a database whose schema is not this program's, with what to do about it (`UserError`). A
 * newer schema is refused as well: an older program could undo what a newer one promised.
 *
 * @param applied the versions in the database's `schema_versions`; none where there is no schema
 * @param howToMigrate what a person does to bring this database up to date
 */
export function checkSchema(
  known: readonly Migration[],
  applied: readonly string[],
  where: string,
  howToMigrate: string,
): void {
  const missing = missingMigrations(known, applied, where);
  const [first] = missing;
  if (first === undefined) return;
  throw new UserError(
    applied.length === 0
      ? `The database (${where}) does not have the scheduler’s schema yet.`
      : `The schema of the database (${where}) is older than this program: it lacks ${missing.length} of ${known.length} migrations, from ${first.version}_${first.name} on.`,
    { remedy: howToMigrate },
  );
}

/** Asks the database for its schema and refuses one that is not this program's. */
export async function requireSchema(driver: Driver, howToMigrate: string): Promise<void> {
  checkSchema(knownMigrations(), await appliedVersions(driver), driver.description, howToMigrate);
}

/** The versions that the database has seen; none where it has no schema. */
export async function appliedVersions(driver: Driver): Promise<readonly string[]> {
  let versions: readonly string[];
  try {
    versions = schemaVersion.parse(await driver.call('schema_version', {})).versions;
  } catch (error) {
    if (!(error instanceof SqlFault)) throw error;
    if (isUnknownFunction(error)) return [];
    throw meaningOf(error, driver.description);
  }
  // Whoever made the function made a row with it.
  if (versions.length === 0) {
    throw new UserError(`The database (${driver.description}) shows this user no rows at all.`, {
      remedy:
        'Row-level security holds for the user of DATABASE_URL: use the owner of the tables, or a role with bypassrls ' +
        'that was granted service_role.',
    });
  }
  return versions;
}
