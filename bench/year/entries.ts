import type { YearGoogle } from './google.ts';

/** Something besides mocks that takes a person's time. */
export interface Entry {
  readonly email: string;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}

/** What people entered into the calendar besides mocks; written down here as it was entered, for judging later. */
export class Entries {
  readonly #google: YearGoogle;
  #all: Entry[] = [];

  constructor(google: YearGoogle) {
    this.#google = google;
  }

  meeting(email: string, start: Temporal.Instant, minutes: number, title = 'Meeting'): Entry {
    const entry = { email, start, end: start.add({ minutes }) };
    this.#google.people.appointment(email, { ...entry, title });
    this.#all.push(entry);
    return entry;
  }

  /** Whole days, both included. */
  away(
    email: string,
    from: Temporal.PlainDate,
    to: Temporal.PlainDate,
    { timeZone, declines }: { readonly timeZone: string; readonly declines: boolean },
  ): Entry {
    this.#google.people.outOfOffice(email, { from: `${from}`, to: `${to}`, declines });
    const instant = (day: Temporal.PlainDate) => day.toZonedDateTime(timeZone).toInstant();
    const entry = { email, start: instant(from), end: instant(to.add({ days: 1 })) };
    this.#all.push(entry);
    return entry;
  }

  /** Those that are not over before. */
  from(moment: Temporal.Instant): readonly Entry[] {
    return this.#all.filter(({ end }) => Temporal.Instant.compare(end, moment) > 0);
  }

  forget(before: Temporal.Instant): void {
    this.#all = [...this.from(before)];
  }
}
