import type { PlanRequest } from '../../request/model.ts';
import { formatClockRange } from '../../time/clock-range.ts';
import { DAY_NAMES, type DayKey, slotsOn, type WeeklySlots } from '../../time/weekly-slots.ts';
import { shortestMock } from './constraint.ts';
import { dayClasses, keysOf, NO_KEY, WHOLE_DAY } from './day-classes.ts';
import { type DaysGrowth, leastGrowthOfDays } from './growth-of-days.ts';
import type { Situation } from './situation.ts';
import { count, list, onDays } from './wording.ts';

/** Days of the week whose slots grow alike, under the keys that speak for them, or would. */
export type Target = readonly { readonly key: DayKey; readonly daysOfWeek: readonly number[] }[];

/** More time of the candidate, and the part of a request that says so. */
export interface SlotGrowth {
  readonly growth: DaysGrowth;
  readonly slots: Readonly<Record<string, readonly string[]>>;
  readonly weekly: WeeklySlots;
  /** `lengthen the candidate's slot on Tuesdays to 18:00-22:30 (30 minutes more)` */
  readonly text: string;
}

/** A candidate is not asked for more than this on top of a day's slots. */
const MINUTES_MAX = 240;

/** The single days, and the groups of days, whose slots are part of the conflict. */
export function slotTargets(situation: Situation): { days: Target[]; groups: Target[] } {
  const inConflict = situation.inConflict('slots');
  const classes = dayClasses(situation.request.slots.weekly).filter(({ key }) =>
    inConflict.includes(key ?? NO_KEY),
  );
  const days = classes.flatMap(({ daysOfWeek }) =>
    daysOfWeek.map((day): Target => [{ key: DAY_NAMES[day - 1]!, daysOfWeek: [day] }]),
  );
  // A key that speaks for days keeps speaking for them; days without one get keys of their own.
  const wholes = classes.map(
    ({ key, daysOfWeek }): Target =>
      key === null
        ? keysOf(daysOfWeek).map((each) => ({ key: each, daysOfWeek: daysUnder(each, daysOfWeek) }))
        : [{ key, daysOfWeek }],
  );
  const parts = classes.flatMap(({ key, daysOfWeek }): Target[] =>
    key === null || key === 'everyday'
      ? (['weekdays', 'weekends'] as const).map((part) => [
          { key: part, daysOfWeek: daysUnder(part, daysOfWeek) },
        ])
      : [],
  );
  const all = wholes.length > 1 ? [wholes.flat()] : [];
  const groups = [...parts, ...wholes, ...all].filter((target) => daysIn(target) > 1);
  return { days, groups };
}

function daysUnder(key: DayKey, daysOfWeek: readonly number[]): readonly number[] {
  if (key === 'everyday') return daysOfWeek;
  if (key === 'weekdays') return daysOfWeek.filter((day) => day <= 5);
  if (key === 'weekends') return daysOfWeek.filter((day) => day > 5);
  return daysOfWeek.filter((day) => DAY_NAMES[day - 1] === key);
}

function daysIn(target: Target): number {
  return target.reduce((sum, { daysOfWeek }) => sum + daysOfWeek.length, 0);
}

/** The target that takes the fewest minutes a week more, and how; null where none helps. */
export function leastSlotGrowth(
  situation: Situation,
  request: PlanRequest,
  targets: readonly Target[],
): SlotGrowth | null {
  let best: { target: Target; growth: DaysGrowth } | null = null;
  for (const target of targets) {
    if (situation.isSpent) break;
    const withRanges = (ranges: DaysGrowth['ranges']) => withSlots(request, target, ranges);
    if (!situation.isPossibleFor(withRanges(target.map(() => WHOLE_DAY)))) continue;
    const perWeek = best === null ? Number.POSITIVE_INFINITY : best.growth.perWeek - 1;
    const days = target.map(({ daysOfWeek }) => ({
      ranges: slotsOn(request.slots.weekly, daysOfWeek[0]!),
      days: daysOfWeek.length,
    }));
    const perDay = Math.min(MINUTES_MAX, Math.floor(perWeek / Math.min(...days.map((each) => each.days))));
    const growth = leastGrowthOfDays(
      days,
      { perDay, perWeek, shortestMock: shortestMock(situation.sop) },
      (ranges) => situation.isPossibleFor(withRanges(ranges)),
    );
    if (growth !== null) best = { target, growth };
  }
  return best === null ? null : slotGrowth(request, best.target, best.growth);
}

/** The request with other slots under a target's keys. */
export function withSlots(request: PlanRequest, target: Target, ranges: DaysGrowth['ranges']): PlanRequest {
  const changed = Object.fromEntries(target.map(({ key }, index) => [key, ranges[index]!]));
  return { ...request, slots: { ...request.slots, weekly: { ...request.slots.weekly, ...changed } } };
}

function slotGrowth(request: PlanRequest, target: Target, growth: DaysGrowth): SlotGrowth {
  const { timeZone } = request.slots;
  const zone = timeZone === null ? '' : ` ${timeZone} time`;
  const grown = target.flatMap(({ key }, index) => {
    const range = growth.grown[index];
    return range == null ? [] : [{ days: onDays(key), range: formatClockRange(range) }];
  });
  const added = `add a slot of the candidate ${list(grown.map(({ days }) => days))}, ${grown[0]!.range}${zone}`;
  const what = `slot${grown.length === 1 ? '' : 's'}`;
  const longer = `lengthen the candidate's ${what} ${list(grown.map(({ days, range }) => `${days} to ${range}`))}${zone}`;
  return {
    growth,
    weekly: withSlots(request, target, growth.ranges).slots.weekly,
    slots: Object.fromEntries(
      target.map(({ key }, index) => [key, growth.ranges[index]!.map(formatClockRange)]),
    ),
    text: growth.isNew ? added : `${longer} (${count(growth.perDay, 'minute')} more)`,
  };
}
