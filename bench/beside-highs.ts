import type { Planned } from '../src/planning/answer.ts';
import { findPlan } from '../src/planning/plan.ts';
import { problemOf } from '../src/planning/problem.ts';
import { solve } from '../src/planning/solve.ts';
import { CRITERIA, procedureFor } from '../src/sop/model.ts';
import { daysInWindow } from '../src/time/zoned-day.ts';
import { solveWithHighs } from './highs/solve-model.ts';
import type { Instance } from './instance.ts';
import { leastOf, measured } from './measure.ts';

/** One request, planned and given to the general solver; milliseconds, the least of several runs. */
export interface Comparison {
  readonly planner: number;
  /** From the request to the answer, as for the planner: making ready, building and solving the model. */
  readonly highs: number;
  /** The search alone, and the solver alone: what each does with the problem once it is made ready. */
  readonly searching: number;
  readonly solving: number;
  readonly outcome: 'planned' | 'infeasible' | 'unfinished' | 'too large';
  /** Whether status and score are the same, as far as the solver came. */
  readonly agrees: boolean;
  readonly columns: number;
}

/** Beyond this a model takes the solver longer to read than its time limit. */
const COLUMNS_MAX = 150_000;

const RUNS = 7;

/** Milliseconds; what takes longer is hardly the longer for what else the machine does, and is run once. */
const AGAIN_BELOW = 1000;

export function besideHighs({ procedure, request }: Instance, limitSeconds: number): Comparison {
  const { sop } = procedureFor(procedure, daysInWindow(request.window.start, request.window.end));
  const plan = leastOf(RUNS, () => findPlan(procedure, request));
  const problem = problemOf(sop, request);
  const searching = leastOf(RUNS, () => solve(problem)).milliseconds;
  const ways = problem.courses.reduce(
    (sum, { mocks, options }) => sum + mocks.length * options.length * problem.starts.count,
    0,
  );
  if (ways > COLUMNS_MAX) {
    return {
      planner: plan.milliseconds,
      highs: Number.NaN,
      searching,
      solving: Number.NaN,
      outcome: 'too large',
      agrees: true,
      columns: ways,
    };
  }
  const ask = () => solveWithHighs(problemOf(sop, request), request, limitSeconds);
  const once = measured(ask);
  const again = once.milliseconds < AGAIN_BELOW ? leastOf(RUNS - 1, ask) : once;
  const general = again.milliseconds < once.milliseconds ? again : once;
  const { status, score, milliseconds, columns } = general.value;
  const found = plan.value;
  return {
    planner: plan.milliseconds,
    highs: general.milliseconds,
    searching,
    solving: milliseconds,
    outcome: status,
    agrees:
      CRITERIA.every(
        (criterion) =>
          score[criterion] === undefined ||
          score[criterion] === criterionOf(found, criterion, request.window.start),
      ) &&
      (status === 'unfinished' || (status === 'infeasible') === (found === null)),
    columns,
  };
}

function criterionOf(
  plan: Planned | null,
  criterion: (typeof CRITERIA)[number],
  first: Temporal.PlainDate,
): number | null {
  if (plan === null) return null;
  if (criterion !== 'finishDay') return plan.score[criterion];
  return first.until(plan.score.finishDay, { largestUnit: 'day' }).days;
}
