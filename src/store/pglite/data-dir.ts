import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../../errors.ts';
import { StoreUnavailable } from '../store.ts';
import { type Database, openDatabase, POSTGRES_MAJOR } from './database.ts';

/** A new database writes 30 MB; less free space than this is refused before anything is written. */
const FREE_BYTES_FOR_A_NEW_DATABASE = 48 * 1024 * 1024;
/** What is left on a disk that PostgreSQL could write no more to. */
const FREE_BYTES_OF_A_FULL_DISK = 2 * 1024 * 1024;

/** Makes the directory, for its owner alone: PGlite's files are readable to all who can reach them. */
export function makeDataDir(directory: string): void {
  try {
    // One by one: Node's own recursive mkdir never returns where a parent refuses as /proc does.
    for (const folder of missingFolders(directory)) makeFolder(folder);
    if (!statSync(directory).isDirectory()) {
      throw Object.assign(new Error('not a directory'), { code: 'ENOTDIR' });
    }
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw explainDataDirFault(directory, error);
  }
}

/** The folders on the way to `directory` that do not exist yet, outermost first. */
function missingFolders(directory: string): string[] {
  if (existsSync(directory) || directory === dirname(directory)) return [];
  return [...missingFolders(dirname(directory)), directory];
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process may have made it just now.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/**
 * Opens the database of a data directory. A new one is made beside its place and moved there when it
 * is whole, so that a start that was cut short leaves nothing that looks like a database.
 */
export async function openInDataDir(directory: string, template?: Blob): Promise<Database> {
  const place = join(directory, 'store');
  try {
    if (!existsSync(place)) {
      await makeDatabase(directory, place, template);
    }
    checkMajorVersion(directory, place);
    return await openDatabase(place);
  } catch (error) {
    throw explainDataDirFault(directory, error);
  }
}

async function makeDatabase(directory: string, place: string, template: Blob | undefined): Promise<void> {
  if (freeBytes(directory) < FREE_BYTES_FOR_A_NEW_DATABASE) {
    throw Object.assign(new Error('too little free space'), { code: 'ENOSPC' });
  }
  const unfinished = join(directory, 'store.unfinished');
  rmSync(unfinished, { recursive: true, force: true });
  try {
    const database = await openDatabase(unfinished, template);
    await database.close();
    chmodSync(unfinished, 0o700);
    renameSync(unfinished, place);
  } catch (error) {
    const explained = explainDataDirFault(directory, error);
    rmSync(unfinished, { recursive: true, force: true });
    throw explained;
  }
}

function checkMajorVersion(directory: string, place: string): void {
  const file = join(place, 'PG_VERSION');
  const found = existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
  if (found === null) {
    throw new UserError(`${place} is not a database of this program: it has no PG_VERSION.`, {
      remedy: `Set DATA_DIR to another directory, or move ${place} away.`,
    });
  }
  if (found !== POSTGRES_MAJOR) {
    throw new UserError(
      `The database in ${directory} was written by PostgreSQL ${found}; this program has PostgreSQL ${POSTGRES_MAJOR}.`,
      { remedy: 'Start the version of the program that wrote it, or set DATA_DIR to another directory.' },
    );
  }
}

/** Turns what the file system or PGlite said about a data directory into words; others pass as they are. */
export function explainDataDirFault(directory: string, error: unknown): unknown {
  if (error instanceof UserError || error instanceof StoreUnavailable) {
    return error;
  }
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = explanations[code];
  if (known !== undefined) {
    return new UserError(`DATA_DIR ${directory} ${known.what}.`, { remedy: known.remedy });
  }
  // PGlite tells a full disk in many ways, none of them by name; the disk itself tells it plainly.
  const full = explanations['ENOSPC'];
  if (full !== undefined && existsSync(directory) && freeBytes(directory) < FREE_BYTES_OF_A_FULL_DISK) {
    return new UserError(`DATA_DIR ${directory} ${full.what}.`, { remedy: full.remedy, cause: error });
  }
  return error;
}

const chooseAnother = 'Set DATA_DIR to a directory that this user may write to, or change its owner or mode.';
const notADirectory = { what: 'is not a directory', remedy: 'Set DATA_DIR to a directory, not a file.' };
const explanations: Readonly<Record<string, { what: string; remedy: string }>> = {
  EACCES: { what: 'cannot be written to', remedy: chooseAnother },
  EPERM: { what: 'cannot be written to', remedy: chooseAnother },
  EROFS: { what: 'is on a read-only file system', remedy: chooseAnother },
  ENOENT: { what: 'cannot be made', remedy: chooseAnother },
  EEXIST: notADirectory,
  ENOTDIR: notADirectory,
  ENOSPC: {
    what: 'is on a disk that is full',
    remedy:
      'Free at least 48 MB there, or set DATA_DIR to a directory on another disk. Nothing was left half-written.',
  },
};

function freeBytes(directory: string): number {
  const disk = statfsSync(directory);
  return disk.bavail * disk.bsize;
}
