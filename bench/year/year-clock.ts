import type { Clock } from '../../src/time/clock.ts';
import type { Agenda } from './agenda.ts';

/**
 * A clock that only passes where somebody waits, and during whose waits people do what they do: so something
 * may change while a look or a booking is under way.
 */
export class YearClock implements Clock {
  readonly #agenda: Agenda;
  #now: Temporal.Instant;

  constructor(start: Temporal.Instant, agenda: Agenda) {
    this.#now = start;
    this.#agenda = agenda;
  }

  readonly now = (): Temporal.Instant => this.#now;

  readonly sleep = (milliseconds: number): Promise<void> =>
    this.until(this.#now.add({ milliseconds: Math.ceil(milliseconds) }));

  async until(moment: Temporal.Instant): Promise<void> {
    for (let entry = this.#agenda.take(moment); entry !== null; entry = this.#agenda.take(moment)) {
      this.#pass(entry.at);
      await entry.what();
    }
    this.#pass(moment);
  }

  #pass(moment: Temporal.Instant): void {
    if (Temporal.Instant.compare(this.#now, moment) < 0) this.#now = moment;
  }
}
