import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { UserError } from '../errors.ts';

/** More than any file that is meant; a device or a pipe may never end. */
const BYTES_MAX = 64 * 1024 * 1024;
const CHUNK_BYTES = 256 * 1024;
const LINE_FEED = 0x0a;

/**
 * Text of a file, or of standard input for `-`. Throws a `UserError` where it cannot be read, goes on
 * beyond 64 MiB, or is not UTF-8: a name with a letter lost would be taken for another one.
 */
export function readText(file: string, what: string): string {
  const name = file === '-' ? `The ${what} on standard input` : `The ${what} ${file}`;
  const bytes = readBytes(file, name, what);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new UserError(`${name} is no text in UTF-8: ${whereNot(bytes)}.`, {
      remedy: 'Save it as UTF-8 (in most editors: Save as, Encoding), then try again.',
      cause,
    });
  }
}

function readBytes(file: string, name: string, what: string): Buffer {
  let handle: number | null = null;
  try {
    handle = file === '-' ? 0 : openSync(file, 'r');
    const chunks: Buffer[] = [];
    let size = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      const read = readSome(handle, chunk);
      if (read === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, read));
      size += read;
      if (size > BYTES_MAX) {
        throw new UserError(`${name} has more than ${BYTES_MAX / 1024 / 1024} MiB.`, {
          remedy: `Give the ${what} itself, or a shorter one.`,
        });
      }
    }
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const { code = '', message } = cause as NodeJS.ErrnoException;
    throw new UserError(`${name} cannot be read: ${REASONS[code] ?? message}.`, {
      remedy: `Give the path of the ${what}; it must be a file that this user may read.`,
      cause,
    });
  } finally {
    if (handle !== null && handle !== 0) closeSync(handle);
  }
}

/** Standard input may be a terminal or pipe that others made non-blocking: it is waited for. */
function readSome(handle: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(handle, chunk);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  EACCES: 'this user may not read it',
  ELOOP: 'its symbolic links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
};

/** Where the first wrong byte stands, or what else the text seems to be. */
function whereNot(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark === 'fffe' || mark === 'feff') return 'it seems to be UTF-16';
  let line = 1;
  for (let start = 0; ; line += 1) {
    const end = bytes.indexOf(LINE_FEED, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return `see line ${line}`;
    start = end + 1;
  }
}
