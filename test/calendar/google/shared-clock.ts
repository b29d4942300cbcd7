import type { Clock } from '../../../src/time/clock.ts';

/**
 * One simulated time for several who work at once: it stands still while anybody works, and goes on
 * to the first who wakes when all are asleep. So an answer on its way takes no time, however long the
 * others sleep meanwhile.
 */
export class SharedClock implements Clock {
  #now: Temporal.Instant;
  #working: number;
  #asleep: { until: Temporal.Instant; wake: () => void }[] = [];

  constructor(start: string, workers: number) {
    this.#now = Temporal.Instant.from(start);
    this.#working = workers;
  }

  readonly now = (): Temporal.Instant => this.#now;

  readonly sleep = (milliseconds: number): Promise<void> =>
    new Promise((wake) => {
      this.#asleep.push({ until: this.#now.add({ milliseconds }), wake });
      this.leave();
    });

  /** A worker is through, or asleep. */
  leave(): void {
    this.#working -= 1;
    if (this.#working > 0) return;
    this.#asleep.sort((a, b) => Temporal.Instant.compare(a.until, b.until));
    const first = this.#asleep.shift();
    if (first === undefined) return;
    this.#now = first.until;
    this.#working += 1;
    first.wake();
  }
}
