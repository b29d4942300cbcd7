import { type Loose, looseEntries } from '../document/blanked.ts';
import type { Problems } from '../document/problem.ts';
import { parseDuration } from '../time/duration.ts';
import { type Interval, joined } from '../time/interval.ts';
import { slotsOn, type WeeklySlots } from '../time/weekly-slots.ts';
import type { HoursById } from './check-people.ts';
import type { CourseEntry, SopFile } from './shape.ts';

/**
 * Checks that every mock fits into some hours of somebody who may give it. Longer than all of them
 * is a fault; long enough, but with no start on the grid, is a warning, as is a person who has no
 * hours long enough for any mock of a course.
 */
export function checkFit(
  courses: Loose<SopFile['courses']>,
  people: HoursById,
  startEvery: string | undefined,
  problems: Problems,
): void {
  const grid = startEvery === undefined ? null : parseDuration(startEvery);
  const stretches = new Map<string, readonly Interval[]>();
  for (const [id, hours] of people) if (hours !== null) stretches.set(id, stretchesOf(hours));
  for (const [id, course] of looseEntries(courses)) {
    if (course !== undefined) checkCourse(id, course, stretches, grid, problems);
  }
}

function checkCourse(
  id: string,
  course: Loose<CourseEntry>,
  stretches: ReadonlyMap<string, readonly Interval[]>,
  grid: number | null,
  problems: Problems,
): void {
  const { main, backup = [], mocks } = course;
  if (main === undefined || mocks === undefined || (Object.hasOwn(course, 'backup') && !course.backup))
    return;
  const names = [...main, ...backup];
  // Who is unknown, or has faulty hours, may be the one who can.
  if (!names.every((name) => name !== undefined && stretches.has(name))) return;
  const people = names as string[];
  const longest = new Map(people.map((person) => [person, longestOf(stretches.get(person) ?? [])]));
  const longestOfAll = Math.max(0, ...longest.values());
  for (const [index, length] of mocks.entries()) {
    if (length === undefined) continue;
    const path = ['courses', id, 'mocks', index];
    const also = [
      ...['mocks', 'main', 'backup'].map((key) => ['courses', id, key]),
      ...people.map((person) => ['interviewers', person, 'hours']),
    ];
    if (length > longestOfAll) {
      problems.fault(
        path,
        `course ${id} has a mock of ${length} minutes, but ${atMost(people, longestOfAll)}`,
        {
          also,
          expected: `a shorter mock, or hours of ${length} minutes`,
        },
      );
    } else if (
      grid !== null &&
      grid > 0 &&
      !people.some((person) => hasStart(stretches.get(person) ?? [], length, grid))
    ) {
      problems.warning(
        path,
        `course ${id} has a mock of ${length} minutes that no start of startEvery fits into the hours of ${list(people)}`,
        { also },
      );
    }
  }
  const shortest = Math.min(...mocks.map((length) => length ?? 0));
  for (const [person, most] of longest) {
    if (most >= shortest || shortest > longestOfAll) continue;
    problems.warning(
      ['courses', id],
      `${person} works ${most} minutes at a stretch at most, too short for any mock of course ${id}`,
      {
        at: 'key',
        also: [['interviewers', person, 'hours']],
      },
    );
  }
}

/** What a person works without a break on each day of a week, by minutes of the day. */
function stretchesOf(hours: WeeklySlots): readonly Interval[] {
  return [1, 2, 3, 4, 5, 6, 7].flatMap((dayOfWeek) => joined(slotsOn(hours, dayOfWeek)));
}

function longestOf(stretches: readonly Interval[]): number {
  return stretches.reduce((longest, { start, end }) => Math.max(longest, end - start), 0);
}

function hasStart(stretches: readonly Interval[], length: number, grid: number): boolean {
  return stretches.some(({ start, end }) => Math.ceil(start / grid) * grid + length <= end);
}

function atMost(people: readonly string[], minutes: number): string {
  if (people.length === 1) {
    const [person] = people;
    return minutes === 0
      ? `${person} has no hours`
      : `${person} works at most ${minutes} minutes at a stretch`;
  }
  return minutes === 0
    ? `none of ${list(people)} has any hours`
    : `none of ${list(people)} works longer than ${minutes} minutes at a stretch`;
}

function list(people: readonly string[]): string {
  return people.length > 8
    ? `${people.slice(0, 8).join(', ')} and ${people.length - 8} more`
    : people.join(', ');
}
