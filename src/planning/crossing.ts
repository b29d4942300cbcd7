import type { Problem } from './problem.ts';
import type { Stretches } from './stretches.ts';

/** How plans go on from one stretch to a later one, past one or more mocks that are given. */
export interface Crossing {
  /** The starts of earlier stretches, as `low[t] … high[t]`. */
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** By start: 0 where it must not be the first after a given mock, since that would be over too long before. */
  readonly opens: Uint8Array;
  /** By start of a mock of one length: 0 where it must not be the last before a given mock, which would come too late. */
  readonly leaves: Uint8Array;
}

/** `length` in minutes, of the mock that a plan goes on from. */
export function crossingFrom(problem: Problem, stretches: Stretches, length: number): Crossing {
  const { starts, given, sop } = problem;
  const { first, givenBefore, givenAfter, isFixed } = stretches;
  const { maxGap } = sop.rules;
  const opens = new Uint8Array(starts.count).fill(1);
  const leaves = new Uint8Array(starts.count).fill(1);
  for (let at = 0; at < starts.count; at += 1) {
    if (maxGap === null || isFixed[at] === 1) continue;
    const start = starts.minute[at]!;
    const before = given[givenBefore[at]!];
    const after = given[givenAfter[at]!];
    if (before !== undefined && start - before.earliestEnd > maxGap) opens[at] = 0;
    if (after !== undefined && after.latestStart - start - length > maxGap) leaves[at] = 0;
  }
  return { low: new Int32Array(starts.count), high: first.map((at) => at - 1), opens, leaves };
}
