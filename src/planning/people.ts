import type { Busy, PlanRequest } from '../request/model.ts';
import type { Interviewer, Sop } from '../sop/model.ts';
import { dayNumber, dayTable, instantsOfDay, type ZonedDay } from '../time/day-table.ts';
import { type Interval, joined, without } from '../time/interval.ts';
import { slotsOn } from '../time/weekly-slots.ts';
import { minuteCeil, minuteFloor } from '../time/zoned-day.ts';
import type { Starts } from './starts.ts';

/** An interviewer as the search sees one; arrays are by start, day of the window, or week. */
export interface Person {
  readonly id: string;
  /** Minutes from a start until this person's free time ends; 0 where none or where a cap is full. */
  readonly room: Int32Array;
  /** How many mocks more a day takes; `UNCAPPED` without a cap. */
  readonly dayLeft: Int32Array;
  readonly weekLeft: Int32Array;
  /** `mock` busy entries that start on a day of the window: what `balance` counts. */
  readonly load: number;
}

/** More mocks than any plan has. */
export const UNCAPPED = 1_000_000;

/** How `mock` busy entries are spread over the days and weeks of the window. */
export interface MockCounts {
  readonly byDay: Int32Array;
  readonly byWeek: Int32Array;
  readonly inWindow: number;
}

/** Index of the Monday-to-Sunday week of each day, 0 for the week of the first day. */
export function weeksOf(days: readonly ZonedDay[]): Int32Array {
  const first = days[0];
  if (first === undefined) return new Int32Array();
  const monday = dayNumber(first.date) - (first.date.dayOfWeek - 1);
  return Int32Array.from(days, (day) => Math.floor((dayNumber(day.date) - monday) / 7));
}

/** Counts the `mock` entries of one person; those of the window's first and last week but outside the window count for their week. */
export function countMocks(
  entries: readonly Busy[],
  days: readonly ZonedDay[],
  timeZone: string,
): MockCounts {
  const byDay = new Int32Array(days.length);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return { byDay, byWeek: new Int32Array(), inWindow: 0 };
  const beforeFirst = first.date.dayOfWeek - 1;
  const wholeWeeks = dayTable(
    first.date.subtract({ days: beforeFirst }),
    last.date.add({ days: 7 - last.date.dayOfWeek }),
    timeZone,
  );
  const byWeek = new Int32Array(wholeWeeks.length / 7);
  let inWindow = 0;
  for (const entry of entries) {
    if (entry.kind !== 'mock') continue;
    const index = dayAt(wholeWeeks, minuteFloor(entry.start));
    if (index === null) continue;
    byWeek[Math.floor(index / 7)]! += 1;
    const day = index - beforeFirst;
    if (day >= 0 && day < days.length) {
      byDay[day]! += 1;
      inWindow += 1;
    }
  }
  return { byDay, byWeek, inWindow };
}

/** Index of the day that a minute lies in, null outside; there may be thousands of entries, and asking Temporal costs microseconds. */
function dayAt(days: readonly ZonedDay[], minute: number): number | null {
  if (minute < days[0]!.start || minute >= days.at(-1)!.end) return null;
  let low = 0;
  let high = days.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (days[middle]!.start <= minute) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What a cap leaves of each count; a count already over its cap only takes no more. */
export function capLeft(cap: number | null, counts: Int32Array): Int32Array {
  return Int32Array.from(counts, (count) => (cap === null ? UNCAPPED : Math.max(0, cap - count)));
}

/** The instants at which an interviewer could be in a mock: hours, less time off and busy time. */
export function interviewerFreeTime(
  sop: Sop,
  interviewer: Interviewer,
  busy: readonly Busy[],
  days: readonly ZonedDay[],
): Interval[] {
  const buffer = sop.rules.interviewerBuffer;
  const taken: Interval[] = [];
  for (const { from, to } of interviewer.timeOff) {
    taken.push({ start: minuteFloor(from), end: minuteCeil(to) });
  }
  for (const { start, end } of busy) {
    taken.push({ start: minuteFloor(start) - buffer, end: minuteCeil(end) + buffer });
  }
  return without(workingHours(sop, interviewer, days), taken);
}

/** An interviewer's hours as instants, in order; ranges of two days may touch at midnight. */
function workingHours(sop: Sop, interviewer: Interviewer, days: readonly ZonedDay[]): Interval[] {
  const byWeekday = [1, 2, 3, 4, 5, 6, 7].map((dayOfWeek) => joined(slotsOn(interviewer.hours, dayOfWeek)));
  const hours: Interval[] = [];
  for (const day of days) {
    const ranges = byWeekday[day.date.dayOfWeek - 1]!;
    const isPlain = day.parts.length === 1 && day.parts[0]!.midnight === day.start;
    if (isPlain) {
      for (const { start, end } of ranges) hours.push({ start: day.start + start, end: day.start + end });
    } else {
      hours.push(...instantsOfDay(day, ranges, sop.timeZone));
    }
  }
  return hours;
}

/** An interviewer made ready for the search. */
export function personOf(
  sop: Sop,
  interviewer: Interviewer,
  busy: readonly Busy[],
  days: readonly ZonedDay[],
  weeks: Int32Array,
  starts: Starts,
): Person {
  const counts = countMocks(busy, days, sop.timeZone);
  const dayLeft = capLeft(interviewer.maxPerDay ?? sop.rules.maxPerInterviewerPerDay, counts.byDay);
  const weekLeft = capLeft(sop.rules.maxPerInterviewerPerWeek, counts.byWeek);
  const room = new Int32Array(starts.count);
  const free = interviewerFreeTime(sop, interviewer, busy, days);
  for (let at = 0, range = 0; at < starts.count; at += 1) {
    const minute = starts.minute[at]!;
    while (range < free.length && free[range]!.end <= minute) range += 1;
    const found = free[range];
    if (found === undefined) break;
    const day = starts.day[at]!;
    const open = dayLeft[day]! > 0 && weekLeft[weeks[day]!]! > 0;
    if (found.start <= minute && open) room[at] = found.end - minute;
  }
  return { id: interviewer.id, room, dayLeft, weekLeft, load: counts.inWindow };
}

/** The busy entries of each interviewer: by email, or by the calendar of their own. */
export function busyByInterviewer(sop: Sop, request: PlanRequest): Map<string, Busy[]> {
  const idsByAddress = new Map<string, string[]>();
  for (const { id, email, calendar } of sop.interviewers.values()) {
    for (const address of new Set([email.toLowerCase(), (calendar ?? email).toLowerCase()])) {
      idsByAddress.set(address, [...(idsByAddress.get(address) ?? []), id]);
    }
  }
  const byId = new Map<string, Busy[]>([...sop.interviewers.keys()].map((id) => [id, []]));
  for (const entry of request.busy) {
    for (const id of idsByAddress.get(entry.email) ?? []) byId.get(id)!.push(entry);
  }
  return byId;
}
