import { busyMinutes } from '../planning/busy-minutes.ts';
import { capLeft, countMocks } from '../planning/people.ts';
import { windowDays } from '../planning/window-days.ts';
import type { Busy } from '../request/model.ts';
import type { Interviewer, Sop } from '../sop/model.ts';
import { instantsOfDay, type ZonedDay } from '../time/day-table.ts';
import { type Interval, without } from '../time/interval.ts';
import { slotsOn } from '../time/weekly-slots.ts';
import { minuteCeil, minuteFloor } from '../time/zoned-day.ts';

/** What an interviewer has to do in some days, and what they could still be given. */
export interface Capacity {
  /** Mocks that start on these days, whoever entered them. */
  readonly mocks: number;
  /** Minutes of their hours, without time off and holidays, from now on. */
  readonly working: number;
  /** Of these, minutes in which nothing stands. */
  readonly free: number;
  /** How many more mocks of the length asked for, by calendar week, Monday to Sunday. */
  readonly roomByWeek: readonly number[];
}

export interface CapacityFrame {
  readonly sop: Sop;
  readonly first: Temporal.PlainDate;
  readonly last: Temporal.PlainDate;
  /** Nothing can start before it. */
  readonly from: Temporal.Instant;
  /** Minutes of the mocks that are asked for. */
  readonly length: number;
}

/**
 * How much more an interviewer could give by the SOP's base file: as many mocks as fit into each day's
 * free time on the starting grid, with the buffer around them, up to the day's cap, then the week's.
 * `busy` holds this person's entries alone, of whole weeks, since caps count these.
 */
export function capacityOf(interviewer: Interviewer, busy: readonly Busy[], frame: CapacityFrame): Capacity {
  const { sop, first, last, from } = frame;
  const { rules } = sop;
  const window = windowDays(first, last, sop.timeZone);
  const entries = busy.map(busyMinutes);
  const counts = countMocks(entries, window);
  const dayLeft = capLeft(interviewer.maxPerDay ?? rules.maxPerInterviewerPerDay, counts.byDay);
  const weekLeft = capLeft(rules.maxPerInterviewerPerWeek, counts.byWeek);
  const off = interviewer.timeOff.map((range) => ({
    start: minuteFloor(range.from),
    end: minuteCeil(range.to),
  }));
  const kept = entries.map(({ start, end }) => ({
    start: start - rules.interviewerBuffer,
    end: end + rules.interviewerBuffer,
  }));
  const before = { start: Number.MIN_SAFE_INTEGER, end: minuteCeil(from) };
  const roomByWeek = new Array<number>(window.weekCount).fill(0);
  let [working, free] = [0, 0];
  for (const [index, day] of window.days.entries()) {
    const hours = without(hoursOn(interviewer, day, sop), [...off, before]);
    working += minutesIn(hours);
    free += minutesIn(without(hours, entries));
    const fits = mocksWithin(without(hours, kept), day, frame);
    roomByWeek[window.weeks[index]!]! += Math.min(fits, dayLeft[index]!);
  }
  return {
    mocks: counts.inWindow,
    working,
    free,
    roomByWeek: roomByWeek.map((room, week) => Math.min(room, weekLeft[week]!)),
  };
}

function hoursOn({ hours }: Interviewer, day: ZonedDay, { rules, timeZone }: Sop): Interval[] {
  if (rules.holidays.some((holiday) => holiday.equals(day.date))) return [];
  return instantsOfDay(day, slotsOn(hours, day.date.dayOfWeek), timeZone);
}

/** The most mocks that fit: of equal lengths, taking each as early as can be leaves the most room. */
function mocksWithin(free: readonly Interval[], day: ZonedDay, { sop, length }: CapacityFrame): number {
  const { startEvery, interviewerBuffer } = sop.rules;
  let mocks = 0;
  let next = Number.NEGATIVE_INFINITY;
  for (const range of free) {
    let start = onGrid(Math.max(range.start, next), day, startEvery);
    while (start + length <= range.end) {
      mocks += 1;
      next = start + length + interviewerBuffer;
      start = onGrid(next, day, startEvery);
    }
  }
  return mocks;
}

/** The first minute not before this one whose wall clock is on the grid. */
function onGrid(minute: number, day: ZonedDay, every: number): number {
  for (const part of day.parts) {
    if (minute >= part.end) continue;
    const from = Math.max(minute, part.start);
    const start = part.midnight + Math.ceil((from - part.midnight) / every) * every;
    if (start < part.end) return start;
  }
  return Number.POSITIVE_INFINITY;
}

function minutesIn(ranges: readonly Interval[]): number {
  return ranges.reduce((sum, { start, end }) => sum + end - start, 0);
}
