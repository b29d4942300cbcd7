import { type Component, properties, property } from './component.ts';
import { type Entry, keyOf, type OccurrenceKey, type Repeats, type Span } from './entry.ts';
import { IcsFault } from './fault.ts';
import { daysToCount } from './occurrences.ts';
import type { Property } from './property.ts';
import { parseRule, type Rule } from './rule.ts';
import {
  DAY_SECONDS,
  instantOf,
  parseSeconds,
  parseTime,
  type WallSecond,
  type WrittenTime,
  wallAt,
} from './wall.ts';
import type { ZoneLookup } from './zones.ts';

export interface TimeContext {
  readonly zoneOf: ZoneLookup;
  /** The zone of times that name none, and of whole days. */
  readonly timeZone: string;
  /** Whether it is our own storage: only there do our private lines mean anything. */
  readonly trusted: boolean;
  /** How many days had to be looked at so far to find where rules with COUNT end. */
  readonly counted: { days: number };
}

/** Longer than any holiday, shorter than what would make reading a day mean reading a decade. */
const LENGTH_MAX = 366 * 2 * DAY_SECONDS;
const DATES_MAX = 10_000;
const RULES_MAX = 10;
/** Seconds of work; a thousand daily meetings of ten years fit in. */
const DAYS_COUNTED_MAX = 4_000_000;

/** A time as it is written, with the zone whose clocks show it. */
interface ZonedTime extends WrittenTime {
  readonly timeZone: string;
}

/** When a VEVENT takes place. Throws an `IcsFault` in plain words where that cannot be made out. */
export function readTimes(
  component: Component,
  context: TimeContext,
): Pick<Entry, 'span' | 'repeats' | 'replaces'> {
  const startLine = property(component, 'DTSTART');
  if (startLine === null) throw new IcsFault('it has no start', component.line);
  const zoned = { ...context, timeZone: ownZone(component, context) ?? context.timeZone };
  const start = timeIn(startLine, startLine.value, zoned);
  const length = lengthOf(component, start, zoned);
  const span: Span = { allDay: start.form === 'date', timeZone: start.timeZone, start: start.wall, length };
  const repeats = repeatsOf(component, span, zoned);
  const replaces = replacedBy(component, zoned);
  if (repeats !== null && replaces === null) return { span, repeats, replaces };
  return { span: span.allDay ? span : inUtc(span), repeats: null, replaces };
}

/** In our own storage, the zone of a whole day stands beside it where it came from another calendar. */
function ownZone(component: Component, context: TimeContext): string | null {
  const name = context.trusted ? property(component, 'X-MOCK-SCHEDULER-ZONE')?.value : undefined;
  return name === undefined ? null : context.zoneOf(name, 1970);
}

function inUtc(span: Span): Span {
  return { ...span, timeZone: 'UTC', start: wallAt(instantOf(span.start, span.timeZone), 'UTC') };
}

function timeIn(line: Property, text: string, context: TimeContext): ZonedTime {
  const time = parseTime(text);
  if (time === null) throw new IcsFault(`"${text.slice(0, 40)}" is no date or time`, line.line);
  const year = new Date(time.wall * 1000).getUTCFullYear();
  if (year < 1900 || year > 2200) throw new IcsFault(`it lies in the year ${year}`, line.line);
  if (time.form === 'utc') return { ...time, timeZone: 'UTC' };
  const tzid = time.form === 'date' ? undefined : line.params.get('TZID');
  if (tzid === undefined) return { ...time, timeZone: context.timeZone };
  const timeZone = context.zoneOf(tzid, year);
  if (timeZone === null) {
    throw new IcsFault(
      `its time zone "${tzid.slice(0, 60)}" is none that is known, and the file does not describe it`,
      line.line,
    );
  }
  return { ...time, timeZone };
}

/** Seconds from start to end; an event that says neither end nor length is a day long, or a moment. */
function lengthOf(component: Component, start: ZonedTime, context: TimeContext): number {
  const allDay = start.form === 'date';
  const length = writtenLength(component, start, context);
  if (length === null) return allDay ? DAY_SECONDS : 0;
  if (length < 0) throw new IcsFault('it ends before it starts', component.line);
  if (length > LENGTH_MAX) throw new IcsFault('it is longer than two years', component.line);
  return allDay ? Math.max(DAY_SECONDS, Math.ceil(length / DAY_SECONDS) * DAY_SECONDS) : length;
}

function writtenLength(component: Component, start: ZonedTime, context: TimeContext): number | null {
  const endLine = property(component, 'DTEND');
  if (endLine === null) {
    const duration = property(component, 'DURATION');
    return duration === null ? null : parseSeconds(duration.value);
  }
  const end = timeIn(endLine, endLine.value, context);
  if ((end.form === 'date') !== (start.form === 'date')) {
    throw new IcsFault('it starts on a day and ends at a time, or the other way round', endLine.line);
  }
  if (end.form === 'date') return end.wall - start.wall;
  return (
    (instantOf(end.wall, end.timeZone).epochMilliseconds -
      instantOf(start.wall, start.timeZone).epochMilliseconds) /
    1000
  );
}

function repeatsOf(component: Component, span: Span, context: TimeContext): Repeats | null {
  const ruleLines = properties(component, 'RRULE');
  if (ruleLines.length > RULES_MAX)
    throw new IcsFault(`it has more than ${RULES_MAX} repetition rules`, component.line);
  const rules = ruleLines.map((line) => ruleIn(line, span, context));
  const alsoOn = dateList(component, 'RDATE').map(({ line, text }) => {
    // A period (start/end) is taken at its start; that its length may differ is beyond what programs write.
    const time = timeIn(line, text.split('/', 1)[0] ?? '', context);
    return time.form === 'date' ? time.wall : wallAt(instantOf(time.wall, time.timeZone), span.timeZone);
  });
  if (rules.length === 0 && alsoOn.length === 0) return null;
  const notOn = dateList(component, 'EXDATE').map(({ line, text }) => keyIn(timeIn(line, text, context)));
  return { rules, alsoOn: [...new Set(alsoOn)], notOn: [...new Set(notOn)] };
}

function ruleIn(line: Property, span: Span, { trusted, counted }: TimeContext): Rule {
  const rule = writtenRule(line, span);
  // Our own storage holds only what was let in here.
  if (trusted) return rule;
  if (counted.days > DAYS_COUNTED_MAX) {
    throw new IcsFault(
      'so many repetitions of the file end after a count that they are not counted',
      line.line,
    );
  }
  counted.days += daysToCount(rule, span.start);
  return rule;
}

function writtenRule(line: Property, span: Span): Rule {
  const until = (text: string): WallSecond => {
    const time = parseTime(text);
    if (time === null) throw new Error(`has UNTIL=${text.slice(0, 40)}, which is no date or time`);
    // A bare date means that whole day.
    if (time.form === 'date' || span.allDay)
      return Math.floor(time.wall / DAY_SECONDS) * DAY_SECONDS + DAY_SECONDS - 1;
    return time.form === 'utc' ? wallAt(instantOf(time.wall, 'UTC'), span.timeZone) : time.wall;
  };
  try {
    return parseRule(line.value, until);
  } catch (fault) {
    if (fault instanceof IcsFault || !(fault instanceof Error)) throw fault;
    throw new IcsFault(`its repetition ${fault.message}`, line.line);
  }
}

function dateList(component: Component, name: string): { line: Property; text: string }[] {
  const dates = properties(component, name).flatMap((line) =>
    line.value.split(',').map((text) => ({ line, text })),
  );
  if (dates.length > DATES_MAX)
    throw new IcsFault(`it has more than ${DATES_MAX} dates under ${name}`, component.line);
  return dates.filter(({ text }) => text.trim() !== '');
}

function replacedBy(component: Component, context: TimeContext): OccurrenceKey | null {
  const line = property(component, 'RECURRENCE-ID');
  if (line === null) return null;
  if (line.params.has('RANGE')) {
    throw new IcsFault(
      'it changes all later occurrences of its series at once, which is not read',
      line.line,
    );
  }
  return keyIn(timeIn(line, line.value, context));
}

function keyIn(time: ZonedTime): OccurrenceKey {
  return keyOf(
    { allDay: time.form === 'date', timeZone: time.timeZone, start: time.wall, length: 0 },
    time.wall,
  );
}
