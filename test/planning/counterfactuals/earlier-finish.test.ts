import { describe, expect, it } from 'vitest';
import { earlierFinish } from '../../../src/planning/counterfactuals/earlier-finish.ts';
import { findPlan } from '../../../src/planning/find-plan.ts';
import { casesOf } from '../arbitrary.ts';
import { type Case, procedureOf, requestOf } from '../case.ts';
import { everyCase } from '../every-case.ts';
import { busy, plainCase } from '../plain-case.ts';

describe('what an earlier last day would take', () => {
  it('is the smallest change of the gap between mocks', () => {
    const given = plainCase({ rules: { minGap: '1440m' } });
    // Three mocks a day apart take three days; in two, the second is the day's last after the first at 09:00.
    expect(planOf(given).score.finishDay.toString()).toBe('2026-12-03');
    const change = changeOf(given, 'minGap');
    expect(change?.message).toBe('minGap of 13h (now 24h)');
    expect(change?.finishDay.toString()).toBe('2026-12-02');
  });

  it('is an interviewer being free at a time that is named', () => {
    const given = plainCase({
      rules: { minGap: '720m' },
      request: {
        window: { start: '2026-12-01', end: '2026-12-03' },
        slots: { everyday: ['18:00-20:00'] },
        busy: [busy('bravo', '2026-12-02T00:00', '2026-12-02T23:00')],
      },
      courses: {
        A: { mocks: [60], main: ['alpha'], backup: [] },
        B: { mocks: [90], main: ['bravo'], backup: [] },
      },
    });
    const change = changeOf(given, 'interviewers');
    expect(change?.message).toBe('Bravo on Wed Dec 2 18:00-19:30 (busy then) would have to be free');
    expect(change?.finishDay.toString()).toBe('2026-12-02');
  });

  it('is one free day fewer between courses', () => {
    const given = plainCase({ rules: { courseGap: { days: 2 } } });
    expect(planOf(given).score.finishDay.toString()).toBe('2026-12-04');
    const change = changeOf(given, 'courseGap');
    expect(change?.message).toBe('courseGap of 1 full free day (now 2 full free days)');
    expect(change?.finishDay.toString()).toBe('2026-12-03');
  });

  it('is a longer slot of the candidate where only that helps', () => {
    const given = plainCase({ request: { slots: { tuesday: ['18:00-21:00'], everyday: ['18:00-21:30'] } } });
    expect(planOf(given).score.finishDay.toString()).toBe('2026-12-02');
    const change = changeOf(given, 'slots');
    expect(change?.message).toBe('lengthen the slot of the candidate 18:00-21:30 on Tuesdays');
    expect(change?.finishDay.toString()).toBe('2026-12-01');
  });

  it('says so where even always-free interviewers would not make it earlier', () => {
    const given = plainCase({ rules: { minGap: '1440m' } });
    const { message } = earlierOf(given);
    expect(message).toContain('Even if every interviewer were free whenever the candidate is');
  });

  it('is a worse plan where something else is preferred to an early finish', () => {
    const given = plainCase({
      sop: { prefer: ['mainInterviewers', 'finishDay', 'timeOfDay', 'balance'] },
      request: { busy: [busy('alpha', '2026-12-01T00:00', '2026-12-04T00:00')] },
    });
    const { message, changes } = earlierOf(given);
    expect(message).toBe(
      'A plan that ends 3 days earlier, on Tue Dec 1, is right too, but worse by mainInterviewers.',
    );
    expect(changes).toEqual([]);
  });

  it('is nothing where the plan ends on the first day there is', () => {
    expect(earlierOf(plainCase({ request: { now: '2026-12-01T10:00:00Z' } })).changes).toEqual([]);
  });

  for (const theme of ['general', 'gaps', 'caps'] as const) {
    it(`is tried: a plan by the changed rules ends on the day that is named (${theme})`, () => {
      let tried = 0;
      everyCase(casesOf(theme), 80, (given) => {
        const plan = findPlan(procedureOf(given), requestOf(given));
        if (plan === null) return [];
        return earlierFinish(procedureOf(given), requestOf(given), plan).changes.flatMap((change) => {
          if (Temporal.PlainDate.compare(change.finishDay, plan.score.finishDay) >= 0) {
            return [`${change.kind} ends on ${change.finishDay}, the plan on ${plan.score.finishDay}`];
          }
          if (change.tried === null) return [];
          tried += 1;
          const sop = { ...change.tried.sop, prefer: ['finishDay' as const] };
          const again = findPlan({ base: sop, variants: [], source: {} }, change.tried.request);
          const day = again?.score.finishDay.toString();
          return day === change.finishDay.toString() ? [] : [`${change.message} ends on ${day}`];
        });
      });
      expect(tried).toBeGreaterThan(10);
    });
  }
});

function planOf(given: Case) {
  return findPlan(procedureOf(given), requestOf(given))!;
}

function earlierOf(given: Case) {
  return earlierFinish(procedureOf(given), requestOf(given), planOf(given));
}

function changeOf(given: Case, kind: string) {
  return earlierOf(given).changes.find((change) => change.kind === kind);
}
