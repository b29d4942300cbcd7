import type { PlanRequest } from '../../request/model.ts';
import { minuteFloor } from '../../time/zoned-day.ts';
import type { Planned, PlannedMock } from '../answer.ts';
import { bestPlan } from '../find-plan.ts';
import type { MockRestriction } from '../mock-restriction.ts';
import type { Problem } from '../problem.ts';
import { restricted } from '../restriction.ts';
import { type Verdict, verdictOn } from './verdict.ts';

/** Another choice for one mock: somebody else of its course, or an earlier or a later start. */
export type OtherChoice =
  | { readonly choice: 'interviewer'; readonly interviewer: string }
  | { readonly choice: 'anybody else' | 'earlier' | 'later' };

/** A choice that the plan beat. */
export type Beaten = OtherChoice & {
  readonly verdict: Verdict;
  /** This mock in the best plan with that choice; null where there is none. */
  readonly instead: PlannedMock | null;
};

/**
 * What else a mock of the best plan could have been, each planned exactly: only this mock is
 * forced, everything else (other mocks, people, the order of courses) may change with it.
 */
export function otherChoices(
  problem: Problem,
  request: PlanRequest,
  plan: Planned,
  mock: PlannedMock,
): Beaten[] {
  const choices = [...people(problem, mock), { choice: 'earlier' } as const, { choice: 'later' } as const];
  return choices.map((choice) => {
    const narrowed = restricted(problem, [restrictionTo(choice, mock)]);
    const other = bestPlan(narrowed, request, plan.variant);
    const instead = other?.mocks.find(
      ({ course, number }) => course === mock.course && number === mock.number,
    );
    return {
      ...choice,
      verdict: verdictOn(plan, other, problem.sop.prefer, request),
      instead: instead ?? null,
    };
  });
}

/** Where a course has more people than this, the first are asked for one by one, and then all together. */
const PEOPLE_MAX = 6;

function people({ sop }: Problem, { course, interviewer }: PlannedMock): OtherChoice[] {
  const { main, backup } = sop.courses.get(course)!;
  const others = [...main, ...backup].filter((id) => id !== interviewer);
  const each = others
    .slice(0, PEOPLE_MAX)
    .map((id): OtherChoice => ({ choice: 'interviewer', interviewer: id }));
  return others.length > PEOPLE_MAX ? [...each, { choice: 'anybody else' }] : each;
}

function restrictionTo(
  choice: OtherChoice,
  { course, number, start, interviewer: chosen }: PlannedMock,
): MockRestriction {
  const planned = minuteFloor(start);
  switch (choice.choice) {
    case 'interviewer':
      return { course, number, allows: (_, interviewer) => interviewer === choice.interviewer };
    case 'anybody else':
      return { course, number, allows: (_, interviewer) => interviewer !== chosen };
    case 'earlier':
      return { course, number, allows: (minute) => minute < planned };
    case 'later':
      return { course, number, allows: (minute) => minute > planned };
  }
}
