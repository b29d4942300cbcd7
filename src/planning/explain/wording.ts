import { formatClockRange } from '../../time/clock-range.ts';
import type { Interval } from '../../time/interval.ts';
import { type DayKey, GROUP_NAMES } from '../../time/weekly-slots.ts';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Tue Dec 1` */
export function dateText(date: Temporal.PlainDate): string {
  return `${WEEKDAYS[date.dayOfWeek - 1]} ${MONTHS[date.month - 1]} ${date.day}`;
}

/** `1 mock`, `2 mocks` */
export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** Longer lists end with how many more there are, since nobody reads two hundred names. */
const NAMED_MAX = 8;

/** `Alpha, Bravo or Charlie` */
export function list(names: readonly string[], word: 'and' | 'or' = 'and'): string {
  if (names.length > NAMED_MAX) {
    return `${names.slice(0, NAMED_MAX).join(', ')} ${word} ${names.length - NAMED_MAX} more`;
  }
  if (names.length <= 1) return names.join('');
  return `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;
}

/** `on weekdays`, `on Saturdays`, `every day` */
export function onDays(key: DayKey): string {
  if (key === 'everyday') return 'every day';
  if ((GROUP_NAMES as readonly string[]).includes(key)) return `on ${key}`;
  return `on ${key[0]!.toUpperCase()}${key.slice(1)}s`;
}

/** `18:00-21:00 and 22:00-23:00`, `no time` */
export function rangesText(ranges: readonly Interval[]): string {
  return ranges.length === 0 ? 'no time' : list(ranges.map(formatClockRange));
}

/** `1 full free day`, `no full free day` */
export function freeDays(days: number): string {
  return days === 0 ? 'no full free day' : count(days, 'full free day');
}

/** The text with its first letter as sentences have it. */
export function sentence(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}`;
}
