import { DAY_END } from './clock-range.ts';
import type { Interval } from './interval.ts';

/** Whole minutes since 1970-01-01T00:00Z. Offsets of present-day zones are whole minutes. */
export type EpochMinute = number;

const MS = 60_000;

/** The minute an instant lies in; a busy time's start is rounded so, which loses no overlap. */
export function minuteFloor(instant: Temporal.Instant): EpochMinute {
  return Math.floor(instant.epochMilliseconds / MS);
}

/** The first whole minute not before an instant; a busy time's end is rounded so. */
export function minuteCeil(instant: Temporal.Instant): EpochMinute {
  return Math.ceil(instant.epochMilliseconds / MS);
}

/** The instant of a whole minute. */
export function instantAt(minute: EpochMinute): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(minute * MS);
}

/** The date of a whole minute in a zone. */
export function dateAt(minute: EpochMinute, timeZone: string): Temporal.PlainDate {
  return instantAt(minute).toZonedDateTimeISO(timeZone).toPlainDate();
}

/**
 * The instant of a wall-clock minute of a day, as Temporal's `compatible` resolves it: a time that
 * a clock change skips moves forward by the gap, a time that occurs twice is the first. 1440 is
 * midnight at the day's end.
 */
export function wallToMinute(date: Temporal.PlainDate, minuteOfDay: number, timeZone: string): EpochMinute {
  const day = minuteOfDay === DAY_END ? date.add({ days: 1 }) : date;
  const minute = minuteOfDay === DAY_END ? 0 : minuteOfDay;
  const time = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 });
  return minuteFloor(
    day.toPlainDateTime(time).toZonedDateTime(timeZone, { disambiguation: 'compatible' }).toInstant(),
  );
}

/** A day as `[its first instant, the next day's first instant)`. */
export function dayRange(date: Temporal.PlainDate, timeZone: string): Interval {
  return {
    start: minuteFloor(date.toZonedDateTime(timeZone).toInstant()),
    end: minuteFloor(date.add({ days: 1 }).toZonedDateTime(timeZone).toInstant()),
  };
}

/** Wall-clock ranges of a day as instants; a range that a clock change empties is left out. */
export function rangesOfDay(
  date: Temporal.PlainDate,
  ranges: readonly Interval[],
  timeZone: string,
): Interval[] {
  return ranges
    .map(({ start, end }) => ({
      start: wallToMinute(date, start, timeZone),
      end: wallToMinute(date, end, timeZone),
    }))
    .filter(({ start, end }) => start < end);
}

/** `2026-12-01T19:30:00-08:00`: an instant as ISO 8601 with the zone's offset. */
export function isoWithOffset(instant: Temporal.Instant, timeZone: string): string {
  return instant.toZonedDateTimeISO(timeZone).toString({ timeZoneName: 'never', smallestUnit: 'second' });
}

/** Window length in days, both ends counted. */
export function daysInWindow(first: Temporal.PlainDate, last: Temporal.PlainDate): number {
  return first.until(last, { largestUnit: 'day' }).days + 1;
}
