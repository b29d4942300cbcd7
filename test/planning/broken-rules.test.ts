import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlannedMock } from '../../src/planning/answer.ts';
import type { JudgingOptions, PlannedPlace } from '../../src/planning/broken-rule.ts';
import { brokenRules } from '../../src/planning/broken-rules.ts';
import { findPlan } from '../../src/planning/plan.ts';
import type { FixedMock, PlanRequest } from '../../src/request/model.ts';
import type { Sop } from '../../src/sop/model.ts';
import { casesOf, THEMES, type Theme } from './arbitrary.ts';
import { bookedCasesOf } from './arbitrary-given.ts';
import { type Case, inForce, procedureOf, requestOf } from './case.ts';
import { CASES, everyCase } from './every-case.ts';
import { at, busy, type Changes, plainCase, planned } from './plain-case.ts';
import * as validator from './validator.ts';

const COUNT = Math.ceil(CASES / 10);
const TIMEOUT = { timeout: 60_000 + CASES * 200 };

/** The plain case's mocks in places that are right. */
const RIGHT = [
  ['A1', '2026-12-01T10:00', 'alpha'],
  ['A2', '2026-12-02T10:00', 'alpha'],
  ['B1', '2026-12-03T10:00', 'bravo'],
] as const;

describe('mocks that break no rule', () => {
  it('are told to break none', () => {
    expect(sentences({}, RIGHT)).toEqual([]);
  });
});

describe('a mock whose own place is wrong', () => {
  const a1 = (when: string, changes: Changes = {}, who = 'alpha') =>
    sentences(changes, [['A1', when, who], RIGHT[1], RIGHT[2]]);

  it('is named with what the SOP says', () => {
    expect(a1('2026-12-01T10:10')).toEqual([
      'startEvery: A Mock1 with Alpha (Tue Dec 1 10:10–11:10 PST) does not start on the grid of 30 minutes (startEvery).',
    ]);
    expect(a1('2026-11-30T10:00')).toEqual([
      'window: A Mock1 with Alpha (Mon Nov 30 10:00–11:00 PST) is not in the window, Tue Dec 1 to Sat Dec 12.',
    ]);
    expect(
      a1('2026-12-01T09:00', { alpha: { hours: { tuesday: ['10:00-12:00'], everyday: ['09:00-24:00'] } } }),
    ).toEqual([
      "hours: A Mock1 with Alpha (Tue Dec 1 09:00–10:00 PST) is not inside Alpha's hours (10:00-12:00 on Tuesdays).",
    ]);
    expect(a1('2026-12-01T09:00', { request: { slots: { everyday: ['09:30-24:00'] } } })).toEqual([
      "slots: A Mock1 with Alpha (Tue Dec 1 09:00–10:00 PST) is not inside Candidate's slots (09:30-24:00 on Tuesdays).",
    ]);
    expect(a1('2026-12-01T10:00', { rules: { holidays: ['2026-12-01'] } })).toEqual([
      'holidays: A Mock1 with Alpha (Tue Dec 1 10:00–11:00 PST) is on a holiday (holidays).',
    ]);
    expect(
      a1('2026-12-01T10:00', {
        alpha: {
          timeOff: [{ from: at('2026-12-01T00:00').toString(), to: at('2026-12-02T00:00').toString() }],
        },
      }),
    ).toEqual([
      'timeOff: A Mock1 with Alpha (Tue Dec 1 10:00–11:00 PST) is in the time off of Alpha, Tue Dec 1 00:00 – Wed Dec 2 00:00 PST.',
    ]);
  });

  it('is of another length than the SOP gives it', () => {
    const mocks = placed({}, RIGHT).map((mock) =>
      mock.course === 'A' && mock.number === 1 ? { ...mock, end: mock.end.subtract({ minutes: 15 }) } : mock,
    );
    expect(said(brokenRules(sopOf({}), askedOf({}), mocks))).toEqual([
      'length: A Mock1 with Alpha (Tue Dec 1 10:00–10:45 PST) lasts 45 minutes, and by the SOP it is 60.',
    ]);
  });

  it('goes on past midnight', () => {
    const hours = { everyday: ['00:00-24:00'] };
    expect(a1('2026-12-01T23:30', { alpha: { hours }, request: { slots: hours } })).toEqual([
      "hours: A Mock1 with Alpha (Tue Dec 1 23:30 – Wed Dec 2 00:30 PST) is not inside Alpha's hours (00:00-24:00 on Tuesdays).",
      'day: A Mock1 with Alpha (Tue Dec 1 23:30 – Wed Dec 2 00:30 PST) goes on past midnight.',
    ]);
  });

  it('is with somebody who does not give the course, or whom the SOP does not have', () => {
    expect(sentences({}, [RIGHT[0], RIGHT[1], ['B1', '2026-12-03T10:00', 'alpha']])).toEqual([
      'interviewers: B Mock1 with Alpha (Thu Dec 3 10:00–11:30 PST) is with somebody who gives no B: that is given by Bravo.',
    ]);
    expect(a1('2026-12-01T10:00', {}, 'zulu')).toEqual([
      'interviewers: A Mock1 with zulu (Tue Dec 1 10:00–11:00 PST) is with somebody whom the SOP does not have.',
    ]);
  });

  it('is with somebody whose calendar cannot be read', () => {
    expect(a1('2026-12-01T10:00', { request: { unreadable: ['alpha@example.com'] } }, 'bravo')).toEqual([
      'unreadable: A Mock2 with Alpha (Wed Dec 2 10:00–11:00 PST) is with somebody whose calendar cannot be read.',
    ]);
  });

  it('comes without notice, where that is asked', () => {
    const changes: Changes = {
      rules: { minNotice: `${24 * 60}m` },
      request: { now: at('2026-12-01T09:00').toString() },
    };
    expect(sentences(changes, RIGHT)).toEqual([]);
    expect(sentences(changes, RIGHT, { notice: true })).toEqual([
      'minNotice: A Mock1 with Alpha (Tue Dec 1 10:00–11:00 PST) starts less than 24h from now (minNotice).',
    ]);
  });

  it('is when its interviewer or the candidate is busy, or within the buffer of that', () => {
    const entries = [
      busy('alpha', '2026-12-01T10:30', '2026-12-01T12:00'),
      busy('candidate', '2026-12-02T10:59', '2026-12-02T12:00'),
      busy('bravo', '2026-12-03T11:40', '2026-12-03T12:00'),
    ];
    expect(sentences({ rules: { interviewerBuffer: '15m' }, request: { busy: entries } }, RIGHT)).toEqual([
      'busy: Alpha is busy Tue Dec 1 10:30–12:00 PST, at the time of A Mock1 with Alpha (Tue Dec 1 10:00–11:00 PST).',
      'busy: Candidate is busy Wed Dec 2 10:59–12:00 PST, at the time of A Mock2 with Alpha (Wed Dec 2 10:00–11:00 PST).',
      'interviewerBuffer: Bravo is busy Thu Dec 3 11:40–12:00 PST, less than 15m (interviewerBuffer) from B Mock1 with Bravo (Thu Dec 3 10:00–11:30 PST).',
    ]);
  });
});

describe('mocks that are wrong beside each other', () => {
  it('come in another order than their numbers', () => {
    expect(sentences({}, [['A1', '2026-12-02T12:00', 'alpha'], RIGHT[1], RIGHT[2]])).toEqual([
      'sequence: The mocks of A come in the order Mock2 and Mock1: A Mock2 with Alpha (Wed Dec 2 10:00–11:00 PST) and A Mock1 with Alpha (Wed Dec 2 12:00–13:00 PST).',
    ]);
  });

  it('come in another order than the sequence has their courses', () => {
    expect(sentences({}, [RIGHT[0], RIGHT[1], ['B1', '2026-12-01T14:00', 'bravo']])).toEqual([
      'sequence: B Mock1 with Bravo (Tue Dec 1 14:00–15:30 PST) comes before A Mock2, and A comes before B in the sequence.',
    ]);
  });

  it('come between those of another course, where the courses may be in any order', () => {
    expect(
      sentences({ sop: { sequence: [{ anyOrder: ['A', 'B'] }] } }, [
        RIGHT[0],
        RIGHT[1],
        ['B1', '2026-12-01T14:00', 'bravo'],
      ]),
    ).toEqual(['sequence: B Mock1 with Bravo (Tue Dec 1 14:00–15:30 PST) comes between the mocks of A.']);
  });

  it('are missing, there twice, or more than the SOP has', () => {
    expect(sentences({}, [RIGHT[0], RIGHT[2]])).toEqual(['mocks: A Mock2 is missing.']);
    expect(sentences({}, [...RIGHT, ['B1', '2026-12-04T10:00', 'bravo']])).toEqual([
      'mocks: B Mock1 is there 2 times: B Mock1 with Bravo (Thu Dec 3 10:00–11:30 PST) and B Mock1 with Bravo (Fri Dec 4 10:00–11:30 PST).',
    ]);
    expect(
      sentences({}, [...RIGHT, ['B2', '2026-12-04T10:00', 'bravo'], ['Z1', '2026-12-05T10:00', 'bravo']]),
    ).toEqual([
      "mocks: B Mock2 with Bravo (Fri Dec 4 10:00–11:00 PST) is not the SOP's: it has only 1 mock of it.",
      "mocks: Z Mock1 with Bravo (Sat Dec 5 10:00–11:00 PST) is not the SOP's: it has no such course.",
    ]);
  });

  it('share time, or have too little or too much of it between them', () => {
    const at10 = (name: string, day: string, who: string) => [name, `2026-12-${day}T10:00`, who] as const;
    expect(sentences({}, [RIGHT[0], ['A2', '2026-12-01T10:30', 'bravo'], RIGHT[2]])).toEqual([
      'overlap: A Mock1 with Alpha (Tue Dec 1 10:00–11:00 PST) is at the time of A Mock2 with Bravo (Tue Dec 1 10:30–11:30 PST).',
    ]);
    expect(sentences({ rules: { minGap: `${24 * 60}m` } }, RIGHT)).toEqual([
      'minGap: There are 23h between A Mock1 with Alpha (Tue Dec 1 10:00–11:00 PST) and A Mock2 with Alpha (Wed Dec 2 10:00–11:00 PST), and it must be at least 24h (minGap).',
      'minGap: There are 23h between A Mock2 with Alpha (Wed Dec 2 10:00–11:00 PST) and B Mock1 with Bravo (Thu Dec 3 10:00–11:30 PST), and it must be at least 24h (minGap).',
    ]);
    expect(
      sentences({ rules: { maxGap: `${24 * 60}m` } }, [RIGHT[0], RIGHT[1], at10('B1', '04', 'bravo')]),
    ).toEqual([
      'maxGap: There are 47h between A Mock2 with Alpha (Wed Dec 2 10:00–11:00 PST) and B Mock1 with Bravo (Fri Dec 4 10:00–11:30 PST), and it may be at most 24h (maxGap).',
    ]);
    expect(sentences({ rules: { courseGap: { days: 1 } } }, RIGHT)).toEqual([
      'courseGap: B Mock1 with Bravo (Thu Dec 3 10:00–11:30 PST) comes too soon after A Mock2 with Alpha (Wed Dec 2 10:00–11:00 PST): from one course to the next it takes 1 full free day (courseGap).',
    ]);
    expect(sentences({ rules: { courseGap: '1440m' } }, RIGHT)).toEqual([
      'courseGap: There are 23h between A Mock2 with Alpha (Wed Dec 2 10:00–11:00 PST) and B Mock1 with Bravo (Thu Dec 3 10:00–11:30 PST), and from one course to the next it must be at least 24h (courseGap).',
    ]);
  });

  it('are more than anybody takes on a day or in a week', () => {
    const both = [RIGHT[0], ['A2', '2026-12-01T14:00', 'alpha'], RIGHT[2]] as const;
    expect(sentences({ rules: { maxPerInterviewerPerDay: 1 } }, both)).toEqual([
      'maxPerInterviewerPerDay: Alpha has 2 mocks on Tue Dec 1, of at most 1 a day (maxPerInterviewerPerDay): A Mock1 and A Mock2 among them.',
    ]);
    expect(sentences({ rules: { maxPerCandidatePerDay: 1 } }, both)).toEqual([
      'maxPerCandidatePerDay: Candidate has 2 mocks on Tue Dec 1, of at most 1 a day (maxPerCandidatePerDay): A Mock1 and A Mock2 among them.',
    ]);
    const entries = [busy('alpha', '2026-12-06T14:00', '2026-12-06T15:00', 'mock')];
    expect(sentences({ rules: { maxPerInterviewerPerWeek: 2 }, request: { busy: entries } }, RIGHT)).toEqual([
      'maxPerInterviewerPerWeek: Alpha has 3 mocks in the week of Tue Dec 1, of at most 2 a week (maxPerInterviewerPerWeek): A Mock1 and A Mock2 among them.',
    ]);
  });
});

describe('what is left of a sequence', () => {
  const left = [RIGHT[1], RIGHT[2]] as const;

  it('misses nothing, and keeps its gaps, caps and order to what is done', () => {
    const done = [{ course: 'A', interviewer: 'alpha', ...spanOf('2026-12-01T10:00', 60) }];
    const judge = (changes: Changes, mocks: typeof left | readonly (typeof left)[0][] = left) =>
      said(
        brokenRules(sopOf(changes), { ...askedOf(changes), done }, placed(changes, mocks), { partial: true }),
      );
    expect(judge({})).toEqual([]);
    expect(judge({ rules: { minGap: `${24 * 60}m` } })[0]).toBe(
      'minGap: There are 23h between the A mock with Alpha (Tue Dec 1 10:00–11:00 PST) and A Mock2 with Alpha (Wed Dec 2 10:00–11:00 PST), and it must be at least 24h (minGap).',
    );
    expect(judge({ rules: { maxPerInterviewerPerWeek: 1 } })).toHaveLength(1);
    expect(judge({ sop: { sequence: [{ inOrder: ['B', 'A'] }] } })).toEqual([
      'sequence: A Mock2 with Alpha (Wed Dec 2 10:00–11:00 PST) comes before B Mock1, and B comes before A in the sequence.',
    ]);
  });

  it('goes on with the course that is under way', () => {
    const changes: Changes = { sop: { sequence: [{ anyOrder: ['A', 'B'] }] } };
    const done = [{ course: 'A', interviewer: 'alpha', ...spanOf('2026-12-01T10:00', 60) }];
    const mocks = placed(changes, [
      ['B1', '2026-12-02T10:00', 'bravo'],
      ['A2', '2026-12-03T10:00', 'alpha'],
    ]);
    const request = { ...askedOf(changes), done };
    expect(said(brokenRules(sopOf(changes), request, mocks, { partial: true }))).toEqual([
      'sequence: A is under way, and B Mock1 with Bravo (Wed Dec 2 10:00–11:30 PST) comes before the rest of it: A Mock2.',
    ]);
  });

  it('may leave a long gap where a mock was cancelled, and nowhere else', () => {
    const changes: Changes = {
      rules: { maxGap: '1440m' },
      courses: {
        A: { mocks: [60, 60, 60], main: ['alpha'], backup: [] },
        B: { mocks: [90], main: ['bravo'], backup: [] },
      },
    };
    const a3 = ['A3', '2026-12-03T10:00', 'alpha'] as const;
    const partial = { partial: true };
    expect(sentences(changes, [RIGHT[0], a3], partial)).toEqual([]);
    expect(sentences(changes, [RIGHT[0], ['A2', '2026-12-03T10:00', 'alpha']], partial)).toHaveLength(1);
    expect(sentences(changes, [RIGHT[1], ['B1', '2026-12-05T10:00', 'bravo']], partial)).toEqual([]);
  });
});

describe('a mock that is fixed', () => {
  const request = (changes: Changes, fixed: readonly FixedMock[]): PlanRequest => ({
    ...askedOf(changes),
    fixed,
  });

  it('is right where it is, and others keep the rules to it', () => {
    const changes: Changes = { rules: { minGap: '60m', maxPerInterviewerPerDay: 1 } };
    const mocks = placed(changes, [['A1', '2026-12-02T08:40', 'alpha'], RIGHT[1], RIGHT[2]]);
    expect(brokenRules(sopOf(changes), request(changes, mocks.slice(0, 2)), mocks)).toEqual([]);
    const broken = brokenRules(sopOf(changes), request(changes, mocks.slice(0, 1)), mocks);
    expect(broken.map(({ code }) => code)).toEqual(['minGap', 'maxPerInterviewerPerDay']);
  });

  it('that stands elsewhere now is judged as any other', () => {
    const mocks = placed({}, [['A1', '2026-12-01T10:10', 'alpha'], RIGHT[1], RIGHT[2]]);
    const fixed = placed({}, [['A1', '2026-12-01T10:20', 'alpha']]);
    expect(brokenRules(sopOf({}), request({}, fixed), mocks)).toHaveLength(1);
  });
});

describe('every plan that the planner finds', () => {
  for (const theme of THEMES) {
    it(`breaks no rule (${theme})`, TIMEOUT, () => {
      let plans = 0;
      const judge = (given: Case) => {
        const request = requestOf(given);
        const found = findPlan(procedureOf(given), request);
        if (found === null) return [];
        plans += 1;
        return said(brokenRules(inForce(given).sop, request, found.mocks, { notice: true }));
      };
      everyCase(casesOf(theme), COUNT, judge);
      everyCase(bookedCasesOf(theme), COUNT, judge);
      expect(plans).toBeGreaterThan(COUNT / 2);
    });
  }
});

describe('of a plan that somebody damaged', () => {
  it('every broken rule is seen, nothing else is, and the mock that was damaged is named', TIMEOUT, () => {
    const seen = { right: 0, wrong: 0 };
    for (const theme of THEMES) {
      everyCase(damagedCasesOf(theme), COUNT, (given) => {
        const { sop } = inForce(given);
        const request = requestOf(given);
        const plan = findPlan(procedureOf(given), request);
        if (plan === null) return [];
        const { mocks, damaged } = damagedBy(given.damage, plan.mocks, sop);
        const truth = validator.brokenRules(sop, request, mocks);
        const broken = brokenRules(sop, request, mocks, { notice: true });
        seen[truth.length === 0 ? 'right' : 'wrong'] += 1;
        if ((truth.length === 0) !== (broken.length === 0)) {
          return [`it says ${JSON.stringify(said(broken))}, the validator ${JSON.stringify(truth)}`];
        }
        const isNamed = ({ course, number }: PlannedPlace) =>
          broken.some((rule) => rule.mocks.some((mock) => mock.course === course && mock.number === number));
        return broken.length === 0 || damaged.some(isNamed) ? [] : ['the damaged mock is not named'];
      });
    }
    expect(seen.right).toBeGreaterThan(COUNT / 2);
    expect(seen.wrong).toBeGreaterThan(COUNT);
  });
});

interface Damage {
  readonly how: 'moved' | 'given to another' | 'longer' | 'left out' | 'changed places';
  readonly mock: number;
  readonly other: number;
  readonly minutes: number;
}

function damagedCasesOf(theme: Theme): fc.Arbitrary<Case & { readonly damage: Damage }> {
  const damage: fc.Arbitrary<Damage> = fc.record({
    how: fc.constantFrom(
      'moved',
      'moved',
      'moved',
      'given to another',
      'longer',
      'left out',
      'changed places',
    ),
    mock: fc.nat(11),
    other: fc.nat(11),
    minutes: fc.constantFrom(-30, 30, -60, 60, 15, 90, 24 * 60, -24 * 60, 48 * 60, 7 * 24 * 60),
  });
  return fc.tuple(casesOf(theme), damage).map(([given, each]) => ({ ...given, damage: each }));
}

/** The plan with a change that somebody made by hand, in time order. */
function damagedBy(
  { how, mock, other, minutes }: Damage,
  mocks: readonly PlannedMock[],
  { interviewers, courses }: Sop,
): { mocks: PlannedMock[]; damaged: PlannedMock[] } {
  const one = mocks[mock % mocks.length]!;
  const two = mocks[other % mocks.length]!;
  const somebody = [...interviewers.keys()][other % interviewers.size]!;
  const isMain = courses.get(one.course)!.main.includes(somebody);
  const into = (changed: (each: PlannedMock) => PlannedMock | null) =>
    mocks.flatMap((each) => changed(each) ?? []).sort((a, b) => Temporal.Instant.compare(a.start, b.start));
  const onlyOne = (changed: PlannedMock | null) => ({
    mocks: into((each) => (each === one ? changed : each)),
    damaged: [one],
  });
  switch (how) {
    case 'moved':
      return onlyOne({ ...one, start: one.start.add({ minutes }), end: one.end.add({ minutes }) });
    case 'given to another':
      return onlyOne({ ...one, interviewer: somebody, role: isMain ? 'main' : 'backup' });
    case 'longer':
      return onlyOne({ ...one, end: one.end.add({ minutes: 15 }) });
    case 'left out':
      return onlyOne(null);
    case 'changed places':
      return {
        mocks: into((each) => {
          if (each !== one && each !== two) return each;
          const { start, end } = each === one ? two : one;
          return { ...each, start, end };
        }),
        damaged: [one, two],
      };
  }
}

type Written = readonly [name: string, wallClock: string, interviewer: string];

function sopOf(changes: Changes) {
  return inForce(plainCase(changes)).sop;
}

function askedOf(changes: Changes): PlanRequest {
  return requestOf(plainCase(changes));
}

function placed(changes: Changes, mocks: readonly Written[]): PlannedMock[] {
  return mocks.map((mock) => planned(plainCase(changes), ...mock));
}

function sentences(changes: Changes, mocks: readonly Written[], options: JudgingOptions = {}): string[] {
  return said(brokenRules(sopOf(changes), askedOf(changes), placed(changes, mocks), options));
}

function said(broken: ReturnType<typeof brokenRules>): string[] {
  return broken.map(({ code, message }) => `${code}: ${message}`);
}

function spanOf(wallClock: string, minutes: number) {
  return { start: at(wallClock), end: at(wallClock).add({ minutes }) };
}
