import { dayNumber } from '../time/day-table.ts';
import type { Problem } from './problem.ts';

/**
 * Which starts may follow which: for a mock of one length and what comes after it (the next mock of
 * its course, or another course), the starts that may precede start `t` are exactly `low[t] …
 * high[t]`. Both only grow with `t`, so the best of them is a sliding-window minimum.
 */
export interface GapWindow {
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** The first start that may follow start `p`, leaving `maxGap` aside; `starts.count` where none may. */
  readonly after: Int32Array;
}

/** The least minutes from a mock's end to the candidate's next start. */
export function leastGap(problem: Problem, courseChanges: boolean): number {
  const { minGap, courseGap } = problem.sop.rules;
  return courseChanges && courseGap?.kind === 'elapsed' ? Math.max(minGap, courseGap.minutes) : minGap;
}

/**
 * The starts at which a course may begin the plan: after the mocks that are done, if any, with the gaps
 * to the last of them. Such a course goes on where that mock was of it; any other is a change of course.
 */
export function entryWindow(problem: Problem, course: string): { first: number; last: number } {
  const { after, starts, days } = problem;
  if (after === null) return { first: 0, last: starts.count - 1 };
  const { maxGap, courseGap } = problem.sop.rules;
  const courseChanges = course !== after.course;
  const least = leastGap(problem, courseChanges);
  const freeDays = courseChanges && courseGap?.kind === 'days' ? courseGap.days : null;
  const dayOf = (start: number) => dayNumber(days[starts.day[start]!]!.date);
  let first = 0;
  while (
    first < starts.count &&
    (starts.minute[first]! - after.end < least || (freeDays !== null && dayOf(first) - after.day <= freeDays))
  ) {
    first += 1;
  }
  let last = starts.count - 1;
  if (maxGap !== null) while (last >= 0 && starts.minute[last]! - after.end > maxGap) last -= 1;
  return { first, last };
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
  return { low, high, after };
}
