import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlannedMock, Score } from '../../src/planning/answer.ts';
import type { Criterion } from '../../src/sop/model.ts';
import { casesOf, THEMES } from './arbitrary.ts';
import { type Case, inForce, requestOf } from './case.ts';
import { bestByTryingAll, everyRightPlan } from './oracle.ts';
import { type Changes, plainCase } from './plain-case.ts';
import { TookTooLong } from './too-long.ts';
import { brokenRules, scoreOf } from './validator.ts';

const SEED = 20261201;
const THEME = fc.constantFrom(...THEMES);

describe('trying everything finds every right plan', () => {
  const twoDays: Changes = {
    request: { window: { start: '2026-12-01', end: '2026-12-02' }, slots: { everyday: ['10:00-12:00'] } },
  };
  const courseOf = (...mocks: number[]): Changes => ({
    ...twoDays,
    courses: { A: { mocks, main: ['alpha'], backup: ['bravo'] } },
    sop: { sequence: [{ inOrder: ['A'] }] },
  });

  it('takes every start on the grid with everybody of the course', () => {
    // Two days with starts at 10:00, 10:30 and 11:00, two people.
    expect(plansOf(plainCase(courseOf(60)))).toHaveLength(2 * 3 * 2);
  });

  it('takes every later start for the next mock', () => {
    // On one day only 10:00 and 11:00 go together; over two days every start goes with every other.
    expect(plansOf(plainCase(courseOf(60, 60)))).toHaveLength((1 + 1 + 3 * 3) * 2 * 2);
  });

  it('takes every order of the courses that the sequence allows', () => {
    const courses = Object.fromEntries(
      ['A', 'B', 'C'].map((id) => [id, { mocks: [60], main: ['alpha'], backup: [] }]),
    );
    const slots = { everyday: ['10:00-11:00'] };
    const request = { window: { start: '2026-12-01', end: '2026-12-03' }, slots };
    const ordersOf = (sequence: Case['sop']['sequence']): number =>
      plansOf(plainCase({ courses, request, sop: { sequence } })).length;
    expect(ordersOf([{ anyOrder: ['A', 'B', 'C'] }])).toBe(6);
    expect(ordersOf([{ anyOrder: ['A', 'B'] }, { inOrder: ['C'] }])).toBe(2);
    expect(ordersOf([{ inOrder: ['A', 'B', 'C'] }])).toBe(1);
  });

  it('says so when there is none', () => {
    const given = plainCase(courseOf(60, 60, 60, 60, 60));
    expect(bestByTryingAll(inForce(given).sop, requestOf(given), 100_000)).toEqual({ status: 'infeasible' });
  });

  it('refuses a case that would take it too long', () => {
    const given = plainCase(courseOf(60, 60));
    expect(() => everyRightPlan(inForce(given).sop, requestOf(given), 10)).toThrow(TookTooLong);
  });
});

describe('trying everything and the validator, written apart, mean the same by a right plan', () => {
  it('no plan it finds breaks a rule, and none scores better than the best', { timeout: 60_000 }, () => {
    let judged = 0;
    const agrees = fc.property(THEME.chain(casesOf), (given) => {
      const { sop } = inForce(given);
      const request = requestOf(given);
      const plans = plansWithin(given, 300);
      if (plans.length === 0) return;
      for (const mocks of plans) expect(brokenRules(sop, request, mocks)).toEqual([]);
      const marks = plans.map((mocks) => marksOf(sop.prefer, scoreOf(sop, request, mocks)));
      const best = bestByTryingAll(sop, request, 300);
      if (best.status !== 'planned') throw new Error('it finds plans but no best one');
      expect(marks.sort(firstDifference)[0]).toEqual(marksOf(sop.prefer, best.score));
      expect(best.plans).toBe(plans.length);
      judged += 1;
    });
    fc.assert(agrees, { numRuns: 120, seed: SEED });
    expect(judged).toBeGreaterThan(25);
  });

  it('a change to one mock of a right plan breaks a rule exactly where the changed plan is not found', {
    timeout: 60_000,
  }, () => {
    let right = 0;
    let wrong = 0;
    const agrees = fc.property(THEME.chain(casesOf), (given) => {
      const plans = plansWithin(given, 1_000);
      const known = new Set(plans.map(keyOf));
      const { sop } = inForce(given);
      const request = requestOf(given);
      for (const mocks of sampleOf(plans, 4)) {
        for (const changed of changesTo(given, mocks)) {
          const faults = brokenRules(sop, request, changed);
          expect({ faults, found: known.has(keyOf(changed)) }).toEqual({
            faults,
            found: faults.length === 0,
          });
          if (faults.length === 0) right += 1;
          else wrong += 1;
        }
      }
    });
    fc.assert(agrees, { numRuns: 120, seed: SEED });
    expect(right).toBeGreaterThan(100);
    expect(wrong).toBeGreaterThan(100);
  });

  it('of all times and people for one mock, those that break no rule are the ones it finds', {
    timeout: 60_000,
  }, () => {
    const agrees = fc.property(THEME.chain(casesOf).map(withOneMock), (given) => {
      const { sop } = inForce(given);
      const request = requestOf(given);
      const found = plansWithin(given, 5_000).map(keyOf);
      const right = everyTimeAndPerson(given).filter(
        (mock) => brokenRules(sop, request, [mock]).length === 0,
      );
      expect(right.map((mock) => keyOf([mock])).sort()).toEqual(found.sort());
    });
    fc.assert(agrees, { numRuns: 10, seed: SEED });
  });
});

function plansOf(given: Case): PlannedMock[][] {
  return everyRightPlan(inForce(given).sop, requestOf(given), 100_000);
}

/** Every right plan; none where there would be too many steps. */
function plansWithin(given: Case, budget: number): PlannedMock[][] {
  try {
    return everyRightPlan(inForce(given).sop, requestOf(given), budget);
  } catch (error) {
    if (error instanceof TookTooLong) return [];
    throw error;
  }
}

function keyOf(mocks: readonly PlannedMock[]): string {
  return mocks
    .map((mock) => [mock.course, mock.number, mock.start, mock.interviewer, mock.role].join(' '))
    .join(', ');
}

/** A few plans from all over the list, the first and the last among them. */
function sampleOf<T>(plans: readonly T[], count: number): T[] {
  if (plans.length <= count) return [...plans];
  return Array.from(
    { length: count },
    (_, index) => plans[Math.round((index * (plans.length - 1)) / (count - 1))] as T,
  );
}

/** The criteria of a score as numbers, the strongest first. */
function marksOf(prefer: readonly Criterion[], score: Score): number[] {
  return prefer.map((criterion) =>
    criterion === 'finishDay' ? Number(score.finishDay.toString().replaceAll('-', '')) : score[criterion],
  );
}

function firstDifference(a: readonly number[], b: readonly number[]): number {
  return a.map((value, index) => value - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

/** The plan with one mock a little earlier or later, on another day, or with somebody else. */
function changesTo(given: Case, mocks: readonly PlannedMock[]): PlannedMock[][] {
  const moves = [-1440, -90, -60, -30, -15, -5, 5, 15, 30, 60, 90, 1440];
  return mocks.flatMap((mock, index) => {
    const moved = moves.map((minutes) => startingAt(mock, mock.start.add({ minutes })));
    const others = Object.keys(given.sop.interviewers)
      .filter((id) => id !== mock.interviewer)
      .map((id) => withPerson(given, mock, id));
    return [...moved, ...others].map((changed) => mocks.with(index, changed));
  });
}

function startingAt(mock: PlannedMock, start: Temporal.Instant): PlannedMock {
  return { ...mock, start, end: start.add(mock.start.until(mock.end)) };
}

function withPerson(given: Case, mock: PlannedMock, interviewer: string): PlannedMock {
  const main = given.sop.courses[mock.course]?.main ?? [];
  return { ...mock, interviewer, role: main.includes(interviewer) ? 'main' : 'backup' };
}

/** The case with a single mock of its first course, in at most two days. */
function withOneMock({ sop, request }: Case): Case {
  const [id = '', course] = Object.entries(sop.courses)[0] ?? [];
  if (course === undefined) throw new Error('a case has a course');
  const second = Temporal.PlainDate.from(request.window.start).add({ days: 1 }).toString();
  const end = second < request.window.end ? second : request.window.end;
  return {
    sop: {
      ...sop,
      courses: { [id]: { ...course, mocks: course.mocks.slice(0, 1) } },
      sequence: [{ inOrder: [id] }],
      variants: [],
    },
    request: { ...request, window: { start: request.window.start, end } },
  };
}

/** The one mock at every fifth minute of the window with everybody, of the course or not. */
function everyTimeAndPerson(given: Case): PlannedMock[] {
  const { timeZone, courses, interviewers } = given.sop;
  const [id = '', course] = Object.entries(courses)[0] ?? [];
  const midnight = (date: string, days: number): Temporal.Instant =>
    Temporal.PlainDate.from(date).add({ days }).toZonedDateTime(timeZone).toInstant();
  const first = midnight(given.request.window.start, 0);
  const minutes = first.until(midnight(given.request.window.end, 1)).total('minutes');
  return Array.from({ length: Math.ceil(minutes / 5) }, (_, index) =>
    first.add({ minutes: index * 5 }),
  ).flatMap((start) =>
    Object.keys(interviewers).map((interviewer) => {
      const end = start.add({ minutes: course?.mocks[0] ?? 0 });
      return withPerson(given, { course: id, number: 1, start, end, interviewer, role: 'main' }, interviewer);
    }),
  );
}
