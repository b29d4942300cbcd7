import { type Problem, problemOf } from '../problem.ts';
import type { Instance } from './constraint.ts';
import { isPossible } from './is-possible.ts';

/** Counts planner runs, so that explaining ends after a fixed amount of work on any machine. */
export class Work {
  #left: number;

  /** `runs`: how many, where each is about as large as planning four weeks by the default procedure. */
  constructor(runs: number) {
    this.#left = runs;
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }

  /**
   * Whether there is a right plan. As exact as planning, and cheaper: of all wishes only an early
   * finish is kept, since the search then stops at the first day on which a plan could end.
   */
  isPossible({ sop, request }: Instance): boolean {
    const problem = problemOf({ ...sop, prefer: ['finishDay'] }, { ...request, keep: [] });
    this.#left -= weightOf(problem);
    return isPossible(problem);
  }
}

/** Roughly what a run costs, in runs of ordinary size: numbers are kept for starts by stage, and by person. */
function weightOf({ starts, groups, people, courses }: Problem): number {
  const stages = groups.reduce((sum, group) => sum + (group.length << group.length), 0);
  const longest = courses.reduce((most, { mocks }) => Math.max(most, mocks.length), 1);
  return 1 + Math.floor((starts.count * (stages * longest + people.length)) / 500_000);
}
