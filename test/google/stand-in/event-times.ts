import type { RawTime } from './raw-event.ts';
import { invalid, required } from './refusals.ts';

const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/i;
const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/;

/** A time with its offset, whole seconds; null where it is none. */
export function timestamp(text: string): Temporal.Instant | null {
  if (!RFC3339.test(text)) return null;
  try {
    return Temporal.Instant.from(text).round({ smallestUnit: 'second', roundingMode: 'floor' });
  } catch {
    return null;
  }
}

/** As the API writes a time in a zone: `2026-12-01T10:00:00-08:00`, or with `Z` in UTC. */
export function written(instant: Temporal.Instant, timeZone: string): string {
  return instant
    .toZonedDateTimeISO(timeZone)
    .toString({ timeZoneName: 'never', smallestUnit: 'second' })
    .replace(/\+00:00$/, 'Z');
}

export function knownZone(timeZone: string): boolean {
  try {
    Temporal.Instant.from('2026-01-01T00:00Z').toZonedDateTimeISO(timeZone);
    return true;
  } catch {
    return false;
  }
}

/** The instant at which an event's time lies; a date begins at midnight of the calendar's zone. */
export function instantOf(time: RawTime, calendarZone: string): Temporal.Instant {
  if (time.dateTime !== undefined) return Temporal.Instant.from(time.dateTime);
  return Temporal.PlainDate.from(time.date!).toZonedDateTime(calendarZone).toInstant();
}

/** The same time as the answer shows it: in the zone asked for. */
export function shownIn(time: RawTime, timeZone: string): RawTime {
  if (time.dateTime === undefined) return time;
  return { ...time, dateTime: written(Temporal.Instant.from(time.dateTime), timeZone) };
}

/** An event's start or end as the server keeps it. Throws 400. */
export function readTime(value: unknown, what: 'start' | 'end', calendarZone: string): RawTime {
  if (value === undefined || value === null) throw required(`Missing ${what} time.`);
  if (typeof value !== 'object') throw invalid(`Invalid ${what} time.`);
  const { date, dateTime, timeZone } = value as Record<string, unknown>;
  if (timeZone !== undefined && (typeof timeZone !== 'string' || !knownZone(timeZone))) {
    throw invalid(`Invalid time zone definition for ${what} time.`);
  }
  if (date !== undefined && dateTime !== undefined) throw invalid(`Invalid ${what} time.`);
  if (date !== undefined) return { date: readDate(date, what) };
  if (dateTime === undefined) throw required(`Missing ${what} time.`);
  const instant = readInstant(dateTime, timeZone, what);
  return { dateTime: written(instant, calendarZone), timeZone: timeZone ?? calendarZone };
}

function readDate(date: unknown, what: string): string {
  if (typeof date !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(date)) throw invalid(`Invalid ${what} time.`);
  try {
    return Temporal.PlainDate.from(date).toString();
  } catch {
    throw invalid(`Invalid ${what} time.`);
  }
}

function readInstant(dateTime: unknown, timeZone: string | undefined, what: string): Temporal.Instant {
  if (typeof dateTime !== 'string') throw invalid(`Invalid ${what} time.`);
  const instant = timestamp(dateTime);
  if (instant !== null) return instant;
  if (!LOCAL.test(dateTime)) throw invalid(`Invalid ${what} time.`);
  if (timeZone === undefined) throw required(`Missing time zone definition for ${what} time.`);
  try {
    return Temporal.PlainDateTime.from(dateTime)
      .round({ smallestUnit: 'second', roundingMode: 'floor' })
      .toZonedDateTime(timeZone)
      .toInstant();
  } catch {
    throw invalid(`Invalid ${what} time.`);
  }
}
