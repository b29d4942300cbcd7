import { isMap, type PlainMap } from './plain-data.ts';

/**
 * `over` laid over `base`, key by key: maps are merged, lists and single values replace what they
 * lie over, and so does a map over a single value or the reverse. Neither argument is changed.
 * Variants are laid over their file this way, and proposals' changes over a file or a request.
 */
export function merged(base: PlainMap, over: PlainMap): Record<string, unknown> {
  // A Map and `fromEntries` define own properties only, so a key named `__proto__` is just a key.
  const result = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(over)) {
    const below = result.get(key);
    result.set(key, isMap(below) && isMap(value) ? merged(below, value) : value);
  }
  return Object.fromEntries(result);
}

/**
 * Whether what `merged(base, over)` has at `path` was written by `over`. A path that does not exist
 * counts as written by whoever wrote the map it is missing from.
 */
export function wroteIt(base: unknown, over: unknown, path: readonly (string | number)[]): boolean {
  let [below, above] = [base, over];
  for (const step of path) {
    if (!isMap(above) || !Object.hasOwn(above, step)) return false;
    above = above[step];
    below = isMap(below) && Object.hasOwn(below, step) ? below[step] : undefined;
    if (!isMap(above) || !isMap(below)) return true;
  }
  return true;
}
