/** What a plan is worth when it would have to give way, by the index of its candidate; at least 1. */
export type PlanWeight = (candidate: number) => number;

/** Nobody loses the place that planning in order gives them where somebody else will do. */
const IN_ORDER_FACTOR = 2;

/**
 * How heavy each candidate's plan is: the more often they could not be placed without others giving
 * way, the heavier, as a multiple of whom it happened to least.
 */
export class Weights {
  readonly #hardship: Map<number, number>;
  readonly #inOrder: readonly boolean[];

  constructor(candidates: readonly number[], inOrder: readonly boolean[]) {
    this.#hardship = new Map(candidates.map((candidate) => [candidate, 1]));
    this.#inOrder = inOrder;
  }

  hardship(candidate: number): number {
    return this.#hardship.get(candidate)!;
  }

  addHardship(candidate: number): void {
    this.#hardship.set(candidate, this.hardship(candidate) + 1);
  }

  ofPlan(): PlanWeight {
    const least = Math.min(...this.#hardship.values());
    return (candidate) => {
      const factor = this.#inOrder[candidate]! ? IN_ORDER_FACTOR : 1;
      return Math.round((factor * this.hardship(candidate)) / least);
    };
  }
}
