import { courseOf, named } from './people.ts';
import type { Plan } from './validator.ts';
import { isBefore } from './wall-clock.ts';

/** Every mock of the courses is there once. */
export function everyMockOnce({ sop, mocks }: Plan): string[] {
  const wanted = [...sop.courses.values()].flatMap((course) =>
    course.mocks.map((_, index) => `${course.id} Mock${index + 1}`),
  );
  const given = mocks.map((mock) => `${mock.course} Mock${mock.number}`);
  return [
    ...wanted
      .map((name) => ({ name, times: given.filter((other) => other === name).length }))
      .filter(({ times }) => times !== 1)
      .map(({ name, times }) => `${name} is there ${times} times`),
    ...given.filter((name) => !wanted.includes(name)).map((name) => `${name} belongs to no course`),
  ];
}

/** An answer lists its mocks in time order. */
export function timeOrder({ sop, mocks }: Plan): string[] {
  return mocks
    .slice(1)
    .filter((mock, index) => isBefore(mock.start, mocks[index]?.start ?? mock.start))
    .map((mock) => `${named(sop, mock)} is listed after a later mock`);
}

/** Groups follow each other; a fixed group's courses follow as listed; no course comes in two parts. */
export function sequence({ sop, mocks }: Plan): string[] {
  const blocks = mocks
    .map((mock) => mock.course)
    .filter((course, index, all) => index === 0 || course !== all[index - 1]);
  let rest = blocks;
  for (const group of sop.sequence) {
    const here = rest.slice(0, group.courses.length);
    const sameOrder = here.join() === group.courses.join();
    const sameSet = [...here].sort().join() === [...group.courses].sort().join();
    if (group.order === 'fixed' ? !sameOrder : !sameSet) {
      return [`${blocks.join(' → ')} does not follow the sequence at ${group.courses.join(', ')}`];
    }
    rest = rest.slice(group.courses.length);
  }
  return rest.length === 0 ? [] : [`${rest.join(' → ')} comes after the end of the sequence`];
}

/** The mocks of a course follow each other by number. */
export function mockOrder({ sop, mocks }: Plan): string[] {
  return [...sop.courses.keys()]
    .map((course) => ({ course, numbers: mocks.filter((m) => m.course === course).map((m) => m.number) }))
    .filter(({ numbers }) => numbers.some((number, index) => index > 0 && number < (numbers[index - 1] ?? 0)))
    .map(({ course, numbers }) => `${course} has its mocks in the order ${numbers.join(', ')}`);
}

/** The interviewer is one of the course's main or backup. */
export function interviewerOfCourse({ sop, mocks }: Plan): string[] {
  return mocks
    .filter((mock) => {
      const { main, backup } = courseOf(sop, mock);
      return ![...main, ...backup].includes(mock.interviewer);
    })
    .map((mock) => `${named(sop, mock)} is with nobody of the course`);
}

/** The role says which of the two lists the interviewer is in. */
export function role({ sop, mocks }: Plan): string[] {
  return mocks
    .filter((mock) => !courseOf(sop, mock)[mock.role].includes(mock.interviewer))
    .map((mock) => `${named(sop, mock)} is not with a ${mock.role}`);
}
