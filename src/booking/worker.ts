import { onBehalfOf } from '../correlation.ts';
import type { Procedure } from '../sop/model.ts';
import type { Claim } from '../store/rows.ts';
import { IllegalChange, LostLease, StoreUnavailable, type Watch } from '../store/store.ts';
import type { BookingDesk } from './booking-desk.ts';
import { CallRecord } from './call-record.ts';
import { Lease, Stopped } from './lease.ts';
import { NextLook } from './next-look.ts';
import type { Progress } from './progress.ts';
import { scheduleCandidate } from './schedule-candidate.ts';
import { procedureInForce } from './time-off.ts';
import type { Turn } from './turn.ts';

/** A worker that lives prolongs its lease long before this; one that died is replaced after it. */
const LEASE_SECONDS = 120;
const OUTAGE_MS = 1_000;
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
  readonly #random: () => number;
  #wake = new AbortController();
  /** Who waits for a look at the queue that begins from now on and finds nothing. */
  #waitForIdle: (() => void)[] = [];

  /**
   * @param options `leaseSeconds`: how long this worker may be silent before another replaces it;
   *   `random`: from 0 to below 1, keeps workers from looking all at the same moment
   */
  constructor(desk: BookingDesk, name: string, { leaseSeconds = LEASE_SECONDS, random = Math.random } = {}) {
    this.#desk = desk;
    this.#name = name;
    this.#leaseSeconds = leaseSeconds;
    this.#random = random;
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
    const { store, workspace } = this.#desk;
    const watch = await store.watch((change) => {
      const concernsUs = change.workspace === null || change.workspace === workspace;
      if (change.what === 'queue' && concernsUs) this.wake();
    });
    try {
      await this.#work(watch, stop);
    } finally {
      await watch?.close();
    }
  }

  async #work(watch: Watch | null, stop: AbortSignal): Promise<void> {
    const nextLook = new NextLook(this.#desk, this.#random);
    const { log, workspace } = this.#desk;
    let outageMs = 0;
    while (!stop.aborted) {
      const waiting = this.#waitForIdle.splice(0);
      try {
        const worked = await this.step(stop);
        if (outageMs > 0) log.info({ workspace }, 'The store answers again');
        outageMs = 0;
        if (worked) {
          nextLook.worked();
          this.#waitForIdle.unshift(...waiting);
        } else {
          for (const resolve of waiting.splice(0)) resolve();
          await this.#pause(await nextLook.wait(watch), stop);
        }
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        this.#waitForIdle.unshift(...waiting);
        log.error({ workspace, remedy: error.remedy }, `The store is out of reach: ${error.message}`);
        outageMs = Math.min(Math.max(outageMs * 2, OUTAGE_MS), OUTAGE_MS_MAX);
        await this.#pause(Math.round(outageMs * (0.5 + this.#random() / 2)), stop);
      }
    }
  }

  /** Works off all that can be worked off now; not while `run` is under way. */
  async runUntilIdle(stop: AbortSignal = new AbortController().signal): Promise<void> {
    while (!stop.aborted && (await this.step(stop)));
  }

  /** Takes the next candidate to an end; false where there is none to take. */
  async step(stop: AbortSignal): Promise<boolean> {
    const { store, workspace } = this.#desk;
    const claim = await store.claim({ workspace, worker: this.#name, leaseSeconds: this.#leaseSeconds });
    if (claim === null) return false;
    const about = { workspace, candidateId: claim.candidate.id };
    return onBehalfOf(about, () =>
      this.#serve(claim, stop).catch((error: unknown) => {
        if (error instanceof StoreUnavailable)
          this.#desk.log.warn(about, 'The turn with a candidate breaks off: the store is out of reach');
        throw error;
      }),
    );
  }

  /** A claimed candidate, to an end; false where the process stops before. */
  async #serve(claim: Claim, stop: AbortSignal): Promise<boolean> {
    const { workspace, log } = this.#desk;
    // Time off may be added at any moment; it holds from the next turn on.
    const turn = this.#turnOf(claim, await procedureInForce(this.#desk), stop);
    const { held } = turn.lease;
    log.info({ workspace, ...held, bookings: claim.bookings.length }, 'A candidate is taken up');
    try {
      await scheduleCandidate(turn, claim);
      log.info({ workspace, ...held }, 'The turn with a candidate is over');
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      const cleanUp =
        error instanceof Stopped
          ? this.#handBack(turn)
          : error instanceof LostLease
            ? Promise.reject(error)
            : this.#ourFault(turn, error);
      await cleanUp.catch((failure: unknown) => {
        if (!(failure instanceof LostLease)) throw failure;
        log.warn(held, 'Another worker has taken this candidate over; nothing more is done here');
      });
      if (error instanceof Stopped) return false;
    } finally {
      await this.#recordCalls(turn);
    }
    return true;
  }

  #turnOf(claim: Claim, procedure: Procedure, stop: AbortSignal): Turn {
    const desk = this.#desk;
    const { candidate } = claim;
    const { id: candidateId, name, email, chat } = candidate;
    const lease = new Lease(desk, claim, this.#leaseSeconds, stop);
    const calls = new CallRecord();
    const calendar = desk.calendar.during({ keep: () => lease.keep(), tally: calls.tally });
    const tell = (progress: Progress) => {
      try {
        desk.watch({ candidateId, name, email, chat }, progress);
      } catch (error) {
        // Whoever merely watches must not decide over bookings.
        desk.log.warn({ candidateId, err: error }, 'Progress could not be shown');
      }
    };
    return { desk: { ...desk, procedure, calendar }, lease, candidate, calls, tell };
  }

  /** Gives the candidate back where they stand; the calls so far are noted for whoever counts on. */
  async #handBack({ lease: { held }, calls }: Turn): Promise<void> {
    const { store } = this.#desk;
    if (!calls.isEmpty) {
      const summary = 'The calendar calls so far, as the process stops';
      await store.note({ ...held, action: 'calls-counted', summary, details: calls.details() });
    }
    await store.handBack({ ...held, worker: this.#name });
  }

  /** Adds the turn's calls to those of the account. What only counts must not decide over a candidate. */
  async #recordCalls({ lease: { held }, calls }: Turn): Promise<void> {
    const { calendarAccount: account, store, log } = this.#desk;
    if (account === null || calls.isEmpty) return;
    try {
      await store.recordCalendarCalls({ account, calls: calls.tally.byMethod() });
    } catch (error) {
      log.warn({ ...held, err: error }, 'The calendar calls of this candidate could not be recorded');
    }
  }

  /** A bug of ours must not lose a candidate, nor be met with again and again: a human hears of it. */
  async #ourFault({ lease: { held }, candidate, calls }: Turn, error: unknown): Promise<void> {
    const reference = this.#desk.newId().slice(0, 8);
    this.#desk.log.error({ ...held, reference, err: error }, 'Scheduling a candidate failed unexpectedly');
    const fault = { code: 'fault', reasons: [], proposals: [], facts: calls.details() };
    const failed = `The program failed unexpectedly (reference ${reference}, its log has the details).`;
    if (candidate.change !== null) {
      const message = `${failed} The change that was ordered may be half done; retry, and report the reference if it happens again.`;
      await this.#desk.store.escalate({ ...held, escalation: { ...fault, code: 'change', message } });
      return;
    }
    const message = `${failed} What was booked is taken back; retry, and report the reference if it happens again.`;
    const escalation = { ...fault, message };
    try {
      await this.#desk.store.takeBack({ ...held, escalation });
      await this.#desk.store.handBack({ ...held, worker: this.#name });
    } catch (failure) {
      if (!(failure instanceof IllegalChange)) throw failure;
      // It was being taken back already, and that is what failed: not at once and without end again.
      await this.#desk.store.wait({
        ...held,
        until: this.#desk.clock.now().add({ minutes: FAULT_WAIT_MINUTES }),
        summary: `Taking back failed unexpectedly (reference ${reference}); it is tried again in ${FAULT_WAIT_MINUTES} minutes.`,
        details: { cause: 'fault', ...calls.details() },
      });
    }
  }

  async #pause(milliseconds: number, stop: AbortSignal): Promise<void> {
    await this.#desk.clock.sleep(milliseconds, AbortSignal.any([stop, this.#wake.signal]));
    this.#wake = new AbortController();
  }
}
