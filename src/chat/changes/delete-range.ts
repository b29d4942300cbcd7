import { readDate } from '../../intake/reading/date.ts';
import { type Reading, refused, understood } from '../../intake/reading/reading.ts';

/** Days, both included. */
export interface DayRange {
  readonly start: Temporal.PlainDate;
  readonly end: Temporal.PlainDate;
}

const EXAMPLES = '5 Dec, 2026-12-05 or 5 Dec to 10 Dec';
const BETWEEN = /\s+(?:to|until|till|through|and|–|—|-)\s+/i;
/** Without one of these what follows a name is taken for a part of the name. */
const LIKE_A_DATE = /\d|\b(?:today|tomorrow)\b/i;

/**
 * Splits `dana fox 5 Dec to 10 Dec`, `dana from 5 Dec to 10 Dec`, `dana on 5 Dec` or `dana tomorrow` into
 * whom it is about and the days; null days where none are named.
 */
export function splitRange(
  argument: string,
  today: Temporal.PlainDate,
): Reading<{ readonly who: string; readonly range: DayRange | null }> {
  const text = argument.trim();
  const named = /^(.+?)\s+(?:from|on|between)\s+(.+)$/i.exec(text);
  if (named !== null && LIKE_A_DATE.test(named[2]!)) {
    const range = readRange(named[2]!, today);
    return range.ok ? understood({ who: named[1]!, range: range.value }) : range;
  }
  const words = text.split(/\s+/);
  for (let from = 1; from < words.length; from += 1) {
    const rest = words.slice(from).join(' ');
    if (!LIKE_A_DATE.test(rest)) break;
    const range = readRange(rest, today);
    if (range.ok) return understood({ who: words.slice(0, from).join(' '), range: range.value });
  }
  return understood({ who: text, range: null });
}

function readRange(text: string, today: Temporal.PlainDate): Reading<DayRange> {
  const sides = text.split(BETWEEN);
  if (sides.length === 2) return twoDays(sides[0]!, sides[1]!, today);
  if (sides.length > 2) return refused(`“${text}” names no days. Write e.g. ${EXAMPLES}.`);
  const day = readDate(text, { today, start: null });
  if (day.ok) return understood({ start: day.value, end: day.value });
  const words = text.split(/\s+/);
  for (let at = 1; at < words.length; at += 1) {
    const both = twoDays(words.slice(0, at).join(' '), words.slice(at).join(' '), today);
    if (both.ok) return both;
  }
  return day;
}

function twoDays(from: string, to: string, today: Temporal.PlainDate): Reading<DayRange> {
  const start = readDate(from, { today, start: null });
  if (!start.ok) return start;
  const end = readDate(to, { today, start: start.value });
  if (!end.ok) return end;
  if (Temporal.PlainDate.compare(start.value, end.value) > 0)
    return refused(`${end.value} comes before ${start.value}. Write e.g. ${EXAMPLES}.`);
  return understood({ start: start.value, end: end.value });
}
