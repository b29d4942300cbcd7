import { type Crossing, crossingFrom } from './crossing.ts';
import type { GivenPlace } from './given-places.ts';
import type { Problem } from './problem.ts';
import type { Stretches } from './stretches.ts';

/**
 * Which starts may follow which: for a mock of one length and what comes after it (the next mock of
 * its course, or another course), the starts that may precede start `t` are exactly `low[t] …
 * high[t]`. Both only grow with `t`, so the best of them is a sliding-window minimum.
 */
export interface GapWindow {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly opens: null;
  /** The first start that may follow start `p`, leaving `maxGap` aside; `starts.count` where none may. */
  readonly after: Int32Array;
  /** The last start that `t` or any before it may follow, leaving `maxGap` aside; -1 where none may. */
  readonly before: Int32Array;
  /** What may precede a start beyond a given mock; then `low` and `high` are of its own stretch. Null where nothing is given. */
  readonly crossing: Crossing | null;
}

/** The least minutes from a mock's end to the candidate's next start. */
export function leastGap({ sop }: Pick<Problem, 'sop'>, courseChanges: boolean): number {
  const { minGap, courseGap } = sop.rules;
  return courseChanges && courseGap?.kind === 'elapsed' ? Math.max(minGap, courseGap.minutes) : minGap;
}

/**
 * Whether the plan may begin at a start: anywhere before all that is given, and beyond that soon enough
 * after it. What is too soon after is no start for that mock at all, see `farFromGiven`.
 */
export function mayBegin(problem: Problem): (start: number) => boolean {
  const { stretches } = problem;
  if (stretches === null) return () => true;
  const { opens } = crossingFrom(problem, stretches, 0);
  return (start) => opens[start] === 1;
}

export function gapWindow(problem: Problem, length: number, courseChanges: boolean): GapWindow {
  const { minute, day, count } = problem.starts;
  const { maxGap, courseGap } = problem.sop.rules;
  const least = leastGap(problem, courseChanges);
  const freeDays = courseChanges && courseGap?.kind === 'days' ? courseGap.days : null;
  const low = new Int32Array(count);
  const high = new Int32Array(count);
  const after = new Int32Array(count).fill(count);
  let from = 0;
  let until = 0;
  for (let next = 0; next < count; next += 1) {
    if (maxGap !== null) while (minute[next]! - minute[from]! - length > maxGap) from += 1;
    while (
      until < next &&
      minute[next]! - minute[until]! - length >= least &&
      (freeDays === null || day[next]! - day[until]! > freeDays)
    ) {
      after[until] = next;
      until += 1;
    }
    low[next] = from;
    high[next] = until - 1;
  }
  const { stretches } = problem;
  if (stretches === null) return { low, high, after, before: high, opens: null, crossing: null };
  const { first, next } = stretches;
  return {
    low: low.map((start, to) => Math.max(start, first[to]!)),
    high,
    // Gaps to given mocks are seen to elsewhere: what is beyond one may come at once as far as is known here.
    after: after.map((start, from) => Math.min(start, next[from]!)),
    before: high.map((start, to) => Math.max(start, first[to]! - 1)),
    opens: null,
    crossing: crossingFrom(problem, stretches, length),
  };
}

/** By start: 0 where a mock would come too close to a given one before or after it, whatever else is planned. */
export function farFromGiven(
  problem: Problem,
  { isFixed, givenBefore, givenAfter }: Stretches,
  course: string,
  length: number,
): Uint8Array {
  const { starts, given } = problem;
  const { courseGap } = problem.sop.rules;
  const keeps = (other: GivenPlace, gap: number, days: number) => {
    const changes = other.course !== course;
    const hasFreeDays = !changes || courseGap?.kind !== 'days' || days > courseGap.days;
    return gap >= leastGap(problem, changes) && hasFreeDays;
  };
  const isFar = new Uint8Array(starts.count).fill(1);
  for (let at = 0; at < starts.count; at += 1) {
    if (isFixed[at] === 1) continue;
    const start = starts.minute[at]!;
    const day = starts.day[at]!;
    const before = given[givenBefore[at]!];
    const after = given[givenAfter[at]!];
    const isKept =
      (before === undefined || keeps(before, start - before.end, day - before.day)) &&
      (after === undefined || keeps(after, after.start - start - length, after.day - day));
    if (!isKept) isFar[at] = 0;
  }
  return isFar;
}
