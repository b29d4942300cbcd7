import type { Infeasible, Planned, PlannedMock, ProposalKind } from '../planning/answer.ts';
import { bestPlan } from '../planning/find-plan.ts';
import type { MockRestriction } from '../planning/mock-restriction.ts';
import { plan } from '../planning/plan.ts';
import { type Problem, problemOf } from '../planning/problem.ts';
import { restricted } from '../planning/restriction.ts';
import type { Busy, CandidateRequest, PlanRequest } from '../request/model.ts';
import { type Procedure, procedureFor, type Sop } from '../sop/model.ts';
import type { PlannedBooking } from '../store/rows.ts';
import { daysInWindow, minuteCeil, minuteFloor } from '../time/zoned-day.ts';
import { remainingProcedure } from './remaining-procedure.ts';

export interface ComingInput {
  readonly procedure: Procedure;
  readonly request: CandidateRequest;
  /** What is over, in time order: the plan goes on after it. */
  readonly done: readonly PlannedBooking[];
  /** What is to be planned, in time order. */
  readonly coming: readonly ComingMock[];
  /** Without what the candidate holds. */
  readonly busy: readonly Busy[];
  readonly unreadable: ReadonlySet<string>;
  readonly now: Temporal.Instant;
  /** Minutes from now before which no mock gets a new place, where the notice of the rules is less. */
  readonly notWithin: number;
  readonly keeping: 'first' | 'last';
}

/** A booked mock that is to come, or to be given again, and what may become of it. */
export interface ComingMock {
  readonly booking: PlannedBooking;
  /**
   * `fixed`: stands where the booking says, whatever the rules say. `may stay`: also without notice, and
   * with an interviewer whose calendar cannot be read. `changes interviewer`: at the same time.
   * `goes`: elsewhere, or to somebody else.
   */
  readonly wish: 'fixed' | 'may stay' | 'changes interviewer' | 'goes';
  /** Where it stood is of no matter any more: it was missed there. */
  readonly missed?: boolean;
}

/** The planner's view of what is to come. */
export interface ComingProblem {
  readonly remaining: Procedure;
  readonly sop: Sop;
  readonly variant: string | null;
  readonly asked: PlanRequest;
  readonly problem: Problem;
  readonly coming: readonly PlannedBooking[];
}

export interface ComingPlan {
  readonly plan: Planned;
  /** Each mock to come where it is planned, in time order of the plan. */
  readonly places: readonly { readonly from: PlannedBooking; readonly to: PlannedBooking }[];
}

/** What makes no sense for mocks that are booked already: they are all to stay, in the order begun. */
const NOT_PROPOSED: readonly ProposalKind[] = ['partial', 'sequence', 'variant'];

/** Makes ready to plan what is to come around what is done; null where the procedure has no such course. */
export function comingProblem(input: ComingInput): ComingProblem | null {
  const { procedure, request, done, now } = input;
  const coming = input.coming.map(({ booking }) => booking);
  const remaining = remainingProcedure(
    procedure,
    coming.map(({ course, number, start, end }) => ({ course, number, minutes: minutesOf(start, end) })),
    done.at(-1)?.course ?? null,
  );
  if (remaining === null) return null;
  const { sop, variant } = procedureFor(remaining, daysInWindow(request.window.start, request.window.end));
  const numbered = ({ booking }: ComingMock) => ({ ...booking, number: placeIn(coming, booking) });
  const asked: PlanRequest = {
    ...request,
    now: now.add({ minutes: Math.max(0, input.notWithin - sop.rules.minNotice) }),
    busy: input.busy,
    unreadable: input.unreadable,
    done,
    fixed: input.coming.filter(({ wish }) => wish === 'fixed').map(numbered),
    keep: input.coming.filter(({ wish, missed }) => wish !== 'fixed' && missed !== true).map(numbered),
    keeping: input.keeping,
  };
  return { remaining, sop, variant, asked, problem: problemUnder(sop, asked, input.coming), coming };
}

/** The best right plan of what is to come, or null. */
export function planComing({ sop, variant, asked, problem, coming }: ComingProblem): ComingPlan | null {
  const found = bestPlan(problem, asked, variant);
  if (found === null) return null;
  const places = found.mocks.map((planned) => {
    const from = coming.find(
      (mock) => mock.course === planned.course && placeIn(coming, mock) === planned.number,
    )!;
    return { from, to: bookingAt(sop, from, planned) };
  });
  return { plan: found, places };
}

/** Why there is no plan of what is to come, and what would help. */
export function whyNoPlan({ remaining, asked }: ComingProblem): Infeasible {
  const answer = plan(remaining, asked);
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

/** That mocks are booked of courses which the procedure does not have any more. */
export function strangeCourse({ base }: Procedure, coming: readonly PlannedBooking[]): Infeasible {
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

/** Which of the mocks of its course that are to come, from 1: so the remaining procedure numbers them. */
function placeIn(coming: readonly PlannedBooking[], { course, number }: PlannedBooking): number {
  return coming.filter((other) => other.course === course && other.number <= number).length;
}

function bookingAt(sop: Sop, from: PlannedBooking, planned: PlannedMock): PlannedBooking {
  const { id, course, number, eventId } = from;
  const { interviewer, role, start, end } = planned;
  // One that is fixed with somebody whom the SOP does not know any more stays with them.
  const known = sop.interviewers.get(interviewer);
  const whom =
    known === undefined
      ? { interviewerName: from.interviewerName, interviewerEmail: from.interviewerEmail }
      : { interviewerName: known.name, interviewerEmail: known.email.toLowerCase() };
  return { id, course, number, eventId, interviewer, ...whom, role, start, end };
}

/** The rules as they are for a first plan, but for mocks that may stay where they are. */
function problemUnder(sop: Sop, asked: PlanRequest, coming: readonly ComingMock[]): Problem {
  const asIfAt = coming
    .filter(({ wish }) => wish === 'may stay')
    .map(({ booking }) => booking.start.subtract({ minutes: sop.rules.minNotice }));
  const earliest = [asked.now, ...asIfAt].reduce((a, b) => (Temporal.Instant.compare(a, b) < 0 ? a : b));
  const problem = problemOf(sop, { ...asked, now: earliest, unreadable: new Set() });
  const bookings = coming.map(({ booking }) => booking);
  return restricted(
    problem,
    coming.filter(({ wish }) => wish !== 'fixed').map((mock) => placesFor(sop, asked, bookings, mock)),
  );
}

function placesFor(
  sop: Sop,
  { now, unreadable }: PlanRequest,
  coming: readonly PlannedBooking[],
  { booking, wish }: ComingMock,
): MockRestriction {
  const number = placeIn(coming, booking);
  const length = sop.courses.get(booking.course)!.mocks[number - 1]!;
  const earliest = minuteCeil(now) + sop.rules.minNotice;
  const isRefused = (email: string) =>
    sop.busy.unreadable === 'refuse' && unreadable.has(email.toLowerCase());
  const here = minuteFloor(booking.start);
  return {
    course: booking.course,
    number,
    allows: (start, id) => {
      if (start === here && id === booking.interviewer) return wish === 'may stay';
      if (wish === 'changes interviewer' && start !== here) return false;
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

function minutesOf(start: Temporal.Instant, end: Temporal.Instant): number {
  return Math.round(end.since(start).total('minutes'));
}
