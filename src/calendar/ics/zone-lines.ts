import { wallAt, wallText } from './wall.ts';

/** Repeating events are described this far ahead; programs that know the zone's name look no further anyway. */
const YEARS_AHEAD = 10;

/**
 * The VTIMEZONE (RFC 5545, 3.6.5) of an IANA zone from the year of `from` on: one observance for
 * each change of its clocks, as the zone's own data has them.
 */
export function zoneLines(timeZone: string, from: Temporal.Instant): string[] {
  const year = from.toZonedDateTimeISO(timeZone).year;
  const first = Temporal.PlainDate.from({ year, month: 1, day: 1 }).toZonedDateTime(timeZone);
  const horizon = first.add({ years: YEARS_AHEAD });
  const lines = ['BEGIN:VTIMEZONE', `TZID:${timeZone}`, ...observance(first, first.offsetNanoseconds)];
  let before = first.offsetNanoseconds;
  let change = first.getTimeZoneTransition('next');
  while (change !== null && Temporal.ZonedDateTime.compare(change, horizon) < 0) {
    lines.push(...observance(change, before));
    before = change.offsetNanoseconds;
    change = change.getTimeZoneTransition('next');
  }
  lines.push('END:VTIMEZONE');
  return lines;
}

/** Clocks that go forward are daylight time; its start is told on the clock as it was before. */
function observance(at: Temporal.ZonedDateTime, before: number): string[] {
  const kind = at.offsetNanoseconds > before ? 'DAYLIGHT' : 'STANDARD';
  return [
    `BEGIN:${kind}`,
    `DTSTART:${wallText(wallAt(at.toInstant(), 'UTC') + Math.round(before / 1e9))}`,
    `TZOFFSETFROM:${offsetText(before)}`,
    `TZOFFSETTO:${offsetText(at.offsetNanoseconds)}`,
    `END:${kind}`,
  ];
}

/** `-0800`. */
function offsetText(nanoseconds: number): string {
  const minutes = Math.round(Math.abs(nanoseconds) / 60e9);
  const sign = nanoseconds < 0 ? '-' : '+';
  return `${sign}${String(Math.floor(minutes / 60)).padStart(2, '0')}${String(minutes % 60).padStart(2, '0')}`;
}
