import type { Interval } from './interval.ts';

/** Minutes of a day at its end; `24:00` is written for it. */
export const DAY_END = 24 * 60;

/**
 * A wall-clock range of a day, `HH:MM-HH:MM`, 24-hour, end exclusive, `24:00` allowed as an end,
 * as minutes of the day. Returns null where the text is none or its end is not after its start.
 */
export function parseClockRange(text: string): Interval | null {
  const match = /^(\d{2}):(\d{2})-(\d{2}):(\d{2})$/.exec(text.trim());
  if (match === null) return null;
  const [fromHour, fromMinute, toHour, toMinute] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
  ];
  if (fromHour > 23 || fromMinute > 59 || toMinute > 59) return null;
  const start = fromHour * 60 + fromMinute;
  const end = toHour * 60 + toMinute;
  if (end > DAY_END || end <= start) return null;
  return { start, end };
}

/** Minute of the day of a wall-clock time `HH:MM`, 24-hour, up to `23:59`; null where the text is none. */
export function parseClock(text: string): number | null {
  const match = /^(\d{2}):(\d{2})$/.exec(text.trim());
  const [hour, minute] = match === null ? [24, 60] : [Number(match[1]), Number(match[2])];
  return hour > 23 || minute > 59 ? null : hour * 60 + minute;
}

/** `18:00` for 1080; `24:00` for the end of the day. */
export function formatClock(minuteOfDay: number): string {
  const hour = String(Math.floor(minuteOfDay / 60)).padStart(2, '0');
  return `${hour}:${String(minuteOfDay % 60).padStart(2, '0')}`;
}

/** The text that `parseClockRange` reads back as the same range. */
export function formatClockRange(range: Interval): string {
  return `${formatClock(range.start)}-${formatClock(range.end)}`;
}
