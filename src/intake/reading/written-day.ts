import { DAY_NAMES } from '../../time/weekly-slots.ts';
import { formatDay } from '../canonical.ts';
import { quoted } from './plain-text.ts';
import { type Reading, refused, understood } from './reading.ts';

/** From where a date is read. `start` is the window's first day where its end is asked for, else null. */
export interface DateFrame {
  readonly today: Temporal.PlainDate;
  readonly start: Temporal.PlainDate | null;
}

const HALF_A_YEAR_DAYS = 183;
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** A day by its numbers or its month's name, in simplified text; null where it is neither. Rules in `date.ts`. */
export function writtenDay(text: string, frame: DateFrame): Reading<Temporal.PlainDate> | null {
  return numericDay(text, frame) ?? namedMonth(text, frame);
}

/** 1 (Monday) to 7 for a day's name or its first three letters or more; null for anything else. */
export function dayOfWeekNamed(word: string): number | null {
  const index = word.length < 3 ? -1 : DAY_NAMES.findIndex((name) => name.startsWith(word));
  return index === -1 ? null : index + 1;
}

function numericDay(text: string, frame: DateFrame): Reading<Temporal.PlainDate> | null {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (iso !== null) return calendarDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const slashed = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?$/.exec(text);
  if (slashed !== null) return monthFirst(Number(slashed[1]), Number(slashed[2]), yearOf(slashed[3]), frame);
  const unclear = /^(\d{1,2})[-.](\d{1,2})(?:[-.](\d{4}|\d{2}))?$/.exec(text);
  if (unclear === null) return null;
  const [, first, second] = unclear.map(Number) as [number, number, number];
  const meant = [
    dayOrNull(second, first, yearOf(unclear[3]), frame),
    dayOrNull(first, second, yearOf(unclear[3]), frame),
  ];
  return refused(
    `In ${quoted(text)} day and month can't be told apart. Write e.g. 1 Dec, 2026-12-01 or 12/1 (month/day).`,
    [...new Set(meant.filter((day) => day !== null).map(formatDay))],
  );
}

/** The US order. Where only the other order makes a date, that one is offered, not taken. */
function monthFirst(
  month: number,
  day: number,
  year: number | null,
  frame: DateFrame,
): Reading<Temporal.PlainDate> {
  if (month <= 12 || day > 12) return dayInYear(month, day, year, frame);
  const meant = dayOrNull(day, month, year, frame);
  return refused(
    `Dates with a slash are month/day, and there is no month ${month}. Write e.g. 12/1 for 1 December, or 1 Dec.`,
    meant === null ? [] : [formatDay(meant)],
  );
}

/** `1 dec`, `dec 1 2026`, `2026 dec 1`, `tue 1 dec '26`. */
function namedMonth(text: string, frame: DateFrame): Reading<Temporal.PlainDate> | null {
  const words = text.match(/[a-z]+|\d+/g) ?? [];
  if (/[^a-z\d '-]/.test(text) || words.length < 2 || words.length > 4) return null;
  const spokenAs = dayOfWeekNamed(words[0] ?? '');
  const rest = spokenAs === null ? words : words.slice(1);
  const monthAt = rest.findIndex((word) => monthNamed(word) !== null);
  const numbers = rest.filter((_, index) => index !== monthAt);
  if (monthAt === -1 || numbers.length > 2 || numbers.some((word) => !/^\d+$/.test(word))) return null;
  const month = monthNamed(rest[monthAt] as string) as number;
  const yearFirst = numbers.length === 2 && numbers[0]?.length === 4;
  const [day = '', year] = yearFirst ? [numbers[1], numbers[0]] : numbers;
  if (day === '' || day.length === 4)
    return refused(`Which day of the month? Write e.g. 1 Dec or 2026-12-01.`);
  if (day.length > 2 || (year !== undefined && year.length !== 2 && year.length !== 4)) return null;
  // In `1-28 dec` the second number is no year.
  if (year !== undefined && !yearFirst && rest.at(-1) !== year) return null;
  const read = dayInYear(month, Number(day), yearOf(year), frame);
  if (!read.ok || spokenAs === null || read.value.dayOfWeek === spokenAs) return read;
  return refused(
    `${formatDay(read.value).slice(4)} is a ${capital(DAY_NAMES[read.value.dayOfWeek - 1])}, not a ${capital(DAY_NAMES[spokenAs - 1])}. Which day is meant? Write e.g. ${formatDay(read.value)}.`,
    [formatDay(read.value)],
  );
}

function dayInYear(
  month: number,
  day: number,
  year: number | null,
  { today, start }: DateFrame,
): Reading<Temporal.PlainDate> {
  if (year !== null) return calendarDay(year, month, day);
  const coming = nextSuch(month, day, today);
  if (!coming.ok || start === null) return coming;
  const fromStart = nextSuch(month, day, start);
  if (!fromStart.ok || Temporal.PlainDate.compare(coming.value, start) >= 0) return fromStart;
  const far = start.until(fromStart.value, { largestUnit: 'day' }).days > HALF_A_YEAR_DAYS;
  return far ? coming : fromStart;
}

/** The first such date not before `from`; 29 Feb waits for its leap year. */
function nextSuch(month: number, day: number, from: Temporal.PlainDate): Reading<Temporal.PlainDate> {
  for (let year = from.year; year <= from.year + 8; year++) {
    const read = calendarDay(year, month, day);
    if (read.ok && Temporal.PlainDate.compare(read.value, from) >= 0) return read;
  }
  return calendarDay(from.year, month, day);
}

function dayOrNull(
  month: number,
  day: number,
  year: number | null,
  frame: DateFrame,
): Temporal.PlainDate | null {
  const read = dayInYear(month, day, year, frame);
  return read.ok ? read.value : null;
}

function calendarDay(year: number, month: number, day: number): Reading<Temporal.PlainDate> {
  if (month < 1 || month > 12) {
    return refused(
      `There is no month ${month}. Dates with digits are month/day or year-month-day: write e.g. 12/1 or 2026-12-01.`,
    );
  }
  const days = Temporal.PlainYearMonth.from({ year, month }).daysInMonth;
  if (day >= 1 && day <= days) return understood(Temporal.PlainDate.from({ year, month, day }));
  const name = `${capital(MONTHS[month - 1])} ${year}`;
  return refused(
    `There is no day ${day} in ${name}, which has ${days} days. Write e.g. 1 Dec or 2026-12-01.`,
  );
}

function yearOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}

function monthNamed(word: string): number | null {
  const index =
    word.length < 3 ? -1 : MONTHS.findIndex((name) => name.startsWith(word === 'sept' ? 'sep' : word));
  return index === -1 ? null : index + 1;
}

function capital(word = ''): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
