import { valueAt } from './plain-data.ts';
import type { Problem } from './problem.ts';

/** One cause, one fault: a key is not missed where an unknown one is its misspelling. */
export function withoutMisspelt(problems: readonly Problem[], data: unknown): readonly Problem[] {
  const meant = new Set<string>();
  for (const { at, path, nearest: find } of problems) {
    const key = at === 'key' ? find?.() : undefined;
    if (key !== undefined) meant.add(JSON.stringify([...path.slice(0, -1), key]));
  }
  if (meant.size === 0) return problems;
  return problems.filter(({ path }) => valueAt(data, path) !== undefined || !meant.has(JSON.stringify(path)));
}
