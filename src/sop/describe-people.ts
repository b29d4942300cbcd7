import { formatClockRange } from '../time/clock-range.ts';
import type { Course, Interviewer, SequenceGroup, Sop, TimeOff } from './model.ts';
import { DAY_KEYS } from './read-weekly-slots.ts';

/** `weekdays 18:00-23:00`, `saturday none`: hours by their keys. */
export function describeHours({ hours }: Interviewer): readonly string[] {
  return DAY_KEYS.flatMap((key) => {
    const ranges = hours[key];
    if (ranges === undefined) return [];
    return [`${key} ${ranges.length === 0 ? 'none' : ranges.map(formatClockRange).join(', ')}`];
  });
}

/** `2026-12-24 to 2026-12-26`: whole days with both ends included, else instants of the SOP's clock. */
export function describeTimeOff({ from, to }: TimeOff, timeZone: string): string {
  const [first, next] = [from.toZonedDateTimeISO(timeZone), to.toZonedDateTimeISO(timeZone)];
  if (first.equals(first.startOfDay()) && next.equals(next.startOfDay())) {
    const last = next.toPlainDate().subtract({ days: 1 });
    return last.equals(first.toPlainDate()) ? `${last}` : `${first.toPlainDate()} to ${last}`;
  }
  const clock = (moment: Temporal.ZonedDateTime) =>
    moment.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');
  return `${clock(first)} to ${clock(next)}`;
}

/** `90, 90 min` */
export function describeMocks({ mocks }: Course): string {
  return `${mocks.join(', ')} min`;
}

/** Interviewers by the names they are shown under. */
export function describeNames(ids: readonly string[], sop: Sop): string {
  return ids.length === 0 ? 'none' : ids.map((id) => sop.interviewers.get(id)?.name ?? id).join(', ');
}

/** `FS1, FS2 in any order` */
export function describeGroup({ order, courses }: SequenceGroup): string {
  if (courses.length === 1) return courses.join();
  return order === 'any' ? `${courses.join(', ')}, in any order` : courses.join(', then ');
}
