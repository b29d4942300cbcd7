import { bestChain } from './chain-search.ts';
import { moreTracked } from './limits.ts';
import { NOTHING_TRACKED, type Tracked } from './load.ts';
import type { Placed } from './placed.ts';
import type { Problem } from './problem.ts';

/**
 * The best right plan as a chain of all mocks but those that are fixed, or null where there is none.
 *
 * Caps and buffers couple mocks that need not be neighbours, and they rarely bind. So the search
 * first leaves them out. What it then finds is at least as good as any right plan: if it breaks no
 * limit it is the answer, and if there is nothing there is nothing. Otherwise the limits that it
 * broke become part of the search's state, and it looks again (state-space relaxation, as in
 * Righini & Salani, "New dynamic programming algorithms for the resource constrained elementary
 * shortest path problem", Networks 51, 2008).
 */
export function solve(problem: Problem): Placed[] | null {
  if (!everyMockCanBeGiven(problem)) return null;
  let tracked: Tracked | null = NOTHING_TRACKED;
  let chain: Placed[] | null = null;
  while (tracked !== null) {
    chain = bestChain(problem, tracked);
    if (chain === null) return null;
    tracked = moreTracked(problem, chain, tracked);
  }
  return chain;
}

/**
 * Whether each mock, taken by itself, has a start at which somebody may give it. Most requests that
 * have no plan for want of people end here, before anything is built for the search.
 */
function everyMockCanBeGiven({ courses, people, starts }: Problem): boolean {
  return courses.every(({ mocks, fixedAt, options }) =>
    [...new Set(mocks.filter((_, index) => fixedAt[index] === null))].every((length) =>
      options.some(({ person }) => {
        const { room } = people[person]!;
        for (let start = 0; start < starts.count; start += 1) {
          if (room[start]! >= length && starts.room[start]! >= length) return true;
        }
        return false;
      }),
    ),
  );
}
