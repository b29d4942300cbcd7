import { CostScale } from '../cost.ts';
import type { Problem } from '../problem.ts';
import { below, type Random } from './random.ts';

/** What a plan shall like while a batch is tried out: a cost by interviewer id, beneath an early finish or above it. */
export interface Taste {
  readonly costs: ReadonlyMap<string, number>;
  readonly early: boolean;
}

const COST_MAX = 100;
const OWN_PREFERENCE_SHARE = 0.5;
const EARLY_SHARE = 0.7;

/** Somebody's taste at random: half of the time null, the SOP's own preference. */
export function randomTaste(problem: Problem, random: Random): Taste | null {
  if (random() < OWN_PREFERENCE_SHARE) return null;
  return {
    costs: new Map(problem.people.map(({ id }) => [id, below(random, COST_MAX)])),
    early: random() < EARLY_SHARE,
  };
}

/** The same problem with another idea of what is best; what is right stays the same. */
export function tasted(problem: Problem, { costs, early }: Taste): Problem {
  return {
    ...problem,
    ...preferring(problem, early ? 'first' : 'last'),
    timeCost: new Float64Array(problem.starts.count),
    courses: problem.courses.map((course) => ({
      ...course,
      options: course.options
        .map((option) => ({ ...option, cost: costs.get(problem.people[option.person]!.id) ?? 0 }))
        .sort((a, b) => a.cost - b.cost),
    })),
  };
}

/** Costs as they are in the problem, and the finish day before or after them. */
export function preferring(problem: Problem, finishDay: 'first' | 'last'): Pick<Problem, 'sop' | 'scale'> {
  const sums = ['mainInterviewers', 'timeOfDay', 'balance'] as const;
  const prefer =
    finishDay === 'first' ? (['finishDay', ...sums] as const) : ([...sums, 'finishDay'] as const);
  return {
    sop: { ...problem.sop, prefer },
    scale: new CostScale(prefer, { mainInterviewers: 0, timeOfDay: 0, balance: 0 }),
  };
}
