import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { UserError } from '../errors.ts';

/**
 * Writes a file for its owner alone, beside its place and moved there when it is whole and on the
 * disk: whatever happens on the way, the name holds the old file or the new one. Throws `UserError`.
 */
export async function writeWhole(file: string, pieces: AsyncIterable<string>): Promise<void> {
  const unfinished = `${file}.${randomBytes(4).toString('hex')}.unfinished`;
  try {
    const handle = await open(unfinished, 'wx', 0o600);
    try {
      for await (const piece of pieces) await handle.writeFile(piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw explained(file, error);
  }
}

function explained(file: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  const why = syscall === undefined ? undefined : reasons[code ?? ''];
  if (why === undefined) return error;
  return new UserError(`${file} cannot be written: ${why}.`, {
    remedy: 'Name a file in a folder that this user may write to, on a disk with room.',
  });
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'there is no such folder',
  EISDIR: 'it is a folder',
  ENOTEMPTY: 'it is a folder',
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};
