import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { UserError } from '../../errors.ts';
import { FIRST_LINE, LAST_LINE, NEXT_LINE } from './format.ts';

/**
 * Reads a dump through before anything is done with it: it must be one of ours, whole, and as it was
 * written. Throws `UserError`.
 */
export async function checkDump(file: string): Promise<void> {
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

/** Split at line feeds alone, unlike node:readline, which knows more ends of lines than we write. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = '';
  try {
    for await (const chunk of createReadStream(file, 'utf8')) {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop()!;
      yield* lines;
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : message;
    throw new UserError(`${file} cannot be read: ${why}.`, { remedy: 'Correct the path or its rights.' });
  }
  if (rest !== '') yield rest;
}
