import { DAY_NAMES, type WeeklySlots } from '../../src/time/weekly-slots.ts';

// The checks of the planner do their wall-clock arithmetic with Temporal alone, never through
// src/time, so that a fault there is found as well.

/** A half-open range of instants. */
export interface Run {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}

/** The instant of a wall-clock minute of a day, as Temporal's `compatible` has it; 1440 is the next day's 00:00. */
export function instantOf(date: Temporal.PlainDate, minuteOfDay: number, timeZone: string): Temporal.Instant {
  const day = date.add({ days: Math.floor(minuteOfDay / 1440) });
  const time = new Temporal.PlainTime(Math.floor((minuteOfDay % 1440) / 60), minuteOfDay % 60);
  return day.toPlainDateTime(time).toZonedDateTime(timeZone, { disambiguation: 'compatible' }).toInstant();
}

/** The date on which an instant falls in a zone. */
export function dateOf(instant: Temporal.Instant, timeZone: string): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(timeZone).toPlainDate();
}

/** The Monday of a date's week. */
export function mondayOf(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.subtract({ days: date.dayOfWeek - 1 });
}

/** The wall-clock ranges that hold on a date, in minutes of the day: its own key, else its group's, else everyday's. */
export function slotsOf(
  weekly: WeeklySlots,
  date: Temporal.PlainDate,
): readonly { readonly start: number; readonly end: number }[] {
  const own = weekly[DAY_NAMES[date.dayOfWeek - 1] ?? 'monday'];
  const group = date.dayOfWeek <= 5 ? weekly.weekdays : weekly.weekends;
  return own ?? group ?? weekly.everyday ?? [];
}

/** The ranges of some dates as instants, those that touch or overlap joined; what a clock change empties is gone. */
export function joinedRuns(
  weekly: WeeklySlots,
  dates: readonly Temporal.PlainDate[],
  timeZone: string,
): Run[] {
  const ranges = dates
    .flatMap((date) => slotsOf(weekly, date).map((slot) => ({ date, slot })))
    .map(({ date, slot }) => ({
      start: instantOf(date, slot.start, timeZone),
      end: instantOf(date, slot.end, timeZone),
    }))
    .filter((range) => isBefore(range.start, range.end))
    .sort((a, b) => Temporal.Instant.compare(a.start, b.start));
  const runs: Run[] = [];
  for (const range of ranges) {
    const last = runs.at(-1);
    if (last !== undefined && !isBefore(last.end, range.start)) {
      runs[runs.length - 1] = { start: last.start, end: later(last.end, range.end) };
    } else runs.push(range);
  }
  return runs;
}

/** The dates from one to another, both included. */
export function datesFrom(first: Temporal.PlainDate, last: Temporal.PlainDate): Temporal.PlainDate[] {
  const count = first.until(last, { largestUnit: 'day' }).days + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => first.add({ days: index }));
}

export function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0;
}

/** Elapsed minutes from one instant to another, with its fraction. */
export function minutesFrom(a: Temporal.Instant, b: Temporal.Instant): number {
  return a.until(b).total('minutes');
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return isBefore(a, b) ? b : a;
}
