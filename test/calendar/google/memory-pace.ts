import type { Pace } from '../../../src/calendar/google/pace.ts';

/** A pace as the store keeps it, for tests that look at one process; and what was asked of it. */
export class MemoryPace implements Pace {
  readonly turns: { delayMs: number; successes: number; waitMs: number }[] = [];
  readonly slowed: { delayMs: number; holdMs: number }[] = [];
  paceMs = 0;
  #next = Number.NEGATIVE_INFINITY;
  readonly #now: () => Temporal.Instant;

  constructor(now: () => Temporal.Instant) {
    this.#now = now;
  }

  async takeTurn({ delayMs, successes }: { delayMs: number; successes: number }) {
    const now = this.#now().epochMilliseconds;
    this.paceMs = Math.max(delayMs, Math.round(this.paceMs * 0.9 ** successes));
    const waitMs = Math.max(0, this.#next - now);
    if (waitMs === 0) this.#next = now + this.paceMs;
    this.turns.push({ delayMs, successes, waitMs });
    return { waitMs, paceMs: this.paceMs };
  }

  async slow({ delayMs, holdMs }: { delayMs: number; holdMs: number }) {
    this.slowed.push({ delayMs, holdMs });
    this.paceMs = Math.min(60_000, Math.max(this.paceMs, delayMs, 500) * 2);
    this.#next = Math.max(this.#next, this.#now().epochMilliseconds + Math.max(holdMs, this.paceMs));
    return { paceMs: this.paceMs, nextTurnAt: Temporal.Instant.fromEpochMilliseconds(this.#next) };
  }
}
