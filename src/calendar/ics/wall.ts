/**
 * A wall-clock time without its zone, as the seconds that UTC's clock would count to it from
 * 1970-01-01. Repetition rules are arithmetic on such times; a zone turns them into instants.
 */
export type WallSecond = number;

export const DAY_SECONDS = 24 * 60 * 60;

/** What a zone's clocks show at an instant, whole seconds. */
export function wallAt(instant: Temporal.Instant, timeZone: string): WallSecond {
  const seconds = Math.floor(instant.epochMilliseconds / 1000);
  if (timeZone === 'UTC') return seconds;
  const offset = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(
    timeZone,
  ).offsetNanoseconds;
  return seconds + Math.round(offset / 1e9);
}

/** The instant of a wall-clock time, as Temporal's `compatible` resolves it in clock changes. */
export function instantOf(wall: WallSecond, timeZone: string): Temporal.Instant {
  if (timeZone === 'UTC') return Temporal.Instant.fromEpochMilliseconds(wall * 1000);
  return plainOf(wall).toZonedDateTime(timeZone, { disambiguation: 'compatible' }).toInstant();
}

export function plainOf(wall: WallSecond): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(wall * 1000)
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime();
}

/** `20261201T180000`, RFC 5545's DATE-TIME without a zone. */
export function wallText(wall: WallSecond): string {
  return new Date(wall * 1000).toISOString().replace(/\.000Z$|[-:]/g, '');
}

/** `20261201`, RFC 5545's DATE. */
export function dateText(wall: WallSecond): string {
  return wallText(wall).slice(0, 8);
}

/** `20261201T180000Z`, RFC 5545's DATE-TIME in UTC. */
export function utcText(instant: Temporal.Instant): string {
  return `${wallText(Math.floor(instant.epochMilliseconds / 1000))}Z`;
}

/** A DATE or DATE-TIME as it is written, its zone apart. */
export interface WrittenTime {
  readonly wall: WallSecond;
  readonly form: 'date' | 'local' | 'utc';
}

/** Reads a DATE or DATE-TIME; null where it is none or no day or time of any calendar. */
export function parseTime(text: string): WrittenTime | null {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(text.trim());
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((digits) => Number(digits ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  // A leap second is read as the second before it, as every calendar program does.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, Math.min(second, 59));
  if (
    date.getUTCMonth() !== month - 1 ||
    date.getUTCDate() !== day ||
    hour > 23 ||
    minute > 59 ||
    second > 60
  )
    return null;
  const form = match[4] === undefined ? 'date' : match[7] === 'Z' ? 'utc' : 'local';
  return { wall: date.getTime() / 1000, form };
}

/** Seconds of a DURATION such as `PT1H30M`, `P1D` or `P2W` (days of 24 h); null where it is none. */
export function parseSeconds(text: string): number | null {
  const match =
    /^([+-]?)P(?:(\d{1,4})W|(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?)$/.exec(
      text.trim(),
    );
  if (match === null || /[PT]$/.test(text.trim())) return null;
  const [weeks, days, hours, minutes, seconds] = match.slice(2).map((digits) => Number(digits ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const total = (weeks * 7 + days) * DAY_SECONDS + hours * 3600 + minutes * 60 + seconds;
  return match[1] === '-' ? -total : total;
}
