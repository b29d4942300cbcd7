import type { Clock } from '../../time/clock.ts';
import { CalendarError } from '../calendar.ts';
import type { Keep } from './line.ts';
import type { Pace } from './pace.ts';

/** Work that waits is kept alive at least this often. */
const SLICE_MS = 15_000;
/** Who would wait longer for a turn gives its candidate back until then. */
const PATIENCE_MS = 300_000;

/** Half of the 5 % that a candidate's calls may take longer than their distance. */
const MARGIN = 1.025;

/** Who waits: kept alive meanwhile, and told how long it was. */
export interface Waiting {
  /** Asked while it waits. */
  readonly keepAll: Keep;
  /** Asked when the turn has come. */
  readonly keep: Keep;
  readonly waited: (milliseconds: number) => void;
}

export interface Turns {
  /** Resolves when a call may start: send it then and there. */
  take(waiting: Waiting): Promise<void>;
  /** A call did what it should: a pace that was slowed eases. */
  succeeded(): void;
  /** Slows all calls of the account down, and holds them for at least so long; until when. */
  slow(holdMs: number): Promise<Temporal.Instant>;
  sleep(milliseconds: number, waiting: Waiting): Promise<void>;
}

/**
 * The turns of one account, as this process takes them. What the pace throws (a store out of reach) is
 * passed on; a turn too far away is a `CalendarError` of kind `passing` that says when.
 */
export function openTurns(options: {
  readonly account: string;
  readonly delaySeconds: number;
  readonly pace: Pace;
  readonly clock: Clock;
}): Turns {
  const { account, pace, clock } = options;
  const leastMs = Math.ceil(options.delaySeconds * 1000);
  // Somewhat more than what is promised: the store's answer takes now more, now less time to get here,
  // and the request to get there, above all the first of a process on a machine that is busy. The
  // starts of two calls must not come nearer by that, neither here nor as Google sees them.
  const delayMs = Math.ceil(leastMs * MARGIN);
  let successes = 0;
  let lastStart: Temporal.Instant | null = null;

  const sleep = async (milliseconds: number, { keepAll, waited }: Waiting) => {
    for (let left = milliseconds; left > 0; left -= SLICE_MS) {
      const from = clock.now();
      await clock.sleep(Math.min(left, SLICE_MS));
      waited(Math.max(0, since(from, clock.now())));
      if (left > SLICE_MS) await keepAll();
    }
  };

  return {
    sleep,

    async take(waiting) {
      const asked = clock.now();
      for (;;) {
        await waiting.keepAll();
        const reported = successes;
        const { waitMs } = await pace.takeTurn({ account, delayMs, successes: reported });
        successes -= reported;
        if (waitMs <= 0) break;
        if (since(asked, clock.now()) + waitMs > PATIENCE_MS) {
          throw tooFar(clock.now().add({ milliseconds: waitMs }));
        }
        await sleep(waitMs, waiting);
      }
      await waiting.keep();
      // Among the calls of this process the distance is held exactly, whatever the store's answers took.
      if (lastStart !== null) {
        await sleep(Math.min(leastMs, leastMs - since(lastStart, clock.now())), waiting);
      }
      lastStart = clock.now();
    },

    succeeded() {
      successes += 1;
    },

    async slow(holdMs) {
      const { nextTurnAt } = await pace.slow({ account, delayMs, holdMs });
      return nextTurnAt;
    },
  };
}

function since(earlier: Temporal.Instant, later: Temporal.Instant): number {
  return later.epochMilliseconds - earlier.epochMilliseconds;
}

function tooFar(retryAt: Temporal.Instant): CalendarError {
  return new CalendarError(
    'Calls to Google Calendar are held back for a while, since it asked this account to make fewer of them.',
    { kind: 'passing', remedy: 'Nothing need be done: it goes on by itself.', retryAt },
  );
}
