import { CalendarError } from '../calendar.ts';

const CAUSES: Readonly<Record<string, { what: string; remedy: string }>> = {
  ENOSPC: { what: 'the disk is full', remedy: 'Make room on the disk, then try again; nothing was changed.' },
  EDQUOT: {
    what: 'the disk quota is used up',
    remedy: 'Make room on the disk, then try again; nothing was changed.',
  },
  EACCES: {
    what: 'permission was denied',
    remedy: 'Give this user the right to read and write the file and its directory.',
  },
  EPERM: {
    what: 'permission was denied',
    remedy: 'Give this user the right to read and write the file and its directory.',
  },
  EROFS: { what: 'the disk can only be read', remedy: 'Set DATA_DIR to a directory that can be written.' },
  EISDIR: { what: 'it is a directory', remedy: 'Move the directory away, or choose another DATA_DIR.' },
  ENOTDIR: { what: 'a part of its path is no directory', remedy: 'Choose another DATA_DIR.' },
  EEXIST: { what: 'a part of its path is no directory', remedy: 'Choose another DATA_DIR.' },
};

/** Does `work` on a file; whatever the disk says against it becomes a `CalendarError` for people. */
export async function explained<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CalendarError) throw error;
    const code = codeOf(error);
    const { what, remedy } = CAUSES[code] ?? {
      what: code || String(error),
      remedy: 'Look at the disk, then try again.',
    };
    throw new CalendarError(`The calendar file ${path} could not be used: ${what}.`, {
      kind: 'person',
      remedy,
      cause: error,
    });
  }
}

/** The code of a system error (`ENOENT`), or nothing. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
