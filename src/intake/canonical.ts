import { formatClock } from '../time/clock-range.ts';
import { daysInWindow } from '../time/zoned-day.ts';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Tue 1 Dec 2026`: nobody can mistake day for month. `readDate` reads it back. */
export function formatDay(date: Temporal.PlainDate): string {
  return `${DAYS[date.dayOfWeek - 1]} ${date.day} ${MONTHS[date.month - 1]} ${date.year}`;
}

/** `09:00-12:00, 16:00-19:00` or `none`. `readSlots` reads it back. */
export function formatSlots(ranges: readonly string[]): string {
  return ranges.length === 0 ? 'none' : ranges.join(', ');
}

/** `28 days`, both ends counted. */
export function formatWindow(start: Temporal.PlainDate, end: Temporal.PlainDate): string {
  const days = daysInWindow(start, end);
  return days === 1 ? '1 day' : `${days} days`;
}

/** The wall clock of a zone, `14:05`: by it people notice a wrong zone. */
export function formatClockIn(timeZone: string, now: Temporal.Instant): string {
  const { hour, minute } = now.toZonedDateTimeISO(timeZone);
  return formatClock(hour * 60 + minute);
}
