import type { Script } from './script.ts';

/** What may be left out of a script, one piece after another. */
const LISTS = ['faults', 'happenings', 'processes'] as const;

/**
 * The smallest script that is found by leaving things out of a failing one: whole halves first, then
 * smaller pieces, then one by one, as long as `fails` says that it still does.
 */
export async function minimised(
  script: Script,
  fails: (script: Script) => Promise<boolean>,
): Promise<Script> {
  let least = script;
  for (let before: Script | null = null; before !== least; ) {
    before = least;
    for (const list of LISTS) least = await withLess(least, list, fails);
  }
  return least;
}

async function withLess(
  script: Script,
  list: (typeof LISTS)[number],
  fails: (script: Script) => Promise<boolean>,
): Promise<Script> {
  let least = script;
  for (let size = Math.ceil(least[list].length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < least[list].length; ) {
      const rest = least[list].toSpliced(from, size);
      const shorter = { ...least, [list]: rest } as Script;
      // A world without any process does nothing wrong, and nothing right.
      if ((list !== 'processes' || rest.length > 0) && (await fails(shorter))) least = shorter;
      else from += size;
    }
  }
  return least;
}
