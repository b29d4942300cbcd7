import type { Clock } from '../src/time/clock.ts';
import type { Timeline } from './timeline.ts';

/** After so many exchanges with the outside the process is gone: before one is sent, or while it is under way. */
export interface Doom {
  readonly after: number;
  readonly when: 'before' | 'during';
}

/**
 * A process of the program. Whatever reaches it from outside (time, answers, signals) comes through
 * `deliver`: nothing reaches one that is dead, so its code stands still for ever where it was; one that
 * is paused, as when its machine sleeps, hears everything late. Its clock may be wrong.
 */
export class SimulatedProcess {
  readonly name: string;
  readonly number: number;
  readonly clock: Clock;
  readonly #timeline: Timeline;
  #isAlive = true;
  #pausedUntil = 0;
  #skewMs: number;
  #doom: { left: number; readonly when: Doom['when'] } | null = null;
  /** Told when it dies of its doom. */
  onDeath: () => void = () => {};

  constructor(timeline: Timeline, about: { name: string; number: number; skewMs: number }) {
    this.#timeline = timeline;
    this.name = about.name;
    this.number = about.number;
    this.#skewMs = about.skewMs;
    this.clock = {
      now: () => Temporal.Instant.fromEpochMilliseconds(timeline.now + this.#skewMs),
      sleep: (milliseconds, signal) => this.#sleep(milliseconds, signal),
    };
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  get pausedUntil(): number {
    return this.#pausedUntil;
  }

  deliver(milliseconds: number, happen: () => void): void {
    this.#timeline.after(milliseconds, () => this.#arrive(happen));
  }

  /** As when the power goes: nothing is finished, nothing given back. */
  kill(): void {
    this.#isAlive = false;
  }

  pause(milliseconds: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#timeline.now + milliseconds);
  }

  /** Somebody sets the clock of its machine. */
  stepClock(milliseconds: number): void {
    this.#skewMs += milliseconds;
  }

  doom({ after, when }: Doom): void {
    this.#doom = { left: after, when };
  }

  /** Counts an exchange; says whether the process dies of it, and when. */
  nearDoom(): Doom['when'] | null {
    if (this.#doom === null) return null;
    this.#doom.left -= 1;
    return this.#doom.left > 0 ? null : this.#doom.when;
  }

  /** Dies of its doom. */
  fall(): void {
    if (!this.#isAlive) return;
    this.kill();
    this.onDeath();
  }

  #arrive(happen: () => void): void {
    if (!this.#isAlive) return;
    const wait = this.#pausedUntil - this.#timeline.now;
    if (wait > 0) this.#timeline.after(wait, () => this.#arrive(happen));
    else happen();
  }

  #sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      const wake = () => {
        due.cancel();
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const due = this.#timeline.after(milliseconds, () => this.#arrive(wake));
      signal?.addEventListener('abort', wake, { once: true });
    });
  }
}
