import type { PlanRequest } from '../request/model.ts';
import { type Procedure, procedureFor } from '../sop/model.ts';
import { daysInWindow, instantAt } from '../time/zoned-day.ts';
import type { Planned, PlannedMock, Score } from './answer.ts';
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
  return {
    status: 'planned',
    variant,
    mocks: chain.map((placed) => mockOf(problem, placed)),
    score: scoreOf(problem, request, chain),
    unreadable: leftOut(problem.sop, request),
  };
}

function mockOf(problem: Problem, { course, mock, start, person }: Placed): PlannedMock {
  const minute = problem.starts.minute[start]!;
  const { rank } = course.course.options.find((option) => option.person === person)!;
  return {
    course: course.course.id,
    number: mock + 1,
    start: instantAt(minute),
    end: instantAt(minute + course.mocks[mock]!.length),
    interviewer: problem.people[person]!.id,
    role: rank === 0 ? 'main' : 'backup',
  };
}

function scoreOf(problem: Problem, request: PlanRequest, chain: readonly Placed[]): Score {
  const late = likesLate(problem.sop, request.candidate.timeZone);
  const sum = (value: (placed: Placed) => number) =>
    chain.reduce((total, placed) => total + value(placed), 0);
  return {
    finishDay: problem.days[problem.starts.day[chain.at(-1)!.start]!]!.date,
    mainInterviewers: sum(
      ({ course, person }) => course.course.options.find((option) => option.person === person)!.rank,
    ),
    timeOfDay: sum(({ start }) => (late ? 1440 - problem.starts.wall[start]! : problem.starts.wall[start]!)),
    balance: sum(({ person }) => problem.people[person]!.load),
  };
}
