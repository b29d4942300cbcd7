import { isMap } from './plain-data.ts';
import { shortened, visible } from './visible.ts';

const SHOWN_LENGTH_MAX = 60;

/** A text in quotes, shortened, with everything that is not plainly visible escaped. */
export function quoted(text: string): string {
  return visible(JSON.stringify(shortened(text, SHOWN_LENGTH_MAX)));
}

/** What a value is, in words: `the text "90"`, `the number 1.5`, `a list`, `a map`, `nothing`. */
export function found(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string') return `the text ${quoted(value)}`;
  if (typeof value === 'number' || typeof value === 'bigint') return `the number ${value}`;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (isMap(value)) return Object.keys(value).length === 0 ? 'an empty map' : 'a map';
  return `the value ${String(value)}`;
}
