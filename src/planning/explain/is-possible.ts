import { bestChain } from '../chain-search.ts';
import { moreTracked } from '../limits.ts';
import { NOTHING_TRACKED, type Tracked } from '../load.ts';
import type { Placed } from '../placed.ts';
import type { Problem } from '../problem.ts';
import { mayBe } from '../restriction.ts';

/** How many ways of sharing out a chain's mocks are looked at before the search itself must do it. */
const STEPS_MAX = 2_000;

/**
 * Whether there is any right plan; as exact as `solve`, without looking for the best one. A chain
 * that breaks caps or buffers often keeps them once other people give its mocks, and finding these
 * is far quicker than a search that tracks everybody's caps.
 */
export function isPossible(problem: Problem): boolean {
  let tracked: Tracked | null = NOTHING_TRACKED;
  while (tracked !== null) {
    const chain: Placed[] | null = bestChain(problem, tracked);
    if (chain === null) return false;
    tracked = moreTracked(problem, chain, tracked);
    if (tracked !== null && canBeShared(problem, chain)) return true;
  }
  return true;
}

/** Whether the mocks of a chain, their times kept, can be given by people within every limit. */
function canBeShared(problem: Problem, chain: readonly Placed[]): boolean {
  const { starts, people, weeks, candidateDayLeft, sop } = problem;
  const dayOf = (mock: number) => starts.day[chain[mock]!.start]!;
  const lengthOf = (mock: number) => chain[mock]!.course.mocks[chain[mock]!.mock]!.length;
  const takes = new Map<number, number>();
  for (const mock of chain.keys()) takes.set(dayOf(mock), (takes.get(dayOf(mock)) ?? 0) + 1);
  if ([...takes].some(([day, mocks]) => mocks > candidateDayLeft[day]!)) return false;

  const givers: number[] = [];
  let steps = 0;
  return shareFrom(0);

  function shareFrom(mock: number): boolean {
    if (mock === chain.length) return true;
    const { course, mock: number, start } = chain[mock]!;
    return course.course.options.some(({ person }) => {
      steps += 1;
      if (steps > STEPS_MAX || people[person]!.room[start]! < lengthOf(mock)) return false;
      if (!mayBe(problem, course.course, number, start, person) || !mayGive(mock, person)) return false;
      givers[mock] = person;
      return shareFrom(mock + 1);
    });
  }

  function mayGive(mock: number, person: number): boolean {
    const [day, week] = [dayOf(mock), weeks[dayOf(mock)]!];
    let [onDay, inWeek] = [1, 1];
    for (let other = mock - 1; other >= 0; other -= 1) {
      if (givers[other] !== person) continue;
      const free = starts.minute[chain[mock]!.start]! - starts.minute[chain[other]!.start]! - lengthOf(other);
      if (free < sop.rules.interviewerBuffer) return false;
      if (dayOf(other) === day) onDay += 1;
      if (weeks[dayOf(other)] === week) inWeek += 1;
    }
    return onDay <= people[person]!.dayLeft[day]! && inWeek <= people[person]!.weekLeft[week]!;
  }
}
