import { isMap, type PlainMap } from '../document/plain-data.ts';
import type { Course, Procedure, SequenceGroup, Sop } from '../sop/model.ts';

/** A mock that is still to come, as far as the procedure is concerned. */
export interface RemainingMock {
  readonly course: string;
  /** 1-based within its course. */
  readonly number: number;
  /** How long it lasts where the procedure does not say so any more. */
  readonly minutes: number;
}

/**
 * The procedure with nothing but the mocks that remain: each course has those of its mocks, in the same
 * order (so the k-th here is the k-th that remains), and a course that is under way comes first. All else
 * is as in the file, variants included. Null where the file has no such course.
 */
export function remainingProcedure(
  procedure: Procedure,
  remaining: readonly RemainingMock[],
  underWay: string | null,
): Procedure | null {
  const courses = new Set(remaining.map(({ course }) => course));
  if ([...courses].some((course) => !procedure.base.courses.has(course))) return null;
  const { variants: written, ...base } = procedure.source;
  const heads = Array.isArray(written) ? written.filter(isMap) : [];
  return {
    base: sopLeft(procedure.base, remaining, underWay),
    variants: procedure.variants.map((variant) => ({
      ...variant,
      sop: sopLeft(variant.sop, remaining, underWay),
    })),
    // For proposals, which are laid over the file.
    source: {
      ...base,
      courses: coursesWritten(base['courses'], procedure.base, remaining, 'all'),
      sequence: sequenceWritten(sequenceLeft(procedure.base.sequence, courses, underWay)),
      variants: procedure.variants.map(({ name, sop }) => {
        const isIt = (head: PlainMap) => typeof head['name'] === 'string' && head['name'].trim() === name;
        const over = heads.find(isIt) ?? {};
        return {
          ...over,
          courses: coursesWritten(over['courses'], sop, remaining, 'changed'),
          sequence: sequenceWritten(sequenceLeft(sop.sequence, courses, underWay)),
        };
      }),
    },
  };
}

function sopLeft(sop: Sop, remaining: readonly RemainingMock[], underWay: string | null): Sop {
  const courses = [...sop.courses.values()].flatMap((course): [string, Course][] => {
    const mocks = lengthsLeft(course.id, sop, remaining);
    return mocks.length === 0 ? [] : [[course.id, { ...course, mocks }]];
  });
  const ids = new Set(courses.map(([id]) => id));
  return { ...sop, courses: new Map(courses), sequence: sequenceLeft(sop.sequence, ids, underWay) };
}

function lengthsLeft(id: string, sop: Sop, remaining: readonly RemainingMock[]): number[] {
  const lengths = sop.courses.get(id)?.mocks ?? [];
  return remaining
    .filter(({ course }) => course === id)
    .sort((a, b) => a.number - b.number)
    .map(({ number, minutes }) => lengths[number - 1] ?? minutes);
}

/** The courses of a file, or those that a variant changes, with the lengths of what remains of them. */
function coursesWritten(
  written: unknown,
  sop: Sop,
  remaining: readonly RemainingMock[],
  which: 'all' | 'changed',
): PlainMap {
  const entries = isMap(written) ? written : {};
  return Object.fromEntries(
    Object.entries(entries).flatMap(([id, entry]) => {
      const mocks = lengthsLeft(id, sop, remaining);
      if (mocks.length === 0 || !isMap(entry)) return [];
      return [[id, which === 'changed' && !('mocks' in entry) ? entry : { ...entry, mocks }]];
    }),
  );
}

function sequenceLeft(
  sequence: readonly SequenceGroup[],
  courses: ReadonlySet<string>,
  underWay: string | null,
): SequenceGroup[] {
  const isFirst = (id: string) => id === underWay && courses.has(id);
  const first = sequence.flatMap(({ courses: ids }) => ids.filter(isFirst));
  const others = sequence.map(({ order, courses: ids }) => ({
    order,
    courses: ids.filter((id) => courses.has(id) && !isFirst(id)),
  }));
  return [{ order: 'fixed' as const, courses: first }, ...others].filter((group) => group.courses.length > 0);
}

function sequenceWritten(sequence: readonly SequenceGroup[]): PlainMap[] {
  return sequence.map(({ order, courses }) =>
    order === 'any' ? { anyOrder: courses } : { inOrder: courses },
  );
}
