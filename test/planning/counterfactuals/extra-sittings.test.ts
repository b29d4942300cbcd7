import { describe, expect, it } from 'vitest';
import { fewestExtraSittings } from '../../../src/planning/counterfactuals/extra-sittings.ts';
import { problemOf } from '../../../src/planning/problem.ts';
import { casesOf } from '../arbitrary.ts';
import { type Case, inForce, requestOf } from '../case.ts';
import { everyCase } from '../every-case.ts';
import { everyRightPlan } from '../oracle.ts';
import { RELAXATIONS } from '../relaxations.ts';
import { TookTooLong } from '../too-long.ts';
import { RULES } from '../validator.ts';

const CASES = 100;
const STEPS_MAX = 500;

/** What only concerns an interviewer's own time; caps, which reach over several mocks, are left out here. */
const OWN_TIME = ['hours', 'timeOff', 'interviewerBusy'] as const;
const WITHOUT_CAPS = [
  'maxPerDay',
  'maxPerInterviewerPerDay',
  'maxPerInterviewerPerWeek',
  'interviewerBuffer',
  'mockKind',
  'unreadable',
].map((name) => RELAXATIONS[name]!);
const ALWAYS_FREE = ['hours', 'timeOff', 'interviewerBusy'].map((name) => RELAXATIONS[name]!);

describe('the fewest mocks that interviewers would have to give beyond what they have free', () => {
  it('are as few as in any plan in which everybody is always free', () => {
    let compared = 0;
    const needed = new Set<number>();
    everyCase(casesOf('general'), CASES, (drawn) => {
      const given = applied(drawn, WITHOUT_CAPS);
      const { sop } = inForce(given);
      const request = requestOf(given);
      const relaxed = applied(given, ALWAYS_FREE);
      try {
        const plans = everyRightPlan(inForce(relaxed).sop, requestOf(relaxed), STEPS_MAX);
        const beyond = plans.map((mocks) => {
          return mocks.filter((mock) =>
            OWN_TIME.some((rule) => RULES[rule]!({ sop, request, mocks: [mock] }).length > 0),
          ).length;
        });
        const found = fewestExtraSittings(problemOf(sop, request))?.length ?? null;
        const truth = plans.length === 0 ? null : Math.min(...beyond);
        compared += 1;
        needed.add(truth ?? -1);
        return found === truth ? [] : [`it needs ${found}, trying everything ${truth}`];
      } catch (error) {
        if (error instanceof TookTooLong) return [];
        throw error;
      }
    });
    expect(compared).toBeGreaterThan(CASES / 4);
    expect([...needed].sort()).toEqual(expect.arrayContaining([-1, 0, 1, 2]));
  });
});

function applied(given: Case, changes: readonly ((given: Case) => Case)[]): Case {
  return changes.reduce((changed, change) => change(changed), given);
}
