import type { Score } from '../../src/planning/answer.ts';
import type { DoneMock, FixedMock, PlanRequest } from '../../src/request/model.ts';
import type { Sop } from '../../src/sop/model.ts';
import { clockFace } from './minute-clock.ts';
import { type Way, waysToHold } from './oracle-ways.ts';
import { TookTooLong } from './too-long.ts';

/** What trying everything comes to where some mocks are fixed and others are best left where they are. */
export interface BestAround {
  /** Kept mocks with another start, and with another interviewer. */
  readonly moved: number;
  readonly changed: number;
  /** Kept mocks that have either. */
  readonly touched: number;
  readonly score: Score;
}

/** A mock in whole minutes; `isGiven` where it was not for the planner to place. */
interface Standing {
  readonly course: string;
  /** 0 for one that is done, and no part of the plan. */
  readonly number: number;
  readonly start: number;
  readonly end: number;
  readonly interviewer: string;
  readonly isGiven: boolean;
}

/**
 * The best of all plans around what is given, by placing every other mock everywhere and asking of each
 * whole set whether it is right; null where none is. Throws `TookTooLong` beyond `budget` steps.
 */
export function bestAround(sop: Sop, request: PlanRequest, budget: number): BestAround | null {
  const given = givenOf(request);
  const ways = waysToHold(sop, withGivenTimes(sop, request));
  const open = [...sop.courses.values()].flatMap(({ id, mocks }) =>
    mocks.flatMap((_, index) => {
      const isFixed = given.some((mock) => mock.course === id && mock.number === index + 1);
      return isFixed ? [] : [{ course: id, number: index + 1, ways: ways(id, index + 1) }];
    }),
  );
  const loads = loadsOf(sop, request);
  let best: BestAround | null = null;
  let tried = 0;
  const extend = (placed: readonly (Standing & { way: Way })[]): void => {
    const next = open[placed.length];
    if (next === undefined) {
      const all = [...given, ...placed];
      if (!isRight(sop, request, all)) return;
      const found = worth(sop, request, placed, loads);
      if (best === null || isBetter(found, best, sop, request)) best = found;
      return;
    }
    for (const way of next.ways) {
      tried += 1;
      if (tried > budget) throw new TookTooLong(budget);
      const { course, number } = next;
      const { start, end, interviewer } = way;
      const step = { course, number, start, end, interviewer, isGiven: false, way };
      // Only to try less: what is asked here of two mocks is asked of the whole set again.
      if (
        placed.every((other) => other.end <= start || end <= other.start) &&
        isInOrder(sop, [...placed, step])
      )
        extend([...placed, step]);
    }
  };
  extend([]);
  return best;
}

function givenOf({ done = [], fixed = [] }: PlanRequest): Standing[] {
  const standing = ({ course, interviewer, start, end }: DoneMock, number: number): Standing => ({
    course,
    number,
    interviewer,
    start: start.epochMilliseconds / 60_000,
    end: end.epochMilliseconds / 60_000,
    isGiven: true,
  });
  return [...done.map((mock) => standing(mock, 0)), ...fixed.map((mock) => standing(mock, mock.number))];
}

/** What is given takes the time of its two people, as if they were busy otherwise. */
function withGivenTimes(sop: Sop, request: PlanRequest): PlanRequest {
  const { done = [], fixed = [], candidate } = request;
  const lastDone = done
    .map(({ end }) => end)
    .sort(Temporal.Instant.compare)
    .at(-1);
  const taken = [...done, ...fixed].flatMap(({ interviewer, start, end }) =>
    [candidate.email, sop.interviewers.get(interviewer)?.email].flatMap((email) =>
      email === undefined ? [] : [{ email: email.toLowerCase(), start, end, kind: 'other' as const }],
    ),
  );
  // The plan goes on after what is done.
  const before =
    lastDone === undefined
      ? []
      : [{ email: candidate.email.toLowerCase(), start: LONG_AGO, end: lastDone, kind: 'other' as const }];
  return { ...request, busy: [...request.busy, ...taken, ...before] };
}

const LONG_AGO = Temporal.Instant.from('2000-01-01T00:00Z');

function isRight(sop: Sop, request: PlanRequest, all: readonly Standing[]): boolean {
  return (
    keepsGaps(sop, all) &&
    keepsBuffers(sop, all) &&
    keepsCaps(sop, request, all) &&
    isInOrder(sop, withoutMisplaced(sop, all))
  );
}

/** Rule 5, where one of two neighbours was placed. */
function keepsGaps({ rules, timeZone }: Sop, all: readonly Standing[]): boolean {
  const inTime = all.toSorted((a, b) => a.start - b.start || a.end - b.end);
  return inTime.slice(1).every((next, index) => {
    const previous = inTime[index]!;
    if (previous.isGiven && next.isGiven) return true;
    const gap = next.start - previous.end;
    if (gap < rules.minGap || (rules.maxGap !== null && gap > rules.maxGap)) return false;
    if (previous.course === next.course || rules.courseGap === null) return true;
    if (rules.courseGap.kind === 'elapsed') return gap >= rules.courseGap.minutes;
    return dayOf(next, timeZone) - dayOf(previous, timeZone) > rules.courseGap.days;
  });
}

/** Between two that were placed; those to given ones their ways keep already. */
function keepsBuffers({ rules }: Sop, all: readonly Standing[]): boolean {
  const placed = all.filter(({ isGiven }) => !isGiven);
  return placed.every((a) =>
    placed.every(
      (b) =>
        a === b ||
        a.interviewer !== b.interviewer ||
        a.end + rules.interviewerBuffer <= b.start ||
        b.end + rules.interviewerBuffer <= a.start,
    ),
  );
}

/** Rule 6, on days and in weeks in which something was placed. */
function keepsCaps(sop: Sop, request: PlanRequest, all: readonly Standing[]): boolean {
  const { rules, timeZone } = sop;
  const faceOf = ({ start }: { start: number }) => clockFace(Math.floor(start), timeZone);
  const had = (addresses: readonly (string | null | undefined)[]) =>
    request.busy
      .filter(({ email, kind }) => kind === 'mock' && addresses.includes(email))
      .map(({ start }) => ({ start: start.epochMilliseconds / 60_000 }));
  const placed = all.filter(({ isGiven }) => !isGiven);
  return placed.every((mock) => {
    const person = sop.interviewers.get(mock.interviewer)!;
    const theirs = [
      ...all.filter(({ interviewer }) => interviewer === mock.interviewer),
      ...had([person.email.toLowerCase(), person.calendar?.toLowerCase()]),
    ];
    const candidates = [...all, ...had([request.candidate.email.toLowerCase()])];
    const perDay = person.maxPerDay ?? rules.maxPerInterviewerPerDay ?? Number.POSITIVE_INFINITY;
    const perWeek = rules.maxPerInterviewerPerWeek ?? Number.POSITIVE_INFINITY;
    const forCandidate = rules.maxPerCandidatePerDay ?? Number.POSITIVE_INFINITY;
    const { day, week } = faceOf(mock);
    return (
      theirs.filter((other) => faceOf(other).day === day).length <= perDay &&
      theirs.filter((other) => faceOf(other).week === week).length <= perWeek &&
      candidates.filter((other) => faceOf(other).day === day).length <= forCandidate
    );
  });
}

/** Without fixed mocks that are not the procedure's, and those that break the order among themselves. */
function withoutMisplaced(sop: Sop, all: readonly Standing[]): Standing[] {
  const inPlan = all.filter(({ number }) => number > 0);
  const fixed = inPlan.filter(({ isGiven }) => isGiven);
  const known = fixed.filter(
    ({ course, number }, index) =>
      (sop.courses.get(course)?.mocks.length ?? 0) >= number &&
      fixed.findIndex((other) => other.course === course && other.number === number) === index,
  );
  const misplaced = new Set(fixed.filter((mock) => !known.includes(mock)));
  // Order is broken by two mocks, or by one of another course between two.
  for (const a of known) {
    for (const b of known) {
      if (a !== b && !isInOrder(sop, [a, b])) for (const each of [a, b]) misplaced.add(each);
      const between = known.filter((c) => c.course === a.course && a.start < b.start && b.start < c.start);
      if (a.course === b.course || unitOf(sop, a.course) !== unitOf(sop, b.course)) continue;
      for (const c of between) for (const each of [a, b, c]) misplaced.add(each);
    }
  }
  return inPlan.filter((mock) => !misplaced.has(mock));
}

/** Rule 1, of the mocks that there are. */
function isInOrder(sop: Sop, mocks: readonly Standing[]): boolean {
  const inTime = mocks.toSorted((a, b) => a.start - b.start);
  if (inTime.some(({ start }, index) => start === inTime[index + 1]?.start)) return false;
  const blocks = inTime.map(({ course }) => course).filter((course, index, all) => course !== all[index - 1]);
  return (
    new Set(blocks).size === blocks.length &&
    blocks.every((course, index) => index === 0 || unitOf(sop, blocks[index - 1]!) <= unitOf(sop, course)) &&
    inTime.every(({ course, number }, index) =>
      inTime.slice(index + 1).every((later) => later.course !== course || later.number > number),
    )
  );
}

/** Where a course comes in the sequence; those that may be permuted come at the same place. */
function unitOf({ sequence }: Sop, course: string): number {
  const units = sequence.flatMap(({ order, courses }) =>
    order === 'any' ? [courses] : courses.map((each) => [each]),
  );
  return units.findIndex((courses) => courses.includes(course));
}

function dayOf({ start }: Standing, timeZone: string): number {
  return clockFace(Math.floor(start), timeZone).day;
}

/** How many `mock` entries everybody has in the window: what a way of theirs would add to `balance`. */
function loadsOf(sop: Sop, { busy, window }: PlanRequest): ReadonlyMap<string, number> {
  const [first, last] = [window.start.toString(), window.end.toString()];
  return new Map(
    [...sop.interviewers.values()].map(({ id, email, calendar }) => {
      const addresses = [email.toLowerCase(), calendar?.toLowerCase()];
      const mocks = busy.filter((entry) => entry.kind === 'mock' && addresses.includes(entry.email));
      const days = mocks.map(
        ({ start }) => clockFace(Math.floor(start.epochMilliseconds / 60_000), sop.timeZone).iso,
      );
      return [id, days.filter((iso) => first <= iso && iso <= last).length];
    }),
  );
}

function worth(
  sop: Sop,
  request: PlanRequest,
  placed: readonly (Standing & { way: Way })[],
  loads: ReadonlyMap<string, number>,
): BestAround {
  const { fixed = [], keep = [], candidate } = request;
  const wish = sop.timeOfDay.get(candidate.timeZone) ?? sop.timeOfDay.get('default');
  const mocks = [
    ...placed.map(({ way }) => ({ ...way, load: loads.get(way.interviewer) ?? 0 })),
    ...fixed.map((mock) => {
      const { date, minuteOfDay } = clockFace(
        Math.floor(mock.start.epochMilliseconds / 60_000),
        sop.timeZone,
      );
      return {
        date,
        rank: rankOf(sop, mock),
        clockCost: wish === 'latest' ? 1440 - minuteOfDay : minuteOfDay,
        load: loads.get(mock.interviewer) ?? 0,
      };
    }),
  ];
  const pairs = placed.flatMap((mock) => {
    const kept = keep.find(({ course, number }) => course === mock.course && number === mock.number);
    return kept === undefined ? [] : [{ kept, mock }];
  });
  const isMoved = ({ kept, mock }: (typeof pairs)[number]) =>
    kept.start.epochMilliseconds / 60_000 !== mock.start;
  const isChanged = ({ kept, mock }: (typeof pairs)[number]) => kept.interviewer !== mock.interviewer;
  return {
    moved: pairs.filter(isMoved).length,
    changed: pairs.filter(isChanged).length,
    touched: pairs.filter((pair) => isMoved(pair) || isChanged(pair)).length,
    score: {
      finishDay: mocks
        .map(({ date }) => date)
        .sort(Temporal.PlainDate.compare)
        .at(-1)!,
      mainInterviewers: sum(mocks.map(({ rank }) => rank)),
      timeOfDay: sum(mocks.map(({ clockCost }) => clockCost)),
      balance: sum(mocks.map(({ load }) => load)),
    },
  };
}

/** Who is none of the course's comes after its last backup. */
function rankOf(sop: Sop, { course, interviewer }: FixedMock): number {
  const { main = [], backup = [] } = sop.courses.get(course) ?? {};
  if (main.includes(interviewer)) return 0;
  return backup.includes(interviewer) ? backup.indexOf(interviewer) + 1 : backup.length + 1;
}

function isBetter(a: BestAround, b: BestAround, { prefer }: Sop, { keeping }: PlanRequest): boolean {
  const byScore = prefer.map((criterion) =>
    criterion === 'finishDay'
      ? Temporal.PlainDate.compare(a.score.finishDay, b.score.finishDay)
      : a.score[criterion] - b.score[criterion],
  );
  const first = keeping === 'first' ? [a.moved - b.moved, a.changed - b.changed] : [];
  const differences = [...first, ...byScore, a.touched - b.touched];
  return (differences.find((difference) => difference !== 0) ?? 0) < 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
