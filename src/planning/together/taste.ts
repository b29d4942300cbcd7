import { CostScale } from '../cost.ts';
import type { Problem } from '../problem.ts';
import { below, type Random } from './random.ts';

/** What a plan shall like while a batch is tried out, in place of what the SOP prefers. */
export interface Taste {
  /** Whether an early finish counts first; else last. */
  readonly early: boolean;
  /** Costs of interviewers, by their index, and of starts. */
  readonly people: readonly number[];
  readonly starts: Float64Array;
}

const COST_MAX = 100;
const OWN_PREFERENCE_SHARE = 0.5;
const EARLY_SHARE = 0.7;

/** Somebody's taste at random: half of the time null, the SOP's own preference. */
export function randomTaste(problem: Problem, random: Random): Taste | null {
  if (random() < OWN_PREFERENCE_SHARE) return null;
  const early = random() < EARLY_SHARE;
  const cost = () => below(random, COST_MAX);
  return {
    early,
    people: problem.people.map(cost),
    // Where an early finish counts, costs of starts only made the search worse.
    starts: Float64Array.from({ length: problem.starts.count }, () => (early ? 0 : cost())),
  };
}

/** The same problem with another idea of what is best; what is right stays the same. */
export function tasted(problem: Problem, { early, people, starts }: Taste): Problem {
  return {
    ...problem,
    ...preferring(problem, early ? 'first' : 'last'),
    timeCost: starts,
    courses: problem.courses.map((course) => ({
      ...course,
      options: course.options
        .map((option) => ({ ...option, cost: people[option.person]! }))
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
