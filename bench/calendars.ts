import type { Busy } from '../src/request/model.ts';
import type { Interviewer, Sop } from '../src/sop/model.ts';
import { dayTable, instantsOfDay, type ZonedDay } from '../src/time/day-table.ts';
import type { Interval } from '../src/time/interval.ts';
import { slotsOn } from '../src/time/weekly-slots.ts';
import { dateAt, instantAt } from '../src/time/zoned-day.ts';
import { between, type Random } from './random.ts';

const CELL_MINUTES = 30;
const LENGTHS = [60, 90, 90, 120];

/**
 * Busy time that takes about `share` of every interviewer's hours over the window: entries of one to
 * two hours on the half hour, until the share is reached; half of them mocks, as far as the
 * interviewer's daily cap allows.
 */
export function busyCalendars(
  sop: Sop,
  window: { start: Temporal.PlainDate; end: Temporal.PlainDate },
  share: number,
  random: Random,
): Busy[] {
  const days = dayTable(window.start, window.end, sop.timeZone);
  return [...sop.interviewers.values()].flatMap((interviewer) =>
    busyOf(sop, interviewer, hoursOf(sop, interviewer, days), share, random),
  );
}

function hoursOf(sop: Sop, interviewer: Interviewer, days: readonly ZonedDay[]): Interval[] {
  return days.flatMap((day) =>
    instantsOfDay(day, slotsOn(interviewer.hours, day.date.dayOfWeek), sop.timeZone),
  );
}

function busyOf(
  sop: Sop,
  interviewer: Interviewer,
  hours: readonly Interval[],
  share: number,
  random: Random,
): Busy[] {
  const free = hours.flatMap(({ start, end }) => {
    const cells: number[] = [];
    for (let at = start; at + CELL_MINUTES <= end; at += CELL_MINUTES) cells.push(at);
    return cells;
  });
  const wanted = Math.round(free.length * share);
  const open = new Set(free);
  const cap = interviewer.maxPerDay ?? sop.rules.maxPerInterviewerPerDay ?? Number.POSITIVE_INFINITY;
  const mocksOn = new Map<string, number>();
  const busy: Busy[] = [];
  while (free.length - open.size < wanted) {
    const candidates = [...open];
    const start = candidates[between(random, 0, candidates.length - 1)]!;
    const length = LENGTHS[between(random, 0, LENGTHS.length - 1)]!;
    let end = start;
    // What is free from there on; an entry never overlaps another one.
    while (end < start + length && open.delete(end) && free.length - open.size <= wanted) end += CELL_MINUTES;
    const day = dateAt(start, sop.timeZone).toString();
    const mocks = mocksOn.get(day) ?? 0;
    const isMock = random() < 1 / 2 && mocks < cap;
    if (isMock) mocksOn.set(day, mocks + 1);
    busy.push({
      email: interviewer.email,
      start: instantAt(start),
      end: instantAt(end),
      kind: isMock ? 'mock' : 'other',
    });
  }
  // As calendars give them.
  return busy.sort((a, b) => Temporal.Instant.compare(a.start, b.start));
}
