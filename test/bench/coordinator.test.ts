import { describe, expect, it } from 'vitest';
import { byHand } from '../../bench/coordinator.ts';
import { defaultProcedure, instanceOf } from '../../bench/instance.ts';
import { findPlan } from '../../src/planning/find-plan.ts';
import { problemOf } from '../../src/planning/problem.ts';
import { procedureFor } from '../../src/sop/model.ts';
import { instantAt } from '../../src/time/zoned-day.ts';
import { brokenRules } from '../planning/validator.ts';

const procedure = defaultProcedure();

/** What a coordinator notes for a request, as mocks; null where they get stuck. */
function notedFor(seed: number, busy: number) {
  const { request } = instanceOf({ procedure, weeks: 4, busy }, seed);
  const { sop } = procedureFor(procedure, 28);
  const problem = problemOf(sop, request);
  const mocks = byHand(problem)?.map(({ course, mock, start, person }) => {
    const { id, mocks: lengths, options } = problem.courses[course]!;
    const minute = problem.starts.minute[start]!;
    return {
      course: id,
      number: mock + 1,
      start: instantAt(minute),
      end: instantAt(minute + lengths[mock]!),
      interviewer: problem.people[person]!.id,
      role:
        options.find((each) => each.person === person)!.rank === 0 ? ('main' as const) : ('backup' as const),
    };
  });
  return { sop, request, mocks: mocks ?? null };
}

describe('a coordinator who works by hand', () => {
  it('notes right plans only, and never ends before the best plan', () => {
    for (let seed = 1; seed <= 30; seed += 1) {
      const { sop, request, mocks } = notedFor(seed, 0.4);
      if (mocks === null) continue;
      expect(brokenRules(sop, request, mocks)).toEqual([]);
      const best = findPlan(procedure, request)!.score.finishDay;
      const end = mocks.at(-1)!.start.toZonedDateTimeISO(sop.timeZone).toPlainDate();
      expect(Temporal.PlainDate.compare(best, end)).toBeLessThanOrEqual(0);
    }
  });

  it('gets stuck now and then where there is a plan', () => {
    const stuck = Array.from({ length: 30 }, (_, index) => notedFor(index + 1, 0.6)).filter(
      ({ request, mocks }) => mocks === null && findPlan(procedure, request) !== null,
    );
    expect(stuck.length).toBeGreaterThan(0);
  });
});
