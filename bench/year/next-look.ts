import type { BookingRow } from '../../src/store/rows.ts';
import { Violation } from './checks.ts';
import { type Office, WATCH_MINUTES, WORKSPACE } from './office.ts';
import { ZONE } from './team.ts';

const EVERY_MS = WATCH_MINUTES * 60_000;
const DAILY_HOUR = 3;
/** What a look asks of the calendar where nothing has changed. */
const CALLS_OF_IDLE_LOOK = 1;

/**
 * When the watcher looks. It would look every five minutes; here those looks are left out that could change
 * nothing, since nothing has changed since the look before: not in the calendar, not in the store, and nothing
 * came to its time of which the store knows. That this is true is seen at one such look a day, which is not
 * left out. The calls of those that are left out are counted.
 */
export class NextLook {
  looks = 0;
  /** What is held from the last quiet moment on, as it was then. */
  held: readonly BookingRow[] = [];
  /** Looks at which nothing could be to do, and nothing was. */
  idleLooks = 0;
  readonly #office: Office;
  #seen = { revision: -1, changes: -1 };
  #last: number;
  /** When time alone brings something: a sequence ends, or a mock begins of which something is known. */
  #due: Temporal.Instant | null = null;
  /** When something was first seen to have changed since. */
  #since: Temporal.Instant | null = null;
  #daily: Temporal.Instant;

  constructor(office: Office) {
    this.#office = office;
    this.#last = ticks(office.clock.now());
    this.#daily = this.#nextDaily();
  }

  /** Nothing has changed since the last look began. */
  get isQuiet(): boolean {
    const { google, ledger } = this.#office;
    return google.revision === this.#seen.revision && ledger.changes === this.#seen.changes;
  }

  /** To be called as time passes: from when on a look is not in vain. */
  notice(): void {
    if (!this.isQuiet) this.#since ??= this.#office.clock.now();
  }

  at(): Temporal.Instant {
    const after = this.#last + 1;
    if (!this.isQuiet) return instantAt(Math.max(after, this.#since === null ? after : ticksUp(this.#since)));
    const dues = [this.#daily, ...(this.#due === null ? [] : [this.#due])].map((due) => ticksUp(due));
    return instantAt(Math.max(after, Math.min(...dues)));
  }

  get isDue(): boolean {
    return Temporal.Instant.compare(this.at(), this.#office.clock.now()) <= 0;
  }

  /** Looks now; whether it was the one of the day. */
  async look(): Promise<boolean> {
    const { google, ledger, watcher, clock } = this.#office;
    const now = clock.now();
    const isDaily = Temporal.Instant.compare(this.#daily, now) <= 0;
    const isIdle = this.isQuiet && (this.#due === null || Temporal.Instant.compare(this.#due, now) > 0);
    for (let tick = this.#last + 1; tick < ticks(now); tick += 1)
      google.count(CALLS_OF_IDLE_LOOK, instantAt(tick));
    this.#seen = { revision: google.revision, changes: ledger.changes };
    this.#since = null;
    this.looks += 1;
    await watcher.look();
    this.#last = ticks(clock.now());
    if (isIdle) {
      this.idleLooks += 1;
      if (!this.isQuiet)
        throw new Violation(now, 'A look did something though nothing had changed before it.');
    }
    if (isDaily) this.#daily = this.#nextDaily();
    if (this.isQuiet) this.#due = await this.#nextDue();
    return isDaily;
  }

  async #nextDue(): Promise<Temporal.Instant | null> {
    const { store, clock } = this.#office;
    const held = await store.bookings({ workspace: WORKSPACE, from: clock.now() });
    this.held = held;
    const known = await store.observations({ workspace: WORKSPACE });
    const concerned = new Set(known.map(({ bookingId }) => bookingId));
    const lastEnd = new Map<string, Temporal.Instant>();
    for (const { candidateId, end } of held) {
      const last = lastEnd.get(candidateId);
      if (last === undefined || Temporal.Instant.compare(last, end) < 0) lastEnd.set(candidateId, end);
    }
    const begins = held.filter(({ id }) => concerned.has(id)).map(({ start }) => start);
    return [...lastEnd.values(), ...begins]
      .filter((each) => Temporal.Instant.compare(each, clock.now()) > 0)
      .reduce<Temporal.Instant | null>(
        (a, b) => (a === null || Temporal.Instant.compare(b, a) < 0 ? b : a),
        null,
      );
  }

  #nextDaily(): Temporal.Instant {
    const now = this.#office.clock.now().toZonedDateTimeISO(ZONE);
    const today = now.startOfDay().with({ hour: DAILY_HOUR });
    const next = Temporal.ZonedDateTime.compare(today, now) > 0 ? today : today.add({ days: 1 });
    return next.toInstant();
  }
}

function ticks(moment: Temporal.Instant): number {
  return Math.floor(moment.epochMilliseconds / EVERY_MS);
}

function ticksUp(moment: Temporal.Instant): number {
  return Math.ceil(moment.epochMilliseconds / EVERY_MS);
}

function instantAt(tick: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(tick * EVERY_MS);
}
