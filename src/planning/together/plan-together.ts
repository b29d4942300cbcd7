import type { PlanRequest } from '../../request/model.ts';
import type { Procedure } from '../../sop/model.ts';
import type { Planned } from '../answer.ts';
import { Batch } from './batch.ts';
import { besideFixedOfOthers } from './fixed-of-others.ts';
import type { Rival } from './giving-way.ts';
import { improve } from './improve.ts';
import { inTheWayOf } from './in-the-way.ts';
import { bestOrder } from './orders.ts';
import { seeded } from './random.ts';
import { rescored } from './rescored.ts';
import { settle } from './settle.ts';

export interface TogetherOptions {
  /** Whole number; the same requests, seed and runs give the same plans. */
  readonly seed: number;
  /**
   * How many times the planner may run to improve on planning in order. Planning in order itself and
   * the closing rounds come on top, and so does finding out who is in whose way.
   */
  readonly runs: number;
  /** Asked between runs; true ends improving early, and then results depend on when it said so. */
  readonly shouldStop?: () => boolean;
  /** Called where more are placed than before, and for each tenth of the runs. */
  readonly onProgress?: (progress: TogetherProgress) => void;
}

export interface TogetherProgress {
  /** Improving runs so far, and how many there may be. */
  readonly runs: number;
  readonly runsMax: number;
  /** The most candidates placed so far. */
  readonly placed: number;
  readonly requests: number;
}

export interface TogetherPlans {
  /** By request; null where there is none. Each is right beside all others as `mock` busy time. */
  readonly plans: readonly (Planned | null)[];
  readonly placed: number;
  /** How many are placed where each in turn gets the best plan beside those before. */
  readonly placedInOrder: number;
  /** Requests (indices) without a plan here that would have one in order. */
  readonly displaced: readonly number[];
  /** By request without a plan that has one alone: whose plans would have to give way, see `inTheWayOf`. */
  readonly contention: ReadonlyMap<number, readonly Rival[]>;
  /** How many times the planner ran in all. */
  readonly runs: number;
}

/** Up to so many candidates, every order is tried before anything else. */
const EVERY_ORDER_MAX = 4;

/**
 * Plans a batch so that as many candidates as can be found a place for have one: first in order,
 * each getting the best plan beside those before; then by looking for plans that place more (see
 * `improve`); at last everybody gets the best plan beside all others. Never places fewer than in
 * order, and where it places no more the plans are those of planning in order. For up to four
 * candidates who can be placed at all it places at least as many as the best of all orders. What is
 * fixed in any request stands, and is seen by all others.
 */
export function planTogether(
  procedure: Procedure,
  requests: readonly PlanRequest[],
  options: TogetherOptions,
): TogetherPlans {
  const batch = new Batch(procedure, besideFixedOfOthers(procedure, requests));
  const everybody = [...requests.keys()];
  for (const candidate of everybody) batch.placeBest(candidate);
  const inOrder = [...batch.placements];
  const placedInOrder = batch.placed;
  const placeable = everybody.filter(
    (candidate) => inOrder[candidate] !== null || batch.isPossibleWithout(candidate, everybody),
  );

  if (placedInOrder < placeable.length) placeMore(batch, placeable, options);
  // Plans that change and place nobody more would only break with what people expect.
  if (batch.placed === placedInOrder) batch.restore(inOrder);
  const waiting = placeable.filter((candidate) => batch.placements[candidate] === null);
  return {
    plans: rescored(batch),
    placed: batch.placed,
    placedInOrder,
    displaced: waiting.filter((candidate) => inOrder[candidate] !== null),
    contention: new Map(waiting.map((candidate) => [candidate, inTheWayOf(batch, candidate)])),
    runs: batch.runs,
  };
}

function placeMore(batch: Batch, placeable: readonly number[], options: TogetherOptions): void {
  const { seed, runs, shouldStop = () => false, onProgress } = options;
  const inOrder = batch.placements.map((placement) => placement !== null);
  const placedInOrder = batch.placed;
  const first = batch.runs;
  let reported = { tenth: -1, placed: 0 };
  const report = (placed: number): void => {
    const done = Math.min(batch.runs - first, runs);
    const tenth = Math.floor((10 * done) / runs);
    if (tenth === reported.tenth && placed === reported.placed) return;
    reported = { tenth, placed };
    onProgress?.({ runs: done, runsMax: runs, placed, requests: batch.desks.length });
  };

  report(placedInOrder);
  if (placeable.length <= EVERY_ORDER_MAX) bestOrder(batch, placeable);
  improve(batch, {
    random: seeded(seed),
    placeable,
    inOrder,
    isOver: () => batch.runs - first >= runs || shouldStop(),
    onStep: report,
  });
  if (batch.placed > placedInOrder) settle(batch, placeable, shouldStop);
}
