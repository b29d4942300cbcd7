import fc from 'fast-check';
import { clockChangePlace, type Place, seldom } from './arbitrary-place.ts';
import type { RulesText } from './case.ts';

/** What a family of cases leans towards. */
export interface Leaning {
  readonly place: fc.Arbitrary<Place>;
  readonly rules: fc.Arbitrary<RulesText>;
  readonly busyMax: number;
  readonly mockBusyWeight: number;
  /** Length of the window; null leaves it to the place. */
  readonly days: fc.Arbitrary<number> | null;
  readonly people: fc.Arbitrary<number>;
  readonly mocks: fc.Arbitrary<number>;
}

type RuleArbitraries = {
  readonly [key in keyof RulesText]-?: fc.Arbitrary<Exclude<RulesText[key], undefined>>;
};

const minutes = (...values: number[]): fc.Arbitrary<string> =>
  fc.constantFrom(...values.map((value) => `${value}m`));
const often = <T>(arbitrary: fc.Arbitrary<T>, usual: T): fc.Arbitrary<T> =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(usual) }, { weight: 3, arbitrary });

/** A little of everything. */
const EVERYTHING: RuleArbitraries = {
  startEvery: minutes(15, 30, 30, 30, 45, 60, 60, 60, 90, 120, 50),
  minGap: minutes(0, 0, 0, 15, 30, 60, 12 * 60, 18 * 60, 24 * 60),
  maxGap: fc.constant(null),
  courseGap: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    fc.record({ days: fc.integer({ min: 0, max: 2 }) }),
    minutes(60, 12 * 60, 24 * 60, 36 * 60),
  ),
  maxPerInterviewerPerDay: seldom(fc.constantFrom(1, 2), null),
  maxPerInterviewerPerWeek: seldom(fc.integer({ min: 1, max: 4 }), null),
  interviewerBuffer: seldom(minutes(10, 15, 30, 90), '0m'),
  maxPerCandidatePerDay: seldom(fc.constantFrom(1, 2), null),
  minNotice: seldom(minutes(30, 60, 12 * 60, 48 * 60), '0m'),
  holidays: fc.constant([]),
};

function rulesFrom(leaning: Partial<RuleArbitraries>): fc.Arbitrary<RulesText> {
  // At most a gap is drawn as what it allows beyond the least one, so that the two never contradict.
  const slack = fc.constantFrom(null, null, null, 0, 30, 60, 6 * 60, 24 * 60, 24 * 60, 48 * 60);
  return fc.tuple(fc.record({ ...EVERYTHING, ...leaning }), slack).map(([rules, more]) => ({
    ...rules,
    maxGap: more === null ? null : `${Number.parseInt(rules.minGap, 10) + more}m`,
  }));
}

/** What each theme is about; what it leaves out is as usual. */
export const LEANINGS = {
  general: { rules: rulesFrom({}) },
  gaps: {
    rules: rulesFrom({
      minGap: minutes(15, 60, 6 * 60, 12 * 60, 21 * 60, 24 * 60, 25 * 60),
      courseGap: often(EVERYTHING.courseGap, null),
    }),
    days: fc.integer({ min: 4, max: 9 }),
  },
  caps: {
    rules: rulesFrom({
      startEvery: minutes(30, 60, 60, 90),
      minGap: minutes(0, 0, 15),
      courseGap: seldom(fc.record({ days: fc.constantFrom(0, 1) }), null),
      maxPerInterviewerPerDay: fc.constantFrom(null, 1, 2, 2, 3),
      maxPerInterviewerPerWeek: fc.constantFrom(null, null, 2, 3, 4, 5),
      maxPerCandidatePerDay: fc.constantFrom(null, 1, 2, 2, 3),
    }),
    mockBusyWeight: 6,
    days: fc.integer({ min: 2, max: 5 }),
    mocks: fc.constantFrom(2, 3, 3, 4, 5),
  },
  buffers: {
    rules: rulesFrom({
      startEvery: minutes(15, 30, 30, 60),
      minGap: minutes(0, 0, 15),
      courseGap: seldom(minutes(30, 45), null),
      interviewerBuffer: minutes(5, 15, 30, 45, 60, 60, 90, 120, 150, 240, 14 * 60),
    }),
    busyMax: 5,
    days: fc.integer({ min: 1, max: 3 }),
    people: fc.constantFrom(1, 2, 2, 3, 4),
    mocks: fc.constantFrom(1, 2, 3, 3, 3, 4),
  },
  clockChanges: {
    place: clockChangePlace,
    rules: rulesFrom({ minGap: minutes(0, 0, 15, 30, 60, 18 * 60, 24 * 60) }),
    days: null,
    mocks: fc.constantFrom(1, 2, 2, 3, 3, 4),
  },
  preferences: {
    rules: rulesFrom({
      minGap: minutes(0, 30, 12 * 60),
      courseGap: seldom(fc.record({ days: fc.constant(0) }), null),
    }),
    mockBusyWeight: 6,
  },
} satisfies Record<string, Partial<Leaning>>;
