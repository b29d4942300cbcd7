import { resolve } from 'node:path';
import { callFunction } from '../functions.ts';
import { sqlStore } from '../sql-store.ts';
import type { Store } from '../store.ts';
import { explainDataDirFault, makeDataDir, openInDataDir } from './data-dir.ts';
import { openDatabase } from './database.ts';
import { pgliteDriver } from './driver.ts';
import { type DataDirLock, lockDataDir } from './lock.ts';

export interface EmbeddedStoreOptions {
  /** Made where it is missing, with mode 0700; null keeps the store in memory. */
  readonly dataDir: string | null;
  /** Simulated time; without it the database's clock counts. */
  readonly clock?: () => Temporal.Instant;
  /** From `embeddedTemplate`, to start a new database in a third of a second instead of three. */
  readonly template?: Blob;
}

/**
 * Opens the embedded store (PGlite, PostgreSQL inside this process) and brings its schema up to date.
 * A directory can be open in one process only. As that is this one, whoever still held a lease in it
 * is gone: all leases are ended, and work goes on at once. Close it before the process ends.
 *
 * Throws `UserError`: in use by another process, not writable, disk full, data of another version.
 */
export async function openEmbeddedStore(options: EmbeddedStoreOptions): Promise<Store> {
  if (options.dataDir === null) {
    const database = await openDatabase(null, options.template);
    return sqlStore(
      pgliteDriver(database, 'embedded, in memory', () => {}),
      options.clock,
    );
  }
  const directory = resolve(options.dataDir);
  makeDataDir(directory);
  const lock = lockOf(directory);
  try {
    const database = await openInDataDir(directory, options.template);
    const driver = pgliteDriver(database, `embedded, in ${directory}`, lock.release);
    await callFunction(driver, 'end_all_leases', {
      p_actor: 'embedded store',
      ...(options.clock === undefined ? {} : { p_now: options.clock().toString() }),
    });
    return sqlStore(driver, options.clock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

export function lockOf(directory: string): DataDirLock {
  try {
    return lockDataDir(directory);
  } catch (error) {
    throw explainDataDirFault(directory, error);
  }
}

/** An empty database with its schema, to be given to `openEmbeddedStore` many times (tests, simulation). */
export async function embeddedTemplate(): Promise<Blob> {
  const database = await openDatabase(null);
  try {
    return await database.dumpDataDir('none');
  } finally {
    await database.close();
  }
}
