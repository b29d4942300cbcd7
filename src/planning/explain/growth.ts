import type { Interval } from '../../time/interval.ts';
import { leastGrowthOfDays } from './growth-of-days.ts';

/** Ranges of a day with more time in them. */
export interface Growth {
  readonly ranges: readonly Interval[];
  /** The range that was added or became longer. */
  readonly grown: Interval;
  /** Minutes more. */
  readonly minutes: number;
  readonly isNew: boolean;
}

/** As `leastGrowthOfDays`, for one day and with less than `under` minutes more. A new range has room for the shortest mock at least. */
export function leastGrowth(
  ranges: readonly Interval[],
  under: number,
  isPossible: (ranges: readonly Interval[]) => boolean,
  shortestMock = 0,
): Growth | null {
  const most = under - 1;
  const found = leastGrowthOfDays(
    [{ ranges, days: 1 }],
    { perDay: most, perWeek: most, shortestMock },
    ([each]) => isPossible(each!),
  );
  if (found === null) return null;
  return { ranges: found.ranges[0]!, grown: found.grown[0]!, minutes: found.perDay, isNew: found.isNew };
}
