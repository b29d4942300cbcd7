import type { MockRestriction } from './mock-restriction.ts';
import type { CourseProblem, Problem } from './problem.ts';

/** The same problem with some mocks narrowed; restrictions of the same mock all hold. */
export function restricted(problem: Problem, restrictions: readonly MockRestriction[]): Problem {
  const courses = problem.courses.map((course): CourseProblem => {
    const own = restrictions.filter((restriction) => restriction.course === course.id);
    if (own.length === 0) return course;
    const limits = course.numbers.map((mock, index) => [
      ...(course.restrictions[index] ?? []),
      ...own.filter(({ number }) => number === mock),
    ]);
    return { ...course, restrictions: limits };
  });
  return { ...problem, courses };
}

/** Whether every restriction of a mock (from 0) allows this person (an index) at this start. */
export function mayBe(
  problem: Problem,
  course: CourseProblem,
  mock: number,
  start: number,
  person: number,
): boolean {
  const restrictions = course.restrictions[mock];
  if (restrictions === undefined) return true;
  const minute = problem.starts.minute[start]!;
  const { id } = problem.people[person]!;
  return restrictions.every(({ allows }) => allows(minute, id));
}
