import type { Infeasible, ProposalKind } from '../planning/answer.ts';
import { bestPlan } from '../planning/find-plan.ts';
import { plan } from '../planning/plan.ts';
import { problemOf } from '../planning/problem.ts';
import { type MockRestriction, restricted } from '../planning/restriction.ts';
import type { Busy, CandidateRequest, PlanRequest } from '../request/model.ts';
import { type Procedure, procedureFor, type Sop } from '../sop/model.ts';
import type { BookingRow, PlannedBooking } from '../store/rows.ts';
import { daysInWindow, minuteCeil, minuteFloor } from '../time/zoned-day.ts';
import type { MockMove } from './change-order.ts';
import { remainingProcedure } from './remaining-procedure.ts';

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

/** What makes no sense for mocks that are booked already: they are all to stay, in the order begun. */
const NOT_PROPOSED: readonly ProposalKind[] = ['partial', 'sequence', 'variant'];

/**
 * Plans what is still to come anew around what is done: the best right plan of the rest by the SOP, and
 * of equally good ones one that moves the fewest mocks. Mocks that have begun are taken as they are.
 * A mock may stay where it is without notice and with an interviewer whose calendar cannot be read;
 * any other place is as for a first plan. A pure function.
 */
export function replan(input: ReplanInput): Replan {
  const { procedure, request, held, now } = input;
  const isOver = ({ start }: PlannedBooking) => Temporal.Instant.compare(start, now) <= 0;
  const done = held.filter(isOver);
  const coming = held.filter((mock) => !isOver(mock));
  if (coming.length === 0) return { outcome: 'over' };
  const remaining = remainingProcedure(
    procedure,
    coming.map(({ course, number, start, end }) => ({ course, number, minutes: minutesOf(start, end) })),
    done.at(-1)?.course ?? null,
  );
  if (remaining === null) return { outcome: 'impossible', answer: strangeCourse(procedure, coming) };

  const { sop, variant } = procedureFor(remaining, daysInWindow(request.window.start, request.window.end));
  const asked: PlanRequest = {
    ...request,
    now,
    busy: input.busy,
    unreadable: input.unreadable,
    done,
    keep: coming.map((mock) => ({ ...mock, number: placeIn(coming, mock) })),
  };
  const found = bestPlan(restrictedProblem(sop, asked, coming), asked, variant);
  if (found === null) return { outcome: 'impossible', answer: whyNot(remaining, asked) };
  const moves = found.mocks.flatMap((planned): MockMove[] => {
    const from = coming.find(
      (mock) => mock.course === planned.course && placeIn(coming, mock) === planned.number,
    )!;
    const { interviewer, role, start, end } = planned;
    const { name, email } = sop.interviewers.get(interviewer)!;
    const whom = { interviewer, interviewerName: name, interviewerEmail: email.toLowerCase(), role };
    const { id, course, number, eventId } = from;
    const seen = input.astray.get(id) ?? null;
    const stays = from.start.equals(start) && from.end.equals(end) && from.interviewer === interviewer;
    // What an earlier change left on its way has to arrive, wherever that is.
    if (stays && seen === null && from.state === 'booked') return [];
    return [{ from, to: { id, course, number, eventId, ...whom, start, end }, seen }];
  });
  return {
    outcome: 'planned',
    moves,
    staying: coming.length - moves.length,
    done: done.length,
    variant,
    finishDay: found.score.finishDay,
  };
}

/** Which of the mocks of its course that are to come, from 1: so the remaining procedure numbers them. */
function placeIn(coming: readonly PlannedBooking[], { course, number }: PlannedBooking): number {
  return coming.filter((other) => other.course === course && other.number <= number).length;
}

function restrictedProblem(sop: Sop, asked: PlanRequest, coming: readonly PlannedBooking[]) {
  const asIfAt = coming.map(({ start }) => start.subtract({ minutes: sop.rules.minNotice }));
  const earliest = [asked.now, ...asIfAt].reduce((a, b) => (Temporal.Instant.compare(a, b) < 0 ? a : b));
  const problem = problemOf(sop, { ...asked, now: earliest, unreadable: new Set() });
  return restricted(
    problem,
    coming.map((mock) => placesFor(sop, asked, coming, mock)),
  );
}

function placesFor(
  sop: Sop,
  { now, unreadable }: PlanRequest,
  coming: readonly PlannedBooking[],
  mock: PlannedBooking,
): MockRestriction {
  const number = placeIn(coming, mock);
  const length = sop.courses.get(mock.course)!.mocks[number - 1]!;
  const earliest = minuteCeil(now) + sop.rules.minNotice;
  const isRefused = (email: string) =>
    sop.busy.unreadable === 'refuse' && unreadable.has(email.toLowerCase());
  const here = minuteFloor(mock.start);
  return {
    course: mock.course,
    number,
    allows: (start, id) => {
      if (start === here && id === mock.interviewer) return true;
      const { email, calendar } = sop.interviewers.get(id)!;
      if (start < earliest || isRefused(email)) return false;
      // An own calendar shows the mocks that are booked: what else stands there cannot be told.
      return (
        calendar === null ||
        coming.every(
          (other) =>
            other.interviewer !== id ||
            minuteCeil(other.end) <= start ||
            minuteFloor(other.start) >= start + length,
        )
      );
    },
  };
}

function whyNot(procedure: Procedure, asked: PlanRequest): Infeasible {
  const answer = plan(procedure, asked);
  if (answer.status === 'infeasible') {
    return { ...answer, proposals: answer.proposals.filter(({ kind }) => !NOT_PROPOSED.includes(kind)) };
  }
  return {
    status: 'infeasible',
    variant: answer.variant,
    reasons: [
      {
        code: 'busy',
        message:
          'The rest could only be given at times at which interviewers have mocks of this candidate now, and whether they are free then otherwise their own calendars do not show.',
      },
    ],
    proposals: [],
  };
}

function strangeCourse({ base }: Procedure, coming: readonly PlannedBooking[]): Infeasible {
  const strange = [...new Set(coming.map(({ course }) => course))].filter((id) => !base.courses.has(id));
  return {
    status: 'infeasible',
    variant: null,
    reasons: [
      {
        code: 'courses',
        message: `The SOP has no course ${strange.join(', ')} any more, of which mocks are booked.`,
      },
    ],
    proposals: [],
  };
}

function minutesOf(start: Temporal.Instant, end: Temporal.Instant): number {
  return Math.round(end.since(start).total('minutes'));
}
