import { IllegalChange, LostLease, StoreUnavailable } from '../store/store.ts';
import type { BookingDesk } from './booking-desk.ts';
import { Lease, Stopped } from './lease.ts';
import { scheduleCandidate } from './schedule-candidate.ts';

/** A worker that lives prolongs its lease long before this; one that died is replaced after it. */
const LEASE_SECONDS = 120;
/** How soon a waiting candidate or another process's enqueue is seen, when nobody wakes the worker. */
const POLL_MS = 5_000;
const OUTAGE_MS_MAX = 60_000;
const FAULT_WAIT_MINUTES = 10;

/**
 * Takes one candidate after the other from the queue. Several may run on one store, each under a name
 * of its own: the store sees to it that a workspace has one candidate in hand at a time, and takes a
 * second claim under a name for the first one asked again.
 */
export class Worker {
  readonly #desk: BookingDesk;
  readonly #name: string;
  readonly #leaseSeconds: number;
  #wake = new AbortController();
  /** Who waits for a look at the queue that begins from now on and finds nothing. */
  #waitForIdle: (() => void)[] = [];

  /** @param options `leaseSeconds`: how long this worker may be silent before another replaces it */
  constructor(desk: BookingDesk, name: string, { leaseSeconds = LEASE_SECONDS } = {}) {
    this.#desk = desk;
    this.#name = name;
    this.#leaseSeconds = leaseSeconds;
  }

  /** Looks at the queue now instead of at the next poll. */
  wake(): void {
    this.#wake.abort();
  }

  /** Resolves once `run` has worked off all that can be worked off now. */
  untilIdle(): Promise<void> {
    return new Promise((resolve) => {
      this.#waitForIdle.push(resolve);
      this.wake();
    });
  }

  /** Works until `stop` is aborted; the candidate in hand is given back where it stands. */
  async run(stop: AbortSignal): Promise<void> {
    let outageMs = 1_000;
    while (!stop.aborted) {
      const waiting = this.#waitForIdle.splice(0);
      try {
        const worked = await this.step(stop);
        outageMs = 1_000;
        if (worked) this.#waitForIdle.unshift(...waiting);
        else {
          for (const resolve of waiting) resolve();
          await this.#pause(POLL_MS, stop);
        }
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        this.#waitForIdle.unshift(...waiting);
        this.#desk.log.error({ remedy: error.remedy }, `The store is out of reach: ${error.message}`);
        await this.#pause(outageMs, stop);
        outageMs = Math.min(outageMs * 2, OUTAGE_MS_MAX);
      }
    }
  }

  /** Works off all that can be worked off now; not while `run` is under way. */
  async runUntilIdle(stop: AbortSignal = new AbortController().signal): Promise<void> {
    while (!stop.aborted && (await this.step(stop)));
  }

  /** Takes the next candidate to an end; false where there is none to take. */
  async step(stop: AbortSignal): Promise<boolean> {
    const { store, workspace, log } = this.#desk;
    const claim = await store.claim({ workspace, worker: this.#name, leaseSeconds: this.#leaseSeconds });
    if (claim === null) return false;
    const lease = new Lease(this.#desk, claim, this.#leaseSeconds, stop);
    const about = { candidateId: claim.candidate.id, fence: claim.fence };
    try {
      await scheduleCandidate(this.#desk, lease, claim);
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      const cleanUp =
        error instanceof Stopped
          ? store.handBack({ ...about, worker: this.#name })
          : error instanceof LostLease
            ? Promise.reject(error)
            : this.#ourFault(about, error);
      await cleanUp.catch((failure: unknown) => {
        if (!(failure instanceof LostLease)) throw failure;
        log.warn(about, 'Another worker has taken this candidate over; nothing more is done here');
      });
      if (error instanceof Stopped) return false;
    }
    return true;
  }

  /** A bug of ours must not lose a candidate, nor be met with again and again: a human hears of it. */
  async #ourFault(about: { candidateId: string; fence: number }, error: unknown): Promise<void> {
    const reference = this.#desk.newId().slice(0, 8);
    this.#desk.log.error({ ...about, reference, err: error }, 'Scheduling a candidate failed unexpectedly');
    const escalation = {
      code: 'fault',
      message: `The program failed unexpectedly (reference ${reference}, its log has the details). What was booked is taken back; retry, and report the reference if it happens again.`,
      reasons: [],
      proposals: [],
    };
    try {
      await this.#desk.store.takeBack({ ...about, escalation });
      await this.#desk.store.handBack({ ...about, worker: this.#name });
    } catch (failure) {
      if (!(failure instanceof IllegalChange)) throw failure;
      // It was being taken back already, and that is what failed: not at once and without end again.
      await this.#desk.store.wait({
        ...about,
        until: this.#desk.clock.now().add({ minutes: FAULT_WAIT_MINUTES }),
        summary: `Taking back failed unexpectedly (reference ${reference}); it is tried again in ${FAULT_WAIT_MINUTES} minutes.`,
        details: { cause: 'fault' },
      });
    }
  }

  async #pause(milliseconds: number, stop: AbortSignal): Promise<void> {
    await this.#desk.clock.sleep(milliseconds, AbortSignal.any([stop, this.#wake.signal]));
    this.#wake = new AbortController();
  }
}
