import type { Logger } from 'pino';
import type { Clock } from '../../time/clock.ts';
import { CalendarError } from '../calendar.ts';
import type { CallCounts, CallTally } from '../calls.ts';
import type { GoogleClient, Request } from './client.ts';
import type { Method } from './failure-table.ts';
import { type Failure, failureOf, tokenFailureOf } from './failures.ts';
import type { Keep } from './line.ts';
import { holdMs, nextStep, retryAfterMs } from './retry.ts';
import { GARBAGE, type Trouble } from './trouble.ts';
import type { Turns } from './turns.ts';

/** What a call came to, where it came to something its caller can go on with. */
export type Outcome<Value> = { readonly outcome: 'done'; readonly value: Value } | { readonly outcome: GoOn };

/** Answers other than success with which a caller goes on. */
const GO_ON = ['absent', 'missing', 'taken', 'stale', 'resync'] as const;
type GoOn = (typeof GO_ON)[number];

/**
 * Makes one call: waits for its turn, sends it, repeats it as the table of failures says. `read` takes
 * the answer apart and gives null for one that is none. Throws a `CalendarError`, or what `keep` and
 * the pace throw.
 */
export type Call = <Value>(
  method: Method,
  request: Request,
  read: (data: unknown) => Value | null,
) => Promise<Outcome<Value>>;

export interface CallParts {
  readonly client: GoogleClient;
  readonly turns: Turns;
  readonly calendarId: string;
  readonly maxRetries: number;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  /** The calls are counted in each of them. */
  readonly tallies: readonly CallTally[];
}

/** What Google may say by mistake for a moment is asked again so often before it is believed. */
const DOUBTS = 1;

/**
 * The one way every call goes:
 *
 * 1. sign in, where the access token is missing or at its end (not a Calendar call, so not paced);
 * 2. wait for the turn, `keep` being asked all the while, and once more right before sending;
 * 3. send, and read its trouble off the table: a success, an answer to go on with, a wait, an end.
 *
 * A call whose outcome is unknown is simply repeated: what is sent can be done twice without harm,
 * since inserts bring their id, patches their etag, and deleting twice is deleting once.
 */
export function caller(parts: CallParts, keep: Keep, keepAll: Keep): Call {
  const { client, turns, clock, log } = parts;

  return async <Value>(method: Method, request: Request, read: (data: unknown) => Value | null) => {
    const count = (more: Partial<CallCounts>) => {
      for (const tally of parts.tallies) tally.add(method, more);
    };

    const attempt = async (waitMs: number, repeated: boolean): Promise<Outcome<Value> | Met> => {
      const refusal = await waiting(count, async (waited) => {
        await turns.sleep(waitMs, { keep, keepAll, waited });
        const trouble = await client.signIn();
        if (trouble === null) await turns.take({ keep, keepAll, waited });
        return trouble;
      });
      if (refusal !== null) {
        // Nothing was sent, but the call that it was for has failed all the same.
        count({ otherErrors: 1 });
        return { sent: false, trouble: refusal, failure: tokenFailureOf(refusal) };
      }
      count({ calls: 1, retries: repeated ? 1 : 0 });
      const reply = await client.send(request);
      const value = reply.ok ? read(reply.data) : null;
      if (value !== null) {
        count({ successes: 1 });
        turns.succeeded();
        return { outcome: 'done', value };
      }
      const trouble = reply.ok ? GARBAGE : reply.trouble;
      const failure = failureOf(method, trouble, parts.calendarId);
      const { verdict, counted } = failure;
      // That something is not there is an answer like any other.
      count(verdict === 'absent' || verdict === 'missing' ? { successes: 1 } : { [counted]: 1 });
      const outcome = GO_ON.find((known) => known === verdict);
      return outcome === undefined ? { sent: true, trouble, failure } : { outcome };
    };

    /** How long to wait before the call is repeated; throws where it is not. */
    const waitBeforeNext = async ({ sent, trouble, failure }: Met, retries: number) => {
      const { verdict, code, doubtful } = failure;
      const asksOnceMore = doubtful && retries < Math.min(DOUBTS, parts.maxRetries);
      if (verdict === 'final' || verdict === 'renew') throw ended(failure);
      if (verdict === 'person' && !asksOnceMore) throw ended(failure);
      const now = clock.now();
      const askedMs = retryAfterMs(trouble.retryAfter, now);
      const held = sent ? holdMs(verdict, askedMs, now) : null;
      const heldUntil = held === null ? null : await turns.slow(held);
      const next = nextStep({ ...parts, verdict, retries, askedMs, heldUntil, now });
      if (next.step === 'later') {
        const about = { method, failure: code, retries, retryAt: `${next.retryAt}` };
        log.warn(about, 'A call to Google Calendar is given up for now');
        throw givenUp(failure, retries, next.retryAt);
      }
      log.info({ method, failure: code, waitMs: next.waitMs }, 'A call to Google Calendar is repeated');
      return next.waitMs;
    };

    let renewed = false;
    let repeated = false;
    let waitMs = 0;
    for (let retries = 0; ; ) {
      const result = await attempt(waitMs, repeated);
      if ('outcome' in result) return result;
      repeated ||= result.sent;
      if (result.failure.verdict === 'renew' && !renewed) {
        renewed = true;
        waitMs = 0;
        client.signOut();
      } else {
        waitMs = await waitBeforeNext(result, retries);
        retries += 1;
      }
    }
  };
}

/** A failure, and whether it is the Calendar's (sent) or the sign-in's. */
interface Met {
  readonly sent: boolean;
  readonly trouble: Trouble;
  readonly failure: Failure;
}

/** Counts the waits of one attempt as one, also where it is broken off. */
async function waiting<Result>(
  count: (more: Partial<CallCounts>) => void,
  work: (waited: (milliseconds: number) => void) => Promise<Result>,
): Promise<Result> {
  let waitedMs = 0;
  try {
    return await work((milliseconds) => {
      waitedMs += milliseconds;
    });
  } finally {
    if (waitedMs > 0) count({ waits: 1, waitedMs });
  }
}

function ended({ verdict, message, remedy }: Failure): CalendarError {
  return new CalendarError(`${message}.`, { kind: verdict === 'final' ? 'final' : 'person', remedy });
}

function givenUp({ message, remedy }: Failure, retries: number, retryAt: Temporal.Instant): CalendarError {
  const often = retries === 0 ? '' : `, also when tried again ${retries === 1 ? 'once' : `${retries} times`}`;
  return new CalendarError(`${message}${often}.`, { kind: 'passing', remedy, retryAt });
}
