import { Stopped } from '../booking/lease.ts';
import type { WatchDesk } from './watch-desk.ts';

/**
 * So long a watcher may be silent before another takes its turn. It is heard of before each call to a calendar,
 * which may be paced or tried again meanwhile; nobody looks for so long after one was killed.
 */
export const LEASE_SECONDS = 120;

/** Another watcher looks instead: this one was silent for too long. */
export class LostTurn extends Error {
  override readonly name = 'LostTurn';
}

/** A watcher's turn to look. `keep` is called before each step that takes time. */
export class WatchTurn {
  readonly #desk: WatchDesk;
  readonly #watcher: string;
  readonly #stop: AbortSignal;
  #kept: Temporal.Instant;

  constructor(desk: WatchDesk, watcher: string, stop: AbortSignal) {
    this.#desk = desk;
    this.#watcher = watcher;
    this.#stop = stop;
    this.#kept = desk.clock.now();
  }

  /** Throws `Stopped` where the process is to end, `LostTurn` where another watcher looks by now. */
  async keep(): Promise<void> {
    if (this.#stop.aborted) throw new Stopped();
    const { store, workspace, clock } = this.#desk;
    const now = clock.now();
    if (now.since(this.#kept).total('seconds') < LEASE_SECONDS / 3) return;
    const { waitMs } = await store.takeWatch({
      workspace,
      watcher: this.#watcher,
      leaseSeconds: LEASE_SECONDS,
      everySeconds: 0,
    });
    if (waitMs > 0) throw new LostTurn();
    this.#kept = now;
  }
}
