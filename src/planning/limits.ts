import type { Tracked } from './load.ts';
import type { Placed } from './placed.ts';
import type { Problem } from './problem.ts';

/**
 * The limits that a chain breaks, added to those tracked so far; null where it breaks none. Whoever
 * broke a limit once is tracked on every day (or week), which keeps the number of rounds below the
 * number of people.
 */
export function moreTracked(problem: Problem, chain: readonly Placed[], tracked: Tracked): Tracked | null {
  const day = new Set([...tracked.day, ...overDayCap(problem, chain)]);
  const week = new Set([...tracked.week, ...overWeekCap(problem, chain)]);
  const buffer = new Set([...tracked.buffer, ...withinBuffer(problem, chain)]);
  const candidateDay = tracked.candidateDay || overCandidateCap(problem, chain);
  const grown =
    day.size > tracked.day.size ||
    week.size > tracked.week.size ||
    buffer.size > tracked.buffer.size ||
    candidateDay !== tracked.candidateDay;
  return grown ? { day, week, buffer, candidateDay } : null;
}

/** Whether somebody is over a cap, or within their own buffer, in a chain. */
export function breaksLimit(problem: Problem, chain: readonly Placed[], person: number): boolean {
  return [overDayCap, overWeekCap, withinBuffer].some((broken) => broken(problem, chain).includes(person));
}

function overDayCap(problem: Problem, chain: readonly Placed[]): number[] {
  return overCap(
    problem,
    chain,
    (person) => problem.people[person]!.dayLeft,
    (date) => date,
  );
}

function overWeekCap(problem: Problem, chain: readonly Placed[]): number[] {
  return overCap(
    problem,
    chain,
    (person) => problem.people[person]!.weekLeft,
    (date) => problem.weeks[date]!,
  );
}

function overCap(
  problem: Problem,
  chain: readonly Placed[],
  leftOf: (person: number) => Int32Array,
  periodOf: (date: number) => number,
): number[] {
  return chain
    .filter(({ person, start }) => {
      const period = periodOf(problem.starts.day[start]!);
      const given = chain.filter(
        (other) => other.person === person && periodOf(problem.starts.day[other.start]!) === period,
      );
      return given.length > leftOf(person)[period]!;
    })
    .map(({ person }) => person);
}

function overCandidateCap(problem: Problem, chain: readonly Placed[]): boolean {
  const { day } = problem.starts;
  return chain.some(({ start }) => {
    const sameDay = chain.filter((other) => day[other.start] === day[start]);
    return sameDay.length > problem.candidateDayLeft[day[start]!]!;
  });
}

function withinBuffer(problem: Problem, chain: readonly Placed[]): number[] {
  const { minute } = problem.starts;
  const buffer = problem.sop.rules.interviewerBuffer;
  return chain
    .filter((earlier, index) => {
      const end = minute[earlier.start]! + earlier.course.mocks[earlier.mock]!.length;
      return chain
        .slice(index + 1)
        .some((later) => later.person === earlier.person && minute[later.start]! - end < buffer);
    })
    .map(({ person }) => person);
}
