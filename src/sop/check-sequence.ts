import type { Loose } from '../document/blanked.ts';
import { quoted } from '../document/found.ts';
import { nearest } from '../document/nearest.ts';
import type { Problems } from '../document/problem.ts';
import type { SopFile } from './shape.ts';

/** Checks that every course appears in the sequence exactly once, and nothing else does. */
export function checkSequence(
  sequence: Loose<SopFile['sequence']>,
  courses: readonly string[] | null,
  problems: Problems,
): void {
  const known = courses === null ? null : new Set(courses);
  const seen = new Set<string>();
  const meant = new Set<string | undefined>();
  let complete = true;
  for (const [number, group] of sequence.entries()) {
    if (group === undefined) complete = false;
    if (group === undefined) continue;
    const orders = (['anyOrder', 'inOrder'] as const).filter((order) => Object.hasOwn(group, order));
    const isUnknown = orders.length === 0 && Object.keys(group).length > 0;
    if (isUnknown) complete = false;
    else if (orders.length !== 1) {
      const what = orders.length === 0 ? 'has no courses' : 'has both anyOrder and inOrder';
      problems.fault(['sequence', number], `a group of the sequence ${what}`, {
        expected: 'either anyOrder or inOrder with a list of courses',
      });
    }
    for (const order of orders) {
      const names = group[order];
      if (names === undefined) complete = false;
      for (const [index, course] of (names ?? []).entries()) {
        const path = ['sequence', number, order, index];
        if (course === undefined) complete = false;
        else if (known !== null && !known.has(course)) {
          const find = () => nearest(course, known);
          meant.add(find());
          problems.fault(path, `the sequence names ${quoted(course)}, which is not among courses`, {
            also: [['sequence']],
            expected: 'the name of a course',
            nearest: find,
          });
        } else if (seen.has(course)) {
          problems.fault(path, `the sequence names ${quoted(course)} a second time`, {
            also: [['sequence']],
            expected: 'every course once',
          });
        } else seen.add(course);
      }
    }
  }
  // A misspelt name is one fault, not two; and where a part cannot be read, it may hold the course.
  if (!complete) return;
  for (const course of courses ?? []) {
    if (seen.has(course) || meant.has(course)) continue;
    problems.fault(['courses', course], `course ${quoted(course)} is not in the sequence`, {
      at: 'key',
      also: [['sequence']],
      expected: 'every course there once',
    });
  }
}
