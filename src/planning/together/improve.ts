import type { Batch } from './batch.ts';
import { below, type Random, shuffled } from './random.ts';
import { isBetter, type Standing, standingOf } from './standing.ts';
import { randomTaste } from './taste.ts';
import { Weights } from './weights.ts';

export interface Improving {
  readonly random: Random;
  /** Who can be placed at all; the others are never tried. */
  readonly placeable: readonly number[];
  /** By candidate: whether they are placed in order. */
  readonly inOrder: readonly boolean[];
  /** Asked before each step; true ends it. */
  readonly isOver: () => boolean;
  /** Called after each step with the most that were placed so far. */
  readonly onStep: (placed: number) => void;
}

/** How often a step is kept although it leaves one fewer placed: the way out of a corner. */
const WORSE_SHARE = 0.02;
const HARDEST_FIRST_SHARE = 0.5;
const WAITING_TRIED_MAX = 3;

/**
 * Looks for plans that place more, by ejection: somebody without a plan is placed, those in the way
 * give way and look for another plan, and whoever finds none waits. A step that leaves more people
 * waiting is taken back. Who was waiting often is heavy and seldom has to give way again, so that
 * the search does not go round in circles (Nagata & Bräysy, "A powerful route minimization heuristic
 * for the vehicle routing problem with time windows", Operations Research Letters 37, 2009).
 *
 * The batch ends with the best plans met, which are never worse than those it began with.
 */
export function improve(batch: Batch, options: Improving): void {
  const { random, placeable, inOrder, isOver, onStep } = options;
  const weights = new Weights(placeable, inOrder);
  let best: Standing = standingOf(batch, inOrder);
  let bestPlacements = [...batch.placements];
  while (!isOver()) {
    const waiting = placeable.filter((candidate) => batch.placements[candidate] === null);
    if (waiting.length === 0) break;
    const before = [...batch.placements];
    const placedBefore = batch.placed;
    step(batch, waiting, weights, random);
    const standing = standingOf(batch, inOrder);
    if (isBetter(standing, best)) {
      best = standing;
      bestPlacements = [...batch.placements];
    }
    onStep(best.placed);
    const fewest = placedBefore - (random() < WORSE_SHARE ? 1 : 0);
    if (standing.placed < fewest) batch.restore(before);
  }
  batch.restore(bestPlacements);
}

function step(batch: Batch, waiting: readonly number[], weights: Weights, random: Random): void {
  const place = (candidate: number): boolean =>
    batch.place(candidate, randomTaste(batch.desks[candidate]!.problem, random));
  const chosen = waiting[below(random, waiting.length)]!;
  if (place(chosen)) return;
  weights.addHardship(chosen);
  const rivals = batch.whoGivesWayTo(chosen, weights.ofPlan(), random)?.map(({ candidate }) => candidate);
  if (rivals === undefined) return;
  for (const rival of rivals) batch.remove(rival);
  place(chosen);
  const again = shuffled(rivals, random);
  if (random() < HARDEST_FIRST_SHARE) again.sort((a, b) => weights.hardship(b) - weights.hardship(a));
  for (const rival of again) place(rival);
  const stillWaiting = [...waiting, ...rivals].filter((candidate) => batch.placements[candidate] === null);
  for (const other of shuffled(stillWaiting, random).slice(0, WAITING_TRIED_MAX)) place(other);
}
