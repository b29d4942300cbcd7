import type { Problem } from './problem.ts';

/** Data of a shape in which any part may be missing. */
export type Loose<T> = T extends readonly (infer Item)[]
  ? readonly (Loose<Item> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Loose<T[Key]> | undefined }
    : T;

/**
 * The entries of a map whose keys are anybody's. Schemas pass over a key named `__proto__`, so that
 * nothing is known of what is under it; it is as good as blanked.
 */
export function looseEntries<T>(map: Readonly<Record<string, T>>): [string, T | undefined][] {
  return Object.entries(map).map(([key, value]) => [key, key === '__proto__' ? undefined : value]);
}

/**
 * The data without the values that have not the right shape, so that the rest of it can be checked
 * further: an item of a list stays as `undefined`, since positions count, and so does the value of
 * a key, since its name may be what others refer to.
 */
export function blanked<T>(data: unknown, problems: readonly Problem[]): Loose<T> | undefined {
  if (problems.length === 0) return data as Loose<T>;
  if (problems.some(({ path }) => path.length === 0)) return undefined;
  const copy: unknown = structuredClone(data);
  for (const { path } of problems) {
    let holder = copy as Record<string | number, unknown> | undefined;
    for (const step of path.slice(0, -1)) holder = holder?.[step] as typeof holder;
    const last = path.at(-1);
    if (holder !== undefined && last !== undefined && Object.hasOwn(holder, last)) holder[last] = undefined;
  }
  return copy as Loose<T>;
}
