import type { Interval } from './interval.ts';

/** Days in ISO order: index 0 is Monday, so `dayOfWeek - 1` of a Temporal date is the index. */
export const DAY_NAMES = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export const GROUP_NAMES = ['everyday', 'weekdays', 'weekends'] as const;

export type DayName = (typeof DAY_NAMES)[number];
export type DayKey = DayName | (typeof GROUP_NAMES)[number];

/** Slots per day of a week, by minutes of the day; a missing key says nothing about its days. */
export type WeeklySlots = Readonly<Partial<Record<DayKey, readonly Interval[]>>>;

/**
 * The key of `slots` that speaks for a day: the day's own beats `weekdays`/`weekends`, these beat
 * `everyday`. Returns null where none does.
 */
export function keyFor(slots: WeeklySlots, dayOfWeek: number): DayKey | null {
  const day = DAY_NAMES[dayOfWeek - 1] as DayName;
  const group = dayOfWeek <= 5 ? 'weekdays' : 'weekends';
  for (const key of [day, group, 'everyday'] as const) if (slots[key] !== undefined) return key;
  return null;
}

/** The slots of a day, `dayOfWeek` 1 (Monday) to 7 (Sunday). */
export function slotsOn(slots: WeeklySlots, dayOfWeek: number): readonly Interval[] {
  const key = keyFor(slots, dayOfWeek);
  return key === null ? [] : (slots[key] ?? []);
}
