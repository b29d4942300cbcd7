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
    this.problem = problemOf({ ...sop, prefer: ['finishDay'] }, { ...request, keep: [] });
    this.#space = searchSpace(this.problem, NOTHING_TRACKED);
    this.#bounds = sequenceBounds(this.#space, this.problem.starts.count);
  }

  /** Mocks of all courses. */
  get mocks(): number {
    return [...this.problem.sop.courses.values()].reduce((sum, { mocks }) => sum + mocks.length, 0);
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
    const { group } = this.#placeOf(course) ?? { group: 0 };
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
    const longest = this.#longest(course);
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
    const { starts, courses } = this.problem;
    const fixed = this.problem.given.filter((place) => place.fixed !== null);
    const open = [...starts.minute]
      .filter((_, start) => courses.some(({ id }) => this.#isOpen(id, start)))
      .concat(fixed.map(({ start }) => start))
      .sort((a, b) => a - b);
    const lengths = [...courses.flatMap(({ mocks }) => mocks), ...fixed.map(({ start, end }) => end - start)];
    let longest = longestGap + Math.max(...lengths);
    let found: { after: number; next: number } | null = null;
    for (const [index, next] of open.slice(1).entries()) {
      const after = open[index]!;
      if (next - after <= longest) continue;
      longest = next - after;
      found = { after, next };
    }
    return found === null ? null : { after: instantAt(found.after), next: instantAt(found.next) };
  }

  #earliestStart(course: string): number | null {
    const place = this.#placeOf(course);
    if (place === null) return null;
    const { group, index } = place;
    const { count } = this.problem.starts;
    const [first] = this.#space.groups[group]![index]!.mocks;
    let earliest = count;
    for (const [done, next] of this.#bounds.earliestNext[group]!.entries()) {
      if ((done & (1 << index)) === 0 && next < count) earliest = Math.min(earliest, first!.nextOpen[next]!);
    }
    return earliest < count ? earliest : null;
  }

  #openStarts(course: string): number[] {
    const { people, starts, courses } = this.problem;
    const longest = this.#longest(course);
    const options = courses.find(({ id }) => id === course)?.options ?? [];
    return [...starts.room.keys()].filter(
      (start) =>
        starts.room[start]! >= longest &&
        options.some(({ person }) => people[person]!.room[start]! >= longest),
    );
  }

  /** Minutes of the longest mock of a course that is to be planned; of any, where all are fixed. */
  #longest(course: string): number {
    const space = this.#spaceOf(course);
    const planned = space?.mocks.filter(({ isFixed }) => !isFixed).map(({ length }) => length) ?? [];
    return Math.max(...(planned.length > 0 ? planned : this.problem.sop.courses.get(course)!.mocks));
  }

  #isOpen(course: string, start: number): boolean {
    return this.#spaceOf(course)?.mocks.some(({ nextOpen }) => nextOpen[start] === start) ?? false;
  }

  /** Null where there is nothing of the course in the sequence: all of it is fixed out of order. */
  #spaceOf(course: string): CourseSpace | null {
    const place = this.#placeOf(course);
    return place === null ? null : this.#space.groups[place.group]![place.index]!;
  }

  #placeOf(course: string): { group: number; index: number } | null {
    for (const [group, courses] of this.#space.groups.entries()) {
      const index = courses.findIndex((each) => each.course.id === course);
      if (index >= 0) return { group, index };
    }
    return null;
  }

  #instant(start: number): Temporal.Instant {
    return instantAt(this.problem.starts.minute[start]!);
  }
}
