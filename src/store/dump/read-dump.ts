import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { UserError } from '../../errors.ts';
import { FIRST_LINE, LAST_LINE, NEXT_LINE } from './format.ts';

/** A row stands on one line; no text in it is nearly as long. */
const LINE_CHARS_MAX = 64 * 1024 * 1024;

/**
 * Reads a dump through before anything is done with it: it must be one of ours, whole, and as it was
 * written. Throws `UserError`.
 */
export async function checkDump(file: string): Promise<void> {
  await refuseWhatIsReadOnce(file);
  const hash = createHash('sha256');
  let first: string | null = null;
  let last: string | null = null;
  for await (const line of linesOf(file)) {
    if (last !== null) hash.update(`${last}\n`);
    first ??= line;
    last = line;
    if (first !== FIRST_LINE) break;
  }
  if (first !== FIRST_LINE) {
    throw new UserError(`${file} is no copy of the scheduler's data.`, {
      remedy: 'Name a file that mock-scheduler db dump wrote; psql loads any other.',
    });
  }
  const sum = LAST_LINE.exec(last ?? '')?.[1];
  if (sum === undefined) {
    throw new UserError(`${file} was cut short: its last line is missing. Nothing was changed.`, {
      remedy: 'Make the copy again, or fetch the whole file.',
    });
  }
  if (sum !== hash.digest('hex')) {
    throw new UserError(`${file} is damaged, or was changed by hand. Nothing was changed.`, {
      remedy: 'Make the copy again, or fetch the file again; psql loads it as it is.',
    });
  }
}

/** The statements of a dump in pieces that can be sent one after the other. */
export async function* piecesOf(file: string): AsyncGenerator<string> {
  let piece: string[] = [];
  for await (const line of linesOf(file)) {
    if (line !== NEXT_LINE) {
      piece.push(line);
      continue;
    }
    yield piece.join('\n');
    piece = [];
  }
}

/** A dump is read twice, to be checked and to be loaded: a pipe would be empty the second time, and load nothing. */
async function refuseWhatIsReadOnce(file: string): Promise<void> {
  const found = await stat(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  if (found.isFile() || found.isDirectory()) return;
  throw new UserError(`${file} is no file that can be read twice. Nothing was changed.`, {
    remedy: 'Write what comes from a pipe into a file first, and name that.',
  });
}

/** Split at line feeds alone, unlike node:readline, which knows more ends of lines than we write. */
async function* linesOf(file: string): AsyncGenerator<string> {
  // In parts: what was read of a long line is not looked through again with each part that follows.
  let parts: string[] = [];
  let length = 0;
  try {
    for await (const chunk of createReadStream(file, 'utf8') as AsyncIterable<string>) {
      const [end = '', ...lines] = chunk.split('\n');
      parts.push(end);
      length += end.length;
      if (length > LINE_CHARS_MAX) throw tooLong(file);
      const rest = lines.pop();
      if (rest === undefined) continue;
      yield parts.join('');
      yield* lines;
      [parts, length] = [[rest], rest.length];
    }
  } catch (error) {
    throw error instanceof UserError ? error : unreadable(file, error);
  }
  if (length > 0) yield parts.join('');
}

function unreadable(file: string, error: unknown): UserError {
  const { code, message } = error as NodeJS.ErrnoException;
  const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : message;
  return new UserError(`${file} cannot be read: ${why}.`, { remedy: 'Correct the path or its rights.' });
}

function tooLong(file: string): UserError {
  return new UserError(`${file} has a line that never ends, which no copy has. Nothing was changed.`, {
    remedy: 'Name a file that mock-scheduler db dump wrote.',
  });
}
