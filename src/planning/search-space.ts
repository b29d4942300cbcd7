import { farFromGiven, type GapWindow, gapWindow } from './gaps.ts';
import { ANY_UNTRACKED, GIVEN, type Tracked } from './load.ts';
import type { CourseProblem, InterviewerOption, Problem } from './problem.ts';
import { mayBe } from './restriction.ts';

/** The sequence with everything that the search looks up for each mock, worked out once. */
export interface SearchSpace {
  readonly problem: Problem;
  readonly groups: readonly (readonly CourseSpace[])[];
  /** How many stages a group has, and the number of one: courses done before, course, mock (from 0). */
  stageCount(group: number): number;
  stage(group: number, done: number, course: number, mock: number): number;
}

export interface CourseSpace {
  readonly course: CourseProblem;
  readonly mocks: readonly MockSpace[];
}

export interface MockSpace {
  /** Minutes. */
  readonly length: number;
  /** Whether it stands where it is: it has one start, and is no part of the limits. */
  readonly isFixed: boolean;
  /** What may come before the next mock of the course, and before another course. */
  readonly sameCourse: GapWindow;
  readonly courseChange: GapWindow;
  readonly choices: readonly Choice[];
  /** From a start, the next (previous) one at which anybody can give this mock; `count` (-1) where none. */
  readonly nextOpen: Int32Array;
  readonly previousOpen: Int32Array;
}

type Openings = Pick<MockSpace, 'choices' | 'nextOpen' | 'previousOpen'>;

/** Somebody who may give a mock, and what that costs at each start; Infinity where it can't be. */
export interface Choice {
  /** Index of a tracked interviewer, `ANY_UNTRACKED`: the cheapest of all others who is free, or `GIVEN`. */
  readonly person: number;
  readonly cost: Float64Array;
}

export function searchSpace(problem: Problem, tracked: Tracked): SearchSpace {
  const windows = new Map<string, GapWindow>();
  const window = (length: number, courseChanges: boolean): GapWindow => {
    const key = `${length} ${courseChanges}`;
    let found = windows.get(key);
    if (found === undefined) {
      found = gapWindow(problem, length, courseChanges);
      windows.set(key, found);
    }
    return found;
  };
  const courses = problem.courses.map((course): CourseSpace => {
    // Mocks of the same length are given alike, unless one is narrowed or kept where it is.
    const alike = new Map<string, Openings>();
    return {
      course,
      mocks: course.mocks.map((length, mock) => {
        const isFixed = course.fixedAt[mock] !== null;
        const isSpecial =
          isFixed || (course.restrictions[mock]?.length ?? 0) > 0 || course.kept[mock] !== undefined;
        const kind = isSpecial ? `mock ${mock}` : `length ${length}`;
        const open = alike.get(kind) ?? openings(problem, course, mock, tracked);
        alike.set(kind, open);
        const windows = { sameCourse: window(length, false), courseChange: window(length, true) };
        return { length, isFixed, ...windows, ...open };
      }),
    };
  });
  const groups = problem.groups.map((group) => group.map((index) => courses[index]!));
  const widths = groups.map((group) => Math.max(...group.map(({ mocks }) => mocks.length)));
  return {
    problem,
    groups,
    stageCount: (group) => (groups[group]!.length << groups[group]!.length) * widths[group]!,
    stage: (group, done, course, mock) => (done * groups[group]!.length + course) * widths[group]! + mock,
  };
}

/** The untracked interviewers who may give a mock of a course (from 0) at a start at the least cost. */
export function cheapestFree(
  problem: Problem,
  course: CourseProblem,
  mock: number,
  start: number,
  tracked: Tracked,
): number[] {
  const length = course.mocks[mock]!;
  const free = course.options
    .filter(
      ({ person }) =>
        !isTracked(tracked, person) &&
        problem.people[person]!.room[start]! >= length &&
        mayBe(problem, course, mock, start, person),
    )
    .map((option) => ({
      ...option,
      cost: option.cost + moveCost(problem, course, mock, start, option.person),
    }));
  const least = Math.min(...free.map(({ cost }) => cost));
  return free.filter(({ cost }) => cost === least).map(({ person }) => person);
}

/** What it costs that a mock that is to be kept stands elsewhere, or is with somebody else. */
function moveCost(
  problem: Problem,
  course: CourseProblem,
  mock: number,
  start: number,
  person: number,
): number {
  const kept = course.kept[mock];
  if (kept === undefined) return 0;
  return problem.scale.keepCost(kept.minute !== problem.starts.minute[start], kept.person !== person);
}

function isTracked(tracked: Tracked, person: number): boolean {
  return tracked.day.has(person) || tracked.week.has(person) || tracked.buffer.has(person);
}

function openings(problem: Problem, course: CourseProblem, mock: number, tracked: Tracked): Openings {
  const choices = choicesFor(problem, course, mock, tracked);
  const { count } = problem.starts;
  const isOpen = (at: number) => choices.some(({ cost }) => cost[at]! < Number.POSITIVE_INFINITY);
  const nextOpen = new Int32Array(count);
  const previousOpen = new Int32Array(count);
  for (let at = count - 1, next = count; at >= 0; at -= 1) {
    if (isOpen(at)) next = at;
    nextOpen[at] = next;
  }
  for (let at = 0, previous = -1; at < count; at += 1) {
    if (isOpen(at)) previous = at;
    previousOpen[at] = previous;
  }
  return { choices, nextOpen, previousOpen };
}

function choicesFor(problem: Problem, course: CourseProblem, mock: number, tracked: Tracked): Choice[] {
  const length = course.mocks[mock]!;
  const fixedAt = course.fixedAt[mock] ?? null;
  const { count, room } = problem.starts;
  if (fixedAt !== null) {
    // What it costs it costs wherever the others are.
    return [
      {
        person: GIVEN,
        cost: new Float64Array(count).fill(Number.POSITIVE_INFINITY).fill(0, fixedAt, fixedAt + 1),
      },
    ];
  }
  const isNarrowed = (course.restrictions[mock]?.length ?? 0) > 0;
  const isKept = course.kept[mock] !== undefined;
  const { stretches } = problem;
  const isFar = stretches === null ? null : farFromGiven(problem, stretches, course.id, length);
  const known = course.options.filter(({ person }) => isTracked(tracked, person));
  const others = course.options.filter(({ person }) => !isTracked(tracked, person));
  const costOf = (options: readonly InterviewerOption[]): Float64Array => {
    const cost = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
    for (const option of options) {
      const personRoom = problem.people[option.person]!.room;
      for (let at = 0; at < count; at += 1) {
        if (personRoom[at]! < length || room[at]! < length) continue;
        if (isFar !== null && isFar[at] === 0) continue;
        if (isNarrowed && !mayBe(problem, course, mock, at, option.person)) continue;
        const moved = isKept ? moveCost(problem, course, mock, at, option.person) : 0;
        const own = option.cost + problem.timeCost[at]! + moved;
        if (own < cost[at]!) cost[at] = own;
      }
    }
    return cost;
  };
  return [
    ...(others.length > 0 ? [{ person: ANY_UNTRACKED, cost: costOf(others) }] : []),
    ...known.map((option) => ({ person: option.person, cost: costOf([option]) })),
  ];
}
