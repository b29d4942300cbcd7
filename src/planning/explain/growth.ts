import { DAY_END } from '../../time/clock-range.ts';
import { type Interval, joined } from '../../time/interval.ts';
import { least } from './least.ts';

/** Ranges of a day with more time in them. */
export interface Growth {
  readonly ranges: readonly Interval[];
  /** The range that was added or became longer. */
  readonly grown: Interval;
  /** Minutes more. */
  readonly minutes: number;
  readonly isNew: boolean;
}

/** Where a range can be this much longer, or less, nobody asks for a new one instead. */
export const NEAR_MINUTES = 120;

/**
 * The fewest minutes more, below `under`, that make a day's ranges possible: one range longer at one
 * end, or, where that takes more than `NEAR_MINUTES`, a new range. A new range is as short as it can
 * be without moving: no later start and no earlier end works.
 */
export function leastGrowth(
  ranges: readonly Interval[],
  under: number,
  isPossible: (ranges: readonly Interval[]) => boolean,
): Growth | null {
  const days = joined(ranges);
  const longer = longerRange(days, under, isPossible);
  if (longer !== null && longer.minutes <= NEAR_MINUTES) return longer;
  const limit = longer?.minutes ?? under;
  const added = narrowed((range) => isPossible(joined([...days, range])));
  if (added === null) return longer;
  const together = joined([...days, added]);
  const minutes = lengthOf(together) - lengthOf(days);
  return minutes < limit ? { ranges: together, grown: added, minutes, isNew: true } : longer;
}

function longerRange(
  ranges: readonly Interval[],
  under: number,
  isPossible: (ranges: readonly Interval[]) => boolean,
): Growth | null {
  let best: Growth | null = null;
  for (const [index, range] of ranges.entries()) {
    const before = ranges[index - 1]?.end ?? 0;
    const after = ranges[index + 1]?.start ?? DAY_END;
    const others = ranges.filter((each) => each !== range);
    const ends: readonly [number, (minutes: number) => Interval][] = [
      [after - range.end, (minutes) => ({ start: range.start, end: range.end + minutes })],
      [range.start - before, (minutes) => ({ start: range.start - minutes, end: range.end })],
    ];
    for (const [most, grow] of ends) {
      const limit = Math.min(most, (best?.minutes ?? under) - 1);
      const minutes = least(limit, (each) => isPossible(joined([...others, grow(each)])));
      if (minutes === null) continue;
      const grown = grow(minutes);
      best = { ranges: joined([...others, grown]), grown, minutes, isNew: false };
    }
  }
  return best;
}

function narrowed(isPossible: (range: Interval) => boolean): Interval | null {
  const end = least(DAY_END, (minutes) => isPossible({ start: 0, end: minutes }));
  if (end === null) return null;
  const length = least(end, (minutes) => isPossible({ start: end - minutes, end }));
  return length === null ? null : { start: end - length, end };
}

function lengthOf(ranges: readonly Interval[]): number {
  return ranges.reduce((sum, { start, end }) => sum + end - start, 0);
}
