import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { UserError } from '../../errors.ts';

export interface DataDirLock {
  release(): void;
}

const SQLITE_BUSY = 5;
/** SQLite's own words for faults of the file system, in the system's words. */
const systemCodes: ReadonlyMap<unknown, string> = new Map([
  [8, 'EROFS'],
  [13, 'ENOSPC'],
  [14, 'EACCES'],
]);

/**
 * Makes this process the only one that has the embedded database open, for PGlite does not: two
 * processes would overwrite each other's work without an error. The lock is a file lock of the
 * operating system (held through SQLite, which Node brings along), so it ends with the process,
 * however that ends. The file must never be opened in another way by this process: closing any
 * descriptor of it would let the lock go.
 */
export function lockDataDir(directory: string): DataDirLock {
  const pidFile = join(directory, 'store.pid');
  const lock = takeLock(directory, pidFile);
  try {
    writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 });
  } catch (error) {
    lock.close();
    throw error;
  }
  return {
    release: () => {
      rmSync(pidFile, { force: true });
      lock.close();
    },
  };
}

function takeLock(directory: string, pidFile: string): DatabaseSync {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(join(directory, 'store.lock'), { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    const errcode = error instanceof Error && 'errcode' in error ? error.errcode : undefined;
    if (errcode === SQLITE_BUSY) {
      throw new UserError(`The store in ${directory} is in use by ${holder(pidFile)}.`, {
        remedy:
          'Stop that process (two would destroy each other’s data), or set DATA_DIR to another directory.',
      });
    }
    const code = systemCodes.get(errcode);
    throw code === undefined ? error : Object.assign(new Error('no lock', { cause: error }), { code });
  }
}

/** Only for the message: the file may be missing, or older than the lock, for a moment. */
function holder(pidFile: string): string {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
    return Number.isNaN(pid) ? 'another process' : `process ${pid}`;
  } catch {
    return 'another process';
  }
}
