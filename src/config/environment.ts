import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { nearest } from '../document/nearest.ts';
import { UserError } from '../errors.ts';
import type { Environment } from './setting-of.ts';
import { VARIABLES } from './variables.ts';

/**
 * `.env` of the current folder under the process's own environment, which wins. `warnings` name
 * variables of the file that nobody reads, with the nearest right name.
 */
export function loadEnvironment(
  file = '.env',
  own: Environment = process.env,
): { environment: Environment; warnings: string[] } {
  if (!existsSync(file)) return { environment: own, warnings: [] };
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UserError(`${file} exists but cannot be read: ${(cause as Error).message}`, {
      remedy: 'Give this user the right to read it, or remove it.',
    });
  }
  const written = parseEnv(text);
  const names = VARIABLES.map(({ name }) => name);
  const warnings = Object.keys(written)
    .filter((name) => !names.includes(name))
    .map((name) => {
      const meant = nearest(name, names);
      const hint = meant === undefined ? '.' : `; did you mean ${meant}?`;
      return `${file}: nothing reads ${name}${hint}`;
    });
  const set = Object.fromEntries(Object.entries(own).filter(([, value]) => value?.trim()));
  return { environment: { ...written, ...set }, warnings };
}
