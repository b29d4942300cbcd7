import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf, explained } from './disk-trouble.ts';

/** Changes whenever the file is replaced or edited; null where there is no file. */
export type FileVersion = string | null;

export interface CalendarFile {
  version(): Promise<FileVersion>;
  /** The text, or null where there is no file yet. */
  read(): Promise<string | null>;
  /** Replaces the whole file; returns the new version. */
  write(text: string): Promise<FileVersion>;
}

/**
 * The file that holds a local calendar. It is replaced as a whole: a sibling is written, brought to
 * the disk and renamed over it, so that at any instant, and after any crash, the file is either the
 * old one or the new one. Readable by its owner only, as is its directory where this makes it.
 * Every failure is a `CalendarError` that somebody has to mend; no sibling is left behind by one.
 */
export async function openCalendarFile(path: string): Promise<CalendarFile> {
  const directory = dirname(path);
  const sibling = `${path}.new`;
  await explained(path, () => mkdir(directory, { recursive: true, mode: 0o700 }));
  return {
    version: () => explained(path, () => versionOf(path)),
    read: () =>
      explained(path, async () => {
        try {
          return await readFile(path, 'utf8');
        } catch (error) {
          if (codeOf(error) === 'ENOENT') return null;
          throw error;
        }
      }),
    write: (text) =>
      explained(path, async () => {
        try {
          await writeThrough(sibling, text);
          await rename(sibling, path);
        } catch (error) {
          await rm(sibling, { force: true }).catch(() => undefined);
          throw error;
        }
        await syncDirectory(directory);
        return await versionOf(path);
      }),
  };
}

/** The sibling of a writer that died is replaced, not continued. */
async function writeThrough(path: string, text: string): Promise<void> {
  await rm(path, { force: true });
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A rename is only certain to survive a power cut once its directory is on the disk too. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function versionOf(path: string): Promise<FileVersion> {
  try {
    const { ino, size, mtimeNs } = await stat(path, { bigint: true });
    return `${ino}-${size}-${mtimeNs}`;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}
