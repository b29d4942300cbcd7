import type { PlannedMock, Score } from '../../src/planning/answer.ts';
import type { PlanRequest } from '../../src/request/model.ts';
import type { Sop } from '../../src/sop/model.ts';
import { type Way, waysToHold } from './oracle-ways.ts';
import { TookTooLong } from './too-long.ts';

/** What trying everything comes to: the best score of all right plans and their number, or that there is none. */
export type Verdict =
  | { readonly status: 'planned'; readonly score: Score; readonly plans: number }
  | { readonly status: 'infeasible' };

/** A mock of a partial plan: which one, and one of its ways. */
interface Step extends Way {
  readonly course: string;
  readonly number: number;
}

/**
 * The best score in the order of `prefer`, found by trying every right plan.
 * Throws `TookTooLong` where more than `budget` steps would be tried.
 */
export function bestByTryingAll(sop: Sop, request: PlanRequest, budget: number): Verdict {
  let best: Score | null = null;
  let plans = 0;
  tryAll(sop, request, budget, (steps) => {
    plans += 1;
    const score = scoreOfSteps(steps);
    if (best === null || isBetter(score, best, sop)) best = score;
  });
  return best === null ? { status: 'infeasible' } : { status: 'planned', score: best, plans };
}

/** Every right plan. Throws `TookTooLong` as `bestByTryingAll` does. */
export function everyRightPlan(sop: Sop, request: PlanRequest, budget: number): PlannedMock[][] {
  const plans: PlannedMock[][] = [];
  tryAll(sop, request, budget, (steps) => plans.push(steps.map(mockOf)));
  return plans;
}

/** Depth first over the orders of the courses, then mock by mock over every way to hold it that fits what is before. */
function tryAll(
  sop: Sop,
  request: PlanRequest,
  budget: number,
  visit: (steps: readonly Step[]) => void,
): void {
  const ways = waysToHold(sop, request);
  const stepsOf = new Map(
    [...sop.courses.values()].map(({ id, mocks }) => [
      id,
      mocks.map((_, index) =>
        ways(id, index + 1).map((way): Step => ({ ...way, course: id, number: index + 1 })),
      ),
    ]),
  );
  let tried = 0;
  for (const order of courseOrders(sop)) {
    const chain = order.flatMap((course) => stepsOf.get(course) ?? []);
    const extend = (before: readonly Step[]): void => {
      const steps = chain[before.length];
      if (steps === undefined) {
        visit(before);
        return;
      }
      for (const step of steps) {
        if (!mayFollow(sop, before, step) || !withinCaps(before, step)) continue;
        tried += 1;
        if (tried > budget) throw new TookTooLong(budget);
        extend([...before, step]);
      }
    };
    extend([]);
  }
}

function courseOrders(sop: Sop): string[][] {
  return sop.sequence.reduce<string[][]>(
    (orders, group) => {
      const here = group.order === 'any' ? permutations(group.courses) : [[...group.courses]];
      return orders.flatMap((order) => here.map((courses) => [...order, ...courses]));
    },
    [[]],
  );
}

function permutations(values: readonly string[]): string[][] {
  if (values.length === 0) return [[]];
  return values.flatMap((first) =>
    permutations(values.filter((value) => value !== first)).map((rest) => [first, ...rest]),
  );
}

function mayFollow({ rules }: Sop, before: readonly Step[], step: Step): boolean {
  const previous = before.at(-1);
  if (previous === undefined) return true;
  const gap = step.start - previous.end;
  if (gap < rules.minGap) return false;
  if (rules.maxGap !== null && gap > rules.maxGap) return false;
  if (step.course !== previous.course && rules.courseGap !== null) {
    if (rules.courseGap.kind === 'elapsed' && gap < rules.courseGap.minutes) return false;
    if (rules.courseGap.kind === 'days' && step.day - previous.day <= rules.courseGap.days) return false;
  }
  return before
    .filter((other) => other.interviewer === step.interviewer)
    .every((other) => step.start - other.end >= rules.interviewerBuffer);
}

/** Whether the mocks of the partial plan leave room for one more under each cap; `room` counts busy entries already. */
function withinCaps(before: readonly Step[], step: Step): boolean {
  const sameDay = before.filter((other) => other.day === step.day);
  const own = before.filter((other) => other.interviewer === step.interviewer);
  const ownOfDay = own.filter((other) => other.day === step.day);
  const ownOfWeek = own.filter((other) => other.week === step.week);
  return (
    sameDay.length < step.room.candidateDay &&
    ownOfDay.length < step.room.interviewerDay &&
    ownOfWeek.length < step.room.interviewerWeek
  );
}

function scoreOfSteps(steps: readonly Step[]): Score {
  const total = (of: (step: Step) => number): number => steps.reduce((sum, step) => sum + of(step), 0);
  return {
    finishDay: steps[steps.length - 1]?.date ?? new Temporal.PlainDate(1970, 1, 1),
    mainInterviewers: total((step) => step.rank),
    timeOfDay: total((step) => step.clockCost),
    balance: total((step) => step.mocksInWindow),
  };
}

function isBetter(a: Score, b: Score, { prefer }: Sop): boolean {
  for (const criterion of prefer) {
    const difference =
      criterion === 'finishDay'
        ? Temporal.PlainDate.compare(a.finishDay, b.finishDay)
        : a[criterion] - b[criterion];
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function mockOf(step: Step): PlannedMock {
  return {
    course: step.course,
    number: step.number,
    start: Temporal.Instant.fromEpochMilliseconds(step.start * 60_000),
    end: Temporal.Instant.fromEpochMilliseconds(step.end * 60_000),
    interviewer: step.interviewer,
    role: step.rank === 0 ? 'main' : 'backup',
  };
}
