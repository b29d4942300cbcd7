import { parseDate } from '../time/written-date.ts';
import { parseInstant } from '../time/written-instant.ts';
import { dayRange, instantAt } from '../time/zoned-day.ts';

/**
 * An end of a range that is written in whole days or as instants: a day that begins it stands for
 * its first instant, a day that ends it is included. A time without an offset is of `timeZone`.
 * Null where a text is neither.
 */
export function readMoment(text: string, end: 'from' | 'to', timeZone: string): Temporal.Instant | null {
  const date = parseDate(text);
  if (date === null) return parseInstant(text, timeZone);
  const day = dayRange(date, timeZone);
  return instantAt(end === 'from' ? day.start : day.end);
}
