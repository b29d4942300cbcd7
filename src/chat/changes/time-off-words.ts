import { amountIn } from '../../intake/reading/amount.ts';
import { readDate } from '../../intake/reading/date.ts';
import { type Reading, refused, understood } from '../../intake/reading/reading.ts';
import type { TimeOff } from '../../sop/model.ts';
import { parseClock } from '../../time/clock-range.ts';

/** Time off as somebody typed it, with what they said about it. */
export interface TimeOffSaid {
  readonly range: TimeOff;
  readonly note: string;
}

const EXAMPLES = '24 Dec, 24 Dec to 26 Dec, tomorrow 14:00-18:00 or 24 Dec for 3 days';
const BETWEEN = /\s+(?:to|until|till|through|and|for|–|—|-)\s+/i;
const CLOCKS = /(\d{1,2}:\d{2})\s*[-–—]\s*(\d{1,2}:\d{2})/;
const AT = /^(?:(.*?)\s+)?(?:at\s+)?(\d{1,2}:\d{2})$/i;
/** What would be the other end of the time, or a time of day, if it could be read. */
const UNFINISHED =
  /^(?:(?:to|until|till|through|and|at|for)$|(?:to|until|till|through|and|at)\s|[–—-](?:\s|$)|\d{1,2}:\d)/i;
/** Only one end of the time, the last. */
const ENDS_ONLY = /^(?:to|until|till|through|by|[–—-])\s/i;
/** Words that a day is said in. */
const DAY_WORDS_MAX = 4;
/** A day that is over by no more than this is hardly meant for next year. */
const JUST_PAST = { days: 120 };
const EXAMPLE_OF_END = 'tomorrow to 24 Dec';
/** Longer than any way to say two days with their times. */
const WORDS_MAX = 14;

/**
 * Reads `24 Dec to 26 Dec skiing`, `tomorrow 14:00-18:00 dentist` or `24 Dec 18:00 to 26 Dec`: days are those
 * of `zone`, whole and both included where no time is named; what follows is the note. As many words as
 * can be read are the time.
 */
export function readTimeOff(
  typed: string,
  { today, zone }: { readonly today: Temporal.PlainDate; readonly zone: string },
): Reading<TimeOffSaid> {
  const words = typed
    .trim()
    .replace(/^(?:from|on|between)\s+/i, '')
    .replace(CLOCKS, '$1 to $2')
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return refused(`From when? Write e.g. ${EXAMPLES}.`);
  if (ENDS_ONLY.test(`${words.join(' ')} `)) {
    return refused(
      `“${typed.trim().slice(0, 80)}” says no first day. Write e.g. ${EXAMPLE_OF_END}, or ${EXAMPLES}.`,
    );
  }
  for (let count = Math.min(words.length, WORDS_MAX); count > 0; count -= 1) {
    const said = words.slice(0, count).join(' ');
    const range = readRange(said, today, zone);
    if (range === null) continue;
    if (!range.ok) return range;
    const rest = words.slice(count).join(' ');
    if (UNFINISHED.test(rest) || beginsWithDay(rest, today)) {
      return refused(
        `I can read “${said}”, but not “${rest.slice(0, 80)}” after it. Write e.g. ${EXAMPLES}.`,
      );
    }
    return understood({ range: range.value, note: rest.replace(/^(?:because(?: of)?|for|,|:)\s+/i, '') });
  }
  return refused(`I can read no day in “${typed.trim().slice(0, 80)}”. Write e.g. ${EXAMPLES}.`);
}

/** Another day after the time: it may be the last, and is no reason. */
function beginsWithDay(rest: string, today: Temporal.PlainDate): boolean {
  const words = rest.split(/\s+/);
  return words
    .slice(0, DAY_WORDS_MAX)
    .some((_, index) => readDate(words.slice(0, index + 1).join(' '), { today, start: null }).ok);
}

/** Null where the text is no range; a refusal where it is one that ends before it begins. */
function readRange(text: string, today: Temporal.PlainDate, zone: string): Reading<TimeOff> | null {
  const [first = '', second, ...others] = text.split(BETWEEN);
  if (others.length > 0) return null;
  const from = readEnd(first, { today, start: null });
  if (from === null || from.day === null) return null;
  if (isJustPast(first, from.day, today)) {
    return refused(
      `“${first}” is over; the next is in ${from.day.year}. Write the year where that is meant: ${from.day}.`,
    );
  }
  const to =
    second === undefined
      ? { day: from.last, minute: null, last: from.last }
      : readEnd(second, { today, start: from.day });
  if (to === null) return null;
  const range = {
    from: instantAt(from.day, from.minute ?? 0, zone),
    to:
      to.minute === null
        ? instantAt((to.last ?? from.day).add({ days: 1 }), 0, zone)
        : instantAt(to.day ?? from.day, to.minute, zone),
  };
  if (Temporal.Instant.compare(range.from, range.to) >= 0)
    return refused(`“${text}” ends before it begins. Write e.g. ${EXAMPLES}.`);
  return understood(range);
}

/** Whether a day was named without its year that was so lately that next year's is hardly meant. */
function isJustPast(text: string, day: Temporal.PlainDate, today: Temporal.PlainDate): boolean {
  if (/\d{4}/.test(text)) return false;
  const lastYears = day.subtract({ years: 1 });
  const { compare } = Temporal.PlainDate;
  return compare(lastYears, today) < 0 && compare(lastYears, today.subtract(JUST_PAST)) >= 0;
}

interface End {
  readonly day: Temporal.PlainDate | null;
  readonly minute: number | null;
  /** The last day of what was named: of `next week` its Sunday, else the day. */
  readonly last: Temporal.PlainDate | null;
}

/** A day, a time of it, or both; null where the text is neither. */
function readEnd(
  text: string,
  frame: { readonly today: Temporal.PlainDate; readonly start: Temporal.PlainDate | null },
): End | null {
  const [, dayText = text, clock] = AT.exec(text) ?? [];
  const minute = clock === undefined ? null : parseClock(clock.padStart(5, '0'));
  if (clock !== undefined && minute === null) return null;
  if (clock !== undefined && AT.exec(text)?.[1] === undefined) return { day: null, minute, last: null };
  // `2 weeks` is how long, and from when is not said.
  if (frame.start === null && amountIn(dayText.toLowerCase()) !== null && !/^(?:in\s|\+)/i.test(dayText))
    return null;
  const day = readDate(dayText, frame);
  return day.ok ? { day: day.value, minute, last: lastOf(dayText, day.value) } : null;
}

/** Of a week or a month that is named as a whole, its last day. */
function lastOf(text: string, first: Temporal.PlainDate): Temporal.PlainDate {
  const [, whole] = /^next\s+(week|month)$/i.exec(text.trim()) ?? [];
  if (whole === undefined) return first;
  return whole.toLowerCase() === 'week'
    ? first.add({ days: 6 })
    : first.add({ months: 1 }).subtract({ days: 1 });
}

/** A wall-clock time of a day, read as Temporal's `compatible` does. */
function instantAt(day: Temporal.PlainDate, minute: number, zone: string): Temporal.Instant {
  const time = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 });
  return day.toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant();
}
