import type { Problem } from '../problem.ts';
import { solve } from '../solve.ts';
import { problemBeside } from './beside.ts';
import type { Desk } from './desk.ts';
import type { Claim } from './placement.ts';
import { ClaimedPerson } from './priced-room.ts';
import { below, type Random } from './random.ts';
import { preferring } from './taste.ts';
import type { PlanWeight } from './weights.ts';

/** A candidate whose plan is in the way, and the interviewers whose time it holds. */
export interface Rival {
  readonly candidate: number;
  /** Ids. */
  readonly interviewers: readonly string[];
}

// What one interviewer's time may cost, in the weight of the plans that hold it. Each price is one
// more way to have each interviewer, so a few must do; the last stands for any.
const PRICES = [0, 1, 2, 3, 4, 6, 8, Number.POSITIVE_INFINITY];
const ANY_PRICE = 1000;
const NOISE_MAX = 20;

/**
 * Who would have to give way so that a candidate can be placed, chosen to weigh as little as
 * possible; null where nobody's giving way would help. Finds the plan that is cheapest when time that
 * others hold may be had for their weight: for that, each interviewer stands in the problem several
 * times, once for each price, each with the room that the price buys. The sum is near the least, not
 * proven to be: a rival met twice is paid for twice. `random` decides among equals; without it the
 * first is taken.
 */
export function whoGivesWay(
  desk: Desk,
  claims: readonly Claim[],
  weightOf: PlanWeight,
  random: Random | null,
): Rival[] | null {
  // Two plans of one person are not moved for each other here.
  const alone = problemBeside({ ...desk, peopleByAddress: new Map() }, claims);
  const claimed = desk.problem.people.map((_, person) => {
    const held = claims.filter(({ address }) => desk.peopleByAddress.get(address)?.includes(person));
    return new ClaimedPerson(desk, person, held);
  });
  const chain = solve(priced(alone, claimed, weightOf, random));
  if (chain === null) return null;
  const { minute, day } = alone.starts;
  const mocks = chain.map(({ person, start, course, mock }) => ({
    person: Math.floor(person / PRICES.length),
    day: desk.firstDay + day[start]!,
    start: minute[start]!,
    end: minute[start]! + course.mocks[mock]!.length,
  }));
  const rivals = new Map<number, Set<string>>();
  const note = (owners: readonly number[], person: number) => {
    for (const owner of owners) {
      const held = rivals.get(owner) ?? new Set();
      rivals.set(owner, held.add(desk.problem.people[person]!.id));
    }
  };
  for (const { person, start, end } of mocks) note(claimed[person]!.inTheWay(start, end), person);
  for (const mock of mocks) {
    const sameDay = mocks.filter((other) => other.person === mock.person && other.day === mock.day).length;
    const gone = new Set(rivals.keys());
    note(claimed[mock.person]!.overCaps(mock.day, sameDay, gone, weightOf), mock.person);
  }
  return [...rivals].map(([candidate, held]) => ({ candidate, interviewers: [...held] }));
}

/** The problem with each interviewer in it once for each price. */
function priced(
  problem: Problem,
  claimed: readonly ClaimedPerson[],
  weightOf: PlanWeight,
  random: Random | null,
): Problem {
  const noise = () => (random === null ? 0 : below(random, NOISE_MAX));
  const mocks = problem.courses.reduce((sum, course) => sum + course.mocks.length, 0);
  // So much that all noise of a plan together weighs less than one unit of weight.
  const unit = 2 * NOISE_MAX * mocks;
  const noiseByPerson = problem.people.map(noise);
  const costAt = PRICES.map((price) => unit * Math.min(price, ANY_PRICE));
  return {
    ...problem,
    ...preferring(problem, 'last'),
    people: problem.people.flatMap((person, index) =>
      claimed[index]!.roomAtPrices(PRICES, weightOf).map((room) => ({ ...person, room })),
    ),
    timeCost: Float64Array.from({ length: problem.starts.count }, noise),
    courses: problem.courses.map((course) => ({
      ...course,
      options: course.options
        .flatMap((option) =>
          costAt.map((cost, index) => ({
            ...option,
            person: option.person * PRICES.length + index,
            cost: cost + noiseByPerson[option.person]!,
          })),
        )
        .sort((a, b) => a.cost - b.cost),
    })),
  };
}
