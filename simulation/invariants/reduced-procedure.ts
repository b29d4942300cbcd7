import type { PlannedMock } from '../../src/planning/answer.ts';
import type { Sop } from '../../src/sop/model.ts';

/** The procedure with those mocks alone that are held, and these numbered by it. */
export function withoutOthers(
  sop: Sop,
  mocks: readonly PlannedMock[],
): { sop: Sop; mocks: readonly PlannedMock[] } {
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
