import type { Person } from '../people.ts';
import type { Problem } from '../problem.ts';
import { type Desk, dayIn, weekIn } from './desk.ts';
import type { Claim } from './placement.ts';

/**
 * A candidate's problem beside other plans: what they claim is taken from people's free time, caps
 * and loads, just as if they were busy entries of the request. Costs stay those of the request
 * alone. A batch plans thousands of times, and this is several times cheaper than starting anew.
 */
export function problemBeside(desk: Desk, claims: Iterable<Claim>): Problem {
  const { problem } = desk;
  const people: Mutable<Person>[] = problem.people.map((person) => ({ ...person }));
  const starts = { ...problem.starts };
  let { candidateDayLeft } = problem;
  const copied = new Set<number>();
  for (const claim of claims) {
    for (const index of desk.peopleByAddress.get(claim.address) ?? []) {
      const person = people[index]!;
      if (!copied.has(index)) {
        copied.add(index);
        person.room = person.room.slice();
        person.dayLeft = person.dayLeft.slice();
        person.weekLeft = person.weekLeft.slice();
      }
      takeFrom(desk, person, claim);
    }
    if (claim.address === desk.address) {
      if (starts.room === problem.starts.room) {
        starts.room = starts.room.slice();
        candidateDayLeft = candidateDayLeft.slice();
      }
      takeTime(desk, starts.room, claim.start, claim.end);
      if (claim.kind === 'mock') takeDay(desk, starts.room, candidateDayLeft, claim.day);
    }
  }
  return { ...problem, people, starts, candidateDayLeft };
}

type Mutable<T> = { -readonly [key in keyof T]: T[key] };

function takeFrom(desk: Desk, person: Mutable<Person>, { start, end, kind, day }: Claim): void {
  const buffer = desk.problem.sop.rules.interviewerBuffer;
  takeTime(desk, person.room, start - buffer, end + buffer);
  if (kind !== 'mock') return;
  takeDay(desk, person.room, person.dayLeft, day);
  takeWeek(desk, person, day);
  if (dayIn(desk, day) !== null) person.load += 1;
}

/** No mock may run between two minutes: room ends there, and there is none within. */
function takeTime({ problem, longestMock }: Desk, room: Int32Array, from: number, to: number): void {
  const { minute } = problem.starts;
  // Starts so early that even the longest mock is over by `from` keep room enough.
  for (let at = firstNotBefore(minute, to) - 1; at >= 0 && minute[at]! > from - longestMock; at -= 1) {
    room[at] = Math.min(room[at]!, Math.max(0, from - minute[at]!));
  }
}

function takeDay(desk: Desk, room: Int32Array, dayLeft: Int32Array, day: number): void {
  const index = dayIn(desk, day);
  if (index === null || dayLeft[index] === 0) return;
  dayLeft[index]! -= 1;
  if (dayLeft[index] === 0) closeDays(desk, room, index, index + 1);
}

function takeWeek(desk: Desk, { room, weekLeft }: Person, day: number): void {
  const week = weekIn(desk, day);
  if (week < 0 || week >= weekLeft.length || weekLeft[week] === 0) return;
  weekLeft[week]! -= 1;
  if (weekLeft[week]! > 0) return;
  const monday = week * 7 + desk.firstMonday - desk.firstDay;
  closeDays(desk, room, monday, monday + 7);
}

/** Takes all room of the window's days `from` (its index) up to, but not including, `to`. */
function closeDays({ problem }: Desk, room: Int32Array, from: number, to: number): void {
  const { day } = problem.starts;
  room.fill(0, firstNotBefore(day, from), firstNotBefore(day, to));
}

/** Index of the first of the rising values that is not below `least`. */
function firstNotBefore(values: Int32Array, least: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
