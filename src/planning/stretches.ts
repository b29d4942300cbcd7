import type { GivenPlace } from './given-places.ts';
import type { Starts } from './starts.ts';

/**
 * Mocks that are given cut the time into stretches: from one to the next. Whatever is planned in a
 * stretch keeps its gaps to what is planned there too, and at the ends of it to the given mock; what lies
 * beyond is of no concern any more. The start of a fixed mock is a stretch by itself.
 */
export interface Stretches {
  /** For each start, the first of its stretch. */
  readonly first: Int32Array;
  /** For each start, the first of the next stretch; `starts.count` where there is none. */
  readonly next: Int32Array;
  /** For each start, the given mocks (indices) before and after it; -1 where there is none. */
  readonly givenBefore: Int32Array;
  readonly givenAfter: Int32Array;
  /** 1 for the start of a fixed mock. */
  readonly isFixed: Uint8Array;
}

/** Null where nothing is given. `fixedAt`: the starts of fixed mocks. */
export function stretchesOf(
  { count, minute }: Starts,
  given: readonly GivenPlace[],
  fixedAt: readonly number[],
): Stretches | null {
  if (given.length === 0) return null;
  const first = new Int32Array(count);
  const next = new Int32Array(count).fill(count);
  const givenBefore = new Int32Array(count);
  const givenAfter = new Int32Array(count);
  const isFixed = new Uint8Array(count);
  for (const at of fixedAt) isFixed[at] = 1;
  let before = -1;
  for (let at = 0; at < count; at += 1) {
    while (before + 1 < given.length && given[before + 1]!.start < minute[at]!) before += 1;
    givenBefore[at] = before;
    givenAfter[at] = before + 1 < given.length ? before + 1 : -1;
    const goesOn = at > 0 && isFixed[at] === 0 && isFixed[at - 1] === 0 && givenBefore[at - 1] === before;
    first[at] = goesOn ? first[at - 1]! : at;
  }
  for (let at = count - 2; at >= 0; at -= 1) next[at] = first[at + 1] === first[at] ? next[at + 1]! : at + 1;
  return { first, next, givenBefore, givenAfter, isFixed };
}
