import { describe, expect, it } from 'vitest';
import type { PlannedMock } from '../../src/planning/answer.ts';
import { type Case, inForce, requestOf } from './case.ts';
import { at, busy, type Changes, plainCase, planned } from './plain-case.ts';
import { brokenRules, RULES, scoreOf } from './validator.ts';

type Steps = readonly (readonly [name: string, wallClock: string, interviewer: string])[];

const PLAIN: Steps = [
  ['A1', '2026-12-01T10:00', 'alpha'],
  ['A2', '2026-12-02T10:00', 'alpha'],
  ['B1', '2026-12-03T10:00', 'bravo'],
];

const tried = new Set<string>();

/** The names of the rules that a plan of the plain case breaks. */
function broken(changes: Changes, steps: Steps = PLAIN): string[] {
  const given = plainCase(changes);
  return namesOf(
    given,
    steps.map(([name, wallClock, interviewer]) => planned(given, name, wallClock, interviewer)),
  );
}

function namesOf(given: Case, mocks: readonly PlannedMock[]): string[] {
  const faults = brokenRules(inForce(given).sop, requestOf(given), mocks);
  const names = [...new Set(faults.map((fault) => fault.slice(0, fault.indexOf(':'))))];
  for (const name of names) tried.add(name);
  return names;
}

/** The plain plan with some of its mocks given elsewhere. */
function moved(...changes: Steps): Steps {
  return PLAIN.map((step) => changes.find(([name]) => name === step[0]) ?? step);
}

/** One mock of an hour with Alpha is the whole plan. */
const ONE: Changes = {
  courses: { A: { mocks: [60], main: ['alpha'], backup: [] } },
  sop: { sequence: [{ inOrder: ['A'] }] },
};

describe('a plan has the mocks of the courses, in the order of the sequence', () => {
  it('is right when every mock is there once, course after course', () => {
    expect(broken({})).toEqual([]);
  });

  it('has every mock once', () => {
    expect(
      broken(
        {},
        PLAIN.filter(([name]) => name !== 'A2'),
      ),
    ).toEqual(['everyMockOnce']);
    expect(broken({}, [...PLAIN, ['B1', '2026-12-04T10:00', 'bravo']])).toEqual(['everyMockOnce']);
  });

  it('lists its mocks in time order', () => {
    expect(broken({}, [...PLAIN].reverse())).toContain('timeOrder');
  });

  it('follows groups and fixed groups as they are listed, and may turn a group in any order', () => {
    const turned: Steps = [
      ['B1', '2026-12-01T10:00', 'bravo'],
      ['A1', '2026-12-02T10:00', 'alpha'],
      ['A2', '2026-12-03T10:00', 'alpha'],
    ];
    expect(broken({}, turned)).toEqual(['sequence']);
    expect(broken({ sop: { sequence: [{ inOrder: ['A', 'B'] }] } }, turned)).toEqual(['sequence']);
    expect(broken({ sop: { sequence: [{ anyOrder: ['A', 'B'] }] } }, turned)).toEqual([]);
  });

  it('never puts another course between the mocks of one', () => {
    const between = moved(['A2', '2026-12-03T10:00', 'alpha'], ['B1', '2026-12-02T10:00', 'bravo']);
    const inTime = [...between].sort((a, b) => a[1].localeCompare(b[1]));
    expect(broken({ sop: { sequence: [{ anyOrder: ['A', 'B'] }] } }, inTime)).toEqual(['sequence']);
  });

  it('gives the mocks of a course by number', () => {
    const [first, second, last] = PLAIN as [Steps[0], Steps[0], Steps[0]];
    const swapped: Steps = [
      ['A2', first?.[1] ?? '', 'alpha'],
      ['A1', second?.[1] ?? '', 'alpha'],
      last ?? ['', '', ''],
    ];
    expect(broken({}, swapped)).toEqual(['mockOrder']);
  });

  it('takes interviewers of the course, and says which are backups', () => {
    expect(broken({}, moved(['A2', '2026-12-02T10:00', 'bravo']))).toEqual([]);
    expect(broken({}, moved(['B1', '2026-12-03T10:00', 'alpha']))).toEqual(['interviewerOfCourse', 'role']);
    const given = plainCase();
    const mocks = PLAIN.map(([name, wallClock, id]) => planned(given, name, wallClock, id));
    expect(
      namesOf(
        given,
        mocks.map((mock) => ({ ...mock, role: 'backup' as const })),
      ),
    ).toEqual(['role']);
  });

  it('names only courses and interviewers of the procedure', () => {
    expect(broken({}, moved(['B1', '2026-12-03T10:00', 'zulu']))).toEqual(['known']);
  });
});

describe('each mock has its place', () => {
  it('lasts as long as its course says', () => {
    const given = plainCase(ONE);
    const mock = planned(given, 'A1', '2026-12-01T10:00', 'alpha');
    expect(namesOf(given, [mock])).toEqual([]);
    expect(namesOf(given, [{ ...mock, end: mock.end.add({ minutes: 30 }) }])).toEqual(['length']);
  });

  it('is on a day of the window, both ends included', () => {
    const days = (start: string, end: string): Changes => ({ request: { window: { start, end } } });
    expect(broken(days('2026-12-01', '2026-12-03'))).toEqual([]);
    expect(broken(days('2026-12-02', '2026-12-03'))).toEqual(['window']);
    expect(broken(days('2026-12-01', '2026-12-02'))).toEqual(['window']);
  });

  it("is inside one of the candidate's slots, slots that touch being one", () => {
    const slots = (...everyday: string[]): Changes => ({ request: { slots: { everyday } } });
    expect(broken(slots('10:00-11:30'))).toEqual([]);
    expect(broken(slots('10:00-10:30', '10:30-11:30'))).toEqual([]);
    expect(broken(slots('10:00-10:30', '10:31-11:30'))).toEqual(['slots']);
    expect(broken(slots('10:00-11:29'))).toEqual(['slots']);
  });

  it("takes a day's own slots before its group's, and these before everyday's", () => {
    const tuesday: Steps = [['A1', '2026-12-01T10:00', 'alpha']];
    const slots = (week: Case['request']['slots']): string[] =>
      broken({ ...ONE, request: { slots: week } }, tuesday);
    expect(slots({ everyday: ['10:00-11:00'] })).toEqual([]);
    expect(slots({ everyday: ['10:00-11:00'], weekdays: [] })).toEqual(['slots']);
    expect(slots({ everyday: [], weekdays: ['10:00-11:00'], weekends: [] })).toEqual([]);
    expect(slots({ weekdays: ['10:00-11:00'], tuesday: ['12:00-13:00'] })).toEqual(['slots']);
    expect(slots({ weekends: ['10:00-11:00'] })).toEqual(['slots']);
  });

  it("takes slots by the clock and the days of the slots' own zone, across its midnight too", () => {
    const kolkata = (week: Case['request']['slots'], start: string): string[] =>
      broken({ ...ONE, request: { slots: { timeZone: 'Asia/Kolkata', ...week } } }, [['A1', start, 'alpha']]);
    // 10:30 on Tuesday in Los Angeles is midnight between Tuesday and Wednesday in Kolkata.
    const around = { tuesday: ['23:00-24:00'], wednesday: ['00:00-01:00'] };
    expect(kolkata(around, '2026-12-01T10:00')).toEqual([]);
    expect(kolkata({ tuesday: ['23:00-24:00'] }, '2026-12-01T10:00')).toEqual(['slots']);
    expect(kolkata({ wednesday: ['00:00-01:00'] }, '2026-12-01T10:30')).toEqual([]);
    expect(kolkata({ tuesday: ['00:00-01:00'] }, '2026-12-01T10:30')).toEqual(['slots']);
  });

  it("is inside one of its interviewer's hours of that day, hours that touch being one", () => {
    const hours = (...everyday: string[]): Changes => ({ alpha: { hours: { everyday } } });
    expect(broken(hours('10:00-11:00'))).toEqual([]);
    expect(broken(hours('09:00-10:30', '10:30-11:00'))).toEqual([]);
    expect(broken(hours('09:00-10:30', '10:31-11:00'))).toEqual(['hours']);
    expect(broken({ alpha: { hours: { everyday: ['10:00-11:00'], wednesday: [] } } })).toEqual(['hours']);
  });

  it('starts on the wall-clock grid, counted from midnight', () => {
    const every = (startEvery: string, start: string): string[] =>
      broken({ ...ONE, rules: { startEvery } }, [['A1', start, 'alpha']]);
    expect(every('90m', '2026-12-01T10:30')).toEqual([]);
    expect(every('90m', '2026-12-01T11:00')).toEqual(['startEvery']);
    expect(every('30m', '2026-12-01T10:30:01')).toEqual(['startEvery']);
  });

  it('ends on the day it started, or at its midnight', () => {
    const whole: Changes = {
      ...ONE,
      alpha: { hours: { everyday: ['00:00-24:00'] } },
      request: { slots: { everyday: ['00:00-24:00'] } },
    };
    expect(broken(whole, [['A1', '2026-12-01T23:00', 'alpha']])).toEqual([]);
    expect(broken(whole, [['A1', '2026-12-01T23:30', 'alpha']])).toEqual(['hours', 'endsOnItsDay']);
  });

  it('is on no holiday', () => {
    expect(broken({ rules: { holidays: ['2026-12-04'] } })).toEqual([]);
    expect(broken({ rules: { holidays: ['2026-12-02'] } })).toEqual(['holidays']);
  });

  it("is outside its interviewer's time off, which it may touch", () => {
    const off = (from: string, to: string): Changes => ({
      alpha: { timeOff: [{ from: at(from).toString(), to: at(to).toString() }] },
    });
    expect(broken(off('2026-12-01T11:00', '2026-12-02T10:00'))).toEqual([]);
    expect(broken(off('2026-12-01T10:59', '2026-12-02T10:00'))).toEqual(['timeOff']);
    expect(broken(off('2026-12-01T11:00', '2026-12-02T10:01'))).toEqual(['timeOff']);
  });

  it('starts no earlier than now and the notice', () => {
    const now = (text: string): Changes => ({
      rules: { minNotice: '120m' },
      request: { now: at(text).toString() },
    });
    expect(broken(now('2026-12-01T08:00'))).toEqual([]);
    expect(broken(now('2026-12-01T08:00:01'))).toEqual(['minNotice']);
  });
});

describe('each mock keeps clear of what people have', () => {
  it('shares no time with what the candidate has, whatever its kind and the case of the address', () => {
    const has = (...entries: Parameters<typeof busy>[]): Changes => ({
      request: {
        candidate: { email: 'Candidate@Example.com', timeZone: 'America/Los_Angeles' },
        busy: entries.map((entry) => busy(...entry)),
      },
    });
    expect(broken(has(['candidate', '2026-12-01T11:00', '2026-12-02T10:00']))).toEqual([]);
    expect(broken(has(['candidate', '2026-12-01T10:59:59', '2026-12-02T10:00']))).toEqual(['candidateBusy']);
    expect(broken(has(['candidate', '2026-12-01T11:00', '2026-12-02T10:00:01', 'mock']))).toEqual([
      'candidateBusy',
    ]);
  });

  it('shares no time with what its interviewer has, in the calendar of their own too', () => {
    const has = (name: string): Changes => ({
      alpha: { email: 'Alpha@Example.com', calendar: 'Alpha-Calendar@example.com' },
      request: { busy: [busy(name, '2026-12-01T10:30', '2026-12-01T10:40')] },
    });
    const names = ['interviewerBusy', 'interviewerBuffer'];
    expect(broken(has('bravo'))).toEqual([]);
    expect(broken(has('alpha'))).toEqual(names);
    expect(broken(has('alpha-calendar'))).toEqual(names);
  });

  it('is with nobody whose calendar could not be read, unless the procedure ignores that', () => {
    const request = { unreadable: ['alpha@example.com'] };
    expect(broken({ request, alpha: { email: 'Alpha@Example.com' } })).toEqual(['unreadable']);
    expect(broken({ request, sop: { unreadable: 'ignore' } })).toEqual([]);
    expect(broken({ request: { unreadable: ['zulu@example.com'] } })).toEqual([]);
  });

  it("keeps the buffer to its interviewer's busy times, before and after, but not to the candidate's", () => {
    const has = (name: string, from: string, to: string): Changes => ({
      rules: { interviewerBuffer: '30m' },
      request: { busy: [busy(name, from, to)] },
    });
    expect(broken(has('alpha', '2026-12-01T11:30', '2026-12-02T09:30'))).toEqual([]);
    expect(broken(has('alpha', '2026-12-01T11:29:59', '2026-12-02T09:30'))).toEqual(['interviewerBuffer']);
    expect(broken(has('alpha', '2026-12-01T11:30', '2026-12-02T09:30:01'))).toEqual(['interviewerBuffer']);
    expect(broken(has('candidate', '2026-12-01T11:00', '2026-12-02T10:00'))).toEqual([]);
  });

  it('keeps no buffer to the edges of hours and of time off', () => {
    const timeOff = [{ from: at('2026-12-01T11:00').toString(), to: at('2026-12-01T15:00').toString() }];
    const hours = { everyday: ['10:00-11:00'] };
    expect(broken({ rules: { interviewerBuffer: '30m' }, alpha: { hours, timeOff } })).toEqual([]);
  });

  it("keeps the buffer to its interviewer's other mocks of the plan, also past a mock between them", () => {
    const three: Changes = {
      courses: { A: { mocks: [60, 60, 60], main: ['alpha', 'bravo'], backup: [] } },
      sop: { sequence: [{ inOrder: ['A'] }] },
    };
    const steps: Steps = [
      ['A1', '2026-12-01T10:00', 'alpha'],
      ['A2', '2026-12-01T11:00', 'bravo'],
      ['A3', '2026-12-01T12:30', 'alpha'],
    ];
    expect(broken({ ...three, rules: { interviewerBuffer: '90m' } }, steps)).toEqual([]);
    expect(broken({ ...three, rules: { interviewerBuffer: '91m' } }, steps)).toEqual(['interviewerBuffer']);
  });
});

describe('mocks that follow each other keep their distance', () => {
  it('share no time, but may touch', () => {
    expect(broken({}, moved(['A2', '2026-12-01T11:00', 'bravo']))).toEqual([]);
    expect(broken({}, moved(['A2', '2026-12-01T10:30', 'bravo']))).toEqual(['overlap', 'minGap']);
  });

  it('are at least minGap apart, from end to start', () => {
    expect(broken({ rules: { minGap: `${23 * 60}m` } })).toEqual([]);
    expect(broken({ rules: { minGap: `${23 * 60 + 1}m` } })).toEqual(['minGap']);
  });

  it('are at most maxGap apart, between courses too', () => {
    expect(broken({ rules: { maxGap: `${23 * 60}m` } })).toEqual([]);
    expect(broken({ rules: { maxGap: `${23 * 60 - 1}m` } })).toEqual(['maxGap']);
    const late = moved(['B1', '2026-12-03T10:30', 'bravo']);
    expect(broken({ rules: { maxGap: `${23 * 60}m` } }, late)).toEqual(['maxGap']);
  });

  it('leave full free days between courses, and none within a course', () => {
    expect(broken({ rules: { courseGap: { days: 0 } } })).toEqual([]);
    expect(broken({ rules: { courseGap: { days: 1 } } })).toEqual(['courseGap']);
    expect(broken({ rules: { courseGap: { days: 1 } } }, moved(['B1', '2026-12-04T09:00', 'bravo']))).toEqual(
      [],
    );
    const sameDay = moved(['A2', '2026-12-01T11:00', 'alpha'], ['B1', '2026-12-01T22:30', 'bravo']);
    expect(broken({ rules: { courseGap: { days: 0 } } }, sameDay)).toEqual(['courseGap']);
  });

  it('leave an elapsed time between courses, and none within a course', () => {
    const steps = moved(['A2', '2026-12-01T11:00', 'alpha']);
    expect(broken({ rules: { courseGap: `${46 * 60}m` } }, steps)).toEqual([]);
    expect(broken({ rules: { courseGap: `${46 * 60 + 1}m` } }, steps)).toEqual(['courseGap']);
  });
});

describe('nobody has more mocks than their cap', () => {
  const twoOnADay = moved(['A2', '2026-12-01T12:00', 'alpha']);

  it('counts mocks of an interviewer and a day, an own cap beating the rule', () => {
    expect(broken({ rules: { maxPerInterviewerPerDay: 2 } }, twoOnADay)).toEqual([]);
    expect(broken({ rules: { maxPerInterviewerPerDay: 1 } }, twoOnADay)).toEqual(['maxPerInterviewerPerDay']);
    expect(broken({ rules: { maxPerInterviewerPerDay: 1 }, alpha: { maxPerDay: 2 } }, twoOnADay)).toEqual([]);
    expect(broken({ rules: { maxPerInterviewerPerDay: 2 }, alpha: { maxPerDay: 1 } }, twoOnADay)).toEqual([
      'maxPerInterviewerPerDay',
    ]);
  });

  it('counts the mocks an interviewer already has, by the day they start, and no other busy time', () => {
    const has = (...entry: Parameters<typeof busy>): Changes => ({
      rules: { maxPerInterviewerPerDay: 1 },
      request: { busy: [busy(...entry)] },
    });
    expect(broken(has('alpha', '2026-12-01T20:00', '2026-12-01T21:00', 'mock'))).toEqual([
      'maxPerInterviewerPerDay',
    ]);
    expect(broken(has('alpha', '2026-12-01T20:00', '2026-12-01T21:00', 'other'))).toEqual([]);
    expect(broken(has('alpha', '2026-11-30T23:30', '2026-12-01T00:30', 'mock'))).toEqual([]);
    expect(broken(has('bravo', '2026-12-01T20:00', '2026-12-01T21:00', 'mock'))).toEqual([]);
  });

  it('finds no fault with a day that is over its cap without the plan', () => {
    const evening = (hour: number): ReturnType<typeof busy> =>
      busy('alpha', `2026-12-05T${hour}:00`, `2026-12-05T${hour}:30`, 'mock');
    const request = { busy: [evening(18), evening(19), evening(20)] };
    expect(broken({ rules: { maxPerInterviewerPerDay: 1 }, request })).toEqual([]);
  });

  it('counts mocks of an interviewer and a week from Monday to Sunday, those before the window too', () => {
    const has = (...entries: Parameters<typeof busy>[]): Changes => ({
      rules: { maxPerInterviewerPerWeek: 2 },
      request: { busy: entries.map((entry) => busy(...entry)) },
    });
    expect(broken(has())).toEqual([]);
    expect(broken(has(['alpha', '2026-11-30T00:00', '2026-11-30T01:00', 'mock']))).toEqual([
      'maxPerInterviewerPerWeek',
    ]);
    expect(broken(has(['alpha', '2026-12-06T23:00', '2026-12-07T01:00', 'mock']))).toEqual([
      'maxPerInterviewerPerWeek',
    ]);
    expect(broken(has(['alpha', '2026-11-29T23:00', '2026-11-30T01:00', 'mock']))).toEqual([]);
    expect(broken(has(['alpha', '2026-12-07T00:00', '2026-12-07T01:00', 'mock']))).toEqual([]);
  });

  it('counts mocks of the candidate and a day, whoever gives them', () => {
    const had = { busy: [busy('candidate', '2026-12-01T20:00', '2026-12-01T21:00', 'mock')] };
    const steps = moved(['A2', '2026-12-01T12:00', 'bravo']);
    expect(broken({ rules: { maxPerCandidatePerDay: 2 } }, steps)).toEqual([]);
    expect(broken({ rules: { maxPerCandidatePerDay: 1 } }, steps)).toEqual(['maxPerCandidatePerDay']);
    expect(broken({ rules: { maxPerCandidatePerDay: 2 }, request: had }, steps)).toEqual([
      'maxPerCandidatePerDay',
    ]);
  });
});

describe('nights in which the clock changes have no rules of their own', () => {
  const night = (hours: string[], start: string, slots = ['00:00-24:00']): string[] =>
    broken(
      {
        ...ONE,
        alpha: { hours: { everyday: hours } },
        request: { slots: { everyday: slots }, window: { start: '2026-10-31', end: '2027-03-15' } },
      },
      [['A1', start, 'alpha']],
    );

  it('ends a range at the first of two equal clock times, so that it is an elapsed hour later there', () => {
    expect(night(['00:30-01:30'], '2026-11-01T00:30-07:00')).toEqual([]);
    expect(night(['00:30-01:30'], '2026-11-01T01:00-07:00')).toEqual(['hours']);
    expect(night(['00:30-02:00'], '2026-11-01T01:00-08:00')).toEqual([]);
  });

  it('takes both passes of the repeated hour for the grid', () => {
    expect(night(['00:00-04:00'], '2026-11-01T01:30-07:00')).toEqual([]);
    expect(night(['00:00-04:00'], '2026-11-01T01:30-08:00')).toEqual([]);
  });

  it('drops a range that the clock skips, and joins ranges that it pushes together', () => {
    expect(night(['02:00-03:00', '05:00-06:00'], '2027-03-14T03:00')).toEqual(['hours']);
    // 02:30 becomes 03:30, half an hour into the range that starts at 03:00.
    expect(night(['01:00-02:30', '03:00-04:00'], '2027-03-14T03:00')).toEqual([]);
    expect(night(['01:30-02:30', '03:30-04:00'], '2027-03-14T03:00')).toEqual([]);
  });
});

describe('a score is what prefer minimises', () => {
  const scored = (changes: Changes, steps: Steps = PLAIN): Record<string, unknown> => {
    const given = plainCase(changes);
    const mocks = steps.map(([name, wallClock, id]) => planned(given, name, wallClock, id));
    const { finishDay, ...rest } = scoreOf(inForce(given).sop, requestOf(given), mocks);
    return { finishDay: finishDay.toString(), ...rest };
  };

  it('names the day of the last mock and counts backups by their place', () => {
    expect(scored({})).toMatchObject({ finishDay: '2026-12-03', mainInterviewers: 0 });
    const both: Changes = {
      courses: {
        A: { mocks: [60, 60], main: ['zulu'], backup: ['alpha', 'bravo'] },
        B: { mocks: [90], main: ['bravo'], backup: [] },
      },
    };
    expect(scored(both, moved(['A2', '2026-12-02T10:00', 'bravo']))).toMatchObject({ mainInterviewers: 3 });
  });

  it("adds minutes of the day, or what is left of it, as the candidate's zone has it", () => {
    const timeOfDay = { 'Asia/Kolkata': 'latest', default: 'earliest' } as const;
    const from = (timeZone: string): Changes => ({
      sop: { timeOfDay },
      request: { candidate: { email: 'candidate@example.com', timeZone } },
    });
    expect(scored(from('Europe/London'))).toMatchObject({ timeOfDay: 3 * 600 });
    expect(scored(from('Asia/Kolkata'))).toMatchObject({ timeOfDay: 3 * 840 });
  });

  it('adds for each mock the mocks its interviewer already has on days of the window', () => {
    const entries = [
      busy('alpha', '2026-12-05T18:00', '2026-12-05T19:00', 'mock'),
      busy('alpha', '2026-12-12T18:00', '2026-12-12T19:00', 'mock'),
      busy('alpha', '2026-12-13T18:00', '2026-12-13T19:00', 'mock'),
      busy('alpha', '2026-12-06T18:00', '2026-12-06T19:00', 'other'),
      busy('bravo', '2026-12-06T18:00', '2026-12-06T19:00', 'mock'),
    ];
    expect(scored({ request: { busy: entries } })).toMatchObject({ balance: 2 + 2 + 1 });
  });
});

it('every rule of the validator has been broken by one of the plans above', () => {
  expect([...tried].sort()).toEqual([...Object.keys(RULES), 'known'].sort());
});
