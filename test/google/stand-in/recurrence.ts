import type { KeptEvent } from './calendars.ts';
import { instantOf, written } from './event-times.ts';
import type { RawEvent, RawTime } from './raw-event.ts';
import { invalid } from './refusals.ts';

/** A series without an end is followed this far beyond its beginning or the present, whichever is later. */
const HORIZON_DAYS = 730;

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

interface Rule {
  readonly weekly: boolean;
  readonly interval: number;
  readonly count: number;
  readonly until: string | null;
  readonly days: readonly number[] | null;
}

/**
 * The part of RFC 5545 that the stand-in knows: one RRULE of FREQ DAILY or WEEKLY with INTERVAL,
 * COUNT, UNTIL and BYDAY. Anything else is refused with 400, so that no test believes in it.
 */
export function readRule(recurrence: readonly string[]): Rule {
  const text = recurrence.length === 1 ? /^RRULE:(.+)$/.exec(recurrence[0]!)?.[1] : undefined;
  const parts = new Map((text ?? '').split(';').map((part) => part.split('=', 2) as [string, string]));
  const known = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'WKST'];
  const freq = parts.get('FREQ');
  const days = parts
    .get('BYDAY')
    ?.split(',')
    .map((day) => DAYS.indexOf(day) + 1);
  const interval = Number(parts.get('INTERVAL') ?? 1);
  const count = Number(parts.get('COUNT') ?? Number.POSITIVE_INFINITY);
  const until = parts.get('UNTIL') ?? null;
  const wrong =
    (freq !== 'DAILY' && freq !== 'WEEKLY') ||
    [...parts.keys()].some((key) => !known.includes(key)) ||
    days?.includes(0) === true ||
    !(interval >= 1) ||
    !(count >= 1) ||
    (until !== null && !/^\d{8}(T\d{6}Z)?$/.test(until));
  if (wrong) throw invalid('Invalid recurrence rule.');
  return { weekly: freq === 'WEEKLY', interval, count, until, days: days ?? null };
}

/**
 * The occurrences of a series, as events of their own: at the same time of day in the series' zone,
 * whatever the clocks do in between.
 */
export function occurrencesOf(
  { event }: KeptEvent,
  calendarZone: string,
  now: Temporal.Instant,
  to: Temporal.Instant | null,
): RawEvent[] {
  const { recurrence, ...single } = event;
  const { start, end } = event;
  if (recurrence === undefined || start === undefined || end === undefined) return [];
  const rule = readRule(recurrence);
  const zone = start.timeZone ?? calendarZone;
  const first = instantOf(start, calendarZone).toZonedDateTimeISO(zone);
  const length = instantOf(end, calendarZone).toZonedDateTimeISO(zone).since(first, { largestUnit: 'days' });
  const last = lastInstant(first, now, to);
  const result: RawEvent[] = [];
  let found = 0;
  for (let day = 0; found < rule.count; day += 1) {
    const at = first.add({ days: day });
    if (Temporal.Instant.compare(at.toInstant(), last) >= 0 || isAfter(at, rule.until)) break;
    if (!falls(rule, first, at, day)) continue;
    found += 1;
    const time = (zoned: Temporal.ZonedDateTime): RawTime =>
      start.date === undefined
        ? { dateTime: written(zoned.toInstant(), calendarZone), timeZone: zone }
        : { date: zoned.toPlainDate().toString() };
    result.push({
      ...single,
      id: `${event.id}_${stamp(at, start.date !== undefined)}`,
      recurringEventId: event.id,
      originalStartTime: time(at),
      start: time(at),
      end: time(at.add(length)),
    });
  }
  return result;
}

/** Of an occurrence's id: the id of its series. Null for an id that is of another form. */
export function seriesIdOf(id: string): string | null {
  return /^([a-v0-9]+)_\d{8}(T\d{6}Z)?$/.exec(id)?.[1] ?? null;
}

function falls(rule: Rule, first: Temporal.ZonedDateTime, at: Temporal.ZonedDateTime, day: number): boolean {
  if (!rule.weekly) return day % rule.interval === 0 && (rule.days?.includes(at.dayOfWeek) ?? true);
  // Weeks are counted from the Monday of the first one.
  const week = Math.floor((day + first.dayOfWeek - 1) / 7);
  return week % rule.interval === 0 && (rule.days ?? [first.dayOfWeek]).includes(at.dayOfWeek);
}

function lastInstant(
  first: Temporal.ZonedDateTime,
  now: Temporal.Instant,
  to: Temporal.Instant | null,
): Temporal.Instant {
  if (to !== null) return to;
  const later = Temporal.Instant.compare(first.toInstant(), now) > 0 ? first.toInstant() : now;
  return later.add({ hours: HORIZON_DAYS * 24 });
}

function isAfter(at: Temporal.ZonedDateTime, until: string | null): boolean {
  return until !== null && stamp(at, until.length === 8) > until;
}

/** `20261201`, or `20261201T180000Z`. */
function stamp(at: Temporal.ZonedDateTime, wholeDays: boolean): string {
  if (wholeDays) return at.toPlainDate().toString().replaceAll('-', '');
  return at.toInstant().toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');
}
