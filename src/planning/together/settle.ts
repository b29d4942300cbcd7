import type { Batch } from './batch.ts';

const ROUNDS_MAX = 3;

/**
 * Lets everybody in turn have the best plan, by the SOP's `prefer`, that is right beside all others,
 * until a round changes no finish day; those without a plan try too. Nobody loses a place by it:
 * the plan that one has is among those to choose from.
 */
export function settle(batch: Batch, candidates: readonly number[], isOver: () => boolean): void {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const before = finishDays(batch);
    for (const candidate of candidates) {
      if (round > 0 && isOver()) return;
      batch.placeBest(candidate);
    }
    if (finishDays(batch) === before) return;
  }
}

function finishDays(batch: Batch): string {
  return batch.placements.map((placement) => placement?.planned.score.finishDay.toString() ?? '').join();
}
