import { Stopped } from '../booking/lease.ts';
import { CalendarError, type Listening } from '../calendar/calendar.ts';
import { StoreUnavailable } from '../store/store.ts';
import { look } from './look.ts';
import type { WatchDesk } from './watch-desk.ts';
import { LEASE_SECONDS, LostTurn, WatchTurn } from './watch-turn.ts';

/** However often it is woken: a calendar tells of ten changes as of one. */
const LEAST_SECONDS = 10;
/** What is to be done with the calendar left alone is done as often where nobody looks at it. */
const UPKEEP_SECONDS = 300;
const OUTAGE_MS = 1_000;
const OUTAGE_MS_MAX = 60_000;

/**
 * Keeps what is booked true while calendars change: looks from time to time, and soon after something has
 * changed. Several may run on one store, each under a name of its own: the store sees to it that one at a
 * time looks at a workspace.
 */
export class Watcher {
  readonly #desk: WatchDesk;
  readonly #name: string;
  readonly #random: () => number;
  #wake = new AbortController();
  #isWoken = false;
  #looking: Promise<boolean> | null = null;

  /** @param options `random`: from 0 to below 1, keeps watchers from asking all at the same moment */
  constructor(desk: WatchDesk, name: string, { random = Math.random } = {}) {
    this.#desk = desk;
    this.#name = name;
    this.#random = random;
  }

  /** Looks soon instead of at the next time. */
  wake(): void {
    this.#isWoken = true;
    this.#wake.abort();
  }

  /** Watches until `stop` is aborted. */
  async run(stop: AbortSignal): Promise<void> {
    const listening = await this.#listen();
    try {
      await this.#watch(stop);
    } finally {
      await listening?.close();
    }
  }

  /**
   * One look now, if it is this watcher's turn, else in how many milliseconds it may be (0 where it was).
   * Never two at the same time: whoever asks meanwhile gets the one that is under way.
   */
  async look(stop: AbortSignal = new AbortController().signal, everySeconds = 0): Promise<number> {
    const { store, workspace } = this.#desk;
    const turn = { workspace, watcher: this.#name };
    const { waitMs } = await store.takeWatch({ ...turn, leaseSeconds: LEASE_SECONDS, everySeconds });
    if (waitMs > 0) return waitMs;
    this.#looking ??= this.#lookWell(stop).finally(() => {
      this.#looking = null;
    });
    const failed = !(await this.#looking);
    await store.endWatch({ ...turn, failed });
    return 0;
  }

  /** Whether all went well. Only a store out of reach is thrown. */
  async #lookWell(stop: AbortSignal): Promise<boolean> {
    const { log, workspace, newId } = this.#desk;
    try {
      await look(this.#desk, new WatchTurn(this.#desk, this.#name, stop));
      return true;
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      if (error instanceof Stopped) return false;
      if (error instanceof CalendarError) {
        log.warn({ workspace, remedy: error.remedy }, `The calendar cannot be looked at: ${error.message}`);
      } else if (error instanceof LostTurn) {
        log.warn({ workspace }, 'Another watcher looks at the calendar instead; nothing more is done here');
      } else {
        const reference = newId().slice(0, 8);
        log.error({ workspace, reference, err: error }, 'A look at what is booked failed unexpectedly');
      }
      return false;
    }
  }

  async #watch(stop: AbortSignal): Promise<void> {
    const { log, workspace, everyMinutes } = this.#desk;
    // The store counts whole seconds.
    const usual = everyMinutes === 0 ? UPKEEP_SECONDS : Math.ceil(everyMinutes * 60);
    let outageMs = 0;
    while (!stop.aborted) {
      const isWoken = this.#isWoken;
      this.#isWoken = false;
      this.#wake = new AbortController();
      try {
        const waitMs = await this.look(stop, isWoken ? Math.min(LEAST_SECONDS, usual) : usual);
        if (outageMs > 0) log.info({ workspace }, 'The store answers the watcher again');
        outageMs = 0;
        // Another has its turn, who may have begun before the change of which this one was told.
        if (waitMs > 0 && isWoken) this.#isWoken = true;
        // Whoever looks may be gone by then, or done: then it is this one's turn.
        await this.#pause(Math.min(waitMs > 0 ? waitMs : Infinity, usual * 1000), stop);
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        log.error(
          { workspace, remedy: error.remedy },
          `The store is out of the watcher's reach: ${error.message}`,
        );
        outageMs = Math.min(Math.max(outageMs * 2, OUTAGE_MS), OUTAGE_MS_MAX);
        await this.#desk.clock.sleep(Math.round(outageMs * (0.5 + this.#random() / 2)), stop);
      }
    }
  }

  /** Until the next look, or until it is woken, but so long at least that many changes are one. */
  async #pause(waitMs: number, stop: AbortSignal): Promise<void> {
    const { clock } = this.#desk;
    const until = clock.now().add({ milliseconds: Math.ceil(waitMs) });
    await clock.sleep(Math.min(waitMs, LEAST_SECONDS * 1000), stop);
    const leftMs = clock.now().until(until).total('milliseconds');
    if (leftMs > 0) await clock.sleep(leftMs, AbortSignal.any([stop, this.#wake.signal]));
  }

  async #listen(): Promise<Listening | null> {
    const { calendar, log, workspace, everyMinutes } = this.#desk;
    if (everyMinutes === 0) return null;
    try {
      return await calendar.listen(() => this.wake());
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      log.warn(
        { workspace, remedy: error.remedy },
        `The calendar cannot be listened to, and is looked at every ${everyMinutes} minutes: ${error.message}`,
      );
      return null;
    }
  }
}
