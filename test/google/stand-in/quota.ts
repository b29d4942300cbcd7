import { rateLimitExceeded } from './refusals.ts';

const MINUTE_MS = 60_000;

/**
 * The quota of one user: so many units in any 60 seconds (a sliding window, not the minute of the
 * clock). What was refused for it uses up nothing.
 */
export class Quota {
  readonly #perMinute: number;
  #used: { at: number; units: number }[] = [];

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /** Throws 403 `rateLimitExceeded` where the window is full. */
  use(now: Temporal.Instant, units: number): void {
    const at = now.epochMilliseconds;
    this.#used = this.#used.filter((use) => use.at > at - MINUTE_MS);
    const sum = this.#used.reduce((total, use) => total + use.units, 0);
    if (sum + units > this.#perMinute) throw rateLimitExceeded();
    this.#used.push({ at, units });
  }
}
