import type { Store, Watch } from '../store/store.ts';

/** Where the store tells of changes, looking is only for what it may have failed to tell. */
const WATCHED_MS = 30_000;
/** Elsewhere: soon after there was something to do, then seldomer. */
const FIRST_MS = 5_000;
const MOST_MS = 15_000;
/** A look that found nothing is never followed by one at once. */
const LEAST_MS = 100;

/**
 * When a worker that found nothing to do looks at the queue again, unless somebody wakes it: not all
 * workers at the same moment, and in time for a candidate whose waiting ends.
 */
export class NextLook {
  readonly #store: Store;
  readonly #workspace: string;
  readonly #random: () => number;
  #pollMs = FIRST_MS;

  /** @param random from 0 to below 1 */
  constructor(ports: { store: Store; workspace: string }, random: () => number) {
    this.#store = ports.store;
    this.#workspace = ports.workspace;
    this.#random = random;
  }

  /** There was something to do: more may come soon. */
  worked(): void {
    this.#pollMs = FIRST_MS;
  }

  /** Milliseconds until then. */
  async wait(watch: Watch | null): Promise<number> {
    const due = await this.#store.untilDue({ workspace: this.#workspace });
    const poll = watch?.live === true ? WATCHED_MS : this.#pollMs;
    this.#pollMs = Math.min(this.#pollMs * 1.5, MOST_MS);
    const spread = Math.round(poll * (0.75 + this.#random() / 2));
    return Math.max(LEAST_MS, Math.min(spread, due ?? spread));
  }
}
