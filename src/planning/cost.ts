import type { Criterion } from '../sop/model.ts';

/** What one mock adds to the criteria that are sums. */
export interface MockCost {
  readonly mainInterviewers: number;
  readonly timeOfDay: number;
  readonly balance: number;
}

const SUMS = ['mainInterviewers', 'timeOfDay', 'balance'] as const;

/**
 * The lexicographic order of the sums as one number: a mixed-radix numeral whose digits are the
 * criteria, strongest first. Adding numerals adds digit by digit, since no digit can overflow, so
 * a shortest-path search may add and compare plain numbers and stays exact.
 *
 * `finishDay` is no sum; it stands between the digits before it (`before`) and those after it.
 */
export class CostScale {
  readonly #weights: Readonly<Record<(typeof SUMS)[number], number>>;
  /** Value of one unit of the weakest digit that is stronger than `finishDay`; Infinity where none is. */
  readonly #finishUnit: number;

  /**
   * `most` is the largest sum that each criterion can reach over a whole plan. With `kept` mocks of
   * which one that moves adds 1 to a cost, there is a digit for these below all criteria.
   */
  constructor(prefer: readonly Criterion[], most: MockCost, kept = 0) {
    const weights = { mainInterviewers: 0, timeOfDay: 0, balance: 0 };
    let unit = kept + 1;
    let finishUnit = unit;
    for (const criterion of prefer.toReversed()) {
      if (criterion === 'finishDay') finishUnit = unit;
      else {
        weights[criterion] = unit;
        unit *= most[criterion] + 1;
      }
    }
    if (unit > Number.MAX_SAFE_INTEGER) {
      throw new RangeError(`The criteria of this SOP cannot be compared exactly: ${JSON.stringify(most)}`);
    }
    this.#weights = weights;
    this.#finishUnit = prefer[0] === 'finishDay' ? Number.POSITIVE_INFINITY : finishUnit;
  }

  cost(mock: Partial<MockCost>): number {
    let sum = 0;
    for (const criterion of SUMS) sum += this.#weights[criterion] * (mock[criterion] ?? 0);
    return sum;
  }

  /** Negative where a plan of cost `a` that ends on day `dayA` is better than one of `b` on `dayB`. */
  compare(a: number, dayA: number, b: number, dayB: number): number {
    const beforeA = Math.floor(a / this.#finishUnit);
    const beforeB = Math.floor(b / this.#finishUnit);
    return beforeA - beforeB || dayA - dayB || a - b;
  }
}
