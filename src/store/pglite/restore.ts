import { chmodSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UserError } from '../../errors.ts';
import { checkDump } from '../dump/read-dump.ts';
import { filledTable, loadDump } from '../dump/restore.ts';
import { knownMigrations } from '../migrations.ts';
import { migrate } from '../postgres/migrate.ts';
import { connectEmbedded, pgliteConnection } from './connection.ts';
import { explainDataDirFault, makeDataDir } from './data-dir.ts';
import { openBareDatabase } from './database.ts';
import { lockOf } from './open.ts';

/**
 * Makes the embedded database of a data directory from a dump. It is made beside its place and moved
 * there when it is whole; what was there before is put aside, unless it had no data.
 *
 * @param replace without it, a database with data is refused
 * @returns where the former database is now; null where there was none, or none with data
 * Throws `UserError`; nothing is changed then.
 */
export async function restoreEmbedded(
  dataDir: string,
  file: string,
  { replace, now }: { replace: boolean; now: Temporal.Instant },
): Promise<string | null> {
  await checkDump(file);
  const directory = resolve(dataDir);
  const place = join(directory, 'store');
  makeDataDir(directory);
  const filled = existsSync(place) && (replace || (await holdsData(directory)));
  if (filled && !replace) {
    throw new UserError(`The store in ${directory} has data already. Nothing was changed.`, {
      remedy:
        'Set DATA_DIR to an empty directory, or put the copy in its place with --replace; it is kept aside then.',
    });
  }
  const lock = lockOf(directory);
  try {
    const made = join(directory, 'store.unfinished');
    rmSync(made, { recursive: true, force: true });
    await makeFrom(file, made);
    const aside = filled ? join(directory, `store.before-${stamp(now)}`) : null;
    if (aside !== null) renameSync(place, aside);
    else rmSync(place, { recursive: true, force: true });
    renameSync(made, place);
    return aside;
  } catch (error) {
    throw explainDataDirFault(directory, error);
  } finally {
    lock.release();
  }
}

async function holdsData(directory: string): Promise<boolean> {
  const connection = await connectEmbedded(directory);
  try {
    return (await filledTable(connection, knownMigrations())) !== null;
  } finally {
    await connection.close();
  }
}

async function makeFrom(file: string, directory: string): Promise<void> {
  try {
    const connection = pgliteConnection(await openBareDatabase(directory), 'the new embedded database');
    try {
      await loadDump(connection, file, null);
      // A copy that an older program made.
      await migrate(connection, knownMigrations());
    } finally {
      await connection.close();
    }
    chmodSync(directory, 0o700);
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

/** To the second, without characters that a file's name cannot have everywhere. */
function stamp(now: Temporal.Instant): string {
  return now.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');
}
