import type { Claim } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from '../time/clock.ts';

/** The process is asked to stop: whatever is in hand is given back where it stands. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** How soon a stop, or a lost lease, is noticed while one waits. */
const REST_MS_MAX = 5_000;

/**
 * A candidate in this worker's hands. `keep` is called before every step that takes time; it
 * prolongs the lease once a third of it is over, so a worker that lives never loses it, and one
 * that was paused too long hears of it before it does anything more.
 */
export class Lease {
  readonly candidateId: string;
  readonly fence: number;
  /** What the store asks of whoever changes something of this candidate. */
  readonly held: { readonly candidateId: string; readonly fence: number };
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #seconds: number;
  readonly #stop: AbortSignal;
  #kept: Temporal.Instant;

  constructor(ports: { store: Store; clock: Clock }, claim: Claim, seconds: number, stop: AbortSignal) {
    this.candidateId = claim.candidate.id;
    this.fence = claim.fence;
    this.held = { candidateId: this.candidateId, fence: this.fence };
    this.#store = ports.store;
    this.#clock = ports.clock;
    this.#seconds = seconds;
    this.#stop = stop;
    this.#kept = ports.clock.now();
  }

  /** Throws `Stopped` where the process is to end, `LostLease` where the candidate is somebody else's. */
  async keep(): Promise<void> {
    if (this.#stop.aborted) throw new Stopped();
    const now = this.#clock.now();
    if (now.since(this.#kept).total('seconds') < this.#seconds / 3) return;
    await this.#store.heartbeat({
      candidateId: this.candidateId,
      fence: this.fence,
      leaseSeconds: this.#seconds,
    });
    this.#kept = now;
  }

  /** Waits so many milliseconds with the lease kept; throws as `keep` does. */
  async rest(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0; left -= REST_MS_MAX) {
      await this.keep();
      await this.#clock.sleep(Math.min(left, REST_MS_MAX), this.#stop);
    }
    await this.keep();
  }
}
