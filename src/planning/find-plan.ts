import type { FixedMock, PlanRequest } from '../request/model.ts';
import { type Procedure, procedureFor } from '../sop/model.ts';
import { dateOfNumber, dayNumber } from '../time/day-table.ts';
import { daysInWindow, instantAt } from '../time/zoned-day.ts';
import type { Planned, PlannedMock, Score } from './answer.ts';
import type { FixedPlace, GivenPlace } from './given-places.ts';
import { loadOf } from './people.ts';
import type { Placed } from './placed.ts';
import { leftOut, likesLate, type Problem, problemOf } from './problem.ts';
import { solve } from './solve.ts';

/** The best right plan, or null where there is none; without looking for reasons. */
export function findPlan(procedure: Procedure, request: PlanRequest): Planned | null {
  const { variant, sop } = procedureFor(procedure, daysInWindow(request.window.start, request.window.end));
  return bestPlan(problemOf(sop, request), request, variant);
}

/**
 * The best right plan of a problem made ready (of this request, under this variant), or null. For
 * asking again and again with a little changed: making ready costs about as much as searching.
 */
export function bestPlan(problem: Problem, request: PlanRequest, variant: string | null): Planned | null {
  const chain = solve(problem);
  if (chain === null) return null;
  const planned = chain.map((placed) => mockOf(problem, placed));
  const fixed = fixedOf(problem).map(({ fixed: { mock, rank } }) => ({
    ...placeOf(mock),
    role: roleOf(rank),
  }));
  return {
    status: 'planned',
    variant,
    mocks: fixed.length === 0 ? planned : inTimeOrder([...planned, ...fixed]),
    score: scoreOf(problem, request, chain),
    unreadable: leftOut(problem.sop, request),
  };
}

/** The day on which a plan ends, whose mocks that are not fixed are a chain. */
export function finishDayOf(problem: Problem, request: PlanRequest, chain: readonly Placed[]) {
  const last = chain.at(-1);
  const days = fixedOf(problem).map(({ day }) => day);
  if (last !== undefined) days.push(problem.starts.day[last.start]!);
  return dateOfNumber(dayNumber(request.window.start) + Math.max(...days));
}

function mockOf(problem: Problem, { course, mock, start, person }: Placed): PlannedMock {
  const minute = problem.starts.minute[start]!;
  const { rank } = course.course.options.find((option) => option.person === person)!;
  return {
    course: course.course.id,
    number: course.course.numbers[mock]!,
    start: instantAt(minute),
    end: instantAt(minute + course.mocks[mock]!.length),
    interviewer: problem.people[person]!.id,
    role: roleOf(rank),
  };
}

function placeOf({ course, number, start, end, interviewer }: FixedMock) {
  return { course, number, start, end, interviewer };
}

function roleOf(rank: number): PlannedMock['role'] {
  return rank === 0 ? 'main' : 'backup';
}

function fixedOf({ given }: Problem): (GivenPlace & { readonly fixed: FixedPlace })[] {
  return given.flatMap((place) => (place.fixed === null ? [] : [{ ...place, fixed: place.fixed }]));
}

function inTimeOrder(mocks: PlannedMock[]): PlannedMock[] {
  return mocks.sort((a, b) => Temporal.Instant.compare(a.start, b.start));
}

function scoreOf(problem: Problem, request: PlanRequest, chain: readonly Placed[]): Score {
  const { people, sop, starts } = problem;
  const fixed = fixedOf(problem);
  const late = likesLate(sop, request.candidate.timeZone);
  const sum = (ofPlanned: (placed: Placed) => number, ofFixed: (place: FixedPlace) => number) =>
    chain.reduce((total, placed) => total + ofPlanned(placed), 0) +
    fixed.reduce((total, { fixed: place }) => total + ofFixed(place), 0);
  const timeOf = (wall: number) => (late ? 1440 - wall : wall);
  return {
    finishDay: finishDayOf(problem, request, chain),
    mainInterviewers: sum(
      ({ course, person }) => course.course.options.find((option) => option.person === person)!.rank,
      ({ rank }) => rank,
    ),
    timeOfDay: sum(
      ({ start }) => timeOf(starts.wall[start]!),
      ({ wall }) => timeOf(wall),
    ),
    balance: sum(
      ({ person }) => people[person]!.load,
      ({ mock }) =>
        people.find(({ id }) => id === mock.interviewer)?.load ?? loadOf(sop, request, mock.interviewer),
    ),
  };
}
