import { leastGap } from '../src/planning/gaps.ts';
import { findPlan } from '../src/planning/plan.ts';
import { type Problem, problemOf } from '../src/planning/problem.ts';
import { procedureFor } from '../src/sop/model.ts';
import { daysInWindow } from '../src/time/zoned-day.ts';
import { defaultProcedure, instanceOf } from './instance.ts';
import { median } from './measure.ts';
import type { Report } from './report.ts';

/** A mock as a coordinator wrote it down; numbers as in the problem. */
export interface Noted {
  readonly course: number;
  readonly mock: number;
  readonly start: number;
  readonly person: number;
}

/**
 * How a coordinator works by hand: day by day, the first start that fits the next mock, with its
 * main if free, else its backups in order; among courses in any order the first listed that fits.
 * What is noted is never reconsidered. Null where the window ends before everything is noted.
 */
export function byHand(problem: Problem): Noted[] | null {
  const noted: Noted[] = [];
  for (const group of problem.groups) {
    const open = [...group];
    while (open.length > 0) {
      const first = firstFit(problem, noted, open, 0);
      if (first === null) return null;
      noted.push(first);
      open.splice(open.indexOf(first.course), 1);
      for (let mock = 1; mock < problem.courses[first.course]!.mocks.length; mock += 1) {
        const next = firstFit(problem, noted, [first.course], mock);
        if (next === null) return null;
        noted.push(next);
      }
    }
  }
  return noted;
}

function firstFit(
  problem: Problem,
  noted: readonly Noted[],
  courses: readonly number[],
  mock: number,
): Noted | null {
  for (let start = (noted.at(-1)?.start ?? -1) + 1; start < problem.starts.count; start += 1) {
    if (!mayFollow(problem, noted.at(-1), start, mock === 0)) continue;
    for (const course of courses) {
      const person = freePerson(problem, noted, course, mock, start);
      if (person !== null) return { course, mock, start, person };
    }
  }
  return null;
}

function mayFollow(
  problem: Problem,
  last: Noted | undefined,
  start: number,
  courseChanges: boolean,
): boolean {
  if (last === undefined) return true;
  const { starts, sop, courses } = problem;
  const { maxGap, courseGap } = sop.rules;
  const gap = starts.minute[start]! - starts.minute[last.start]! - courses[last.course]!.mocks[last.mock]!;
  if (gap < leastGap(problem, courseChanges) || (maxGap !== null && gap > maxGap)) return false;
  if (!courseChanges || courseGap?.kind !== 'days') return true;
  return starts.day[start]! - starts.day[last.start]! > courseGap.days;
}

function freePerson(
  problem: Problem,
  noted: readonly Noted[],
  course: number,
  mock: number,
  start: number,
): number | null {
  const { starts, people, courses, weeks } = problem;
  const length = courses[course]!.mocks[mock]!;
  if (starts.room[start]! < length) return null;
  const day = starts.day[start]!;
  const inOrder = [...courses[course]!.options].sort((a, b) => a.rank - b.rank);
  for (const { person } of inOrder) {
    const own = noted.filter((each) => each.person === person).map((each) => starts.day[each.start]!);
    const { room, dayLeft, weekLeft } = people[person]!;
    if (room[start]! < length || own.filter((each) => each === day).length >= dayLeft[day]!) continue;
    if (own.filter((each) => weeks[each] === weeks[day]).length >= weekLeft[weeks[day]!]!) continue;
    return person;
  }
  return null;
}

/** How often working by hand fails where there is a plan, and how much later it ends where it does not. */
export function coordinatorBesidePlanner(report: Report): void {
  const procedure = defaultProcedure();
  const count = report.quick ? 40 : 200;
  const rows = [0, 0.25, 0.5, 0.6, 0.7].map((busy) => {
    report.progress(`by hand: ${busy * 100} % busy`);
    let possible = 0;
    const later: number[] = [];
    const backups: number[] = [];
    for (let seed = 1; seed <= count; seed += 1) {
      const { request } = instanceOf({ procedure, weeks: 4, busy }, seed);
      const plan = findPlan(procedure, request);
      if (plan === null) continue;
      possible += 1;
      const { sop } = procedureFor(procedure, daysInWindow(request.window.start, request.window.end));
      const problem = problemOf(sop, request);
      const hand = byHand(problem);
      if (hand === null) continue;
      const end = problem.days[problem.starts.day[hand.at(-1)!.start]!]!.date;
      later.push(plan.score.finishDay.until(end, { largestUnit: 'day' }).days);
      const ranks = hand.map(
        ({ course, person }) => problem.courses[course]!.options.find((each) => each.person === person)!.rank,
      );
      backups.push(ranks.reduce((sum, rank) => sum + rank, 0) - plan.score.mainInterviewers);
    }
    const failed = possible - later.length;
    return [
      `${busy * 100} % busy`,
      `${possible} of ${count}`,
      possible === 0 ? '' : `${failed} (${Math.round((100 * failed) / possible)} %)`,
      later.length === 0 ? '' : `${median(later)}`,
      later.length === 0 ? '' : `${Math.max(...later)}`,
      backups.length === 0 ? '' : `${median(backups)}`,
    ];
  });
  report.heading('Beside a coordinator who works by hand');
  report.text(
    'Day by day, first fit, never reconsidered; the default procedure in four weeks. Days later and steps further down the backups are counted where both have a plan.',
  );
  report.table(
    ['', 'there is a plan', 'by hand none', 'median days later', 'most days later', 'median backups more'],
    rows,
  );
}
