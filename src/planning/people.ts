import type { Busy, PlanRequest } from '../request/model.ts';
import type { Interviewer, Sop } from '../sop/model.ts';
import type { Interval } from '../time/interval.ts';
import { type BusyMinutes, busyMinutes } from './busy-minutes.ts';
import { personRoom } from './person-room.ts';
import type { Starts } from './starts.ts';
import { dayIndexAt, type WindowDays, windowDays } from './window-days.ts';

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

/** Counts the `mock` entries of one person; those of the window's first and last week but outside the window count for their week. */
export function countMocks(entries: readonly BusyMinutes[], window: WindowDays): MockCounts {
  const byDay = new Int32Array(window.days.length);
  const byWeek = new Int32Array(window.weekCount);
  let inWindow = 0;
  for (const entry of entries) {
    if (!entry.isMock) continue;
    const index = dayIndexAt(window, entry.start);
    if (index === null) continue;
    byWeek[Math.floor(index / 7)]! += 1;
    const day = index - window.firstIndex;
    if (day >= 0 && day < byDay.length) {
      byDay[day]! += 1;
      inWindow += 1;
    }
  }
  return { byDay, byWeek, inWindow };
}

/** What a cap leaves of each count; a count already over its cap only takes no more. */
export function capLeft(cap: number | null, counts: Int32Array): Int32Array {
  const left = new Int32Array(counts.length).fill(UNCAPPED);
  if (cap === null) return left;
  for (let index = 0; index < left.length; index += 1) left[index] = Math.max(0, cap - counts[index]!);
  return left;
}

/** An interviewer made ready for the search. Mocks of the candidate that are given use up time and caps, and are no load. */
export function personOf(
  sop: Sop,
  interviewer: Interviewer,
  entries: readonly Busy[],
  given: readonly Interval[],
  window: WindowDays,
  starts: Starts,
): Person {
  const others = entries.map(busyMinutes);
  // Most plans begin at the beginning: nothing is copied or counted twice for them.
  const isBesideGiven = given.length > 0;
  const busy = isBesideGiven ? [...others, ...given.map((mock) => ({ ...mock, isMock: true }))] : others;
  const counts = countMocks(busy, window);
  const dayLeft = capLeft(interviewer.maxPerDay ?? sop.rules.maxPerInterviewerPerDay, counts.byDay);
  const weekLeft = capLeft(sop.rules.maxPerInterviewerPerWeek, counts.byWeek);
  const room = personRoom(sop, interviewer, busy, window, starts);
  for (let at = 0; at < starts.count; at += 1) {
    const day = starts.day[at]!;
    if (dayLeft[day]! <= 0 || weekLeft[window.weeks[day]!]! <= 0) room[at] = 0;
  }
  return {
    id: interviewer.id,
    room,
    dayLeft,
    weekLeft,
    load: (isBesideGiven ? countMocks(others, window) : counts).inWindow,
  };
}

/** The load of an interviewer who is given no mock; 0 for one whom the SOP does not know. */
export function loadOf(sop: Sop, request: PlanRequest, id: string): number {
  const { start, end } = request.window;
  const entries = busyByInterviewer(sop, request).get(id) ?? [];
  return countMocks(entries.map(busyMinutes), windowDays(start, end, sop.timeZone)).inWindow;
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
  let address = '';
  let lists: Busy[][] = [];
  for (const entry of request.busy) {
    // Entries of one person mostly come together, and looking them up is dear.
    if (entry.email !== address) {
      address = entry.email;
      lists = (idsByAddress.get(address) ?? []).map((id) => byId.get(id)!);
    }
    for (const list of lists) list.push(entry);
  }
  return byId;
}
