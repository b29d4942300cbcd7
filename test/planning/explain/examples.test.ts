import { describe, expect, it } from 'vitest';
import type { Infeasible } from '../../../src/planning/answer.ts';
import { plan } from '../../../src/planning/plan.ts';
import { type Case, procedureOf, requestOf } from '../case.ts';
import { busy, plainCase } from '../plain-case.ts';
import { ask, busyEvenings } from './default-procedure.ts';

function explained(given: Case): Infeasible {
  const answer = plan(procedureOf(given), requestOf(given));
  if (answer.status === 'planned') throw new Error('there is a plan');
  return answer;
}

interface Example {
  readonly given: Case;
  readonly codes: readonly string[];
  readonly says: string;
}

const days = (start: string, end: string) => ({
  window: { start: `2026-12-${start}`, end: `2026-12-${end}` },
});
const ONE_EACH = {
  A: { mocks: [60], main: ['alpha'], backup: [] },
  B: { mocks: [60], main: ['bravo'], backup: [] },
};

const EXAMPLES: Readonly<Record<string, Example>> = {
  'two days for three mocks a day apart': {
    given: plainCase({ rules: { minGap: '1440m' }, request: days('01', '02') }),
    codes: ['window', 'minGap'],
    says: 'The window, Tue Dec 1 to Wed Dec 2, has 2 days; by the rules named here alone, the 3 mocks need at least 3 days from Tue Dec 1 on.',
  },
  'slots shorter than a mock': {
    given: plainCase({ request: { slots: { everyday: ['18:00-19:00'] } } }),
    codes: ['slots'],
    says: 'The candidate has 18:00-19:00 every day, 60 minutes at a stretch: too short for B, which needs 90.',
  },
  'a candidate without slots': {
    given: plainCase({ request: { slots: {} } }),
    codes: ['slots'],
    says: 'The candidate has no time on any day.',
  },
  'a course whose only interviewer has a calendar that cannot be read': {
    given: plainCase({ request: { unreadable: ['bravo@example.com'] } }),
    codes: ['interviewers', 'unreadable'],
    says: "Bravo's calendar could not be read, so Bravo is given no mock (unreadable: refuse).",
  },
  'a course whose only interviewer works on other days': {
    given: plainCase({ bravo: { hours: { monday: ['18:00-21:00'] } }, request: days('01', '04') }),
    codes: ['window', 'interviewers', 'hours'],
    says: 'Bravo works monday 18:00-21:00 and between Tue Dec 1 and Fri Dec 4 shares no free start of 90 minutes with the candidate.',
  },
  'a candidate who is busy all the time': {
    given: plainCase({ request: { busy: [busy('candidate', '2026-12-01T00:00', '2026-12-13T00:00')] } }),
    codes: ['window', 'busy'],
    says: 'The candidate is busy 1 time between Tue Dec 1 and Sat Dec 12, which takes every one of the 348 starts there would be.',
  },
  'a course whose only interviewer is busy all the time': {
    given: plainCase({ request: { busy: [busy('bravo', '2026-12-01T00:00', '2026-12-13T00:00')] } }),
    codes: ['window', 'interviewers', 'busy'],
    says: 'B can only be given by Bravo, who shares no start of 90 minutes with the candidate between Tue Dec 1 and Sat Dec 12.',
  },
  'a course whose only interviewer is off': {
    given: plainCase({
      bravo: { timeOff: [{ from: '2026-12-01T08:00:00Z', to: '2026-12-13T08:00:00Z' }] },
    }),
    codes: ['window', 'interviewers', 'timeOff'],
    says: 'Bravo is off from Tue Dec 1 to Sat Dec 12.',
  },
  'a course whose only interviewer gives none': {
    given: plainCase({ bravo: { maxPerDay: 0 } }),
    codes: ['interviewers', 'maxPerDay'],
    says: 'Bravo gives at most 0 mocks a day (maxPerDay); already full: Bravo on 12 days.',
  },
  'one day, and two people who give one mock a day each': {
    given: plainCase({ rules: { maxPerInterviewerPerDay: 1 }, request: days('01', '01') }),
    codes: ['window', 'interviewers', 'interviewers', 'maxPerInterviewerPerDay'],
    says: 'An interviewer gives at most 1 mock a day (maxPerInterviewerPerDay).',
  },
  'a weekly cap of none': {
    given: plainCase({ rules: { maxPerInterviewerPerWeek: 0 } }),
    codes: ['maxPerInterviewerPerWeek'],
    says: 'An interviewer gives at most 0 mocks from Monday to Sunday (maxPerInterviewerPerWeek); already full: Alpha in 2 weeks and Bravo in 2 weeks.',
  },
  'a candidate who takes one mock a day, in two days': {
    given: plainCase({ rules: { maxPerCandidatePerDay: 1 }, request: days('01', '02') }),
    codes: ['window', 'maxPerCandidatePerDay'],
    says: 'The candidate takes at most 1 mock a day (maxPerCandidatePerDay); there are 3 to take.',
  },
  'a week between the only starts, and four days allowed': {
    given: plainCase({
      alpha: { hours: { tuesday: ['09:00-10:00'] } },
      bravo: { hours: { tuesday: ['09:00-10:30'] } },
      rules: { maxGap: '5760m' },
    }),
    codes: ['interviewers', 'hours', 'hours', 'maxGap'],
    says: 'From the end of a mock to the next there may be at most 4d (maxGap), but there is no start for any mock between Tue Dec 1 09:30 PST and Tue Dec 8 09:00 PST.',
  },
  'more free days between courses than the window has': {
    given: plainCase({ rules: { courseGap: { days: 20 } } }),
    codes: ['window', 'courseGap'],
    says: 'From one course to the next there must be at least 20 full free days (courseGap), and the course changes 1 time.',
  },
  'a window that is over before the notice is': {
    given: plainCase({ rules: { minNotice: '1440m' }, request: { now: '2026-12-20T18:00:00Z' } }),
    codes: ['window', 'minNotice'],
    says: 'It is Sun Dec 20 10:00 PST and the notice is 24h (minNotice), so no mock can start before Mon Dec 21 10:00 PST.',
  },
  'a window that is a holiday': {
    given: plainCase({ rules: { holidays: ['2026-12-01'] }, request: days('01', '01') }),
    codes: ['window', 'holidays'],
    says: 'No mocks are given on Tue Dec 1 (holidays).',
  },
  'a buffer that leaves an interviewer one mock a day': {
    given: plainCase({ rules: { interviewerBuffer: '1440m' }, request: days('01', '01') }),
    codes: ['window', 'interviewers', 'interviewers', 'interviewerBuffer'],
    says: 'An interviewer keeps 24h free before and after each mock (interviewerBuffer).',
  },
  'the second course only before the first': {
    given: plainCase({
      alpha: { hours: { wednesday: ['09:00-12:00'] } },
      bravo: { hours: { tuesday: ['09:00-12:00'] } },
      courses: ONE_EACH,
      request: days('01', '02'),
    }),
    codes: ['window', 'interviewers', 'interviewers', 'hours', 'hours', 'sequence'],
    says: 'B can only be given by Bravo; between Tue Dec 1 and Wed Dec 2 Bravo shares 5 free starts with the candidate, the first Tue Dec 1 09:00 PST, the last Tue Dec 1 11:00 PST, all before the earliest end of A: B has to wait until Wed Dec 2 10:00 PST.',
  },
};

describe('what stands in the way is named and counted', () => {
  for (const [title, { given, codes, says }] of Object.entries(EXAMPLES)) {
    it(`of ${title}`, () => {
      const { reasons } = explained(given);
      expect(reasons.map(({ code }) => code)).toEqual(codes);
      expect(reasons.map(({ message }) => message)).toContain(says);
    });
  }

  it('of more people than anybody would read about, in one sentence', () => {
    const names = ['charlie', 'delta', 'echo', 'foxtrot', 'golf'];
    const late = { hours: { everyday: ['09:00-09:30'] } };
    const given = plainCase({
      sop: {
        interviewers: Object.fromEntries(
          names.map((id) => [id, { email: `${id}@example.com`, ...late }] as const),
        ),
      },
      courses: {
        A: { mocks: [60], main: names, backup: [] },
        B: { mocks: [30], main: ['echo'], backup: [] },
      },
    });
    const { reasons } = explained(given);
    expect(reasons.filter(({ code }) => code === 'hours').map(({ message }) => message)).toEqual([
      'The hours of Charlie, Delta, Echo, Foxtrot and Golf leave none of them more than 12 free starts with the candidate between Tue Dec 1 and Sat Dec 12.',
    ]);
  });
});

const PROPOSED: Readonly<
  Record<string, { readonly given: Case; readonly kind: string; readonly says: string }>
> = {
  'a longer window': {
    given: plainCase({ rules: { minGap: '1440m' }, request: days('01', '02') }),
    kind: 'window-end',
    says: 'Extend the window to Thu Dec 3 (1 day more): finishes Thu Dec 3, all with main interviewers.',
  },
  'an earlier begin of it': {
    given: plainCase({ rules: { minGap: '1440m' }, request: days('01', '02') }),
    kind: 'window-start',
    says: 'Begin the window on Mon Nov 30 (1 day earlier): finishes Wed Dec 2, all with main interviewers.',
  },
  'a smaller gap': {
    given: plainCase({ rules: { minGap: '1440m' }, request: days('01', '02') }),
    kind: 'min-gap',
    says: 'Narrow the least gap between mocks to 13h (minGap, now 24h): finishes Wed Dec 2, all with main interviewers.',
  },
  'a part of the mocks': {
    given: plainCase({ rules: { minGap: '1440m' }, request: days('01', '02') }),
    kind: 'partial',
    says: 'Plan 2 of the 3 mocks and leave A Mock2 open: finishes Wed Dec 2, all with main interviewers.',
  },
  'a longer slot': {
    given: plainCase({
      request: { slots: { weekdays: ['18:00-19:00'] }, ...days('07', '09') },
      rules: { minGap: '720m' },
    }),
    kind: 'slot',
    says: "Lengthen the candidate's slot on Wednesdays to 18:00-19:30 (30 minutes more): finishes Wed Dec 9, all with main interviewers.",
  },
  'another backup': {
    given: plainCase({ request: { unreadable: ['bravo@example.com'] } }),
    kind: 'backup',
    says: 'Make Alpha another backup for B: finishes Tue Dec 1, 1 mock with backups.',
  },
  'a higher cap': {
    given: plainCase({ rules: { maxPerCandidatePerDay: 1 }, request: days('01', '02') }),
    kind: 'cap',
    says: 'Let a candidate take 2 mocks a day (maxPerCandidatePerDay, now 1): finishes Wed Dec 2, all with main interviewers.',
  },
  'fewer free days between courses': {
    given: plainCase({ rules: { courseGap: { days: 20 } } }),
    kind: 'course-gap',
    says: 'Narrow the gap between courses to 10 full free days (courseGap, now 20 full free days): finishes Sat Dec 12, all with main interviewers.',
  },
  'a holiday worked': {
    given: plainCase({ rules: { holidays: ['2026-12-01'] }, request: days('01', '01') }),
    kind: 'holiday',
    says: 'Give mocks on Tue Dec 1 (no holiday any more): finishes Tue Dec 1, all with main interviewers.',
  },
  'time off given up': {
    given: plainCase({
      bravo: { timeOff: [{ from: '2026-12-01T08:00:00Z', to: '2026-12-13T08:00:00Z' }] },
    }),
    kind: 'time-off',
    says: 'Let Bravo work from Tue Dec 1 to Sat Dec 12, which is time off now: finishes Tue Dec 1, all with main interviewers.',
  },
  'courses in another order': {
    given: plainCase({
      alpha: { hours: { wednesday: ['09:00-12:00'] } },
      bravo: { hours: { tuesday: ['09:00-12:00'] } },
      courses: ONE_EACH,
      request: days('01', '02'),
    }),
    kind: 'sequence',
    says: 'Let A be in any order with B: finishes Wed Dec 2, all with main interviewers.',
  },
};

describe('what would help is said with what it leads to', () => {
  for (const [title, { given, kind, says }] of Object.entries(PROPOSED)) {
    it(title, () => {
      const found = explained(given).proposals.filter((each) => each.kind === kind);
      expect(found.map(({ message }) => message)).toEqual([says]);
    });
  }
});

describe('for the default procedure', () => {
  it('says who could not give FS6, and on how many starts', () => {
    const given = ask({
      from: '2026-12-01',
      to: '2026-12-28',
      slots: { everyday: ['18:00-22:00'] },
      busy: ['alpha', 'foxtrot'].flatMap((id) => busyEvenings(id, '2026-12-01', 28)),
    });
    const answer = plan(given.procedure, given.request);
    if (answer.status === 'planned') throw new Error('there is a plan');
    expect(answer.reasons.map(({ message }) => message)).toContain(
      'FS6 can only be given by Alpha or Foxtrot, who share no start of 105 minutes with the candidate between Tue Dec 1 and Mon Dec 28.',
    );
    expect(answer.proposals.map(({ message }) => message)).toContain(
      'Extend the window to Tue Jan 5 (8 days more): finishes Tue Jan 5, all with main interviewers.',
    );
  });

  it('offers the rules for shorter windows where those would do', () => {
    const given = ask({ from: '2026-12-01', to: '2026-12-22', slots: { weekdays: ['18:00-21:00'] } });
    const answer = plan(given.procedure, given.request);
    if (answer.status === 'planned') throw new Error('there is a plan');
    const variant = answer.proposals.find(({ kind }) => kind === 'variant');
    expect(variant?.message).toBe(
      'Use the rules of variant short for windows of 22 days (3 days beyond its condition): finishes Wed Dec 16, all with main interviewers, by variant short.',
    );
    expect(variant?.plan.variant).toBe('short');
  });

  it('changes a rule where the variant in force says it, since elsewhere it would have no effect', () => {
    const given = ask({ from: '2026-12-01', to: '2026-12-11', slots: { everyday: ['18:00-22:00'] } });
    const answer = plan(given.procedure, given.request);
    if (answer.status === 'planned') throw new Error('there is a plan');
    const partial = answer.proposals.find(({ kind }) => kind === 'partial');
    expect(partial?.change).toEqual({
      sop: {
        variants: [
          {
            name: 'short',
            when: { windowDays: { max: 19 } },
            courses: { Own: { mocks: [90] } },
            rules: { courseGap: '12h' },
          },
        ],
      },
    });
  });
});
