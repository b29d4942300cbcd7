import { gapWindow } from '../../src/planning/gaps.ts';
import { UNCAPPED } from '../../src/planning/people.ts';
import type { Problem } from '../../src/planning/problem.ts';
import type { Criterion } from '../../src/sop/model.ts';
import { Rows } from './rows.ts';

/** One way to hold one mock: a binary column. */
interface Way {
  readonly column: number;
  readonly start: number;
  readonly person: number;
  readonly rank: number;
}

interface Mock {
  readonly length: number;
  readonly ways: readonly Way[];
  /** First of the columns that say, for each start, whether the mock has begun by then. */
  readonly begun: number;
}

/** A course directly before another: a binary column. */
interface Arc {
  readonly column: number;
  readonly from: number;
  readonly to: number;
  /** From one group of the sequence into the next. */
  readonly crosses: boolean;
}

/** The rules and criteria of `docs/domain.md` as a mixed-integer linear program. */
export interface SequenceModel {
  readonly columns: number;
  readonly rows: Rows;
  /** Bounds and whether a whole number, by column. */
  readonly upper: Float64Array;
  readonly isWhole: Uint8Array;
  /** Costs by column: what each criterion minimises. */
  readonly costOf: (criterion: Criterion) => Float64Array;
}

const INFINITY = Number.POSITIVE_INFINITY;

/**
 * One binary column for each mock, start and interviewer that fit; one for each course that may
 * directly precede another; one for each mock and start that says "begun by then"; one for the last
 * day. Gaps are rows between two such steps, switched on by the arc where the course changes. Of the
 * ways to write precedence this is the one with the strongest relaxation that stays small: rows over
 * the starts' minutes with big constants, which are fewer, took HiGHS 10 times and more as long.
 * Caps are rows by interviewer and day or week. Buffers and a candidate's cap are not written, since
 * no procedure of the bench has any.
 */
export function sequenceModel(problem: Problem, likesLateStarts: boolean): SequenceModel {
  const { rules } = problem.sop;
  if (rules.interviewerBuffer > 0 || rules.maxPerCandidatePerDay !== null) {
    throw new Error('the linear model knows no interviewerBuffer and no maxPerCandidatePerDay');
  }
  let columns = 0;
  const courses = problem.courses.map((course) =>
    course.mocks.map((length): Mock => {
      const ways: Way[] = [];
      for (let start = 0; start < problem.starts.count; start += 1) {
        if (problem.starts.room[start]! < length) continue;
        for (const { person, rank } of course.options) {
          if (problem.people[person]!.room[start]! < length) continue;
          ways.push({ column: columns, start, person, rank });
          columns += 1;
        }
      }
      const begun = columns;
      columns += problem.starts.count;
      return { length, ways, begun };
    }),
  );
  const arcs: Arc[] = [];
  for (const [index, group] of problem.groups.entries()) {
    for (const from of group) {
      for (const to of group) {
        if (from === to) continue;
        arcs.push({ column: columns, from, to, crosses: false });
        columns += 1;
      }
      for (const to of problem.groups[index + 1] ?? []) {
        arcs.push({ column: columns, from, to, crosses: true });
        columns += 1;
      }
    }
  }
  const lastDay = columns;
  columns += 1;

  const rows = new Rows();
  addSteps(rows, problem, courses);
  addOrder(rows, problem, arcs);
  addGapsWithinCourses(rows, problem, courses);
  addGapsBetweenCourses(rows, problem, courses, arcs);
  addCaps(rows, problem, courses);
  for (const course of problem.groups.at(-1)!) {
    const days = courses[course]!.at(-1)!.ways.map(
      ({ column, start }) => [column, -problem.starts.day[start]!] as const,
    );
    rows.add(0, INFINITY, [[lastDay, 1], ...days]);
  }

  const upper = new Float64Array(columns).fill(1);
  upper[lastDay] = problem.days.length;
  const isWhole = new Uint8Array(columns).fill(1);
  return {
    columns,
    rows,
    upper,
    isWhole,
    costOf: (criterion) => {
      const costs = new Float64Array(columns);
      if (criterion === 'finishDay') costs[lastDay] = 1;
      for (const { ways } of courses.flat()) {
        for (const { column, start, person, rank } of ways) {
          const wall = problem.starts.wall[start]!;
          if (criterion === 'mainInterviewers') costs[column] = rank;
          if (criterion === 'timeOfDay') costs[column] = likesLateStarts ? 1440 - wall : wall;
          if (criterion === 'balance') costs[column] = problem.people[person]!.load;
        }
      }
      return costs;
    },
  };
}

type Courses = readonly (readonly Mock[])[];

/** A mock has begun by a start where it had by the one before or begins there; by the last it has. */
function addSteps(rows: Rows, { starts }: Problem, courses: Courses): void {
  for (const { ways, begun } of courses.flat()) {
    const byStart = Map.groupBy(ways, ({ start }) => start);
    for (let start = 0; start < starts.count; start += 1) {
      const here = (byStart.get(start) ?? []).map(({ column }) => [column, -1] as const);
      const before = start === 0 ? [] : [[begun + start - 1, -1] as const];
      rows.add(0, 0, [[begun + start, 1], ...before, ...here]);
    }
    rows.add(1, 1, [[begun + starts.count - 1, 1]]);
  }
}

/** One path through all courses, group after group; that time goes on forbids circles. */
function addOrder(rows: Rows, { groups }: Problem, arcs: readonly Arc[]): void {
  const sum = (low: number, high: number, chosen: readonly Arc[]) =>
    rows.add(
      low,
      high,
      chosen.map(({ column }) => [column, 1]),
    );
  for (const [index, group] of groups.entries()) {
    const isFirst = index === 0;
    const isLast = index === groups.length - 1;
    for (const course of group) {
      sum(
        isFirst ? 0 : 1,
        1,
        arcs.filter(({ to }) => to === course),
      );
      sum(
        isLast ? 0 : 1,
        1,
        arcs.filter(({ from }) => from === course),
      );
    }
    const within = arcs.filter(({ from, crosses }) => group.includes(from) && !crosses);
    sum(group.length - 1, group.length - 1, within);
    if (!isLast)
      sum(
        1,
        1,
        arcs.filter(({ from, crosses }) => group.includes(from) && crosses),
      );
  }
}

function addGapsWithinCourses(rows: Rows, problem: Problem, courses: Courses): void {
  for (const mocks of courses) {
    for (const [index, mock] of mocks.entries()) {
      const next = mocks[index + 1];
      if (next !== undefined) addGap(rows, problem, mock, next, false, null);
    }
  }
}

function addGapsBetweenCourses(rows: Rows, problem: Problem, courses: Courses, arcs: readonly Arc[]): void {
  for (const { column, from, to } of arcs) {
    addGap(rows, problem, courses[from]!.at(-1)!, courses[to]![0]!, true, column);
  }
}

/**
 * By each start: the next mock has begun only if the one before it had by the latest start that
 * leaves the least gap, and must have where the most gap ends. `arc` switches both off at 0.
 */
function addGap(
  rows: Rows,
  problem: Problem,
  before: Mock,
  next: Mock,
  courseChanges: boolean,
  arc: number | null,
): void {
  const { low, high } = gapWindow(problem, before.length, courseChanges);
  const off = arc === null ? [] : [[arc, -1] as const];
  const slack = arc === null ? 0 : -1;
  for (let start = 0; start < problem.starts.count; start += 1) {
    const earlier = high[start]! < 0 ? [] : [[before.begun + high[start]!, 1] as const];
    rows.add(slack, INFINITY, [...earlier, [next.begun + start, -1], ...off]);
    if (low[start]! === 0) continue;
    // What began before `low` must be followed before this start.
    const followed = start === 0 ? [] : [[next.begun + start - 1, 1] as const];
    rows.add(slack, INFINITY, [...followed, [before.begun + low[start]! - 1, -1], ...off]);
  }
}

function addCaps(rows: Rows, problem: Problem, courses: Courses): void {
  const ways = courses.flat().flatMap((mock) => mock.ways);
  const addPeriods = (leftOf: (person: number) => Int32Array, periodOf: (day: number) => number) => {
    const columns = new Map<string, { left: number; columns: number[] }>();
    for (const { column, start, person } of ways) {
      const period = periodOf(problem.starts.day[start]!);
      const left = leftOf(person)[period]!;
      if (left >= UNCAPPED) continue;
      const key = `${person} ${period}`;
      const row = columns.get(key) ?? { left, columns: [] };
      row.columns.push(column);
      columns.set(key, row);
    }
    for (const row of columns.values()) {
      rows.add(
        0,
        row.left,
        row.columns.map((column) => [column, 1]),
      );
    }
  };
  addPeriods(
    (person) => problem.people[person]!.dayLeft,
    (day) => day,
  );
  addPeriods(
    (person) => problem.people[person]!.weekLeft,
    (day) => problem.weeks[day]!,
  );
}
