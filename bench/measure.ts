/** Milliseconds of one task: what the clock on the wall shows, and what this thread has worked. */
export interface Taken {
  readonly elapsed: number;
  readonly worked: number;
}

export interface Measured<T> {
  readonly value: T;
  readonly taken: Taken;
}

export function measured<T>(task: () => T): Measured<T> {
  const workedBefore = process.threadCpuUsage();
  const before = performance.now();
  const value = task();
  const elapsed = performance.now() - before;
  const { user, system } = process.threadCpuUsage(workedBefore);
  return { value, taken: { elapsed, worked: (user + system) / 1000 } };
}

/** The least of several runs, since other programs of the machine can only make a run longer. */
export function leastOf<T>(runs: number, task: () => T): Measured<T> {
  let least = measured(task);
  for (let run = 1; run < runs; run += 1) {
    const { value, taken } = measured(task);
    least = {
      value,
      taken: {
        elapsed: Math.min(least.taken.elapsed, taken.elapsed),
        worked: Math.min(least.taken.worked, taken.worked),
      },
    };
  }
  return least;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Milliseconds for people: three digits at most, `1.23`, `45.6`, `1,234`. */
export function ms(value: number): string {
  const digits = value < 10 ? 2 : value < 100 ? 1 : 0;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** `1,234 ×` */
export function times(ratio: number): string {
  return `${Math.round(ratio).toLocaleString('en-US')} ×`;
}
