import { dayNumber } from '../../time/day-table.ts';
import type { Batch } from './batch.ts';

/** How good the plans of a batch are, strongest first. */
export interface Standing {
  readonly placed: number;
  /** Candidates without a plan who would have one in order. */
  readonly displaced: number;
  /** Sum over the placed of the days from the window's first to the last mock. */
  readonly days: number;
}

export function standingOf(batch: Batch, inOrder: readonly boolean[]): Standing {
  let placed = 0;
  let displaced = 0;
  let days = 0;
  for (const [candidate, placement] of batch.placements.entries()) {
    if (placement === null) {
      if (inOrder[candidate]!) displaced += 1;
      continue;
    }
    placed += 1;
    days += dayNumber(placement.planned.score.finishDay) - batch.desks[candidate]!.firstDay;
  }
  return { placed, displaced, days };
}

/** Whether one standing is better than another: more placed, then fewer displaced, then sooner done. */
export function isBetter(a: Standing, b: Standing): boolean {
  if (a.placed !== b.placed) return a.placed > b.placed;
  if (a.displaced !== b.displaced) return a.displaced < b.displaced;
  return a.days < b.days;
}
