import { DAY_END } from '../../time/clock-range.ts';
import type { Interval } from '../../time/interval.ts';

const NOON = 12 * 60;
/** A range of bare hours is taken as meant where only one reading lies within these hours. */
const WAKING: Interval = { start: 5 * 60, end: 23 * 60 };

/** A time of day as typed. */
type Clock =
  /** `6pm`, `noon`, `18:00`. `style24` where only a 24-hour clock writes so: `18`, `0:30`, `09:00`. */
  | { readonly kind: 'exact'; readonly minute: number; readonly style24: boolean }
  /** `12am`, `midnight`, `24:00`, `00:00`: the day's start or end, by its place in the range. */
  | { readonly kind: 'midnight'; readonly style24: boolean }
  /** `6`, `6:30`: morning or evening; `minute` is the morning's. */
  | { readonly kind: 'bare'; readonly minute: number };

export type RangeReading =
  | { readonly kind: 'range'; readonly range: Interval }
  /** Both readings are likely. */
  | { readonly kind: 'ambiguous'; readonly morning: Interval; readonly evening: Interval }
  /** Ends before or when it begins; both as minutes of the day. */
  | { readonly kind: 'backwards'; readonly start: number; readonly end: number }
  /** `text` is no time of day. */
  | { readonly kind: 'unreadable'; readonly text: string };

/**
 * A range from two times of simplified text (`6pm`, `18.30`, `noon`). Where am or pm is missing:
 *
 * 1. 24-hour style on either side (`18`, `09:00`, `0:30`) makes both sides 24-hour.
 * 2. Beside a clear time a bare one makes the shortest range: `6-10pm` is 18:00–22:00, `9-1pm`
 *    09:00–13:00, `4pm-7` 16:00–19:00.
 * 3. Two bare times: the reading within 05:00–23:00 that begins in the morning or the one that
 *    begins after noon, where only one of them is there: `9-12` is 09:00–12:00 (till midnight is
 *    out), `10-2` 10:00–14:00, `2-5` 14:00–17:00. Where both are, as in `6-9`, it is ambiguous.
 *
 * `half` is what a word beside the range says (`in the morning`).
 */
export function rangeBetween(from: string, to: string, half: 'am' | 'pm' | null): RangeReading {
  const start = clockIn(from);
  if (start === null) return { kind: 'unreadable', text: from };
  const end = clockIn(to);
  if (end === null) return { kind: 'unreadable', text: to };
  if (start.kind === 'bare' && end.kind === 'bare') return bothBare(start.minute, end.minute, half);
  const style24 = (start.kind !== 'bare' && start.style24) || (end.kind !== 'bare' && end.style24);
  const startMinute = start.kind === 'midnight' ? 0 : start.kind === 'exact' ? start.minute : null;
  const endMinute = end.kind === 'midnight' ? DAY_END : end.kind === 'exact' ? end.minute : null;
  return ordered(
    startMinute ?? (style24 ? bareAs24(start) : lastBefore(bareAs24(start), endMinute as number)),
    endMinute ?? (style24 ? bareAs24(end) : firstAfter(bareAs24(end), startMinute as number)),
  );
}

/** `after 6pm`: until the day's end. A bare time is ambiguous. */
export function rangeAfter(from: string): RangeReading {
  const start = clockIn(from);
  if (start === null) return { kind: 'unreadable', text: from };
  const openAt = (minute: number): Interval => ({ start: minute, end: DAY_END });
  if (start.kind === 'midnight') return { kind: 'range', range: openAt(0) };
  if (start.kind === 'exact') return { kind: 'range', range: openAt(start.minute) };
  return { kind: 'ambiguous', morning: openAt(start.minute), evening: openAt(start.minute + NOON) };
}

/** Whether simplified text is a time of day. */
export function isClock(text: string): boolean {
  return clockIn(text) !== null;
}

function clockIn(text: string): Clock | null {
  if (text === 'noon' || text === 'midday') return { kind: 'exact', minute: NOON, style24: false };
  if (text === 'midnight') return { kind: 'midnight', style24: false };
  const match =
    /^(\d{1,2})(?:[:.h](\d{2})?)? ?(am|pm|h)?$/.exec(text) ?? /^(\d{1,2})(\d{2}) ?(am|pm|h)?$/.exec(text);
  if (match === null) return null;
  const [, hourText = '', minuteText, half] = match;
  const hour = Number(hourText);
  const minutes = Number(minuteText ?? 0);
  if (hour > 24 || minutes > 59 || (hour === 24 && minutes > 0)) return null;
  if (half === 'am' || half === 'pm') return halfDay(hour, minutes, half);
  const style24 = hour === 0 || hour > 12 || hourText.startsWith('0');
  if ((hour === 0 || hour === 24) && minutes === 0) return { kind: 'midnight', style24 };
  if (style24 || (hourText.length === 2 && minuteText !== undefined)) {
    return { kind: 'exact', minute: hour * 60 + minutes, style24 };
  }
  return { kind: 'bare', minute: (hour % 12) * 60 + minutes };
}

function halfDay(hour: number, minutes: number, half: 'am' | 'pm'): Clock | null {
  if (hour === 12 && minutes === 0 && half === 'am') return { kind: 'midnight', style24: false };
  // "18:00pm" is sloppy but clear; "18am" is a contradiction.
  if (hour > 12)
    return half === 'pm' && hour < 24 ? { kind: 'exact', minute: hour * 60 + minutes, style24: true } : null;
  if (hour === 0) return half === 'am' ? { kind: 'exact', minute: minutes, style24: false } : null;
  return { kind: 'exact', minute: (hour % 12) * 60 + minutes + (half === 'pm' ? NOON : 0), style24: false };
}

function bothBare(start: number, end: number, half: 'am' | 'pm' | null): RangeReading {
  const morning = { start, end: firstAfter(end, start) };
  const evening = { start: start + NOON, end: firstAfter(end, start + NOON) };
  if (half === 'am') return ordered(morning.start, morning.end);
  if (half === 'pm') return ordered(evening.start, evening.end);
  const likely = [morning, evening].filter((range) => range.start >= WAKING.start && range.end <= WAKING.end);
  const [only] = likely;
  if (likely.length === 1 && only !== undefined) return { kind: 'range', range: only };
  return evening.end > DAY_END ? { kind: 'range', range: morning } : { kind: 'ambiguous', morning, evening };
}

/** The first of the two times of day a bare one can mean that lies after `start`; beyond the day's end if none does. */
function firstAfter(bare: number, start: number): number {
  return [bare, bare + NOON, bare + DAY_END].find((minute) => minute > start) as number;
}

/** The last of the two that lies before `end`; the morning one if none does. */
function lastBefore(bare: number, end: number): number {
  return bare + NOON < end ? bare + NOON : bare;
}

/** A bare hour on a 24-hour clock: its 12 is noon. */
function bareAs24(clock: Clock): number {
  if (clock.kind !== 'bare') return 0;
  return clock.minute < 60 ? clock.minute + NOON : clock.minute;
}

function ordered(start: number, end: number): RangeReading {
  return start < end && end <= DAY_END
    ? { kind: 'range', range: { start, end } }
    : { kind: 'backwards', start, end };
}
