import type { Interviewer, Sop } from '../sop/model.ts';
import { instantsOfDay } from '../time/day-table.ts';
import { type Interval, joined } from '../time/interval.ts';
import { slotsOn } from '../time/weekly-slots.ts';
import { minuteCeil, minuteFloor } from '../time/zoned-day.ts';
import type { BusyMinutes } from './busy-minutes.ts';
import type { Starts } from './starts.ts';
import type { WindowDays } from './window-days.ts';

/** Minutes from each start until the interviewer's free time ends (hours, less time off and busy time); 0 where they are not free. */
export function personRoom(
  sop: Sop,
  interviewer: Interviewer,
  busy: readonly BusyMinutes[],
  window: WindowDays,
  starts: Starts,
): Int32Array {
  const hours = workingHours(sop, interviewer, window);
  const taken = takenTime(sop, interviewer, busy);
  const room = new Int32Array(starts.count);
  let range = 0;
  let next = 0;
  let takenUntil = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < starts.count; at += 1) {
    const minute = starts.minute[at]!;
    for (; next < taken.length && taken[next]!.start <= minute; next += 1) {
      takenUntil = Math.max(takenUntil, taken[next]!.end);
    }
    while (range < hours.length && hours[range]!.end <= minute) range += 1;
    if (range === hours.length) break;
    if (hours[range]!.start > minute || takenUntil > minute) continue;
    const nextTaken = next < taken.length ? taken[next]!.start : Number.POSITIVE_INFINITY;
    room[at] = Math.min(hours[range]!.end, nextTaken) - minute;
  }
  return room;
}

/** Hours as instants, in order. Ranges of two days stay apart at midnight, which no mock goes beyond. */
function workingHours(sop: Sop, interviewer: Interviewer, { days, firstIndex }: WindowDays): Interval[] {
  const written = [1, 2, 3, 4, 5, 6, 7].map((dayOfWeek) => slotsOn(interviewer.hours, dayOfWeek));
  const onTheClock = written.map((ranges) => (ranges.length > 1 ? joined(ranges) : ranges));
  const hours: Interval[] = [];
  for (const [index, day] of days.entries()) {
    const weekday = (firstIndex + index) % 7;
    const isPlain = day.parts.length === 1 && day.parts[0]!.midnight === day.start;
    if (isPlain) {
      for (const { start, end } of onTheClock[weekday]!) {
        hours.push({ start: day.start + start, end: day.start + end });
      }
    } else {
      // Where the clocks change, ranges that touch on the clock may not touch as instants.
      hours.push(...instantsOfDay(day, written[weekday]!, sop.timeZone));
    }
  }
  return hours;
}

/** Time off and busy time with the buffer around it, by their starts; they may overlap. */
function takenTime(sop: Sop, { timeOff }: Interviewer, busy: readonly BusyMinutes[]): readonly Interval[] {
  const { interviewerBuffer: buffer } = sop.rules;
  // Calendars mostly give their entries in order; making others of them would be the dearest part of this.
  if (timeOff.length === 0 && buffer === 0 && areInOrder(busy)) return busy;
  return [
    ...timeOff.map(({ from, to }) => ({ start: minuteFloor(from), end: minuteCeil(to) })),
    ...busy.map(({ start, end }) => ({ start: start - buffer, end: end + buffer })),
  ]
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start);
}

function areInOrder(ranges: readonly Interval[]): boolean {
  let previous = Number.NEGATIVE_INFINITY;
  for (const { start, end } of ranges) {
    if (start < previous || start >= end) return false;
    previous = start;
  }
  return true;
}
