import type { Batch } from './batch.ts';

/**
 * Plans some candidates in every order, each time the best plan beside those before, and leaves the
 * batch with the first order that places the most of them. Orders that begin alike share their
 * beginning: four candidates take at most 64 runs of the planner.
 */
export function bestOrder(batch: Batch, candidates: readonly number[]): void {
  for (const candidate of candidates) batch.remove(candidate);
  let best = [...batch.placements];
  let bestPlaced = -1;
  const extend = (left: readonly number[]): void => {
    if (batch.placed > bestPlaced) {
      bestPlaced = batch.placed;
      best = [...batch.placements];
    }
    for (const next of left) {
      if (bestPlaced === candidates.length) return;
      const before = [...batch.placements];
      // Whoever is not placed now is not placed later either: in this order they come to nothing.
      if (batch.placeBest(next)) extend(left.filter((other) => other !== next));
      batch.restore(before);
    }
  };
  extend(candidates);
  batch.restore(best);
}
