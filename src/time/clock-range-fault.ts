import { DAY_END, formatClockRange } from './clock-range.ts';

/** Why a text is no range of a day, and what to write in its place. */
export interface ClockRangeFault {
  /** Goes on after the text: `"25:00-26:00"` … `has 25:00, which is no time of day`. */
  readonly why: string;
  readonly expected: string;
}

const WRITTEN = 'HH:MM-HH:MM, 24-hour, such as "18:00-21:00"';

/** Says why `parseClockRange` refuses a text; null where it does not. */
export function clockRangeFault(text: string): ClockRangeFault | null {
  const match = /^(\d{2}):(\d{2})-(\d{2}):(\d{2})$/.exec(text.trim());
  if (match === null) return { why: 'is not a range of the day', expected: WRITTEN };
  const [fromHour, fromMinute, toHour, toMinute] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const [from, to] = text.trim().split('-') as [string, string];
  const start = fromHour * 60 + fromMinute;
  const end = toHour * 60 + toMinute;
  if (fromMinute > 59 || start > DAY_END) return noTime(from);
  if (toMinute > 59 || end > DAY_END) return noTime(to);
  if (start === DAY_END) return { why: 'begins at 24:00', expected: 'a start from 00:00 to 23:59' };
  if (end === start) return { why: 'ends when it begins', expected: `an end after ${from}` };
  if (end < start) return { why: 'ends before it begins', expected: endExpected(start, end) };
  return null;
}

function noTime(clock: string): ClockRangeFault {
  return { why: `has ${clock}, which is no time of day`, expected: 'times from 00:00 to 24:00' };
}

/** Who works past midnight writes the two days' parts; else the ends were probably swapped. */
function endExpected(start: number, end: number): string {
  if (end > DAY_END / 2)
    return `an end after its start, such as "${formatClockRange({ start: end, end: start })}"`;
  const tail = end === 0 ? '' : ` and, on the next day, "${formatClockRange({ start: 0, end })}"`;
  return `an end on the same day; past midnight, "${formatClockRange({ start, end: DAY_END })}"${tail}`;
}
