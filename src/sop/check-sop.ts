import { blanked } from '../document/blanked.ts';
import { quoted } from '../document/found.ts';
import { isMap } from '../document/plain-data.ts';
import { hasFaults, type Problem, Problems } from '../document/problem.ts';
import { shapeProblems } from '../document/shape.ts';
import { nearestZone } from '../time/nearest-zone.ts';
import { zoneNamed } from '../time/zone.ts';
import { checkCourses } from './check-courses.ts';
import { checkFit } from './check-fit.ts';
import { checkOnChange, checkRemindAt } from './check-on-change.ts';
import { checkPeople } from './check-people.ts';
import { checkEvent, checkPrefer, checkTimeOfDay } from './check-preferences.ts';
import { checkRules } from './check-rules.ts';
import { checkSequence } from './check-sequence.ts';
import type { SopFile } from './shape.ts';
import { nameFault } from './shown-name.ts';
import { rootShape } from './variant-shape.ts';

/** All that is wrong with one procedure; the data as it is where nothing is. */
export interface SopCheck {
  readonly problems: readonly Problem[];
  readonly file: SopFile | null;
}

/**
 * Checks the plain data of one procedure: a file without its `variants`, or with one laid over it.
 * What has the wrong shape is set aside, and everything else is checked all the same.
 */
export function checkSop(data: unknown): SopCheck {
  const shape = shapeProblems(rootShape, data);
  const file = isMap(data) ? blanked<SopFile>(data, shape) : undefined;
  if (file === undefined) return { problems: shape, file: null };

  const problems = new Problems();
  const {
    name,
    timeZone,
    interviewers,
    courses,
    sequence,
    rules,
    prefer,
    timeOfDay,
    event,
    onChange,
    remindAt,
  } = file;
  const why = name === undefined ? null : nameFault(name);
  if (why !== null) problems.fault(['name'], `the name ${why}`, { expected: 'a name to show' });
  const zone = timeZone === undefined ? null : zoneNamed(timeZone);
  if (timeZone !== undefined && zone === null) {
    problems.fault(['timeZone'], `${quoted(timeZone)} is no time zone`, {
      expected: 'a name such as America/Los_Angeles',
      nearest: () => nearestZone(timeZone),
    });
  }
  // Without a zone, any will do to see whether time off ends before it begins.
  const people = interviewers === undefined ? null : checkPeople(interviewers, zone ?? 'UTC', problems);
  if (courses !== undefined) checkCourses(courses, people, problems);
  if (sequence !== undefined) {
    checkSequence(sequence, courses === undefined ? null : Object.keys(courses), problems);
  }
  if (rules !== undefined) checkRules(rules, problems);
  if (prefer !== undefined) checkPrefer(prefer, problems);
  if (timeOfDay !== undefined) checkTimeOfDay(timeOfDay, problems);
  if (event !== undefined) checkEvent(event, problems);
  if (onChange !== undefined) checkOnChange(onChange, problems);
  if (remindAt !== undefined) checkRemindAt(remindAt, problems);
  if (courses !== undefined && people !== null) checkFit(courses, people, rules?.startEvery, problems);

  const all = [...shape, ...problems.list];
  return { problems: all, file: hasFaults(all) ? null : (data as SopFile) };
}
