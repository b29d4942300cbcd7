import { DAY_END } from '../../time/clock-range.ts';
import { joined } from '../../time/interval.ts';
import { DAY_NAMES, type DayKey, keyFor, slotsOn, type WeeklySlots } from '../../time/weekly-slots.ts';

/** The days of a week for which one key of slots speaks, or which have no slots for want of one. */
export interface DayClass {
  readonly key: DayKey;
  /** 1 (Monday) to 7 (Sunday). */
  readonly daysOfWeek: readonly number[];
}

const WEEKDAYS = [1, 2, 3, 4, 5];
const WEEKENDS = [6, 7];
const EVERY_DAY = [...WEEKDAYS, ...WEEKENDS];

/** The week by the keys that speak for its days; days without one form groups as large as there are names for. */
export function dayClasses(slots: WeeklySlots): readonly DayClass[] {
  const classes = new Map<DayKey, number[]>();
  const isSilent = (dayOfWeek: number) => keyFor(slots, dayOfWeek) === null;
  for (const dayOfWeek of EVERY_DAY) {
    const group = dayOfWeek <= 5 ? WEEKDAYS : WEEKENDS;
    let key = keyFor(slots, dayOfWeek);
    if (key === null && EVERY_DAY.every(isSilent)) key = 'everyday';
    else if (key === null && group.every(isSilent)) key = dayOfWeek <= 5 ? 'weekdays' : 'weekends';
    key ??= DAY_NAMES[dayOfWeek - 1]!;
    classes.set(key, [...(classes.get(key) ?? []), dayOfWeek]);
  }
  return [...classes].map(([key, daysOfWeek]) => ({ key, daysOfWeek }));
}

/** Whether slots leave no minute of some days out. */
export function areWholeDays(slots: WeeklySlots, daysOfWeek: readonly number[]): boolean {
  return daysOfWeek.every((dayOfWeek) => {
    const [only, ...more] = joined(slotsOn(slots, dayOfWeek));
    return only?.start === 0 && only.end === DAY_END && more.length === 0;
  });
}

/** The same week with whole days where `isWhole` says so. */
export function withWholeDays(slots: WeeklySlots, isWhole: (day: DayClass) => boolean): WeeklySlots {
  const days = dayClasses(slots).flatMap((each) =>
    each.daysOfWeek.map((dayOfWeek) => [
      DAY_NAMES[dayOfWeek - 1]!,
      isWhole(each) ? WHOLE_DAY : slotsOn(slots, dayOfWeek),
    ]),
  );
  return Object.fromEntries(days);
}

export const WHOLE_DAY = [{ start: 0, end: DAY_END }] as const;
