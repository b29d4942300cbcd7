import { dateText, instantOf, utcText, type WallSecond } from './wall.ts';

/** A repetition rule (RFC 5545, 3.3.10) of whole days or longer, its times on the wall clock. */
export interface Rule {
  readonly every: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  readonly interval: number;
  readonly count: number | null;
  /** The last possible occurrence, on the clock of the event's zone. */
  readonly until: WallSecond | null;
  /** 1 (Monday) to 7. */
  readonly weekStart: number;
  readonly months: readonly number[];
  readonly weeks: readonly number[];
  readonly yearDays: readonly number[];
  readonly monthDays: readonly number[];
  /** `nth` 0 stands for every such weekday of the period. */
  readonly weekdays: readonly { readonly weekday: number; readonly nth: number }[];
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
  readonly seconds: readonly number[];
  readonly positions: readonly number[];
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** More than that within a day is no calendar of meetings, and would make a file grow without bound when read. */
const TIMES_A_DAY_MAX = 24;
/** Enough for a daily meeting over a quarter of a century. */
const COUNT_MAX = 10_000;

/**
 * Reads the value of an RRULE; `until` turns the text of UNTIL into the wall clock of the event.
 * Throws an `Error` whose message completes "its repetition …" where the rule is faulty, or
 * repeats more often than 24 times a day.
 */
export function parseRule(text: string, until: (text: string) => WallSecond): Rule {
  const parts = new Map(
    text.split(';').flatMap((part): [string, string][] => {
      const [name = '', value = ''] = part.trim().split('=', 2);
      return name === '' ? [] : [[name.toUpperCase(), value.toUpperCase()]];
    }),
  );
  const every = parts.get('FREQ') ?? '';
  if (every === 'SECONDLY' || every === 'MINUTELY' || every === 'HOURLY') {
    throw new Error(`is ${every.toLowerCase()}, and only daily, weekly, monthly and yearly ones are read`);
  }
  if (every !== 'DAILY' && every !== 'WEEKLY' && every !== 'MONTHLY' && every !== 'YEARLY') {
    throw new Error(`has no known frequency ("${text.slice(0, 60)}")`);
  }
  const list = (name: string, low: number, high: number) => numbers(name, parts.get(name), low, high);
  const rule: Rule = {
    every,
    interval: list('INTERVAL', 1, 10_000)[0] ?? 1,
    count: list('COUNT', 1, COUNT_MAX)[0] ?? null,
    until: parts.has('UNTIL') ? until(parts.get('UNTIL') ?? '') : null,
    weekStart: Math.max(1, WEEKDAYS.indexOf(parts.get('WKST') ?? 'MO') + 1),
    months: list('BYMONTH', 1, 12),
    weeks: list('BYWEEKNO', -53, 53),
    yearDays: list('BYYEARDAY', -366, 366),
    monthDays: list('BYMONTHDAY', -31, 31),
    weekdays: weekdays(parts.get('BYDAY')),
    hours: list('BYHOUR', 0, 23),
    minutes: list('BYMINUTE', 0, 59),
    seconds: list('BYSECOND', 0, 59),
    positions: list('BYSETPOS', -366, 366),
  };
  const timesADay = [rule.hours, rule.minutes, rule.seconds].reduce(
    (product, { length }) => product * Math.max(1, length),
    1,
  );
  if (timesADay > TIMES_A_DAY_MAX)
    throw new Error(`is ${timesADay} times a day, and at most ${TIMES_A_DAY_MAX} are read`);
  return rule;
}

/** The value of an RRULE that `parseRule` reads back as the same rule. UNTIL is written in UTC, or as a date. */
export function ruleText(rule: Rule, span: { readonly allDay: boolean; readonly timeZone: string }): string {
  const until = (wall: WallSecond) =>
    span.allDay ? dateText(wall) : utcText(instantOf(wall, span.timeZone));
  const weekdayTexts = rule.weekdays.map(
    ({ weekday, nth }) => `${nth === 0 ? '' : nth}${WEEKDAYS[weekday - 1]}`,
  );
  const parts: [string, readonly (string | number)[]][] = [
    ['FREQ', [rule.every]],
    ['INTERVAL', rule.interval === 1 ? [] : [rule.interval]],
    ['COUNT', rule.count === null ? [] : [rule.count]],
    ['UNTIL', rule.until === null ? [] : [until(rule.until)]],
    ['WKST', rule.weekStart === 1 ? [] : [WEEKDAYS[rule.weekStart - 1] as string]],
    ['BYMONTH', rule.months],
    ['BYWEEKNO', rule.weeks],
    ['BYYEARDAY', rule.yearDays],
    ['BYMONTHDAY', rule.monthDays],
    ['BYDAY', weekdayTexts],
    ['BYHOUR', rule.hours],
    ['BYMINUTE', rule.minutes],
    ['BYSECOND', rule.seconds],
    ['BYSETPOS', rule.positions],
  ];
  return parts
    .flatMap(([name, values]) => (values.length === 0 ? [] : [`${name}=${values.join(',')}`]))
    .join(';');
}

function numbers(name: string, text: string | undefined, low: number, high: number): number[] {
  if (text === undefined) return [];
  const values = [
    ...new Set(
      text.split(',').map((item) => (/^[+-]?\d{1,6}$/.test(item.trim()) ? Number(item) : Number.NaN)),
    ),
  ];
  const wrong = values.find((value) => !(value >= low && value <= high) || (low < 0 && value === 0));
  if (wrong !== undefined)
    throw new Error(`has ${name}=${text.slice(0, 40)}, which is outside ${low} to ${high}`);
  return values.sort((a, b) => a - b);
}

function weekdays(text: string | undefined): Rule['weekdays'] {
  return [...new Set(text?.split(','))].map((item) => {
    const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(item.trim());
    const nth = Number(match?.[1] ?? 0);
    if (match === null || Math.abs(nth) > 53)
      throw new Error(`has BYDAY=${item.slice(0, 40)}, which names no weekday`);
    return { weekday: WEEKDAYS.indexOf(match[2] as string) + 1, nth };
  });
}
