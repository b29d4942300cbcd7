import { DAY_END } from '../../time/clock-range.ts';
import { type Interval, joined } from '../../time/interval.ts';
import { least } from './least.ts';

/** The ranges of a day, or of several days that are alike. */
export interface Growable {
  readonly ranges: readonly Interval[];
  /** How many days of a week they are. */
  readonly days: number;
}

/** Ranges with more time in them; lists are in the order of what they grew from. */
export interface DaysGrowth {
  readonly ranges: readonly (readonly Interval[])[];
  /** Of each the range that was added or became longer; null where none did. */
  readonly grown: readonly (Interval | null)[];
  /** Minutes more of each day that grew. */
  readonly perDay: number;
  /** Minutes more in a week. */
  readonly perWeek: number;
  readonly isNew: boolean;
}

export interface GrowthLimit {
  readonly perDay: number;
  readonly perWeek: number;
  /** A new range must have room for so many minutes to be of any use. */
  readonly shortestMock: number;
}

/** Where ranges can be this much longer, or less, nobody asks for new ones instead. */
export const NEAR_MINUTES = 120;

/**
 * The fewest minutes more that make ranges possible: a range of each longer at one end, or, where
 * that takes more than `NEAR_MINUTES` a day, a new range in each. A new range is as short as it can
 * be without moving: no later start and no earlier end works.
 */
export function leastGrowthOfDays(
  days: readonly Growable[],
  limit: GrowthLimit,
  isPossible: (ranges: readonly (readonly Interval[])[]) => boolean,
): DaysGrowth | null {
  let best: DaysGrowth | null = null;
  for (const grow of endsOf(days)) {
    const most = (best === null ? limit.perDay : best.perDay - 1) as number;
    const minutes = least(most, (each) => isPossible(after(days, grow(each)).ranges));
    if (minutes === null) continue;
    const growth = after(days, grow(minutes));
    if (growth.perWeek <= limit.perWeek) best = growth;
  }
  if (best !== null && best.perDay <= NEAR_MINUTES) return best;
  const room = Math.min(limit.perDay, best === null ? DAY_END : best.perDay - 1);
  if (room < limit.shortestMock) return best;
  const longest = Math.max(...days.map(({ ranges }) => lengthOf(joined(ranges))));
  const added = narrowed(longest + room, (range) => isPossible(after(days, inEach(days, range)).ranges));
  if (added === null) return best;
  const growth = { ...after(days, inEach(days, added)), isNew: true };
  if (growth.perDay > limit.perDay || growth.perWeek > limit.perWeek) return best;
  return best === null || growth.perWeek < best.perWeek ? growth : best;
}

/** Of each of the days a range that grew, with the range that it grew from; by minutes. */
type Grow = (minutes: number) => readonly Grown[];
type Grown = { readonly from: Interval | null; readonly to: Interval } | null;

/** Every end of every range of a single day; of several days the last end of each, or the first start. */
function endsOf(days: readonly Growable[]): Grow[] {
  const later =
    (from: Interval, most: number): ((minutes: number) => Grown) =>
    (minutes) => ({ from, to: { start: from.start, end: Math.min(most, from.end + minutes) } });
  const earlier =
    (from: Interval, most: number): ((minutes: number) => Grown) =>
    (minutes) => ({ from, to: { start: Math.max(most, from.start - minutes), end: from.end } });
  const none = () => null;
  const lists = days.map(({ ranges }) => joined(ranges));
  const [only, ...more] = lists;
  if (only === undefined || lists.every((ranges) => ranges.length === 0)) return [];
  if (more.length === 0) {
    return only
      .flatMap((range, index) => [
        later(range, only[index + 1]?.start ?? DAY_END),
        earlier(range, only[index - 1]?.end ?? 0),
      ])
      .map((grow) => (minutes) => [grow(minutes)]);
  }
  const lastEnds = lists.map((ranges) => (ranges.length === 0 ? none : later(ranges.at(-1)!, DAY_END)));
  const firstStarts = lists.map((ranges) => (ranges.length === 0 ? none : earlier(ranges[0]!, 0)));
  return [lastEnds, firstStarts].map((grows) => (minutes) => grows.map((grow) => grow(minutes)));
}

function inEach(days: readonly Growable[], to: Interval): Grown[] {
  return days.map(() => ({ from: null, to }));
}

function after(days: readonly Growable[], grown: readonly Grown[]): DaysGrowth {
  const ranges = days.map(({ ranges: before }, index) => {
    const change = grown[index];
    return change == null ? joined(before) : joined([...before, change.to]);
  });
  const minutes = days.map(
    ({ ranges: before }, index) => lengthOf(ranges[index]!) - lengthOf(joined(before)),
  );
  return {
    ranges,
    grown: grown.map((change) => change?.to ?? null),
    perDay: Math.max(...minutes),
    perWeek: days.reduce((sum, each, index) => sum + each.days * minutes[index]!, 0),
    isNew: false,
  };
}

/** The range that ends as early as any can, and then begins as late as it can; null where it is longer than `most`. */
function narrowed(most: number, isPossible: (range: Interval) => boolean): Interval | null {
  const end = least(DAY_END, (minutes) => isPossible({ start: 0, end: minutes }));
  if (end === null) return null;
  const length = least(Math.min(end, most), (minutes) => isPossible({ start: end - minutes, end }));
  return length === null ? null : { start: end - length, end };
}

function lengthOf(ranges: readonly Interval[]): number {
  return ranges.reduce((sum, { start, end }) => sum + end - start, 0);
}
