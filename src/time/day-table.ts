import type { Interval } from './interval.ts';
import { joined } from './interval.ts';
import { dayRange, type EpochMinute, minuteFloor, rangesOfDay } from './zoned-day.ts';

/** A date of a zone with all that is needed to go between its wall clock and instants. */
export interface ZonedDay {
  readonly date: Temporal.PlainDate;
  /** The day's first instant, and the next day's. */
  readonly start: EpochMinute;
  readonly end: EpochMinute;
  /** Parts of the day in which the offset stays the same; wall-clock minute = instant − `midnight`. */
  readonly parts: readonly {
    readonly start: EpochMinute;
    readonly end: EpochMinute;
    readonly midnight: EpochMinute;
  }[];
}

/**
 * The days from `first` to `last` in a zone, both included. Asking Temporal costs microseconds and
 * planning asks for the same days again and again, so each day is worked out once per zone and kept.
 */
export function dayTable(first: Temporal.PlainDate, last: Temporal.PlainDate, timeZone: string): ZonedDay[] {
  const known = knownDays(timeZone);
  const days: ZonedDay[] = [];
  for (let number = dayNumber(first), end = dayNumber(last); number <= end; number += 1) {
    let day = known.get(number);
    if (day === undefined) {
      day = zonedDay(dateOfNumber(number), timeZone);
      known.set(number, day);
    }
    days.push(day);
  }
  return days;
}

/** Wall-clock ranges of a day as joined instant ranges. */
export function instantsOfDay(day: ZonedDay, ranges: readonly Interval[], timeZone: string): Interval[] {
  const [only] = day.parts;
  if (day.parts.length === 1 && only !== undefined && only.midnight === day.start) {
    return joined(ranges.map(({ start, end }) => ({ start: day.start + start, end: day.start + end })));
  }
  return joined(rangesOfDay(day.date, ranges, timeZone));
}

/** Days since 1970-01-01 of a date: a number that grows by one with each date. */
export function dayNumber(date: Temporal.PlainDate): number {
  const { year, month, day } = date;
  // `Date.UTC` would take the years 0 to 99 for those of the last century.
  return (
    (year >= 100 ? Date.UTC(year, month - 1, day) : new Date(0).setUTCFullYear(year, month - 1, day)) /
    86_400_000
  );
}

/** The date of a day number. */
export function dateOfNumber(number: number): Temporal.PlainDate {
  const date = new Date(number * 86_400_000);
  return new Temporal.PlainDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

/** Enough for years of windows in a few zones; beyond it the cache starts anew. */
const DAYS_KEPT_MAX = 4000;
const cache = new Map<string, Map<number, ZonedDay>>();

function knownDays(timeZone: string): Map<number, ZonedDay> {
  let known = cache.get(timeZone);
  if (known === undefined || known.size > DAYS_KEPT_MAX) {
    if (cache.size > 64) cache.clear();
    known = new Map();
    cache.set(timeZone, known);
  }
  return known;
}

function zonedDay(date: Temporal.PlainDate, timeZone: string): ZonedDay {
  const { start, end } = dayRange(date, timeZone);
  const wallMidnight = dayNumber(date) * 1440;
  const parts: { start: number; end: number; midnight: number }[] = [];
  let cursor = date.toZonedDateTime(timeZone);
  for (let from = start; from < end; ) {
    const change = cursor.getTimeZoneTransition('next');
    const to = change === null ? end : Math.min(end, minuteFloor(change.toInstant()));
    const offset = Math.round(cursor.offsetNanoseconds / 60e9);
    parts.push({ start: from, end: to, midnight: wallMidnight - offset });
    if (change === null || to >= end) break;
    from = to;
    cursor = change;
  }
  return { date, start, end, parts };
}
