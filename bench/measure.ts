/** What a task came to, and the milliseconds that it took. */
export interface Measured<T> {
  readonly value: T;
  readonly milliseconds: number;
}

export function measured<T>(task: () => T): Measured<T> {
  const before = performance.now();
  const value = task();
  return { value, milliseconds: performance.now() - before };
}

/** The least of several runs, since other programs of the machine can only make a run longer. */
export function leastOf<T>(runs: number, task: () => T): Measured<T> {
  let least = measured(task);
  for (let run = 1; run < runs; run += 1) {
    const next = measured(task);
    if (next.milliseconds < least.milliseconds) least = next;
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
