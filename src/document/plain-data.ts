import { shortened, visible } from './visible.ts';

/** A map of a YAML or JSON text, as plain data. */
export type PlainMap = Readonly<Record<string, unknown>>;

/** Whether a value is a map, not a list, a single value or nothing. */
export function isMap(value: unknown): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Keys and list positions from the root to a value. */
export type Path = readonly (string | number)[];

/** The value at a path, undefined where nothing is there. Inherited properties are never values. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/** Keys are anybody's text, of any length. */
const KEY_SHOWN_MAX = 60;

/** `courses.FS1.main[0]`: a path as people write it. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    const shown = visible(shortened(step, KEY_SHOWN_MAX));
    // A key of blanks would not be seen.
    const key = shown.trim() === '' ? JSON.stringify(shown) : shown;
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

/** `main[0]`: the last key of a path with the list positions behind it; `the file` for the root. */
export function lastName(path: Path): string {
  const key = path.findLastIndex((step) => typeof step === 'string');
  return path.length === 0 ? 'the file' : pathText(path.slice(Math.max(key, 0)));
}
