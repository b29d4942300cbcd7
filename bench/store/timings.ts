import { median, ms } from '../measure.ts';

/** Milliseconds of many calls, by what was called. */
export class Timings {
  readonly #taken = new Map<string, number[]>();

  async time<T>(what: string, call: () => Promise<T>): Promise<T> {
    const before = performance.now();
    const answer = await call();
    const taken = this.#taken.get(what) ?? [];
    this.#taken.set(what, taken);
    taken.push(performance.now() - before);
    return answer;
  }

  /** What was called, and the median of its milliseconds. */
  *medians(): Generator<[string, number]> {
    for (const [what, taken] of this.#taken) yield [what, median(taken)];
  }

  /** For `Report.table`: what, how often, the median, the 95th of a hundred, the worst. */
  rows(): string[][] {
    return [...this.#taken].map(([what, taken]) => {
      const sorted = taken.toSorted((a, b) => a - b);
      const late = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))]!;
      return [what, `${taken.length}`, ms(median(taken)), ms(late), ms(sorted.at(-1)!)];
    });
  }
}

export const TIMING_HEAD = ['call', 'calls', 'median ms', '95 % within ms', 'worst ms'];
