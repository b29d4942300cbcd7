import { setImmediate } from 'node:timers/promises';
import type { Chance } from './chance.ts';

/** Something that is to happen at a time. */
export interface Due {
  /** It does not happen any more. */
  cancel(): void;
}

interface Entry extends Due {
  readonly at: number;
  /** Decides among those of the same time: by chance, so that every order is met with. */
  readonly order: number;
  readonly happen: (() => void | Promise<void>) | null;
}

/**
 * Simulated time, in milliseconds since the epoch: what is due happens one after another, and after each
 * the program runs until all of it waits for something that is due later. So one seed gives one order of
 * everything, however fast the machine is.
 */
export class Timeline {
  #now: number;
  readonly #chance: Chance;
  readonly #heap: Entry[] = [];
  /** How much has happened. */
  count = 0;

  constructor(start: Temporal.Instant, chance: Chance) {
    this.#now = start.epochMilliseconds;
    this.#chance = chance;
  }

  get now(): number {
    return this.#now;
  }

  readonly instant = (): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(this.#now);

  after(milliseconds: number, happen: () => void | Promise<void>): Due {
    const entry = {
      at: this.#now + Math.max(0, Math.ceil(milliseconds)),
      order: this.#chance.next(),
      happen: happen as Entry['happen'],
      cancel() {
        entry.happen = null;
      },
    };
    this.#push(entry);
    return entry;
  }

  /** Resolves when so much time has passed. */
  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => this.after(milliseconds, resolve));
  }

  /** Lets happen what is due up to then, and no more than `most` of it. False where that was too little. */
  async runUntil(end: number, most: number): Promise<boolean> {
    for (let left = most; left > 0; left -= 1) {
      const next = this.#heap[0];
      if (next === undefined || next.at > end) {
        this.#now = Math.max(this.#now, Math.ceil(end));
        return true;
      }
      this.#pop();
      if (next.happen === null) continue;
      this.#now = Math.max(this.#now, next.at);
      this.count += 1;
      await next.happen();
      // Everything that can go on does so in microtasks, which are all done before this.
      await setImmediate();
    }
    return false;
  }

  /** Time passes in which nothing happens, as if the machine slept: what was due comes late. */
  leap(to: number): void {
    this.#now = Math.max(this.#now, Math.ceil(to));
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(entry, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= heap.length) break;
      const right = left + 1;
      const child = right < heap.length && isBefore(heap[right]!, heap[left]!) ? right : left;
      if (!isBefore(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
