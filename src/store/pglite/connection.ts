import { resolve } from 'node:path';
import { type Connection, StatementFault } from '../connection.ts';
import { makeDataDir, openInDataDir } from './data-dir.ts';
import type { Database } from './database.ts';
import { lockOf } from './open.ts';

/**
 * Opens the database of a data directory as its owner, for this process alone; it is made where it is
 * missing, and its schema brought up to date. Throws `UserError` as `openEmbeddedStore` does.
 */
export async function connectEmbedded(dataDir: string): Promise<Connection> {
  const directory = resolve(dataDir);
  makeDataDir(directory);
  const lock = lockOf(directory);
  try {
    const database = await openInDataDir(directory);
    return pgliteConnection(database, `embedded, in ${directory}`, lock.release);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** @param onClose what else has to be let go of when it is closed */
export function pgliteConnection(database: Database, description: string, onClose = () => {}): Connection {
  return {
    description,
    rows: async <Row extends object>(sql: string, values: readonly unknown[] = []) => {
      const { rows } = await asked(() => database.query<Row>(sql, [...values]));
      return rows;
    },
    run: async (sql) => {
      await asked(() => database.exec(sql));
    },
    close: async () => {
      try {
        await database.close();
      } finally {
        onClose();
      }
    },
  };
}

/** PGlite's errors carry the statement and its parameters, ours do not. */
async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') throw error;
    const { hint, position } = error as { hint?: string; position?: unknown };
    throw new StatementFault({ code: error.code, message: error.message, hint, position });
  }
}
