import type { PlannedMock } from '../../src/planning/answer.ts';
import type { Sop } from '../../src/sop/model.ts';

/** A procedure and mocks of it. */
export interface Whole {
  readonly sop: Sop;
  readonly mocks: readonly PlannedMock[];
}

/** The procedure without the mocks that are not given, as if it had never had them, and the others numbered by it. */
export function whatIsLeft(sop: Sop, mocks: readonly PlannedMock[]): Whole {
  const numbers = (course: string) =>
    mocks
      .filter((mock) => mock.course === course)
      .map(({ number }) => number)
      .sort((a, b) => a - b);
  const courses = [...sop.courses.values()]
    .map((course) => ({
      ...course,
      mocks: numbers(course.id).map((number) => course.mocks[number - 1] ?? 0),
    }))
    .filter((course) => course.mocks.length > 0);
  const ids = new Set(courses.map(({ id }) => id));
  const sequence = sop.sequence
    .map((group) => ({ ...group, courses: group.courses.filter((id) => ids.has(id)) }))
    .filter((group) => group.courses.length > 0);
  return {
    sop: { ...sop, courses: new Map(courses.map((course) => [course.id, course])), sequence },
    mocks: mocks.map((mock) => ({ ...mock, number: numbers(mock.course).indexOf(mock.number) + 1 })),
  };
}
