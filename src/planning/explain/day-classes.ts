import { DAY_END } from '../../time/clock-range.ts';
import { joined } from '../../time/interval.ts';
import { DAY_NAMES, type DayKey, keyFor, slotsOn, type WeeklySlots } from '../../time/weekly-slots.ts';

/** The days of a week for which one key of slots speaks, or for which none does. */
export interface DayClass {
  /** Null where no key speaks for the days. */
  readonly key: DayKey | null;
  /** 1 (Monday) to 7 (Sunday). */
  readonly daysOfWeek: readonly number[];
}

/** The name of the days for which no key speaks, among those of keys. */
export const NO_KEY = 'none';

export const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** The week by the keys that speak for its days. */
export function dayClasses(slots: WeeklySlots): readonly DayClass[] {
  const classes = new Map<DayKey | null, number[]>();
  for (const dayOfWeek of EVERY_DAY) {
    const key = keyFor(slots, dayOfWeek);
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

/** `weekdays`, `weekends` or `everyday` where days are exactly these, else each by its own name. */
export function keysOf(daysOfWeek: readonly number[]): DayKey[] {
  const has = (days: readonly number[]) => days.every((day) => daysOfWeek.includes(day));
  if (has(EVERY_DAY)) return ['everyday'];
  const [weekdays, weekends] = [daysOfWeek.filter((day) => day <= 5), daysOfWeek.filter((day) => day > 5)];
  const names = (days: readonly number[]) => days.map((day) => DAY_NAMES[day - 1]!);
  return [
    ...(weekdays.length === 5 ? (['weekdays'] as const) : names(weekdays)),
    ...(weekends.length === 2 ? (['weekends'] as const) : names(weekends)),
  ];
}

export const WHOLE_DAY = [{ start: 0, end: DAY_END }] as const;
