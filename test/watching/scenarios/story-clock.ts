import { setImmediate } from 'node:timers/promises';
import { TestClock, ZONE } from '../../booking/office.ts';
import { SteeredClock } from '../../telegram/steered-clock.ts';

/** `Dec 2 18:30` of 2026, in the zone of the stories. */
export function at(moment: string): Temporal.Instant {
  const [, month, day, time] = /^(Nov|Dec) (\d{1,2}) (\d{2}:\d{2})$/.exec(moment) ?? [];
  if (day === undefined) throw new Error(`“${moment}” is no moment like “Dec 2 18:30”.`);
  const date = `2026-${month === 'Nov' ? 11 : 12}-${day.padStart(2, '0')}`;
  return Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(ZONE).toInstant();
}

/** Programs that wait sleep until the story lets time pass. */
export class StoryClock extends SteeredClock {
  /** The same clock for who calls Google: waiting for one's turn there passes time by itself. */
  readonly impatient: TestClock = new ImpatientClock(this);

  /** Time passes, and who sleeps sleeps on. */
  leap(duration: Temporal.DurationLike): void {
    TestClock.prototype.pass.call(this, duration);
  }

  /** Lets it become that time; who slept wakes then. */
  async becomes(moment: string): Promise<void> {
    const seconds = 10;
    this.leap(this.now().until(at(moment).subtract({ seconds })));
    await this.pass({ seconds });
  }
}

class ImpatientClock extends TestClock {
  readonly #clock: StoryClock;

  constructor(clock: StoryClock) {
    super(clock.now().toString());
    this.#clock = clock;
  }

  override readonly now = () => this.#clock.now();

  override readonly sleep = async (milliseconds: number): Promise<void> => {
    this.pass({ milliseconds });
    await setImmediate();
  };

  override pass(duration: Temporal.DurationLike): void {
    this.#clock.leap(duration);
  }
}
