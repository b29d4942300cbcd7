import type { Infeasible } from '../planning/answer.ts';
import type { Busy, CandidateRequest } from '../request/model.ts';
import type { Procedure } from '../sop/model.ts';
import type { BookingRow } from '../store/rows.ts';
import type { MockMove } from './change-order.ts';
import { type ComingMock, comingProblem, planComing, strangeCourse, whyNoPlan } from './plan-coming.ts';

export interface ReplanInput {
  readonly procedure: Procedure;
  readonly request: CandidateRequest;
  /** All that the candidate holds, in time order. */
  readonly held: readonly BookingRow[];
  /** Without what the candidate holds. */
  readonly busy: readonly Busy[];
  readonly unreadable: ReadonlySet<string>;
  /** Where events stand that are not where their bookings say, by booking. */
  readonly astray: ReadonlyMap<string, { readonly start: Temporal.Instant; readonly end: Temporal.Instant }>;
  readonly now: Temporal.Instant;
}

export type Replan =
  | {
      readonly outcome: 'planned';
      /** In time order of the new places; empty where everything stands as it is best. */
      readonly moves: readonly MockMove[];
      /** Mocks to come that stay where they are. */
      readonly staying: number;
      readonly done: number;
      readonly variant: string | null;
      readonly finishDay: Temporal.PlainDate;
    }
  /** No mock is still to come. */
  | { readonly outcome: 'over' }
  | { readonly outcome: 'impossible'; readonly answer: Infeasible };

/**
 * Plans what is still to come anew around what is done: the best right plan of the rest by the SOP, and
 * of equally good ones one that moves the fewest mocks. Mocks that have begun are taken as they are, but
 * those that were missed are given again. A mock may stay where it is without notice and with an
 * interviewer whose calendar cannot be read; any other place is as for a first plan. A pure function.
 */
export function replan(input: ReplanInput): Replan {
  const { procedure, held, now } = input;
  const done = held.filter((mock) => hasBegun(mock, now) && mock.outcome !== 'no-show');
  const coming = held
    .filter((mock) => !done.includes(mock))
    .map((booking): ComingMock & { readonly booking: BookingRow } =>
      hasBegun(booking, now) ? { booking, wish: 'goes', missed: true } : { booking, wish: 'may stay' },
    );
  if (coming.length === 0) return { outcome: 'over' };
  const problem = comingProblem({ ...input, done, coming, notWithin: 0, keeping: 'last' });
  if (problem === null) {
    const bookings = coming.map(({ booking }) => booking);
    return { outcome: 'impossible', answer: strangeCourse(procedure, bookings) };
  }
  const found = planComing(problem);
  if (found === null) return { outcome: 'impossible', answer: whyNoPlan(problem) };
  const moves = found.places.flatMap(({ from, to }): MockMove[] => {
    const seen = input.astray.get(from.id) ?? null;
    const stays =
      from.start.equals(to.start) && from.end.equals(to.end) && from.interviewer === to.interviewer;
    const { state } = coming.find(({ booking }) => booking.id === from.id)!.booking;
    // What an earlier change left on its way has to arrive, wherever that is.
    if (stays && seen === null && state === 'booked') return [];
    return [{ from, to, seen }];
  });
  return {
    outcome: 'planned',
    moves,
    staying: coming.length - moves.length,
    done: done.length,
    variant: problem.variant,
    finishDay: found.plan.score.finishDay,
  };
}

function hasBegun({ start }: BookingRow, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(start, now) <= 0;
}
