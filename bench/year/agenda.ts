/** Something that happens at a time. */
interface Entry {
  readonly at: Temporal.Instant;
  readonly what: () => Promise<void>;
}

/** What is to happen, in time order; at the same time, in the order entered. */
export class Agenda {
  readonly #entries: Entry[] = [];

  enter(at: Temporal.Instant, what: () => Promise<void>): void {
    const later = this.#entries.findIndex((entry) => Temporal.Instant.compare(entry.at, at) > 0);
    this.#entries.splice(later === -1 ? this.#entries.length : later, 0, { at, what });
  }

  get next(): Temporal.Instant | null {
    return this.#entries[0]?.at ?? null;
  }

  /** Takes out the next that happens at `until` or before; null where none does. */
  take(until: Temporal.Instant): Entry | null {
    const next = this.next;
    if (next === null || Temporal.Instant.compare(next, until) > 0) return null;
    return this.#entries.shift() ?? null;
  }
}
