import { describe, expect, it } from 'vitest';
import { findPlan } from '../../src/planning/plan.ts';
import { procedureOf, requestOf } from './case.ts';
import { at, busy, type Changes, plainCase, planned } from './plain-case.ts';

/** Three mocks of course A, then one of course B; the candidate has time for one a day, the sooner the better. */
const CHANGES: Changes = {
  courses: {
    A: { mocks: [60, 60, 60], main: ['alpha'], backup: ['bravo'] },
    B: { mocks: [90], main: ['bravo'], backup: [] },
  },
  rules: { minGap: `${12 * 60}m` },
};

const SLOTS = { everyday: ['09:00-16:00'] };

type Written = readonly [name: string, wallClock: string, interviewer: string];

/** `A1 12-01 09:00 alpha` for each mock of the best plan; null where there is none. */
function planOf(
  changes: Changes,
  {
    fixed = [],
    keep,
    keeping = 'first',
  }: { fixed?: Written[]; keep?: Written[]; keeping?: 'first' | 'last' },
) {
  const given = caseOf(changes);
  const place = (mock: Written) => planned(given, ...mock);
  return findPlan(procedureOf(given), {
    ...requestOf(given),
    fixed: fixed.map(place),
    ...(keep === undefined ? {} : { keep: keep.map(place), keeping }),
  });
}

function caseOf(changes: Changes) {
  return plainCase({ ...changes, request: { slots: SLOTS, ...changes.request } });
}

function shown(plan: ReturnType<typeof planOf>): string[] | null {
  if (plan === null) return null;
  return plan.mocks.map(({ course, number, start, interviewer }) => {
    const clock = start.toZonedDateTimeISO('America/Los_Angeles').toPlainDateTime().toString();
    return `${course}${number} ${clock.slice(5, 10)} ${clock.slice(11, 16)} ${interviewer}`;
  });
}

describe('a mock that is fixed', () => {
  it('in the middle stands as it is, and those before and after it keep their gaps to it', () => {
    expect(shown(planOf(CHANGES, { fixed: [['A2', '2026-12-03T14:00', 'alpha']] }))).toEqual([
      'A1 12-01 09:00 alpha',
      'A2 12-03 14:00 alpha',
      'A3 12-04 09:00 alpha',
      'B1 12-05 09:00 bravo',
    ]);
    expect(shown(planOf(CHANGES, { fixed: [['A2', '2026-12-02T21:30', 'alpha']] }))?.slice(2)).toEqual([
      'A3 12-03 10:30 alpha',
      'B1 12-04 09:00 bravo',
    ]);
  });

  it('may be the first and the last, and then the others come between', () => {
    const fixed: Written[] = [
      ['A1', '2026-12-02T09:00', 'alpha'],
      ['B1', '2026-12-08T09:00', 'bravo'],
    ];
    expect(shown(planOf(CHANGES, { fixed }))).toEqual([
      'A1 12-02 09:00 alpha',
      'A2 12-03 09:00 alpha',
      'A3 12-04 09:00 alpha',
      'B1 12-08 09:00 bravo',
    ]);
    const soon = { ...CHANGES, rules: { ...CHANGES.rules, maxGap: '2880m' } };
    expect(shown(planOf(soon, { fixed }))?.slice(1, 3)).toEqual([
      'A2 12-04 09:00 alpha',
      'A3 12-06 09:00 alpha',
    ]);
  });

  it('leaves no plan where the others have no room beside it', () => {
    const rules = { ...CHANGES.rules, maxGap: '2880m' };
    expect(planOf({ ...CHANGES, rules }, { fixed: [['A2', '2026-12-12T10:00', 'alpha']] })).toBeNull();
    expect(planOf(CHANGES, { fixed: [['A2', '2026-12-01T09:00', 'alpha']] })).toBeNull();
  });

  it('may be where no other may: outside hours, slots and window, off the grid, in busy time, too long, without notice', () => {
    const changes: Changes = {
      ...CHANGES,
      rules: { ...CHANGES.rules, minNotice: '1440m' },
      request: {
        now: at('2026-12-01T00:00').toString(),
        busy: [busy('alpha', '2026-11-30T03:00', '2026-11-30T05:00')],
      },
    };
    const given = caseOf(changes);
    const start = at('2026-11-30T03:20');
    const long = { course: 'A', number: 1, interviewer: 'alpha', start, end: start.add({ minutes: 100 }) };
    const plan = findPlan(procedureOf(given), { ...requestOf(given), fixed: [long] });
    expect(plan?.mocks[0]).toEqual({ ...long, role: 'main' });
    expect(shown(plan)?.slice(1)).toEqual([
      'A2 12-02 09:00 alpha',
      'A3 12-03 09:00 alpha',
      'B1 12-04 09:00 bravo',
    ]);
  });

  it('counts towards caps, and its interviewer keeps the buffer to it', () => {
    const others = (rules: NonNullable<Changes['rules']>) => {
      const courses = { ...CHANGES.courses, A: { mocks: [60, 60, 60], main: ['alpha'], backup: [] } };
      const changes = { ...CHANGES, courses, rules: { minGap: '0m', ...rules } };
      return shown(planOf(changes, { fixed: [['A1', '2026-12-01T09:00', 'alpha']] }))?.slice(1, 3);
    };
    expect(others({})?.[0]).toBe('A2 12-01 10:00 alpha');
    expect(others({ maxPerInterviewerPerDay: 1 })?.[0]).toBe('A2 12-02 09:00 alpha');
    expect(others({ maxPerCandidatePerDay: 1 })?.[0]).toBe('A2 12-02 09:00 alpha');
    expect(others({ maxPerInterviewerPerWeek: 2 })).toEqual(['A2 12-02 09:00 alpha', 'A3 12-07 09:00 alpha']);
    expect(others({ interviewerBuffer: '45m' })?.[0]).toBe('A2 12-01 11:00 alpha');
  });

  it('asks no gap of another that is fixed, and they may even share time', () => {
    const fixed: Written[] = [
      ['A1', '2026-12-01T10:00', 'alpha'],
      ['A2', '2026-12-01T10:30', 'alpha'],
    ];
    expect(shown(planOf(CHANGES, { fixed }))).toEqual([
      'A1 12-01 10:00 alpha',
      'A2 12-01 10:30 alpha',
      'A3 12-02 09:00 alpha',
      'B1 12-03 09:00 bravo',
    ]);
  });

  it('out of the order of the others that are fixed has no part in the order', () => {
    const fixed: Written[] = [
      ['B1', '2026-12-01T10:00', 'bravo'],
      ['A1', '2026-12-02T10:00', 'alpha'],
    ];
    expect(shown(planOf(CHANGES, { fixed }))).toEqual([
      'B1 12-01 10:00 bravo',
      'A1 12-02 10:00 alpha',
      'A2 12-03 09:00 alpha',
      'A3 12-04 09:00 alpha',
    ]);
    // By itself it keeps its place in the sequence: all of A comes before it.
    expect(planOf(CHANGES, { fixed: fixed.slice(0, 1) })).toBeNull();
  });

  it('that the SOP does not have stands in the plan, and is kept clear of', () => {
    const fixed: Written[] = [['Z7', '2026-12-01T15:00', 'zulu']];
    expect(shown(planOf(CHANGES, { fixed }))).toEqual([
      'Z7 12-01 15:00 zulu',
      'A1 12-02 09:00 alpha',
      'A2 12-03 09:00 alpha',
      'A3 12-04 09:00 alpha',
      'B1 12-05 09:00 bravo',
    ]);
  });

  it('scores as any mock, and with somebody who does not give the course as beyond its last backup', () => {
    const score = (who: string) => planOf(CHANGES, { fixed: [['A1', '2026-12-01T09:00', who]] })?.score;
    const withAlpha = score('alpha');
    expect(withAlpha).toMatchObject({ mainInterviewers: 0, timeOfDay: 4 * 9 * 60 });
    expect(score('bravo')).toEqual({ ...withAlpha, mainInterviewers: 1 });
    expect(score('zulu')).toEqual({ ...withAlpha, mainInterviewers: 2 });
    const role = planOf(CHANGES, { fixed: [['A1', '2026-12-01T09:00', 'zulu']] })?.mocks[0]?.role;
    expect(role).toBe('backup');
  });

  it('can be all there is', () => {
    const fixed: Written[] = [
      ['A1', '2026-12-01T10:00', 'alpha'],
      ['A2', '2026-12-02T10:00', 'alpha'],
      ['A3', '2026-12-03T10:00', 'zulu'],
      ['B1', '2027-01-04T10:00', 'bravo'],
    ];
    const plan = planOf(CHANGES, { fixed });
    expect(shown(plan)).toHaveLength(4);
    expect(`${plan?.score.finishDay}`).toBe('2027-01-04');
  });
});

describe('mocks that are to be kept first of all', () => {
  const keep: Written[] = [
    ['A1', '2026-12-02T12:00', 'alpha'],
    ['A2', '2026-12-04T12:00', 'alpha'],
    ['A3', '2026-12-06T12:00', 'bravo'],
    ['B1', '2026-12-08T12:00', 'bravo'],
  ];

  it('stay, whatever else would be better', () => {
    expect(shown(planOf(CHANGES, { keep }))).toEqual([
      'A1 12-02 12:00 alpha',
      'A2 12-04 12:00 alpha',
      'A3 12-06 12:00 bravo',
      'B1 12-08 12:00 bravo',
    ]);
    // Kept last, they only decide between plans that are equally good.
    expect(shown(planOf(CHANGES, { keep, keeping: 'last' }))?.[0]).toBe('A1 12-01 09:00 alpha');
  });

  it('rather get another interviewer than another time', () => {
    const request = { busy: [busy('alpha', '2026-12-04T12:00', '2026-12-04T13:00')] };
    expect(shown(planOf({ ...CHANGES, request }, { keep }))?.[1]).toBe('A2 12-04 12:00 bravo');
  });

  it('that cannot stay move one by one, to the best time for them', () => {
    const request = { busy: [busy('candidate', '2026-12-04T00:00', '2026-12-05T00:00')] };
    expect(shown(planOf({ ...CHANGES, request }, { keep }))).toEqual([
      'A1 12-02 12:00 alpha',
      'A2 12-03 09:00 alpha',
      'A3 12-06 12:00 bravo',
      'B1 12-08 12:00 bravo',
    ]);
  });

  it('move together where one alone has nowhere to go', () => {
    const rules = { ...CHANGES.rules, maxGap: '2880m' };
    const request = { busy: [busy('candidate', '2026-12-04T00:00', '2026-12-05T00:00')] };
    // On Dec 3 A2 would be too far from A3, and on Dec 5 from A1: the fewest are those two.
    expect(shown(planOf({ ...CHANGES, rules, request }, { keep }))).toEqual([
      'A1 12-03 09:00 alpha',
      'A2 12-05 09:00 alpha',
      'A3 12-06 12:00 bravo',
      'B1 12-08 12:00 bravo',
    ]);
  });

  it('are counted apart from what is fixed', () => {
    const plan = planOf(CHANGES, { keep, fixed: [['A1', '2026-12-03T12:00', 'alpha']] });
    expect(shown(plan)).toEqual([
      'A1 12-03 12:00 alpha',
      'A2 12-04 12:00 alpha',
      'A3 12-06 12:00 bravo',
      'B1 12-08 12:00 bravo',
    ]);
  });
});
