interface Waiting {
  readonly order: number;
  readonly work: () => Promise<boolean>;
  readonly settle: (wasDone: boolean) => void;
}

/** Work in lanes: one after the other in a lane, by number; different lanes side by side. */
export class Lanes {
  readonly #lanes = new Map<number, Waiting[]>();
  readonly #running = new Set<Promise<void>>();
  #isClosed = false;

  /** Resolves with what the work says; with false where the lanes were closed before it began. */
  enter(lane: number, order: number, work: () => Promise<boolean>): Promise<boolean> {
    if (this.#isClosed) return Promise.resolve(false);
    return new Promise((resolve) => {
      const waiting = this.#lanes.get(lane);
      const entry: Waiting = { order, work, settle: resolve };
      if (waiting !== undefined) {
        const after = waiting.findIndex((each) => each.order > order);
        waiting.splice(after === -1 ? waiting.length : after, 0, entry);
        return;
      }
      this.#lanes.set(lane, [entry]);
      const run = this.#run(lane).finally(() => this.#running.delete(run));
      this.#running.add(run);
    });
  }

  /** Begins nothing more; resolves when what was begun is done. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const waiting of this.#lanes.values()) {
      for (const { settle } of waiting.splice(0)) settle(false);
    }
    await Promise.allSettled(this.#running);
  }

  async #run(lane: number): Promise<void> {
    const waiting = this.#lanes.get(lane)!;
    // Those that arrive together are put in order before the first of them begins.
    await Promise.resolve();
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      next.settle(await next.work());
    }
    this.#lanes.delete(lane);
  }
}
