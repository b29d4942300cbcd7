import { setImmediate } from 'node:timers/promises';
import { TestClock } from '../booking/office.ts';

/** However long the time is that passes. */
const STEPS = 100;

interface Sleeper {
  readonly due: Temporal.Instant;
  readonly wake: () => void;
}

/** A clock whose sleepers sleep until a test lets time pass. */
export class SteeredClock extends TestClock {
  readonly #sleepers = new Set<Sleeper>();

  override readonly sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted === true || milliseconds <= 0) {
        resolve();
        return;
      }
      const wake = () => {
        this.#sleepers.delete(sleeper);
        resolve();
      };
      const sleeper = { due: this.now().add({ milliseconds }), wake };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', wake, { once: true });
    });

  /** Resolves once somebody sleeps for just so long from now. */
  async untilSomebodySleeps(duration: Temporal.DurationLike): Promise<void> {
    const due = this.now().add(duration);
    while (![...this.#sleepers].some((sleeper) => sleeper.due.equals(due))) await setImmediate();
  }

  /** Lets time pass in steps, waking whose time has come; each has time to do something. */
  override async pass(duration: Temporal.DurationLike): Promise<void> {
    const end = this.now().add(duration).epochMilliseconds;
    const leap = Math.ceil((end - this.now().epochMilliseconds) / STEPS);
    for (let now = this.now().epochMilliseconds; now < end; now = this.now().epochMilliseconds) {
      const dues = [...this.#sleepers].map(({ due }) => due.epochMilliseconds);
      const next = Math.min(end, Math.max(now + leap, Math.min(end, ...dues)));
      super.pass({ milliseconds: next - now });
      for (const { due, wake } of [...this.#sleepers]) if (due.epochMilliseconds <= next) wake();
      for (let turn = 0; turn < 5; turn += 1) await setImmediate();
    }
  }
}
