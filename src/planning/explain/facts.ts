import { instantAt } from '../../time/zoned-day.ts';
import { NOTHING_TRACKED } from '../load.ts';
import { type Problem, problemOf } from '../problem.ts';
import { type CourseSpace, type SearchSpace, searchSpace } from '../search-space.ts';
import { type SequenceBounds, sequenceBounds } from '../sequence-bounds.ts';
import type { Instance } from './constraint.ts';

/** What can be counted about an instance, for sentences that say why there is no plan. */
export class Facts {
  readonly problem: Problem;
  readonly #space: SearchSpace;
  readonly #bounds: SequenceBounds;

  constructor({ sop, request }: Instance) {
    this.problem = problemOf({ ...sop, prefer: ['finishDay'] }, request);
    this.#space = searchSpace(this.problem, NOTHING_TRACKED);
    this.#bounds = sequenceBounds(this.#space, this.problem.starts.count);
  }

  /** Mocks of all courses. */
  get mocks(): number {
    return this.problem.courses.reduce((sum, { mocks }) => sum + mocks.length, 0);
  }

  /** When somebody of the course and the candidate are both free for its longest mock, by themselves. */
  freeStarts(course: string): readonly Temporal.Instant[] {
    return this.#openStarts(course).map((start) => this.#instant(start));
  }

  /**
   * The first start that the course's first mock can have after all that must come before it: the
   * number of its free starts from there on, and the instant; null where it has none left.
   */
  earliest(course: string): Temporal.Instant | null {
    const start = this.#earliestStart(course);
    return start === null ? null : this.#instant(start);
  }

  /**
   * The courses of the group before a course's own, and the first start after all of them; null where
   * nothing comes before, or where that leaves no start at all.
   */
  comesAfter(course: string): {
    readonly before: readonly string[];
    readonly entry: Temporal.Instant | null;
  } {
    const { group } = this.#placeOf(course);
    const before = group === 0 ? [] : this.#space.groups[group - 1]!.map((each) => each.course.id);
    const start = this.#bounds.earliestNext[group]![0]!;
    const isKnown = group > 0 && start < this.problem.starts.count;
    return { before, entry: isKnown ? this.#instant(start) : null };
  }

  /** How many starts a person shares with the candidate, with room for so many minutes. */
  startsOf(person: string, minutes: number): number {
    const { people, starts } = this.problem;
    const room = people.find(({ id }) => id === person)?.room;
    if (room === undefined) return 0;
    return room.filter((left, start) => left >= minutes && starts.room[start]! >= minutes).length;
  }

  /** Starts of the candidate alone, with room for so many minutes. */
  candidateStarts(minutes: number): number {
    return this.problem.starts.room.filter((left) => left >= minutes).length;
  }

  /** People by how many starts they have for a course's longest mock, most first. */
  byFreeStarts(course: string, people: readonly string[]): readonly string[] {
    const longest = Math.max(...this.#courseSpace(course).course.mocks);
    const counted = people.map((id) => ({ id, starts: this.startsOf(id, longest) }));
    return counted
      .filter(({ starts }) => starts > 0)
      .sort((a, b) => b.starts - a.starts)
      .map(({ id }) => id);
  }

  /**
   * The longest time without any start of any mock that is too long to be bridged: from a start to
   * the next, the longest mock and the longest gap in between do not reach. Null where there is none.
   */
  dryStretch(
    longestGap: number,
  ): { readonly after: Temporal.Instant; readonly next: Temporal.Instant } | null {
    const { minute } = this.problem.starts;
    const open = [...minute.keys()].filter((start) =>
      this.problem.courses.some(({ id }) => this.#isOpen(this.#courseSpace(id), start)),
    );
    let longest = longestGap + Math.max(...this.problem.courses.flatMap(({ mocks }) => mocks));
    let found: { after: number; next: number } | null = null;
    for (const [index, start] of open.slice(1).entries()) {
      const [after, next] = [minute[open[index]!]!, minute[start]!];
      if (next - after <= longest) continue;
      longest = next - after;
      found = { after, next };
    }
    return found === null ? null : { after: instantAt(found.after), next: instantAt(found.next) };
  }

  #earliestStart(course: string): number | null {
    const { group, index } = this.#placeOf(course);
    const { count } = this.problem.starts;
    const [first] = this.#space.groups[group]![index]!.mocks;
    let earliest = count;
    for (const [done, next] of this.#bounds.earliestNext[group]!.entries()) {
      if ((done & (1 << index)) === 0 && next < count) earliest = Math.min(earliest, first!.nextOpen[next]!);
    }
    return earliest < count ? earliest : null;
  }

  #openStarts(course: string): number[] {
    const space = this.#courseSpace(course);
    const longest = Math.max(...space.course.mocks);
    const mock = space.mocks.find(({ length }) => length === longest)!;
    return [...mock.nextOpen.keys()].filter((start) => mock.nextOpen[start] === start);
  }

  #isOpen({ mocks }: CourseSpace, start: number): boolean {
    return mocks.some(({ nextOpen }) => nextOpen[start] === start);
  }

  #courseSpace(course: string): CourseSpace {
    const { group, index } = this.#placeOf(course);
    return this.#space.groups[group]![index]!;
  }

  #placeOf(course: string): { group: number; index: number } {
    for (const [group, courses] of this.#space.groups.entries()) {
      const index = courses.findIndex((each) => each.course.id === course);
      if (index >= 0) return { group, index };
    }
    throw new Error(`course ${course} is in no group of the sequence`);
  }

  #instant(start: number): Temporal.Instant {
    return instantAt(this.problem.starts.minute[start]!);
  }
}
