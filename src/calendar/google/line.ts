/** Throws where a piece of work must not go on. */
export type Keep = () => Promise<void>;

interface Waiting {
  readonly keep: Keep;
  readonly enter: () => void;
  readonly leave: (error: unknown) => void;
}

/**
 * Pieces of work go one after another, in the order in which they came. Whoever is at work and has to
 * wait for the outside asks `keepAll` now and then: it keeps alive all who stand in line too, and
 * sends away those who must not go on. So nobody in line needs a clock.
 */
export class Line {
  #busy = false;
  #waiting: Waiting[] = [];

  /** Does `work` once it is its turn. What `keep` throws while it stands in line is thrown here. */
  async pass<Result>(keep: Keep, work: (keepAll: Keep) => Promise<Result>): Promise<Result> {
    if (this.#busy) {
      await new Promise<void>((enter, leave) => this.#waiting.push({ keep, enter, leave }));
    }
    this.#busy = true;
    try {
      return await work(async () => {
        await keep();
        await this.#keepWaiting();
      });
    } finally {
      const next = this.#waiting.shift();
      // The next one enters in this very moment, so that nobody who comes just now gets in before.
      if (next === undefined) this.#busy = false;
      else next.enter();
    }
  }

  async #keepWaiting(): Promise<void> {
    for (const waiting of [...this.#waiting]) {
      try {
        await waiting.keep();
      } catch (error) {
        this.#waiting = this.#waiting.filter((other) => other !== waiting);
        waiting.leave(error);
      }
    }
  }
}
