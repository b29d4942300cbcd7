import { type Driver, SqlFault } from '../driver.ts';
import { CHANNELS } from '../signals.ts';
import { StoreUnavailable } from '../store.ts';
import type { Database } from './database.ts';
import { PreparedCalls } from './prepared.ts';

/**
 * The driver of the embedded database: one connection inside this process, calls one after another.
 *
 * @param onClose what else has to be let go of when the store is closed
 */
export function pgliteDriver(database: Database, description: string, onClose: () => void): Driver {
  const calls = new PreparedCalls(database);
  let broken: StoreUnavailable | null = null;
  let closing: Promise<void> | null = null;

  const close = async (): Promise<void> => {
    try {
      await database.close();
    } finally {
      onClose();
    }
  };

  return {
    description,

    call: async (name, args) => {
      if (broken !== null) {
        throw broken;
      }
      if (closing !== null) {
        throw new StoreUnavailable(`The store (${description}) is closed.`, 'Open it again.');
      }
      try {
        return await calls.call(name, args);
      } catch (error) {
        const fault = sqlFault(name, error);
        if (fault !== null) {
          throw fault;
        }
        // PostgreSQL itself has stopped: its memory is not to be trusted any more, its files are.
        broken = new StoreUnavailable(
          `The embedded database (${description}) has stopped: ${error instanceof Error ? error.message : String(error)}.`,
          'See that the disk is not full, then start the program again; nothing that was confirmed is lost.',
        );
        throw broken;
      }
    },

    listen: async (hear) => {
      const stops = await Promise.all(
        CHANNELS.map((channel) => database.listen(channel, (said) => hear(channel, said))),
      );
      return {
        live: true,
        close: async () => {
          if (closing === null) await Promise.all(stops.map((stop) => stop()));
        },
      };
    },

    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/** The five characters of an SQLSTATE tell an answer of PostgreSQL from a failure of PGlite. */
function sqlFault(calling: string, error: unknown): SqlFault | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') {
    return null;
  }
  if (!/^[0-9A-Z]{5}$/.test(error.code)) {
    return null;
  }
  const hint = 'hint' in error && typeof error.hint === 'string' ? error.hint : undefined;
  return new SqlFault(calling, { code: error.code, message: error.message, hint });
}
