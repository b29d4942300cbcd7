import { describe, expect, it } from 'vitest';
import { alternatives } from '../../../src/planning/alternatives/alternatives.ts';
import { findPlan } from '../../../src/planning/find-plan.ts';
import type { Criterion } from '../../../src/sop/model.ts';
import { casesOf } from '../arbitrary.ts';
import { type Case, inForce, procedureOf, requestOf, type WeekText } from '../case.ts';
import { everyCase } from '../every-case.ts';
import { bestByTryingAll } from '../oracle.ts';
import { busy, plainCase } from '../plain-case.ts';
import { TookTooLong } from '../too-long.ts';
import { brokenRules, scoreOf } from '../validator.ts';

const STEPS_MAX = 2_000;

describe('a range of plans', () => {
  it('lists a plan once with every preference that it is best for', () => {
    const [first, ...others] = rangeOf(plainCase()).plans;
    expect(first!.labels).toEqual([
      "the procedure's own order",
      'earliest finish',
      'fewest backups',
      'most even load',
      'no weekends',
    ]);
    expect(others.map(({ labels }) => labels)).toEqual([['only evenings'], ['best times of day']]);
  });

  it('begins with the plan that the planner gives', () => {
    const given = plainCase({ rules: { minGap: '720m' } });
    const plan = findPlan(procedureOf(given), requestOf(given));
    expect(rangeOf(given).plans[0]!.plan).toEqual(plan);
  });

  it('offers a later finish without backups beside an earlier one with them', () => {
    const given = plainCase({
      rules: { maxPerCandidatePerDay: 1 },
      request: { busy: [busy('alpha', '2026-12-01T00:00', '2026-12-03T00:00')] },
    });
    const { plans } = rangeOf(given);
    const early = plans.find(({ labels }) => labels.includes('earliest finish'))!;
    const main = plans.find(({ labels }) => labels.includes('fewest backups'))!;
    expect(early.figures).toMatchObject({ backups: 2 });
    expect(early.figures.finishDay.toString()).toBe('2026-12-03');
    expect(main.figures).toMatchObject({ backups: 0 });
    expect(main.figures.finishDay.toString()).toBe('2026-12-05');
  });

  it('says which wishes no right plan keeps', () => {
    const given = plainCase({ request: { slots: { weekends: ['09:00-16:00'] } } });
    expect(rangeOf(given).impossible).toEqual(['only evenings', 'no weekends']);
  });

  it('has no plan where there is none at all', () => {
    const given = plainCase({ request: { slots: { everyday: ['03:00-05:00'] } } });
    expect(rangeOf(given).plans).toEqual([]);
  });

  it('gives no more plans than asked for, and names what it left out', () => {
    const range = alternatives(procedureOf(plainCase()), requestOf(plainCase()), 1);
    expect(range.plans).toHaveLength(1);
    expect(range.notShown).toEqual(['only evenings', 'best times of day']);
  });

  it('counts evenings and weekends by the clock of the slots', () => {
    const given = plainCase({
      request: {
        // 18:00 to 23:00 in Los Angeles on Friday, which is Saturday morning in Kolkata.
        window: { start: '2026-12-04', end: '2026-12-04' },
        slots: { timeZone: 'Asia/Kolkata', saturday: ['07:30-12:30'] },
      },
    });
    expect(rangeOf(given).plans[0]!.figures).toMatchObject({ evenings: 0, weekendMocks: 3 });
  });

  for (const theme of ['general', 'preferences', 'gaps'] as const) {
    it(`holds right plans that are best for what they are labelled with (${theme})`, () => {
      let compared = 0;
      everyCase(casesOf(theme), 40, (given) => {
        const { sop } = inForce(given);
        const request = requestOf(given);
        const { plans, impossible } = rangeOf(given);
        const faults = plans.flatMap(({ plan }) => brokenRules(sop, request, plan.mocks));
        for (const [label, changed] of Object.entries(BY_LABEL)) {
          const truth = bestOrNull(changed(given));
          if (truth === null) continue;
          compared += 1;
          const plan = plans.find(({ labels }) => labels.includes(label))?.plan;
          const best = truth.status === 'planned' ? JSON.stringify(truth.score) : 'none';
          const offered = plan === undefined ? 'none' : JSON.stringify(scoreOf(sop, request, plan.mocks));
          if (best !== offered) faults.push(`${label}: the best is ${best}, offered is ${offered}`);
          if ((best === 'none') !== impossible.includes(label)) faults.push(`${label} is not told right`);
          if (plan !== undefined) {
            const kept = requestOf(changed(given));
            faults.push(...brokenRules(sop, kept, plan.mocks).map((fault) => `${label}: ${fault}`));
          }
        }
        return faults;
      });
      expect(compared).toBeGreaterThan(100);
    });
  }
});

function rangeOf(given: Case) {
  return alternatives(procedureOf(given), requestOf(given), 10);
}

function bestOrNull(given: Case) {
  try {
    return bestByTryingAll(inForce(given).sop, requestOf(given), STEPS_MAX);
  } catch (error) {
    if (error instanceof TookTooLong) return null;
    throw error;
  }
}

/** Each preference as a change of the written case. */
const BY_LABEL: Readonly<Record<string, (given: Case) => Case>> = {
  "the procedure's own order": (given) => given,
  'earliest finish': preferring('finishDay'),
  'fewest backups': preferring('mainInterviewers'),
  'most even load': preferring('balance'),
  'best times of day': preferring('timeOfDay'),
  'no weekends': withSlots((slots) => ({ ...slots, saturday: [], sunday: [] })),
  'only evenings': withSlots((slots) =>
    Object.fromEntries(
      Object.entries(slots).map(([key, ranges]) => [
        key,
        ranges.flatMap((range) => {
          const [from = '', to = ''] = range.split('-');
          if (to <= '17:00') return [];
          return [`${from < '17:00' ? '17:00' : from}-${to}`];
        }),
      ]),
    ),
  ),
};

function preferring(first: Criterion): (given: Case) => Case {
  return ({ sop, request }) => ({
    sop: { ...sop, prefer: [first, ...sop.prefer.filter((other) => other !== first)] },
    request,
  });
}

function withSlots(change: (slots: WeekText) => WeekText): (given: Case) => Case {
  return ({ sop, request }) => {
    const { timeZone, ...weekly } = request.slots;
    const zone = timeZone === undefined ? {} : { timeZone };
    return { sop, request: { ...request, slots: { ...change(weekly), ...zone } } };
  };
}
