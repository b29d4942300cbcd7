import { describe, expect, it } from 'vitest';
import type { PlannedMock } from '../../../src/planning/answer.ts';
import { type Beaten, otherChoices } from '../../../src/planning/counterfactuals/other-choices.ts';
import { findPlan } from '../../../src/planning/find-plan.ts';
import { problemOf } from '../../../src/planning/problem.ts';
import { casesOf } from '../arbitrary.ts';
import { type Case, inForce, procedureOf, requestOf } from '../case.ts';
import { everyCase } from '../every-case.ts';
import { everyRightPlan } from '../oracle.ts';
import { plainCase } from '../plain-case.ts';
import { TookTooLong } from '../too-long.ts';
import { scoreOf } from '../validator.ts';

const CASES = 60;
const STEPS_MAX = 1_000;

describe('what else a mock could have been', () => {
  for (const theme of ['general', 'gaps', 'caps', 'buffers'] as const) {
    it(`is what trying every plan with that choice comes to (${theme})`, () => {
      let compared = 0;
      everyCase(casesOf(theme), CASES, (given) => {
        const faults = faultsOf(given);
        compared += faults.length === 0 ? 1 : 0;
        return faults.filter((fault) => fault !== NOTHING_TO_COMPARE);
      });
      expect(compared).toBeGreaterThan(5);
    });
  }

  it('names nobody else where only one gives the course', () => {
    const given = plainCase({
      courses: { A: { mocks: [60], main: ['alpha'], backup: [] } },
      sop: ONE_COURSE,
    });
    expect(choicesOf(given, 0).map(({ choice }) => choice)).toEqual(['earlier', 'later']);
  });

  it('is as good where somebody else would do just as well', () => {
    const courses = { A: { mocks: [60], main: ['alpha', 'bravo'], backup: [] } };
    const [bravo] = choicesOf(plainCase({ courses, sop: ONE_COURSE }), 0);
    expect(bravo).toMatchObject({ choice: 'interviewer', interviewer: 'bravo', verdict: { kind: 'equal' } });
  });

  it('is worse by one step where the backup would have to give a mock', () => {
    const [bravo] = choicesOf(plainCase(), 0);
    expect(bravo!.verdict).toEqual({ kind: 'worse', criterion: 'mainInterviewers', by: 1 });
    expect(bravo!.instead?.interviewer).toBe('bravo');
  });

  it('is no plan at all where the first start of the window is asked to be earlier', () => {
    const earlier = choicesOf(plainCase(), 0).find(({ choice }) => choice === 'earlier');
    expect(earlier).toMatchObject({ verdict: { kind: 'impossible' }, instead: null });
  });
});

const ONE_COURSE = { sequence: [{ inOrder: ['A'] }] };
const NOTHING_TO_COMPARE = 'there is nothing to compare';

function choicesOf(given: Case, mock: number): Beaten[] {
  const request = requestOf(given);
  const plan = findPlan(procedureOf(given), request)!;
  return otherChoices(problemOf(inForce(given).sop, request), request, plan, plan.mocks[mock]!);
}

function faultsOf(given: Case): string[] {
  const { sop } = inForce(given);
  const request = requestOf(given);
  const plan = findPlan(procedureOf(given), request);
  if (plan === null) return [NOTHING_TO_COMPARE];
  try {
    const right = everyRightPlan(sop, request, STEPS_MAX);
    return plan.mocks.flatMap((mock) =>
      otherChoices(problemOf(sop, request), request, plan, mock).flatMap((beaten) => {
        const chosen = right.filter((each) => isChosen(beaten, mock, sameMock(each, mock)));
        const scores = chosen.map((each) => scoreOf(sop, request, each));
        const name = `${mock.course} ${mock.number} ${beaten.choice}`;
        if (beaten.verdict.kind === 'impossible') {
          return chosen.length === 0 ? [] : [`${name}: there are ${chosen.length} plans`];
        }
        const differences = scores.map((score) =>
          sop.prefer.map((criterion) =>
            criterion === 'finishDay'
              ? plan.score.finishDay.until(score.finishDay, { largestUnit: 'day' }).days
              : score[criterion] - plan.score[criterion],
          ),
        );
        const best = differences.sort(compare)[0];
        const at = best?.findIndex((difference) => difference !== 0) ?? -2;
        const truth =
          at === -1 ? { kind: 'equal' } : { kind: 'worse', criterion: sop.prefer[at], by: best?.[at] };
        return JSON.stringify(truth) === JSON.stringify(beaten.verdict)
          ? []
          : [
              `${name}: it says ${JSON.stringify(beaten.verdict)}, trying everything ${JSON.stringify(truth)}`,
            ];
      }),
    );
  } catch (error) {
    if (error instanceof TookTooLong) return [NOTHING_TO_COMPARE];
    throw error;
  }
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}

function sameMock(plan: readonly PlannedMock[], { course, number }: PlannedMock): PlannedMock {
  return plan.find((each) => each.course === course && each.number === number)!;
}

function isChosen(beaten: Beaten, planned: PlannedMock, here: PlannedMock): boolean {
  const order = Temporal.Instant.compare(here.start, planned.start);
  switch (beaten.choice) {
    case 'interviewer':
      return here.interviewer === beaten.interviewer;
    case 'anybody else':
      return here.interviewer !== planned.interviewer;
    case 'earlier':
      return order < 0;
    case 'later':
      return order > 0;
  }
}
