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
const UNFINISHED = /^(?:(?:to|until|till|through|and|at)\s|[–—-]\s|\d{1,2}:\d)/i;
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
  for (let count = Math.min(words.length, WORDS_MAX); count > 0; count -= 1) {
    const said = words.slice(0, count).join(' ');
    const range = readRange(said, today, zone);
    if (range === null) continue;
    if (!range.ok) return range;
    const rest = words.slice(count).join(' ');
    if (UNFINISHED.test(rest)) {
      return refused(
        `I can read “${said}”, but not “${rest.slice(0, 80)}” after it. Write e.g. ${EXAMPLES}.`,
      );
    }
    return understood({ range: range.value, note: rest.replace(/^(?:because(?: of)?|for|,|:)\s+/i, '') });
  }
  return refused(`I can read no day in “${typed.trim().slice(0, 80)}”. Write e.g. ${EXAMPLES}.`);
}

/** Null where the text is no range; a refusal where it is one that ends before it begins. */
function readRange(text: string, today: Temporal.PlainDate, zone: string): Reading<TimeOff> | null {
  const [first = '', second, ...others] = text.split(BETWEEN);
  if (others.length > 0) return null;
  const from = readEnd(first, { today, start: null });
  if (from === null || from.day === null) return null;
  const to =
    second === undefined ? { day: from.day, minute: null } : readEnd(second, { today, start: from.day });
  if (to === null) return null;
  const range = {
    from: instantAt(from.day, from.minute ?? 0, zone),
    to:
      to.minute === null
        ? instantAt((to.day ?? from.day).add({ days: 1 }), 0, zone)
        : instantAt(to.day ?? from.day, to.minute, zone),
  };
  if (Temporal.Instant.compare(range.from, range.to) >= 0)
    return refused(`“${text}” ends before it begins. Write e.g. ${EXAMPLES}.`);
  return understood(range);
}

/** A day, a time of it, or both; null where the text is neither. */
function readEnd(
  text: string,
  frame: { readonly today: Temporal.PlainDate; readonly start: Temporal.PlainDate | null },
): { readonly day: Temporal.PlainDate | null; readonly minute: number | null } | null {
  const [, dayText = text, clock] = AT.exec(text) ?? [];
  const minute = clock === undefined ? null : parseClock(clock.padStart(5, '0'));
  if (clock !== undefined && minute === null) return null;
  if (clock !== undefined && AT.exec(text)?.[1] === undefined) return { day: null, minute };
  const day = readDate(dayText, frame);
  return day.ok ? { day: day.value, minute } : null;
}

/** A wall-clock time of a day, read as Temporal's `compatible` does. */
function instantAt(day: Temporal.PlainDate, minute: number, zone: string): Temporal.Instant {
  const time = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 });
  return day.toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant();
}
