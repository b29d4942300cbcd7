import { dayTable, type ZonedDay } from '../time/day-table.ts';

/** The days of a window, and the Monday-to-Sunday weeks they lie in. */
export interface WindowDays {
  readonly days: readonly ZonedDay[];
  /** From the Monday of the first day's week to the Sunday of the last day's. */
  readonly wholeWeeks: readonly ZonedDay[];
  /** Index of the window's first day within `wholeWeeks`. */
  readonly firstIndex: number;
  readonly weekCount: number;
  /** Week of each day of the window, 0 for the first. */
  readonly weeks: Int32Array;
}

export function windowDays(
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
  timeZone: string,
): WindowDays {
  if (Temporal.PlainDate.compare(first, last) > 0) {
    return { days: [], wholeWeeks: [], firstIndex: 0, weekCount: 0, weeks: new Int32Array() };
  }
  const firstIndex = first.dayOfWeek - 1;
  const afterLast = 7 - last.dayOfWeek;
  const wholeWeeks = dayTable(first.subtract({ days: firstIndex }), last.add({ days: afterLast }), timeZone);
  const days = wholeWeeks.slice(firstIndex, wholeWeeks.length - afterLast);
  const weeks = new Int32Array(days.length);
  for (let day = 0; day < days.length; day += 1) weeks[day] = Math.floor((firstIndex + day) / 7);
  return { days, wholeWeeks, firstIndex, weekCount: wholeWeeks.length / 7, weeks };
}

/** Index within `wholeWeeks` of the day that a minute lies in; null outside. By halving: asking Temporal costs microseconds, and there may be thousands of entries. */
export function dayIndexAt({ wholeWeeks }: WindowDays, minute: number): number | null {
  const [first, last] = [wholeWeeks[0], wholeWeeks.at(-1)];
  if (first === undefined || last === undefined || minute < first.start || minute >= last.end) return null;
  let low = 0;
  let high = wholeWeeks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (wholeWeeks[middle]!.start <= minute) low = middle;
    else high = middle - 1;
  }
  return low;
}
