import type { DoneMock, FixedMock, PlanRequest } from '../request/model.ts';
import type { Course, Sop } from '../sop/model.ts';
import { dayNumber } from '../time/day-table.ts';
import { type EpochMinute, minuteCeil, minuteFloor } from '../time/zoned-day.ts';

/** A mock that stands where it is, whatever the rules say of that place: one that is done, or fixed. */
export interface GivenPlace {
  readonly course: string;
  /** Interviewer id. */
  readonly interviewer: string;
  /** The whole minutes that hold it: its start rounded down, its end up. */
  readonly start: EpochMinute;
  readonly end: EpochMinute;
  /** As much of it as is certain, for gaps that may not be too long: its start rounded up, its end down. */
  readonly latestStart: EpochMinute;
  readonly earliestEnd: EpochMinute;
  /** Days from the window's first to that of its start; may lie outside the window. */
  readonly day: number;
  /** Null where it is done: then it is no part of the plan. */
  readonly fixed: FixedPlace | null;
}

export interface FixedPlace {
  readonly mock: FixedMock;
  /** Wall-clock minute of the day of its start. */
  readonly wall: number;
  /** 0 for a main, k for the k-th backup; one more than there are backups for anybody else. */
  readonly rank: number;
  /**
   * Whether it has a place in the sequence: it is a mock of the procedure, and keeps the order with all
   * others that are fixed. One that has none takes time and is counted, and no order is kept to it.
   */
  readonly isOrderly: boolean;
}

/** The mocks of a request that are done or fixed, in time order. */
export function givenPlaces(sop: Sop, request: PlanRequest): readonly GivenPlace[] {
  const { done = [], fixed = [], window } = request;
  if (done.length + fixed.length === 0) return [];
  const firstDay = dayNumber(window.start);
  const out = outOfOrder(sop, fixed);
  const clockOf = ({ start }: DoneMock) => start.toZonedDateTimeISO(sop.timeZone);
  const placed = (mock: DoneMock, place: FixedPlace | null): GivenPlace => ({
    course: mock.course,
    interviewer: mock.interviewer,
    start: minuteFloor(mock.start),
    end: Math.max(minuteCeil(mock.end), minuteFloor(mock.start) + 1),
    latestStart: minuteCeil(mock.start),
    earliestEnd: minuteFloor(mock.end),
    day: dayNumber(clockOf(mock).toPlainDate()) - firstDay,
    fixed: place,
  });
  const places = [
    ...done.map((mock) => placed(mock, null)),
    ...fixed.map((mock) => {
      const { hour, minute } = clockOf(mock);
      const rank = rankOf(sop.courses.get(mock.course), mock.interviewer);
      return placed(mock, { mock, wall: hour * 60 + minute, rank, isOrderly: !out.has(mock) });
    }),
  ];
  return places.sort((a, b) => a.start - b.start || a.end - b.end);
}

function rankOf(course: Course | undefined, interviewer: string): number {
  if (course === undefined) return 1;
  if (course.main.includes(interviewer)) return 0;
  const backup = course.backup.indexOf(interviewer);
  return (backup < 0 ? course.backup.length : backup) + 1;
}

/**
 * Fixed mocks to which no order can be kept: those that the procedure does not have (or that are named
 * twice), and all that take part in what breaks the order among the others.
 */
function outOfOrder(sop: Sop, fixed: readonly FixedMock[]): ReadonlySet<FixedMock> {
  const unitOf = new Map(
    sop.sequence
      .flatMap(({ order, courses }) => (order === 'any' ? [courses] : courses.map((course) => [course])))
      .flatMap((courses, unit) => courses.map((course) => [course, unit] as const)),
  );
  const known = fixed.filter(
    ({ course, number }, index) =>
      unitOf.has(course) &&
      sop.courses.get(course)?.mocks[number - 1] !== undefined &&
      fixed.findIndex((other) => other.course === course && other.number === number) === index,
  );
  const out = new Set(fixed.filter((mock) => !known.includes(mock)));
  const isBefore = (a: FixedMock, b: FixedMock) => minuteFloor(a.start) < minuteFloor(b.start);
  for (const a of known) {
    for (const b of known) {
      const [first, second] = [unitOf.get(a.course)!, unitOf.get(b.course)!];
      const isTold = a.course === b.course ? a.number < b.number : first < second;
      const isTogether = a.course !== b.course && first === second;
      if (isTold && !isBefore(a, b)) for (const each of [a, b]) out.add(each);
      if (!isTogether) continue;
      if (!isBefore(a, b) && !isBefore(b, a)) for (const each of [a, b]) out.add(each);
      for (const c of known) {
        // Another course's mock between two of one course.
        if (c.course === a.course && isBefore(a, b) && isBefore(b, c))
          for (const each of [a, b, c]) out.add(each);
      }
    }
  }
  return out;
}
