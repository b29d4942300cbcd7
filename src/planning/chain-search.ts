import { Arrivals, beforeTheFirst, type Departure, departuresFrom } from './arrivals.ts';
import { mayBegin } from './gaps.ts';
import { breaksLimit } from './limits.ts';
import { ANY_UNTRACKED, Loads, type Tracked } from './load.ts';
import type { Placed } from './placed.ts';
import type { Problem } from './problem.ts';
import { at, emptyRow, type Rows } from './row.ts';
import { cheapestFree, type MockSpace, type SearchSpace, searchSpace } from './search-space.ts';
import { type SequenceBounds, sequenceBounds } from './sequence-bounds.ts';
import type { Stretches } from './stretches.ts';

/**
 * The best chain of mocks under every rule except the limits that `tracked` leaves out, or null
 * where there is none. Mocks that are fixed are looked at, but are no part of it. A dynamic program over (courses done, course, mock, start, load); see
 * docs/planner.md for why it is exact and what it costs.
 */
export function bestChain(problem: Problem, tracked: Tracked): Placed[] | null {
  if (problem.groups.length === 0) return [];
  if (problem.starts.count === 0) return null;
  const space = searchSpace(problem, tracked);
  for (const startsEnd of horizons(space)) {
    const found = new ChainSearch(space, tracked, startsEnd).best();
    if (found !== null) return found;
  }
  return null;
}

/**
 * How far to look, in starts. Where the finish day counts first, the best plan ends as early as any
 * can: so it is looked for up to the first day on which a plan could end, then ever further.
 */
function* horizons(space: SearchSpace): Generator<number> {
  const { starts, days, scale } = space.problem;
  const { earliestLast } = sequenceBounds(space, starts.count);
  if (earliestLast >= starts.count) return;
  if (scale.isFinishDayFirst) {
    const firstDay = Math.max(starts.day[earliestLast]!, lastFixedDay(space.problem));
    let previous = 0;
    for (let more = 0; firstDay + more < days.length - 1; more = more * 2 + 1) {
      let end = earliestLast;
      while (end < starts.count && starts.day[end]! <= firstDay + more) end += 1;
      if (end > previous && end < starts.count) yield end;
      previous = end;
    }
  }
  yield starts.count;
}

/** The day of the last fixed mock, before which no plan ends; `-Infinity` where nothing is fixed. */
function lastFixedDay({ given }: Problem): number {
  return given.findLast(({ fixed }) => fixed !== null)?.day ?? Number.NEGATIVE_INFINITY;
}

class ChainSearch {
  readonly #space: SearchSpace;
  readonly #problem: Problem;
  readonly #tracked: Tracked;
  readonly #loads: Loads;
  readonly #arrivals: Arrivals;
  readonly #bounds: SequenceBounds;
  readonly #startsEnd: number;
  readonly #mayBegin: (start: number) => boolean;
  /** By group, then stage number: the costs by load and start after that mock. */
  readonly #stages: (Rows | undefined)[][];

  constructor(space: SearchSpace, tracked: Tracked, startsEnd: number) {
    this.#space = space;
    this.#problem = space.problem;
    this.#tracked = tracked;
    this.#loads = new Loads(tracked, space.problem.sop.rules.interviewerBuffer);
    this.#arrivals = new Arrivals(space.problem, this.#loads, tracked);
    this.#bounds = sequenceBounds(space, startsEnd);
    this.#startsEnd = startsEnd;
    this.#mayBegin = mayBegin(space.problem);
    this.#stages = space.groups.map((_, group) => new Array(space.stageCount(group)));
  }

  best(): Placed[] | null {
    for (const [group, courses] of this.#space.groups.entries()) {
      const full = (1 << courses.length) - 1;
      for (let done = 0; done < full; done += 1) this.#scheduleNextCourses(group, done);
    }
    return this.#bestEnd();
  }

  #scheduleNextCourses(group: number, done: number): void {
    const from = this.#bounds.earliestNext[group]![done]!;
    const to = this.#bounds.latestNext[group]![done]!;
    if (from > to) return;
    const before = this.#departures(group, done);
    if (before !== null && before.length === 0) return;
    const arrived = before === null ? null : this.#arrivals.arrive(before, from, to);
    for (const [index, course] of this.#space.groups[group]!.entries()) {
      if ((done & (1 << index)) !== 0) continue;
      let inbound = arrived ?? beforeTheFirst(from, to, this.#mayBegin);
      let earliest = from;
      for (const [number, mock] of course.mocks.entries()) {
        const stage = this.#space.stage(group, done, index, number);
        const latest = this.#bounds.latest[group]![stage]!;
        if (number > 0) {
          const previous = course.mocks[number - 1]!;
          earliest = previous.sameCourse.after[earliest]!;
          if (earliest > latest) break;
          const rows = this.#stages[group]![this.#space.stage(group, done, index, number - 1)]!;
          const departures = departuresFrom(previous.length, previous.sameCourse, rows);
          inbound = this.#arrivals.arrive(departures, earliest, latest);
        }
        if (earliest < this.#problem.starts.count) earliest = mock.nextOpen[earliest]!;
        if (earliest > latest) break;
        const rows = this.#give(mock, inbound, earliest, latest);
        if (rows.size === 0) break;
        this.#stages[group]![stage] = rows;
      }
    }
  }

  /** The costs after giving a mock at the starts `from … to`, by everyone who may give it. */
  #give(mock: MockSpace, inbound: Rows, from: number, to: number): Rows {
    const given: Rows = new Map();
    for (const [load, row] of inbound) {
      for (const { person, cost } of mock.choices) {
        if (this.#loads.get(load).release.has(person)) continue;
        const next = this.#loads.afterMock(load, person, mock.length);
        const mayTake = this.#capCheck(next, person);
        let target = given.get(next);
        for (let start = from; start <= to; start += 1) {
          const total = row.values[start - row.from]! + cost[start]!;
          if (!(total < Number.POSITIVE_INFINITY) || (mayTake !== null && !mayTake(start))) continue;
          if (target === undefined) {
            target = emptyRow(from, to);
            given.set(next, target);
          }
          if (total < target.values[start - from]!) target.values[start - from] = total;
        }
      }
    }
    return given;
  }

  /** Whether the caps allow a mock that leads to this load; null where no cap is tracked. */
  #capCheck(load: number, person: number): ((start: number) => boolean) | null {
    const { day, week, candidateDay } = this.#loads.get(load);
    const byDay = day.get(person) ?? 0;
    const byWeek = week.get(person) ?? 0;
    if (byDay === 0 && byWeek === 0 && candidateDay === 0) return null;
    const { starts, weeks, people, candidateDayLeft } = this.#problem;
    const limits = people[person];
    return (start) => {
      const date = starts.day[start]!;
      if (candidateDay > candidateDayLeft[date]!) return false;
      return (
        limits === undefined || (byDay <= limits.dayLeft[date]! && byWeek <= limits.weekLeft[weeks[date]!]!)
      );
    };
  }

  /** The last mocks of the courses done; null before the first mock of all. */
  #departures(group: number, done: number): Departure[] | null {
    if (done === 0) {
      if (group === 0) return null;
      return this.#departures(group - 1, (1 << this.#space.groups[group - 1]!.length) - 1);
    }
    const departures: Departure[] = [];
    for (const { mock, rows } of this.#lastMocks(group, done)) {
      departures.push(...departuresFrom(mock.length, mock.courseChange, rows));
    }
    return departures;
  }

  *#lastMocks(group: number, done: number) {
    for (const [index, course] of this.#space.groups[group]!.entries()) {
      if ((done & (1 << index)) === 0) continue;
      const last = course.mocks.length - 1;
      const stage = this.#space.stage(group, done & ~(1 << index), index, last);
      const rows = this.#stages[group]![stage];
      if (rows !== undefined) yield { index, last, mock: course.mocks[last]!, rows };
    }
  }

  #bestEnd(): Placed[] | null {
    const group = this.#space.groups.length - 1;
    const full = (1 << this.#space.groups[group]!.length) - 1;
    const { scale, starts, stretches } = this.#problem;
    const leastDay = lastFixedDay(this.#problem);
    const dayOf = (start: number) => Math.max(starts.day[start]!, leastDay);
    let best: (Arrival & { cost: number }) | null = null;
    for (const { index, last, mock, rows } of this.#lastMocks(group, full)) {
      for (const [load, row] of rows) {
        for (
          let start = row.from;
          start < row.from + row.values.length && start < this.#startsEnd;
          start += 1
        ) {
          const cost = at(row, start);
          if (cost === Number.POSITIVE_INFINITY) continue;
          if (stretches !== null && !mayBeLast(mock, stretches, start)) continue;
          if (best !== null && scale.compare(cost, dayOf(start), best.cost, dayOf(best.start)) >= 0) continue;
          best = { group, done: full & ~(1 << index), index, mock: last, start, load, cost };
        }
      }
    }
    return best === null ? null : this.#walkBack(best, best.cost);
  }

  /** Finds, from the last mock to the first, what each cost was made of. Costs are whole numbers, so equality is exact. */
  #walkBack(end: Arrival, endCost: number): Placed[] {
    const placed: Placed[] = [];
    let here: Arrival | null = end;
    let cost = endCost;
    while (here !== null) {
      const course = this.#space.groups[here.group]![here.index]!;
      const mock = course.mocks[here.mock]!;
      const step = this.#previous(here, mock, cost);
      const one = { course, mock: here.mock, start: here.start };
      if (!mock.isFixed) placed.unshift({ ...one, person: this.#personAt(one, step.person, placed) });
      here = step.from;
      cost = step.cost;
    }
    return placed;
  }

  /**
   * Whoever gives a mock of which the search knows only that it is one of the untracked: of those who
   * cost the same, the first who keeps within the limits. That spares a round with that limit tracked.
   */
  #personAt(one: Omit<Placed, 'person'>, person: number, later: readonly Placed[]): number {
    if (person !== ANY_UNTRACKED) return person;
    const equals = cheapestFree(this.#problem, one.course.course, one.mock, one.start, this.#tracked);
    const keeps = (each: number) => !breaksLimit(this.#problem, [{ ...one, person: each }, ...later], each);
    return (equals.length === 1 ? undefined : equals.find(keeps)) ?? equals[0]!;
  }

  #previous(
    here: Arrival,
    mock: MockSpace,
    cost: number,
  ): { person: number; from: Arrival | null; cost: number } {
    for (const { person, cost: added } of mock.choices) {
      const before = cost - added[here.start]!;
      for (const from of this.#origins(here)) {
        if (from === null) {
          if (before === 0 && this.#loads.afterMock(0, person, mock.length) === here.load)
            return { person, from, cost: 0 };
          continue;
        }
        for (const [load, row] of from.rows) {
          const { low, high, opens } = from.window;
          if (opens !== null && opens[here.start] === 0) continue;
          for (let start = Math.max(low[here.start]!, row.from); start <= high[here.start]!; start += 1) {
            if (at(row, start) !== before) continue;
            const arrived = this.#arrivals.loadAt(load, start, from.length, here.start);
            if (this.#loads.get(arrived).release.has(person)) continue;
            if (this.#loads.afterMock(arrived, person, mock.length) !== here.load) continue;
            return { person, from: { ...from.at, start, load }, cost: before };
          }
        }
      }
    }
    throw new Error('The search found a cost that nothing leads to');
  }

  /** Where the mock at an arrival may have been come to from; null stands for the very beginning. */
  *#origins(here: Arrival): Generator<(Departure & { at: Omit<Arrival, 'start' | 'load'> }) | null> {
    if (here.mock > 0) {
      const course = this.#space.groups[here.group]![here.index]!;
      const previous = course.mocks[here.mock - 1]!;
      const rows =
        this.#stages[here.group]![this.#space.stage(here.group, here.done, here.index, here.mock - 1)]!;
      const at = { ...here, mock: here.mock - 1 };
      for (const departure of departuresFrom(previous.length, previous.sameCourse, rows)) {
        yield { ...departure, at };
      }
      return;
    }
    const atGroupStart = here.done === 0;
    if (atGroupStart && here.group === 0) {
      yield null;
      return;
    }
    const group = atGroupStart ? here.group - 1 : here.group;
    const done = atGroupStart ? (1 << this.#space.groups[group]!.length) - 1 : here.done;
    for (const { index, last, mock, rows } of this.#lastMocks(group, done)) {
      const at = { group, done: done & ~(1 << index), index, mock: last };
      for (const departure of departuresFrom(mock.length, mock.courseChange, rows)) {
        yield { ...departure, at };
      }
    }
  }
}

/** Whether a plan may end with a mock at a start, as far as a given mock that comes later is concerned. */
function mayBeLast({ courseChange }: MockSpace, { givenAfter }: Stretches, start: number): boolean {
  return givenAfter[start] === -1 || courseChange.crossing?.leaves[start] === 1;
}

interface Arrival {
  readonly group: number;
  /** Courses of the group done before this one. */
  readonly done: number;
  readonly index: number;
  readonly mock: number;
  readonly start: number;
  readonly load: number;
}
