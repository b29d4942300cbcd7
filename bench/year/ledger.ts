import { type ChangeOrder, changeOrderFrom } from '../../src/booking/change-order.ts';
import type { JsonObject, ObservationRow } from '../../src/store/rows.ts';
import type { Store } from '../../src/store/store.ts';

/** A change that was ordered, by the watcher or by a person. */
export interface Ordered {
  readonly candidateId: string;
  readonly actor: string;
  readonly order: ChangeOrder;
  readonly at: Temporal.Instant;
  done: boolean | null;
  doneAt: Temporal.Instant | null;
}

export interface Asked {
  readonly candidateId: string;
  readonly escalationId: string;
  readonly observations: readonly string[];
  readonly at: Temporal.Instant;
  /** Of these, at mocks that start too soon for anything to be done without asking. */
  readonly soon: ReadonlySet<string>;
}

export interface Kept {
  readonly candidateId: string;
  readonly actor: string;
  readonly observations: readonly string[];
}

/** What somebody did, in the calendar or by a command, and the mocks that it concerned. */
export interface Deed {
  readonly what: string;
  readonly at: Temporal.Instant;
  readonly bookings: readonly string[];
}

/** Everything that happens in the year, written down as it does, for the totals. */
export class Ledger {
  readonly ordered: Ordered[] = [];
  readonly asked: Asked[] = [];
  readonly kept: Kept[] = [];
  readonly deeds: Deed[] = [];
  /** By id, as the store gave them when they were seen first, and what was done before at that mock. */
  readonly seen = new Map<string, { readonly row: ObservationRow; readonly deed: Deed | null }>();
  /** When mocks begin, by booking, as the store said last. */
  readonly starts = new Map<string, Temporal.Instant>();
  /** Candidates of whom people said that something may be against the rules. */
  readonly exceptions = new Set<string>();
  /** Grows with every change in the store. */
  changes = 0;
  onAsked: (asked: Asked) => void = () => {};
  readonly #now: () => Temporal.Instant;
  readonly #last = new Map<string, Deed>();
  readonly #under = new Map<string, Ordered>();
  readonly #openQuestion = new Map<string, Asked>();

  constructor(now: () => Temporal.Instant) {
    this.#now = now;
  }

  /** Somebody did something that concerns these mocks. */
  did(what: string, bookings: readonly string[]): void {
    const deed = { what, at: this.#now(), bookings };
    this.deeds.push(deed);
    for (const id of bookings) this.#last.set(id, deed);
  }

  noted(rows: readonly ObservationRow[]): void {
    for (const row of rows) {
      if (!this.seen.has(row.id)) this.seen.set(row.id, { row, deed: this.#last.get(row.bookingId) ?? null });
    }
  }

  /** Until the mock begins, where it is booked or where its event stands. */
  #hoursUntil(observationId: string, at: Temporal.Instant): number {
    const place = this.seen.get(observationId)?.row.details['place'] as { start: string } | undefined;
    const starts = [
      this.startOf(observationId),
      place === undefined ? null : Temporal.Instant.from(place.start),
    ];
    return Math.min(...starts.flatMap((start) => (start === null ? [] : [start.since(at).total('hours')])));
  }

  /** When the mock begins at which this was seen. */
  startOf(observationId: string): Temporal.Instant | null {
    const bookingId = this.seen.get(observationId)?.row.bookingId;
    return bookingId === undefined ? null : (this.starts.get(bookingId) ?? null);
  }

  wasOrdered(candidateId: string, change: JsonObject, actor: string): void {
    const ordered: Ordered = {
      candidateId,
      actor,
      order: changeOrderFrom(change),
      at: this.#now(),
      done: null,
      doneAt: null,
    };
    this.ordered.push(ordered);
    this.#under.set(candidateId, ordered);
  }

  wasFinished(candidateId: string, done: boolean): void {
    const ordered = this.#under.get(candidateId);
    if (ordered === undefined) return;
    ordered.done = done;
    ordered.doneAt = this.#now();
    this.#under.delete(candidateId);
  }

  wasAsked(asked: Omit<Asked, 'at' | 'soon'>): void {
    const at = this.#now();
    const soon = new Set(asked.observations.filter((id) => this.#hoursUntil(id, at) < SOON_HOURS));
    const all = { ...asked, at, soon };
    this.asked.push(all);
    this.#openQuestion.set(asked.candidateId, all);
    this.onAsked(all);
  }

  wasKept(candidateId: string, actor: string): void {
    const observations = this.#openQuestion.get(candidateId)?.observations ?? [];
    this.kept.push({ candidateId, actor, observations });
  }
}

/** `notWithin` of the SOP, where it says nothing. */
const SOON_HOURS = 12;

/** Calls that change nothing that a look could see. */
const WITHOUT_CHANGE: ReadonlySet<PropertyKey> = new Set([
  ...['takeWatch', 'endWatch', 'takeCalendarTurn', 'recordCalendarCalls', 'untilDue', 'heartbeat', 'watch'],
  ...[
    'candidates',
    'bookings',
    'observations',
    'escalations',
    'timeOff',
    'queue',
    'outbox',
    'audit',
    'close',
  ],
  ...['counts', 'closeOver', 'claim', 'calendarCalls', 'writeDigest'],
]);

/** The store, with what is done through it written down. */
export function recorded(store: Store, ledger: Ledger): Store {
  const own: Partial<Store> = {
    async bookings(input) {
      const rows = await store.bookings(input);
      for (const { id, start } of rows) ledger.starts.set(id, start);
      return rows;
    },
    async observe(input) {
      const rows = await store.observe(input);
      ledger.noted(rows);
      return rows;
    },
    async orderChange(input) {
      const answer = await store.orderChange(input);
      ledger.wasOrdered(input.candidateId, input.change, input.actor);
      return answer;
    },
    async finishChange(input) {
      await store.finishChange(input);
      ledger.wasFinished(input.candidateId, input.done);
    },
    async ask(input) {
      const answer = await store.ask(input);
      ledger.wasAsked({ ...answer, candidateId: input.candidateId, observations: input.observations });
      return answer;
    },
    async keepObserved(input) {
      await store.keepObserved(input);
      ledger.wasKept(input.candidateId, input.actor);
    },
    async claim(input) {
      const claim = await store.claim(input);
      if (claim !== null) ledger.changes += 1;
      return claim;
    },
  };
  return new Proxy(store, {
    get(target, key) {
      const method = (Reflect.get(own, key) ?? Reflect.get(target, key)) as unknown;
      if (typeof method !== 'function') return method;
      return (...given: unknown[]) => {
        if (!WITHOUT_CHANGE.has(key)) ledger.changes += 1;
        return (method as (...all: unknown[]) => unknown).apply(target, given);
      };
    },
  });
}
