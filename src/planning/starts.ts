import type { Busy, PlanRequest } from '../request/model.ts';
import type { Sop } from '../sop/model.ts';
import { dayNumber, dayTable, instantsOfDay, type ZonedDay } from '../time/day-table.ts';
import { type Interval, joined, without } from '../time/interval.ts';
import { slotsOn } from '../time/weekly-slots.ts';
import { minuteCeil, minuteFloor } from '../time/zoned-day.ts';
import type { GivenPlace } from './given-places.ts';

/**
 * The instants at which a mock of this candidate may start, as parallel arrays in time order. A
 * mock of `length` fits the candidate at start `t` where `room[t] >= length`.
 */
export interface Starts {
  readonly count: number;
  /** Epoch minutes. */
  readonly minute: Int32Array;
  /** Index into the window's days; that of a fixed mock may lie outside. */
  readonly day: Int32Array;
  /** Wall-clock minute of the day. */
  readonly wall: Int32Array;
  /** Minutes from the start until the candidate's free time or the day ends; 0 at a fixed mock. */
  readonly room: Int32Array;
}

/** With the starts of the fixed mocks that have a place in the sequence, at which there is room for nothing else. */
export function withFixedStarts(starts: Starts, given: readonly GivenPlace[]): Starts {
  const added = given.flatMap(({ start, day, fixed }) =>
    fixed?.isOrderly === true ? [{ minute: start, day, wall: fixed.wall, room: 0 }] : [],
  );
  if (added.length === 0) return starts;
  const { minute, day, wall, room } = starts;
  const all = [
    ...[...minute.keys()].map((at) => ({
      minute: minute[at]!,
      day: day[at]!,
      wall: wall[at]!,
      room: room[at]!,
    })),
    ...added,
  ].sort((a, b) => a.minute - b.minute);
  return {
    count: all.length,
    minute: Int32Array.from(all, (each) => each.minute),
    day: Int32Array.from(all, (each) => each.day),
    wall: Int32Array.from(all, (each) => each.wall),
    room: Int32Array.from(all, (each) => each.room),
  };
}

/** The candidate's free time within the window: slots as instants, joined, without busy time and mocks that are given. */
export function candidateFreeTime(sop: Sop, request: PlanRequest, days: readonly ZonedDay[]): Interval[] {
  const first = days[0];
  const last = days.at(-1);
  if (first === undefined || last === undefined) return [];
  const slotZone = request.slots.timeZone ?? sop.timeZone;
  // Days of another zone can begin up to 26 hours earlier or later than the SOP's.
  const slotDays =
    slotZone === sop.timeZone
      ? days
      : dayTable(first.date.subtract({ days: 2 }), last.date.add({ days: 2 }), slotZone);
  const ranges = slotDays.flatMap((day) =>
    instantsOfDay(day, slotsOn(request.slots.weekly, day.date.dayOfWeek), slotZone),
  );
  const { done = [], fixed = [] } = request;
  const busy = [...candidateBusy(request), ...done, ...fixed].map(({ start, end }) => ({
    start: minuteFloor(start),
    end: minuteCeil(end),
  }));
  return without(joined(ranges), busy);
}

/** The busy entries that name the candidate; addresses compare without regard to case. */
export function candidateBusy({ candidate, busy }: PlanRequest): Busy[] {
  const address = candidate.email.toLowerCase();
  return busy.filter(({ email }) => email === address);
}

/**
 * Every start on the grid that lies in the candidate's free time on a day of the window that is no
 * holiday, not before notice is over or what is done has ended, and with room for the shortest mock.
 */
export function candidateStarts(
  sop: Sop,
  request: PlanRequest,
  days: readonly ZonedDay[],
  shortestMock: number,
): Starts {
  const free = candidateFreeTime(sop, request, days);
  const notice = minuteCeil(request.now) + sop.rules.minNotice;
  const earliest = Math.max(notice, ...(request.done ?? []).map(({ end }) => minuteCeil(end)));
  const holidays = new Set(sop.rules.holidays.map(dayNumber));
  const every = sop.rules.startEvery;
  const minute: number[] = [];
  const dayOf: number[] = [];
  const wall: number[] = [];
  const room: number[] = [];
  let next = 0;
  for (const [index, day] of days.entries()) {
    while (next < free.length && free[next]!.end <= day.start) next += 1;
    if (holidays.size > 0 && holidays.has(dayNumber(day.date))) continue;
    for (const part of day.parts) {
      for (let at = next; at < free.length && free[at]!.start < part.end; at += 1) {
        const range = free[at]!;
        const until = Math.min(range.end, day.end);
        const from = Math.max(range.start, part.start, earliest) - part.midnight;
        const to = Math.min(part.end, until - shortestMock + 1) - part.midnight;
        for (let clock = Math.ceil(from / every) * every; clock < to; clock += every) {
          minute.push(part.midnight + clock);
          dayOf.push(index);
          wall.push(clock);
          room.push(until - (part.midnight + clock));
        }
      }
    }
  }
  return {
    count: minute.length,
    minute: Int32Array.from(minute),
    day: Int32Array.from(dayOf),
    wall: Int32Array.from(wall),
    room: Int32Array.from(room),
  };
}
