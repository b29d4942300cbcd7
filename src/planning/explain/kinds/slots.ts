import { formatClockRange } from '../../../time/clock-range.ts';
import { DAY_NAMES, type DayKey, slotsOn } from '../../../time/weekly-slots.ts';
import { dayClasses, WHOLE_DAY } from '../day-classes.ts';
import { type Draft, effortOf } from '../draft.ts';
import { type Growth, leastGrowth } from '../growth.ts';
import type { Situation } from '../situation.ts';
import { count, onDays } from '../wording.ts';

/** The days that one key of slots would speak for. */
interface Target {
  readonly key: DayKey;
  readonly daysOfWeek: readonly number[];
}

/** A candidate is not asked for more than this on top of a day's slots. */
const MINUTES_MAX = 240;

/** More time of the candidate, on one day of the week and on a group of days. */
export function slotDrafts(situation: Situation): Draft[] {
  const { weekly } = situation.request.slots;
  const inConflict = situation.inConflict('slots');
  const classes = dayClasses(weekly).filter(({ key }) => inConflict.includes(key));
  const whole = Object.fromEntries(
    classes.flatMap(({ daysOfWeek }) => daysOfWeek.map((day) => [DAY_NAMES[day - 1]!, WHOLE_DAY])),
  );
  if (classes.length === 0 || !isPossible(situation, whole)) return [];
  const groups = classes.flatMap(groupTargets);
  const days = classes.flatMap(({ daysOfWeek }) =>
    daysOfWeek.map((day): Target => ({ key: DAY_NAMES[day - 1]!, daysOfWeek: [day] })),
  );
  return [bestDraft(situation, days), bestDraft(situation, groups)].filter((draft) => draft !== null);
}

function isPossible(situation: Situation, slots: Situation['request']['slots']['weekly']): boolean {
  const { request } = situation;
  return situation.isPossibleFor({
    ...request,
    slots: { ...request.slots, weekly: { ...request.slots.weekly, ...slots } },
  });
}

function groupTargets({ key, daysOfWeek }: Target): Target[] {
  if (daysOfWeek.length < 2) return [];
  if (key !== 'everyday') return [{ key, daysOfWeek }];
  const weekdays = daysOfWeek.filter((day) => day <= 5);
  const weekends = daysOfWeek.filter((day) => day > 5);
  const parts: Target[] = [
    { key: 'weekdays', daysOfWeek: weekdays },
    { key: 'weekends', daysOfWeek: weekends },
  ];
  return [...parts.filter((part) => part.daysOfWeek.length > 1), { key, daysOfWeek }];
}

/** The target that takes the fewest minutes a week. */
function bestDraft(situation: Situation, targets: readonly Target[]): Draft | null {
  let best: { target: Target; growth: Growth; minutes: number } | null = null;
  for (const target of targets) {
    if (situation.isSpent) break;
    const { key, daysOfWeek } = target;
    if (!isPossible(situation, { [key]: WHOLE_DAY })) continue;
    const under = Math.min(
      MINUTES_MAX + 1,
      Math.ceil((best?.minutes ?? Number.POSITIVE_INFINITY) / daysOfWeek.length),
    );
    const ranges = slotsOn(situation.request.slots.weekly, daysOfWeek[0]!);
    const growth = leastGrowth(ranges, under, (each) => isPossible(situation, { [key]: each }));
    if (growth !== null) best = { target, growth, minutes: growth.minutes * daysOfWeek.length };
  }
  return best === null ? null : draftOf(situation, best.target, best.growth);
}

function draftOf(situation: Situation, { key, daysOfWeek }: Target, growth: Growth): Draft {
  const slots = { [key]: growth.ranges.map(formatClockRange) };
  const range = formatClockRange(growth.grown);
  const { timeZone } = situation.request.slots;
  const zone = timeZone === null ? '' : ` ${timeZone} time`;
  const minutes = growth.minutes * daysOfWeek.length;
  return {
    kind: 'slot',
    agree: 'candidate',
    effort: effortOf(minutes, 120, 480),
    size: minutes,
    say: () =>
      growth.isNew
        ? `Add a slot of the candidate ${onDays(key)}, ${range}${zone}`
        : `Lengthen the candidate's slot ${onDays(key)} to ${range}${zone} (${count(growth.minutes, 'minute')} more)`,
    confirm: () => situation.confirm({ request: { slots } }),
  };
}
