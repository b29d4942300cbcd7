import type { Criterion } from '../sop/model.ts';

/** What one mock adds to the criteria that are sums. */
export interface MockCost {
  readonly mainInterviewers: number;
  readonly timeOfDay: number;
  readonly balance: number;
}

/** Mocks that are to be kept, and whether they count above all criteria or below them. */
export interface Keeping {
  readonly mocks: number;
  readonly first: boolean;
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
  readonly #keepFirst: boolean;
  /** What a kept mock costs at another start, and with another person; with `last`, what either costs. */
  readonly #otherStart: number;
  readonly #otherPerson: number;

  /**
   * `most` is the largest sum that each criterion can reach over a whole plan. Mocks that are kept have
   * a digit below all criteria, for those that do not stay as they are; or two above all of them, for
   * those with another start, then for those with another person.
   */
  constructor(prefer: readonly Criterion[], most: MockCost, kept: Keeping = { mocks: 0, first: false }) {
    const weights = { mainInterviewers: 0, timeOfDay: 0, balance: 0 };
    this.#keepFirst = kept.first && kept.mocks > 0;
    let unit = this.#keepFirst ? 1 : kept.mocks + 1;
    let finishUnit = unit;
    for (const criterion of prefer.toReversed()) {
      if (criterion === 'finishDay') finishUnit = unit;
      else {
        weights[criterion] = unit;
        unit *= most[criterion] + 1;
      }
    }
    this.#otherPerson = this.#keepFirst ? unit : Math.min(kept.mocks, 1);
    this.#otherStart = this.#keepFirst ? unit * (kept.mocks + 1) : this.#otherPerson;
    if (this.#keepFirst) unit *= (kept.mocks + 1) ** 2;
    if (unit > Number.MAX_SAFE_INTEGER) {
      throw new RangeError(`The criteria of this SOP cannot be compared exactly: ${JSON.stringify(most)}`);
    }
    this.#weights = weights;
    this.#finishUnit = prefer[0] === 'finishDay' && !this.#keepFirst ? Number.POSITIVE_INFINITY : finishUnit;
  }

  /** Whether nothing is stronger than an early finish. */
  get isFinishDayFirst(): boolean {
    return this.#finishUnit === Number.POSITIVE_INFINITY;
  }

  cost(mock: Partial<MockCost>): number {
    let sum = 0;
    for (const criterion of SUMS) sum += this.#weights[criterion] * (mock[criterion] ?? 0);
    return sum;
  }

  /** What it costs that a kept mock has another start, another person, or both. */
  keepCost(otherStart: boolean, otherPerson: boolean): number {
    if (this.#keepFirst) return (otherStart ? this.#otherStart : 0) + (otherPerson ? this.#otherPerson : 0);
    return otherStart || otherPerson ? this.#otherPerson : 0;
  }

  /** Negative where a plan of cost `a` that ends on day `dayA` is better than one of `b` on `dayB`. */
  compare(a: number, dayA: number, b: number, dayB: number): number {
    const beforeA = Math.floor(a / this.#finishUnit);
    const beforeB = Math.floor(b / this.#finishUnit);
    return beforeA - beforeB || dayA - dayB || a - b;
  }
}
