import { randomUUID } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, realpathSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { UserError } from '../errors.ts';
import { envPieces, withoutSwallowedLines } from './env-text.ts';

/**
 * Writes variables into a `.env` file, whole or not at all, and makes it readable by its owner alone:
 * it holds secrets. All other lines, comments, their order and line endings stay; a variable that is
 * set twice is changed where it counts, the last time. Throws a `UserError` where that cannot be done.
 */
export async function writeEnvFile(file: string, values: Readonly<Record<string, string>>): Promise<void> {
  const target = existsSync(file) ? realpathSync(file) : resolve(file);
  const beside = `${target}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    const text = withVariables(existsSync(target) ? readFileSync(target, 'utf8') : '', values);
    const handle = await open(beside, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error instanceof UserError ? error : notWritable(file, error);
  }
}

/** Throws where `writeEnvFile` would fail for want of a right: better before somebody was asked to consent. */
export function checkEnvFileWritable(file: string): void {
  try {
    const target = existsSync(file) ? realpathSync(file) : resolve(file);
    accessSync(dirname(target), constants.W_OK);
    if (existsSync(target)) accessSync(target, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw notWritable(file, error);
  }
}

/**
 * The text of a `.env` file with variables set. One that is there is replaced in its line, a comment
 * `# NAME=` without a value becomes its line, any other is appended.
 */
export function withVariables(text: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce(
    (written, [name, value]) => withVariable(written, name, value),
    withoutSwallowedLines(text),
  );
}

function withVariable(text: string, name: string, value: string): string {
  const before: Readonly<Record<string, string | undefined>> = parseEnv(text);
  if (before[name] === value) return text;
  // Node takes `export` for a part of the name where a value is empty.
  const others = Object.keys(before).filter((other) => other.replace(/^export\s+/, '') !== name);
  for (const written of spellings(value)) {
    const candidate = placed(text, name, written);
    const read: Readonly<Record<string, string | undefined>> = parseEnv(candidate);
    // Quotes may close one that an earlier line left open, so what is written is read before it is kept.
    if (read[name] === value && others.every((other) => read[other] === before[other])) return candidate;
  }
  throw new UserError(`${name} cannot be written into .env so that it is read again as it is.`, {
    remedy: 'Look for a quote that is never closed in .env, or set the variable in the environment.',
  });
}

function placed(text: string, name: string, written: string): string {
  const pieces = envPieces(text);
  const set = pieces.findLast((piece) => piece.kind === 'variable' && piece.name === name);
  if (set?.kind === 'variable') {
    const behind = text.slice(set.to, set.lineEnd);
    const comment = /^[ \t]*#/.test(behind) ? behind : '';
    return text.slice(0, set.from) + written + comment + text.slice(set.lineEnd);
  }
  const template = pieces.find(
    ({ kind, from, to }) => kind === 'comment' && isTemplate(text.slice(from, to), name),
  );
  if (template !== undefined) {
    return `${text.slice(0, template.from)}${name}=${written}${text.slice(template.to)}`;
  }
  const lineEnding = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = text === '' || text.endsWith('\n') ? '' : lineEnding;
  return `${text}${gap}${name}=${written}${lineEnding}`;
}

function isTemplate(comment: string, name: string): boolean {
  return (
    comment
      .replace(/^#[ \t]*/, '')
      .trimEnd()
      .replace(/[ \t]*=$/, '=') === `${name}=`
  );
}

/** Ways to write a value, the plainest first. */
function spellings(value: string): string[] {
  const bare = /^[\w./:@%+,~-]+$/.test(value) ? [value] : [];
  return [...bare, ...["'", '`', '"'].filter((quote) => !value.includes(quote)).map((q) => q + value + q)];
}

function notWritable(file: string, error: unknown): UserError {
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  return new UserError(`${file} cannot be written (${code}), so nothing in it was changed.`, {
    remedy: 'Give this user the right to write it and its folder, and see that the disk is not full.',
  });
}
