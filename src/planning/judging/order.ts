import type { Sop } from '../../sop/model.ts';
import type { BrokenRule, PlannedPlace } from '../broken-rule.ts';
import { brokenRule, isBefore, type Judged } from './judged.ts';
import { count, listed, named, shortName } from './wording.ts';

/** Rule 1: every mock is there once, courses follow the sequence, mocks of a course their numbers. */
export function orderBroken(judged: Judged): BrokenRule[] {
  const { sop, mocks, open, partial } = judged;
  const known = mocks.filter((mock) => isOfSop(sop, mock));
  // Fixed mocks that break the order among themselves have no place in it.
  const out = outOfOrder(
    sop,
    known.filter((mock) => !open.includes(mock)),
  );
  const inOrder = known.filter((mock) => !out.has(mock));
  return [
    ...open.filter((mock) => !isOfSop(sop, mock)).map((mock) => unknown(sop, mock)),
    ...counted(sop, mocks, open, partial),
    ...courses(sop).flatMap((course) => numbersBroken(sop, course, inOrder)),
    ...groupsBroken(sop, inOrder),
    ...togetherBroken(sop, inOrder),
    ...(partial ? underWayBroken(judged, inOrder) : []),
  ];
}

function courses(sop: Sop): string[] {
  return [...sop.courses.keys()];
}

function isOfSop(sop: Sop, { course, number }: PlannedPlace): boolean {
  return sop.courses.get(course)?.mocks[number - 1] !== undefined;
}

function unknown(sop: Sop, mock: PlannedPlace): BrokenRule {
  const course = sop.courses.get(mock.course);
  const has = course === undefined ? 'no such course' : `only ${count(course.mocks.length, 'mock')} of it`;
  return brokenRule('mocks', [mock], `${named(sop, mock)} is not the SOP's: it has ${has}.`);
}

function counted(
  sop: Sop,
  mocks: readonly PlannedPlace[],
  open: readonly PlannedPlace[],
  partial: boolean,
): BrokenRule[] {
  return courses(sop).flatMap((course) =>
    sop.courses.get(course)!.mocks.flatMap((_, index) => {
      const number = index + 1;
      const there = mocks.filter((mock) => mock.course === course && mock.number === number);
      if (there.length > 1 && there.some((mock) => open.includes(mock))) {
        const all = there.map((mock) => named(sop, mock));
        return [
          brokenRule(
            'mocks',
            there,
            `${course} Mock${number} is there ${there.length} times: ${listed(all)}.`,
          ),
        ];
      }
      if (there.length > 0 || partial) return [];
      const message = `${course} Mock${number} is missing.`;
      return [{ code: 'mocks', message, mocks: [{ course, number }] }];
    }),
  );
}

function numbersBroken(sop: Sop, course: string, mocks: readonly PlannedPlace[]): BrokenRule[] {
  const own = mocks.filter((mock) => mock.course === course);
  const wrong = own.filter((a) => own.some((b) => isNumbersBroken(a, b) || isNumbersBroken(b, a)));
  if (wrong.length === 0) return [];
  const order = own.map(({ number }) => `Mock${number}`);
  return [
    brokenRule(
      'sequence',
      wrong,
      `The mocks of ${course} come in the order ${listed(order)}: ${listed(wrong.map((mock) => named(sop, mock)))}.`,
    ),
  ];
}

/** Whether the first should come before the second by their numbers, and does not. */
function isNumbersBroken(a: PlannedPlace, b: PlannedPlace): boolean {
  return a.course === b.course && a.number < b.number && !isBefore(a.start, b.start);
}

/** Places in the sequence; courses that may be permuted have the same. */
function placesOf({ sequence }: Sop): ReadonlyMap<string, number> {
  const units = sequence.flatMap(({ order, courses: ids }) =>
    order === 'any' ? [ids] : ids.map((id) => [id]),
  );
  return new Map(units.flatMap((ids, place) => ids.map((id) => [id, place] as const)));
}

function groupsBroken(sop: Sop, mocks: readonly PlannedPlace[]): BrokenRule[] {
  const placeOf = placesOf(sop);
  return courses(sop).flatMap((first) =>
    courses(sop)
      .filter((second) => placeOf.get(first)! < placeOf.get(second)!)
      .flatMap((second) => {
        const [early, late] = [first, second].map((id) => mocks.filter(({ course }) => course === id)) as [
          PlannedPlace[],
          PlannedPlace[],
        ];
        const tooLate = early.filter((a) => late.some((b) => !isBefore(a.start, b.start)));
        const tooEarly = late.filter((b) => early.some((a) => !isBefore(a.start, b.start)));
        const [mock] = tooEarly;
        if (mock === undefined) return [];
        const before = listed(tooLate.map(shortName));
        const message = `${named(sop, mock)} comes before ${before}, and ${first} comes before ${second} in the sequence.`;
        return [brokenRule('sequence', [...tooEarly, ...tooLate], message)];
      }),
  );
}

/** Courses that may be permuted, one of which comes between the mocks of another. */
function togetherBroken(sop: Sop, mocks: readonly PlannedPlace[]): BrokenRule[] {
  const placeOf = placesOf(sop);
  return courses(sop).flatMap((course) => {
    const own = mocks.filter((mock) => mock.course === course);
    const between = mocks.filter(
      (mock) =>
        mock.course !== course && placeOf.get(mock.course) === placeOf.get(course) && isWithin(mock, own),
    );
    if (between.length === 0) return [];
    const message = `${listed(between.map((mock) => named(sop, mock)))} ${between.length === 1 ? 'comes' : 'come'} between the mocks of ${course}.`;
    return [brokenRule('sequence', [...between, ...own], message)];
  });
}

/** Whether a mock comes after one of the others and before (or with) another; starts that are the same are in no order. */
function isWithin(mock: PlannedPlace, others: readonly PlannedPlace[]): boolean {
  const isSame = others.some(({ start }) => start.equals(mock.start));
  return (
    isSame ||
    (others.some(({ start }) => isBefore(start, mock.start)) &&
      others.some(({ start }) => isBefore(mock.start, start)))
  );
}

/** A course of which a mock was the last to be done goes on before any other begins. */
function underWayBroken({ sop, done }: Judged, mocks: readonly PlannedPlace[]): BrokenRule[] {
  const course = done.at(-1)?.course;
  const rest = mocks.filter((mock) => mock.course === course);
  const early = mocks.filter(
    (mock) => mock.course !== course && rest.some(({ start }) => isBefore(mock.start, start)),
  );
  const [first] = early;
  if (first === undefined) return [];
  const message = `${course} is under way, and ${named(sop, first)} comes before the rest of it: ${listed(rest.map(shortName))}.`;
  return [brokenRule('sequence', [...early, ...rest], message)];
}

/** All that have part in what breaks the order among some mocks. */
function outOfOrder(sop: Sop, mocks: readonly PlannedPlace[]): ReadonlySet<PlannedPlace> {
  const placeOf = placesOf(sop);
  const out = new Set<PlannedPlace>();
  for (const a of mocks) {
    for (const b of mocks) {
      const [first, second] = [placeOf.get(a.course)!, placeOf.get(b.course)!];
      const isAlike = a.course !== b.course && first === second;
      const isTwice = a !== b && a.course === b.course && a.number === b.number;
      const isTold = isTwice || isNumbersBroken(a, b) || (first < second && !isBefore(a.start, b.start));
      const areAtOnce = isAlike && a.start.equals(b.start);
      if (isTold || areAtOnce) for (const each of [a, b]) out.add(each);
      if (!isAlike || !isBefore(a.start, b.start)) continue;
      for (const c of mocks) {
        if (c.course === a.course && isBefore(b.start, c.start)) for (const each of [a, b, c]) out.add(each);
      }
    }
  }
  return out;
}
