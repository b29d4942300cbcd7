import type { PlanRequest } from '../../request/model.ts';
import { type Procedure, procedureFor } from '../../sop/model.ts';
import { dayNumber } from '../../time/day-table.ts';
import { daysInWindow } from '../../time/zoned-day.ts';
import { type Problem, problemOf } from '../problem.ts';

/** One candidate of a batch: the request and what can be made ready of it once, the others left aside. */
export interface Desk {
  readonly request: PlanRequest;
  readonly variant: string | null;
  /** The problem as if there were nobody else in the batch. */
  readonly problem: Problem;
  /** The candidate's address, lower case. */
  readonly address: string;
  /** Indices into the problem's people, by every address (lower case) that makes them busy. */
  readonly peopleByAddress: ReadonlyMap<string, readonly number[]>;
  readonly personById: ReadonlyMap<string, number>;
  /** Day numbers of the window's first day and of its week's Monday. */
  readonly firstDay: number;
  readonly firstMonday: number;
  /** Minutes of the longest mock. */
  readonly longestMock: number;
}

export function deskOf(procedure: Procedure, request: PlanRequest): Desk {
  const { start, end } = request.window;
  const { variant, sop } = procedureFor(procedure, daysInWindow(start, end));
  const problem = problemOf(sop, request);
  const peopleByAddress = new Map<string, number[]>();
  for (const [index, { id }] of problem.people.entries()) {
    for (const address of addressesOf(sop.interviewers.get(id)!)) {
      peopleByAddress.set(address, [...(peopleByAddress.get(address) ?? []), index]);
    }
  }
  const firstDay = dayNumber(start);
  return {
    request,
    variant,
    problem,
    address: request.candidate.email.toLowerCase(),
    peopleByAddress,
    personById: new Map(problem.people.map(({ id }, index) => [id, index])),
    firstDay,
    firstMonday: firstDay - (start.dayOfWeek - 1),
    longestMock: Math.max(...problem.courses.flatMap(({ mocks }) => mocks)),
  };
}

/** Index of a day (a day number) in the window of a candidate; null outside. */
export function dayIn({ firstDay, problem }: Desk, day: number): number | null {
  const index = day - firstDay;
  return index >= 0 && index < problem.days.length ? index : null;
}

/** Index of the week of a day, 0 for the window's first; may lie outside. */
export function weekIn({ firstMonday }: Desk, day: number): number {
  return Math.floor((day - firstMonday) / 7);
}

/** The addresses, lower case, under which an interviewer's busy time may be named. */
export function addressesOf({ email, calendar }: { email: string; calendar: string | null }): Set<string> {
  return new Set([email, calendar ?? email].map((address) => address.toLowerCase()));
}
