import { found, quoted } from './found.ts';
import { isMap, lastName, type Path, type PlainMap } from './plain-data.ts';
import type { Problems } from './problem.ts';
import { unknownKey } from './shape.ts';

/**
 * Reading single fields of plain data by hand, with the same words as `shapeProblems`: for data of
 * which there is so much that a schema's overhead would count.
 */

/** The map at a path, null where it is none, which is reported. */
export function mapIn(value: unknown, path: Path, expected: string, problems: Problems): PlainMap | null {
  return isMap(value) ? value : wrong(value, path, expected, problems);
}

/** The text at a path, null where it is none, which is reported. */
export function textIn(value: unknown, path: Path, expected: string, problems: Problems): string | null {
  return typeof value === 'string' ? value : wrong(value, path, expected, problems);
}

/** The list at a path, null where it is none, which is reported. */
export function listIn(
  value: unknown,
  path: Path,
  expected: string,
  problems: Problems,
): readonly unknown[] | null {
  return Array.isArray(value) ? value : wrong(value, path, expected, problems);
}

/** Reports a value that is missing or of another kind than expected. */
export function wrong(value: unknown, path: Path, expected: string, problems: Problems): null {
  const missing = value === undefined && typeof path.at(-1) === 'string';
  const message = missing
    ? `the key ${quoted(String(path.at(-1)))} is missing`
    : `${lastName(path)} is ${found(value)}`;
  problems.fault(path, message, { expected });
  return null;
}

/** Reports each key of a map that is not one of the `allowed` ones. */
export function checkKeys(map: PlainMap, path: Path, allowed: readonly string[], problems: Problems): void {
  for (const key of Object.keys(map)) {
    if (!allowed.includes(key)) unknownKey([...path, key], allowed, problems);
  }
}
