import { describe, expect, it } from 'vitest';
import { alternatives } from '../../src/planning/alternatives/alternatives.ts';
import type { Planned, PlannedMock } from '../../src/planning/answer.ts';
import { brokenRules } from '../../src/planning/broken-rules.ts';
import { changesOf } from '../../src/planning/changes.ts';
import { counterfactuals } from '../../src/planning/counterfactuals/counterfactuals.ts';
import { findPlan, plan } from '../../src/planning/plan.ts';
import { answersOf } from '../../src/planning/together/answers.ts';
import { planTogether } from '../../src/planning/together/plan-together.ts';
import type { FixedMock, PlanRequest } from '../../src/request/model.ts';
import { THEMES } from './arbitrary.ts';
import { bookedCasesOf } from './arbitrary-given.ts';
import { type Case, inForce, procedureOf, requestOf } from './case.ts';
import { CASES, everyCase } from './every-case.ts';
import { at, busy, plainCase, planned } from './plain-case.ts';

// What asks the planner again and again, where mocks are fixed, kept or done.

const COUNT = Math.ceil(CASES / 50);
const TIMEOUT = { timeout: 60_000 + CASES * 200 };

const fixedIn = (given: Case, name: string, wallClock: string, interviewer: string): FixedMock =>
  planned(given, name, wallClock, interviewer);

describe('why there is no plan around what is fixed', () => {
  const given = plainCase({
    rules: { minGap: '720m', maxGap: '2880m' },
    request: { slots: { everyday: ['09:00-16:00'] } },
  });

  it('names what is fixed, and says whether that is in the way', () => {
    const fixed = [
      fixedIn(given, 'A1', '2026-12-02T10:00', 'alpha'),
      fixedIn(given, 'B1', '2026-12-12T10:00', 'bravo'),
    ];
    const answer = plan(procedureOf(given), { ...requestOf(given), fixed });
    expect(answer.status === 'infeasible' && answer.reasons.at(-1)).toEqual({
      code: 'fixed',
      message:
        'A Mock1 (Wed Dec 2 10:00 PST with Alpha) and B Mock1 (Sat Dec 12 10:00 PST with Bravo) are fixed. Were A Mock1 or B Mock1 not, there would be a plan.',
    });
  });

  it('says so where all must not be, and where that is of no use', () => {
    const tight = plainCase({ request: { window: { start: '2026-12-01', end: '2026-12-01' } } });
    const both = [
      fixedIn(tight, 'A1', '2026-12-05T10:00', 'alpha'),
      fixedIn(tight, 'A2', '2026-12-06T10:00', 'alpha'),
    ];
    const said = (case_: Case, fixed: readonly FixedMock[]) => {
      const answer = plan(procedureOf(case_), { ...requestOf(case_), fixed });
      return answer.status === 'infeasible' ? answer.reasons.at(-1)?.message : null;
    };
    expect(said(tight, both)).toMatch(/are fixed\. Were none of them, there would be a plan\.$/);
    const nobody = plainCase({ bravo: { hours: {} } });
    expect(said(nobody, both.slice(0, 1))).toMatch(
      /is fixed, but even were it not, there would be no plan\.$/,
    );
  });

  it('is told of every request, and what is proposed leaves fixed mocks where they are', TIMEOUT, () => {
    const seen = { infeasible: 0, proposals: 0 };
    for (const theme of THEMES) {
      everyCase(bookedCasesOf(theme), COUNT, (each) => {
        const request = requestOf(each);
        const answer = plan(procedureOf(each), request);
        if (answer.status === 'planned') return [];
        seen.infeasible += 1;
        seen.proposals += answer.proposals.length;
        return [
          ...(answer.reasons.some(({ message }) => message.trim() !== '') ? [] : ['it gives no reason']),
          ...answer.proposals.flatMap(({ kind, plan: proposed }) =>
            missing(request, proposed).map((fault) => `${kind}: ${fault}`),
          ),
        ];
      });
    }
    expect(seen.infeasible).toBeGreaterThan(COUNT / 2);
    expect(seen.proposals).toBeGreaterThan(COUNT / 2);
  });
});

describe('why a plan around what is fixed is as it is', () => {
  const given = plainCase({ rules: { minGap: '720m' }, request: { slots: { everyday: ['09:00-16:00'] } } });

  it('says of a fixed mock that it is, and tries no other place for it', () => {
    const request = { ...requestOf(given), fixed: [fixedIn(given, 'A2', '2026-12-04T10:10', 'alpha')] };
    const found = findPlan(procedureOf(given), request)!;
    const { explanations } = counterfactuals(procedureOf(given), request, found);
    expect(explanations[1]).toMatchObject({
      beaten: [],
      message: 'It is fixed: time and interviewer were given, and the other mocks are planned around it.',
    });
    expect(explanations[0]!.beaten.map(({ choice }) => choice)).toEqual(['interviewer', 'earlier', 'later']);
  });

  it('says that the last mock cannot be earlier where that one is fixed', () => {
    const request = { ...requestOf(given), fixed: [fixedIn(given, 'B1', '2026-12-09T10:00', 'bravo')] };
    const found = findPlan(procedureOf(given), request)!;
    expect(counterfactuals(procedureOf(given), request, found).earlierFinish).toEqual({
      message: 'The last mock is fixed on Wed Dec 9: it cannot be earlier.',
      changes: [],
    });
  });

  it('says how many more would change where as few as can be are to', () => {
    const keep = [
      fixedIn(given, 'A1', '2026-12-02T10:00', 'alpha'),
      fixedIn(given, 'A2', '2026-12-04T10:00', 'alpha'),
      fixedIn(given, 'B1', '2026-12-06T10:00', 'bravo'),
    ];
    const request: PlanRequest = { ...requestOf(given), keep, keeping: 'first' };
    const found = findPlan(procedureOf(given), request)!;
    const { explanations, earlierFinish } = counterfactuals(procedureOf(given), request, found);
    expect(explanations[0]!.message).toBe(
      'With Bravo 1 more mock would get another interviewer. Earlier (Tue Dec 1 09:00 with Alpha) or later (Thu Dec 3 09:00 with Alpha) 1 more mock would get another time.',
    );
    expect(earlierFinish.message).toBe(
      'A plan that ends 3 days earlier, on Thu Dec 3, is right too, but 1 more mock would get another time.',
    );
  });

  it('is told of every plan', TIMEOUT, () => {
    let told = 0;
    for (const theme of THEMES) {
      everyCase(bookedCasesOf(theme), COUNT, (each) => {
        const request = requestOf(each);
        const found = findPlan(procedureOf(each), request);
        if (found === null) return [];
        told += 1;
        const { explanations } = counterfactuals(procedureOf(each), request, found);
        // The plan is the best: no other choice is better, by what counts first.
        return explanations.flatMap(({ beaten }) =>
          beaten.flatMap(({ verdict }) =>
            verdict.kind === 'worse' && verdict.by <= 0
              ? [`another choice is better by ${verdict.criterion}`]
              : [],
          ),
        );
      });
    }
    expect(told).toBeGreaterThan(COUNT);
  });
});

describe('plans to choose from', () => {
  it(
    'have every fixed mock, break no rule, and the first changes least where that counts first',
    TIMEOUT,
    () => {
      let several = 0;
      for (const theme of THEMES) {
        everyCase(bookedCasesOf(theme), COUNT, (each) => {
          const request = requestOf(each);
          const { plans } = alternatives(procedureOf(each), request, 9);
          if (plans.length > 1) several += 1;
          const changes = plans.map((choice) => changesOf(request, choice.plan.mocks));
          const isFirst = request.keeping === 'first' && (request.keep ?? []).length > 0;
          const less = changes.filter(
            ({ moved, changed }) =>
              moved < changes[0]!.moved || (moved === changes[0]!.moved && changed < changes[0]!.changed),
          );
          return [
            ...plans.flatMap((choice) => missing(request, choice.plan)),
            ...plans.flatMap((choice) => brokenIn(each, request, choice.plan.mocks)),
            ...(isFirst && plans.length > 0 && plans[0]!.labels[0] !== 'fewest changes'
              ? ['it is not said']
              : []),
            ...(isFirst && less.length > 0 ? ['another changes less'] : []),
          ];
        });
      }
      expect(several).toBeGreaterThan(COUNT / 2);
    },
  );
});

describe('a batch in which mocks are fixed', () => {
  const given = plainCase({
    courses: { A: { mocks: [60], main: ['alpha'], backup: [] } },
    sop: { sequence: [{ inOrder: ['A'] }] },
    request: { window: { start: '2026-12-01', end: '2026-12-01' }, slots: { everyday: ['09:00-11:00'] } },
  });
  const other = (email: string): PlanRequest => {
    const request = requestOf(given);
    return { ...request, candidate: { ...request.candidate, name: email, email: `${email}@example.com` } };
  };
  const together = (requests: readonly PlanRequest[]) =>
    planTogether(procedureOf(given), requests, { seed: 1, runs: 30 });

  it('keeps others off them, whether or not they know of them already', () => {
    const fixed = [fixedIn(given, 'A1', '2026-12-01T09:00', 'alpha')];
    const first = { ...other('first'), fixed };
    const known = {
      ...other('second'),
      busy: [busy('alpha', '2026-12-01T09:00', '2026-12-01T10:00', 'mock')].map((entry) => ({
        ...entry,
        start: at('2026-12-01T09:00'),
        end: at('2026-12-01T10:00'),
      })),
    };
    for (const second of [other('second'), known]) {
      const { plans } = together([first, second, other('third')]);
      expect(plans.map((each) => each?.mocks[0]?.start.toString() ?? null)).toEqual([
        at('2026-12-01T09:00').toString(),
        at('2026-12-01T10:00').toString(),
        null,
      ]);
    }
  });

  it('answers those who have no plan beside what is fixed', () => {
    const requests = [
      {
        ...other('first'),
        fixed: [{ ...fixedIn(given, 'A1', '2026-12-01T09:00', 'alpha'), end: at('2026-12-01T11:00') }],
      },
      other('second'),
    ];
    const answers = answersOf(procedureOf(given), requests, together(requests));
    expect(answers.map(({ status }) => status)).toEqual(['planned', 'infeasible']);
    const [, second] = answers;
    expect(second?.status === 'infeasible' && second.reasons.map(({ code }) => code)).toContain('busy');
  });

  it('leaves every fixed mock where it is, and breaks no rule', TIMEOUT, () => {
    let placed = 0;
    for (const theme of THEMES) {
      everyCase(bookedCasesOf(theme), COUNT, (each) => {
        const request = requestOf(each);
        const twin = {
          ...request,
          candidate: { ...request.candidate, email: 'twin@example.com' },
          fixed: [],
          keep: [],
        };
        const requests = [request, twin];
        const { plans } = planTogether(procedureOf(each), requests, { seed: 1, runs: 5 });
        placed += plans.filter((found) => found !== null).length;
        const [first, second] = plans;
        if (first == null) return [];
        const ofTwin = (second?.mocks ?? []).map(({ interviewer, start, end }) => ({
          email: each.sop.interviewers[interviewer]!.email.toLowerCase(),
          start,
          end,
          kind: 'mock' as const,
        }));
        return [
          ...missing(request, first),
          ...brokenIn(each, { ...request, busy: [...request.busy, ...ofTwin] }, first.mocks),
        ];
      });
    }
    expect(placed).toBeGreaterThan(COUNT);
  });
});

/** What a plan does not have as it is fixed, a sentence each. */
function missing({ fixed = [] }: PlanRequest, { mocks }: Planned): string[] {
  return fixed
    .filter(
      (mock) =>
        mocks.filter(
          ({ course, number, start, end, interviewer }) =>
            course === mock.course &&
            number === mock.number &&
            start.equals(mock.start) &&
            end.equals(mock.end) &&
            interviewer === mock.interviewer,
        ).length !== 1,
    )
    .map(({ course, number }) => `${course} Mock${number} is not as it is fixed`);
}

function brokenIn(given: Case, request: PlanRequest, mocks: readonly PlannedMock[]): string[] {
  const { sop } = inForce(given);
  return brokenRules(sop, request, mocks, { notice: true }).map(({ message }) => message);
}
