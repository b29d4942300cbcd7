import { type Loose, looseEntries } from '../document/blanked.ts';
import { quoted } from '../document/found.ts';
import { nearest } from '../document/nearest.ts';
import type { Problems } from '../document/problem.ts';
import type { HoursById } from './check-people.ts';
import type { SopFile } from './shape.ts';
import { nameFault } from './shown-name.ts';

/** Checks that courses are given by people of the file, each listed once per course. */
export function checkCourses(
  courses: Loose<SopFile['courses']>,
  people: HoursById | null,
  problems: Problems,
): void {
  const entries = looseEntries(courses);
  if (entries.length === 0) {
    problems.fault(['courses'], 'there is no course', { expected: 'at least one' });
  }
  const used = new Set<string>();
  for (const [id, course] of entries) {
    if (nameFault(id) !== null || id !== id.trim() || id === '__proto__') {
      problems.fault(['courses', id], `${quoted(id)} cannot be the name of a course`, {
        at: 'key',
        expected: 'a short name such as FS1',
      });
    }
    const roles = new Map<string, string>();
    for (const role of ['main', 'backup'] as const) {
      for (const [index, person] of (course?.[role] ?? []).entries()) {
        if (person === undefined) continue;
        used.add(person);
        const path = ['courses', id, role, index];
        if (people !== null && !people.has(person)) {
          problems.fault(path, `course ${id} names the interviewer ${quoted(person)}, whom nobody knows`, {
            expected: 'an id of interviewers',
            nearest: () => nearest(person, people.keys()),
          });
        } else if (roles.has(person)) {
          problems.fault(path, `course ${id} lists ${person} a second time, as ${role}`, {
            also: [
              ['courses', id, 'main'],
              ['courses', id, 'backup'],
            ],
            expected: 'each interviewer once',
          });
        }
        if (!roles.has(person)) roles.set(person, role);
      }
    }
  }
  for (const [id, hours] of people ?? []) {
    if (hours !== null && !used.has(id))
      problems.warning(['interviewers', id], `${id} gives no course`, { at: 'key' });
  }
}
