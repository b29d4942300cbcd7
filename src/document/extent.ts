/** How deep maps and lists may be nested; the deepest of our formats needs 7. */
export const DEPTH_MAX = 32;

/** How much plain data holds; null where it is deeper than `DEPTH_MAX` or has more than `valuesMax` values. */
export interface Extent {
  readonly values: number;
  /** Keys of all maps together. */
  readonly keys: number;
}

/**
 * Measures plain data within bounds, so that everything after it may walk the data freely: YAML's
 * aliases can make a small text a huge or even an endless tree.
 */
export function extentOf(data: unknown, valuesMax: number): Extent | null {
  let [values, keys] = [0, 0];
  const fits = (value: unknown, depth: number): boolean => {
    values += 1;
    if (typeof value !== 'object' || value === null) return values <= valuesMax;
    if (depth > DEPTH_MAX || values > valuesMax) return false;
    if (Array.isArray(value)) return value.every((item) => fits(item, depth + 1));
    for (const key in value) {
      keys += 1;
      if (!fits((value as Record<string, unknown>)[key], depth + 1)) return false;
    }
    return true;
  };
  return fits(data, 1) ? { values, keys } : null;
}
