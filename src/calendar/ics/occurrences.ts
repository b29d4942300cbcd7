import type { Rule } from './rule.ts';
import { DAY_SECONDS, type WallSecond } from './wall.ts';

/** Days since 1970-01-01. */
type DayNumber = number;

interface Period {
  readonly first: DayNumber;
  /** Exclusive. */
  readonly end: DayNumber;
}

/**
 * The starts that a rule gives an event whose first start is `start`, ascending, those of
 * `[from, to)` only. `start` itself is always the first one, as RFC 5545 says of DTSTART.
 *
 * The rule is read as a filter over the days of each period (day, week, month or year), which is
 * what its table of expanding and limiting parts comes to. So the cost is bounded by the days
 * between `from` and `to`, whatever the rule: one that never fits ends like any other.
 */
export function* occurrences(
  rule: Rule,
  start: WallSecond,
  from: WallSecond,
  to: WallSecond,
): Generator<WallSecond> {
  if (start >= from && start < to) yield start;
  const until = rule.count === null ? rule.until : countOf(rule, start, rule.count).last;
  const end = Math.min(to, until === null ? to : until + 1);
  for (const wall of laterStarts(rule, start, firstIndex(rule, start, from), () => end)) {
    if (wall >= from) yield wall;
  }
}

/** Longer than any real rule pauses (29 February skips eight years); a rule that pauses so is over. */
const PAUSE_MAX = 40 * 366 * DAY_SECONDS;

/** No calendar reaches further. Without an end, a rule that counts slowly would count for ever. */
const LATEST = Date.UTC(2300, 0, 1) / 1000;

interface Count {
  readonly start: WallSecond;
  /** The last start. */
  readonly last: WallSecond;
  /** How many days were looked at. */
  readonly days: number;
}

/** The last starts of rules with COUNT: all of them must be counted, but only once. */
const counted = new WeakMap<Rule, Count>();

function countOf(rule: Rule, start: WallSecond, count: number): Count {
  const known = counted.get(rule);
  if (known?.start === start) return known;
  let last = start;
  let left = count - 1;
  let days = 0;
  // With `last` growing, so does the time up to which the next one is looked for.
  const end = () => Math.min(last + PAUSE_MAX, LATEST, (rule.until ?? Number.POSITIVE_INFINITY) + 1);
  const looked = (period: Period) => {
    days += period.end - period.first;
  };
  for (const wall of laterStarts(rule, start, 0, end, looked)) {
    if (left === 0) break;
    left -= 1;
    last = wall;
  }
  const result = { start, last, days };
  counted.set(rule, result);
  return result;
}

/** How many days have to be looked at to find where a rule ends; none but a rule with COUNT needs that. */
export function daysToCount(rule: Rule, start: WallSecond): number {
  return rule.count === null ? 0 : countOf(rule, start, rule.count).days;
}

/** The starts after the first one, from the period `index` on, up to `end()`. */
function* laterStarts(
  rule: Rule,
  start: WallSecond,
  index: number,
  end: () => WallSecond,
  looked: (period: Period) => void = () => {},
): Generator<WallSecond> {
  const fits = dayFilter(rule, start);
  const times = timesOfDay(rule, start);
  for (let next = index; ; next += 1) {
    const period = periodAt(rule, start, next);
    if (period.first * DAY_SECONDS >= end()) return;
    looked(period);
    for (const wall of startsIn(period, rule, fits, times)) {
      if (wall >= end()) return;
      if (wall > start) yield wall;
    }
  }
}

/** The period that the occurrences at `from` may first lie in; earlier ones need not be looked at. */
function firstIndex(rule: Rule, start: WallSecond, from: WallSecond): number {
  if (from <= start) return 0;
  const days = Math.floor(from / DAY_SECONDS) - Math.floor(start / DAY_SECONDS);
  const longest = { DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 }[rule.every];
  return Math.max(0, Math.floor(days / (longest * rule.interval)) - 1);
}

function periodAt(rule: Rule, start: WallSecond, index: number): Period {
  const day = Math.floor(start / DAY_SECONDS);
  const step = index * rule.interval;
  if (rule.every === 'DAILY') return { first: day + step, end: day + step + 1 };
  if (rule.every === 'WEEKLY') {
    const first = day - ((weekdayOf(day) - rule.weekStart + 7) % 7) + step * 7;
    return { first, end: first + 7 };
  }
  const date = new Date(day * DAY_SECONDS * 1000);
  const year = date.getUTCFullYear();
  if (rule.every === 'YEARLY')
    return { first: dayNumber(year + step, 0), end: dayNumber(year + step + 1, 0) };
  const month = date.getUTCMonth() + step;
  return { first: dayNumber(year, month), end: dayNumber(year, month + 1) };
}

function startsIn(
  period: Period,
  rule: Rule,
  fits: (day: DayNumber) => boolean,
  times: readonly number[],
): WallSecond[] {
  const starts: WallSecond[] = [];
  for (let day = period.first; day < period.end; day += 1) {
    if (fits(day)) for (const time of times) starts.push(day * DAY_SECONDS + time);
  }
  if (rule.positions.length === 0) return starts;
  const kept = new Set(
    rule.positions.map((position) => (position > 0 ? position - 1 : starts.length + position)),
  );
  return starts.filter((_, index) => kept.has(index));
}

/** Seconds of the day, ascending; what the rule leaves open is taken from the first start. */
function timesOfDay(rule: Rule, start: WallSecond): number[] {
  const second = start - Math.floor(start / DAY_SECONDS) * DAY_SECONDS;
  const or = (values: readonly number[], value: number) => (values.length === 0 ? [value] : values);
  const times = or(rule.hours, Math.floor(second / 3600)).flatMap((hour) =>
    or(rule.minutes, Math.floor(second / 60) % 60).flatMap((minute) =>
      or(rule.seconds, second % 60).map((rest) => hour * 3600 + minute * 60 + rest),
    ),
  );
  return times.sort((a, b) => a - b);
}

/** Which days fit the rule's parts, with the first start's day where the rule leaves the day open. */
function dayFilter(rule: Rule, start: WallSecond): (day: DayNumber) => boolean {
  const first = Math.floor(start / DAY_SECONDS);
  const firstDate = new Date(first * DAY_SECONDS * 1000);
  const { every, yearDays, weeks } = rule;
  const open = rule.weekdays.length + rule.monthDays.length + yearDays.length === 0;
  const yearlyOpen = open && weeks.length === 0;
  const months =
    every === 'YEARLY' && yearlyOpen && rule.months.length === 0
      ? [firstDate.getUTCMonth() + 1]
      : rule.months;
  const monthDays =
    (every === 'MONTHLY' && open) || (every === 'YEARLY' && yearlyOpen)
      ? [firstDate.getUTCDate()]
      : rule.monthDays;
  const weekdays =
    (every === 'WEEKLY' && rule.weekdays.length === 0) || (every === 'YEARLY' && open && !yearlyOpen)
      ? [{ weekday: weekdayOf(first), nth: 0 }]
      : rule.weekdays;
  // "The second Monday" is of the month, or of the year where the rule names no month.
  const ofMonth = every === 'MONTHLY' || (every === 'YEARLY' && rule.months.length > 0);
  const ofYear = every === 'YEARLY' && !ofMonth && weeks.length === 0;
  const datesMatter = months.length + monthDays.length + yearDays.length + weeks.length > 0;

  // The weekday is asked first: it costs next to nothing, and dates are worked out for few days then.
  return (day) => {
    const weekday = weekdayOf(day);
    const wanted = weekdays.filter((one) => one.weekday === weekday);
    if (weekdays.length > 0 && wanted.length === 0) return false;
    const everySuch = wanted.length === 0 || wanted.some(({ nth }) => nth === 0) || !(ofMonth || ofYear);
    if (everySuch && !datesMatter) return true;
    const date = new Date(day * DAY_SECONDS * 1000);
    const year = date.getUTCFullYear();
    const month = date.getUTCMonth();
    const inMonth = () => position(day, dayNumber(year, month), dayNumber(year, month + 1));
    const inYear = () => position(day, dayNumber(year, 0), dayNumber(year + 1, 0));
    if (months.length > 0 && !months.includes(month + 1)) return false;
    if (monthDays.length > 0 && !inMonth().some((number) => monthDays.includes(number))) return false;
    if (yearDays.length > 0 && !inYear().some((number) => yearDays.includes(number))) return false;
    if (weeks.length > 0 && !weekNumbers(day, rule.weekStart).some((week) => weeks.includes(week)))
      return false;
    if (everySuch) return true;
    const place = nths(ofMonth ? inMonth() : inYear());
    return wanted.some(({ nth }) => place.includes(nth));
  };
}

/** The place of a day within `[first, end)`: 1-based from the front, and −1-based from the back. */
function position(day: DayNumber, first: DayNumber, end: DayNumber): [number, number] {
  return [day - first + 1, day - end];
}

/** Which weekday of its kind a place is: the 10th is the second one; the same from the back. */
function nths([fromFront, fromBack]: readonly [number, number]): [number, number] {
  return [Math.ceil(fromFront / 7), -Math.ceil(-fromBack / 7)];
}

/** The week of a day, from the front and from the back; week 1 is the first with at least four days in its year. */
function weekNumbers(day: DayNumber, weekStart: number): [number, number] {
  const monday = day - ((weekdayOf(day) - weekStart + 7) % 7);
  const year = new Date((monday + 3) * DAY_SECONDS * 1000).getUTCFullYear();
  const week = Math.floor((monday - firstWeek(year, weekStart)) / 7) + 1;
  const weeks = Math.round((firstWeek(year + 1, weekStart) - firstWeek(year, weekStart)) / 7);
  return [week, week - weeks - 1];
}

function firstWeek(year: number, weekStart: number): DayNumber {
  const fourth = dayNumber(year, 0) + 3;
  return fourth - ((weekdayOf(fourth) - weekStart + 7) % 7);
}

/** The first day of a month; `month` is 0-based and may lie outside the year. */
function dayNumber(year: number, month: number): DayNumber {
  return Date.UTC(year, month, 1) / (DAY_SECONDS * 1000);
}

/** 1 (Monday) to 7; 1970-01-01 was a Thursday. */
function weekdayOf(day: DayNumber): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}
