import { type GapWindow, mayBegin } from './gaps.ts';
import type { SearchSpace } from './search-space.ts';

/**
 * How early and how late each mock can start, whatever the rest of the plan looks like: forwards by
 * the earliest start after the least gaps, backwards from the last start allowed. Starts outside
 * can be in no plan, so the search never looks at them.
 */
export interface SequenceBounds {
  /** By group and set of courses done: the earliest start of the mock that follows; `count` where none. */
  readonly earliestNext: readonly Int32Array[];
  /** The latest start of the mock that follows; -1 where none. */
  readonly latestNext: readonly Int32Array[];
  /** By group, then `space.stage(group, done, course, mock)`: the latest start of that mock; -1 where none. */
  readonly latest: readonly Int32Array[];
  /** The earliest start of the plan's last mock; `count` where there can be no plan at all. */
  readonly earliestLast: number;
}

/** `startsEnd`: only starts before this index may be used. */
export function sequenceBounds(space: SearchSpace, startsEnd: number): SequenceBounds {
  const { earliestNext, earliestLast } = forwards(space);
  const { latestNext, latest } = backwards(space, startsEnd);
  return { earliestNext, latestNext, latest, earliestLast };
}

function forwards(space: SearchSpace): { earliestNext: Int32Array[]; earliestLast: number } {
  const count = space.problem.starts.count;
  const earliestNext: Int32Array[] = [];
  let entry = firstEntry(space);
  let earliestLast = count;
  for (const group of space.groups) {
    const next = new Int32Array(1 << group.length).fill(count);
    next[0] = entry;
    const full = next.length - 1;
    const isLastGroup = earliestNext.length === space.groups.length - 1;
    for (let done = 0; done < full; done += 1) {
      for (let index = 0; index < group.length; index += 1) {
        if ((done & (1 << index)) !== 0) continue;
        const mocks = group[index]!.mocks;
        let start = next[done]!;
        for (const [number, mock] of mocks.entries()) {
          if (number > 0 && start < count) start = mocks[number - 1]!.sameCourse.after[start]!;
          if (start < count) start = mock.nextOpen[start]!;
        }
        if (start >= count) continue;
        const all = done | (1 << index);
        if (isLastGroup && all === full) earliestLast = Math.min(earliestLast, start);
        next[all] = Math.min(next[all]!, mocks.at(-1)!.courseChange.after[start]!);
      }
    }
    entry = next[full]!;
    earliestNext.push(next);
  }
  return { earliestNext, earliestLast };
}

/** The first start at which the plan may begin. */
function firstEntry({ problem }: SearchSpace): number {
  const { count } = problem.starts;
  const mayStart = mayBegin(problem);
  for (let start = 0; start < count; start += 1) if (mayStart(start)) return start;
  return count;
}

function backwards(
  space: SearchSpace,
  startsEnd: number,
): { latestNext: Int32Array[]; latest: Int32Array[] } {
  const latestNext: Int32Array[] = [];
  const latest: Int32Array[] = [];
  // What may follow the group that is being looked at; null after the plan's last group.
  let following: number | null = null;
  for (const [groupIndex, group] of [...space.groups.entries()].reverse()) {
    const next = new Int32Array(1 << group.length).fill(-1);
    const stages = new Int32Array(space.stageCount(groupIndex)).fill(-1);
    const full = next.length - 1;
    for (let done = full - 1; done >= 0; done -= 1) {
      for (let index = 0; index < group.length; index += 1) {
        if ((done & (1 << index)) !== 0) continue;
        const mocks = group[index]!.mocks;
        const all = done | (1 << index);
        const afterwards: number | null = all === full ? following : next[all]!;
        let start = afterwards === null ? startsEnd - 1 : precedes(mocks.at(-1)!.courseChange, afterwards);
        for (let number = mocks.length - 1; number >= 0; number -= 1) {
          if (number < mocks.length - 1) start = precedes(mocks[number]!.sameCourse, start);
          if (start >= 0) start = mocks[number]!.previousOpen[start]!;
          stages[space.stage(groupIndex, done, index, number)] = start;
        }
        next[done] = Math.max(next[done]!, start);
      }
    }
    following = next[0]!;
    latestNext.unshift(next);
    latest.unshift(stages);
  }
  return { latestNext, latest };
}

function precedes({ before }: GapWindow, next: number): number {
  return next < 0 ? -1 : before[next]!;
}
