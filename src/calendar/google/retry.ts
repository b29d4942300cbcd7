import type { Verdict } from './failure-table.ts';

/** A wait longer than this is not slept through by a worker: the candidate waits instead. */
export const SLEEP_MS_MAX = 60_000;
/** When the same is tried again where nothing says when. */
const LATER_MS = 120_000;
const QUOTA_HOLD_MS = 3_600_000;
/** Nobody is held back longer than this, whatever a header says. */
const HOLD_MS_MAX = 24 * 3_600_000;
const BASE_MS = 1_000;
const CAP_MS = 32_000;

/**
 * Exponential with full jitter: anything from nothing to `min(cap, base × 2^retry)`, so that many who
 * failed together do not come back together. `retry` counts from 0.
 */
export function backoffMs(retry: number, random: () => number): number {
  return Math.floor(random() * Math.min(CAP_MS, BASE_MS * 2 ** retry));
}

/** The time that a `Retry-After` header asks for (seconds, or a date); null where it says nothing. */
export function retryAfterMs(header: string | null, now: Temporal.Instant): number | null {
  const text = header?.trim() ?? '';
  const milliseconds = /^\d+(\.\d+)?$/.test(text)
    ? Number(text) * 1000
    : /[a-z]/i.test(text)
      ? Date.parse(text) - now.epochMilliseconds
      : Number.NaN;
  if (Number.isNaN(milliseconds)) return null;
  return Math.ceil(Math.min(Math.max(milliseconds, 0), HOLD_MS_MAX));
}

/**
 * How long every call of the account is held back after a failure, or null where the others are none
 * of its concern. Quotas of a day start anew at midnight Pacific time.
 */
export function holdMs(verdict: Verdict, askedMs: number | null, now: Temporal.Instant): number | null {
  if (verdict === 'slower') return askedMs ?? 0;
  if (verdict === 'nextHour') return Math.max(askedMs ?? 0, QUOTA_HOLD_MS);
  if (verdict === 'nextDay') return Math.max(askedMs ?? 0, untilPacificMidnight(now));
  return askedMs;
}

export type NextStep =
  | { readonly step: 'again'; readonly waitMs: number }
  | { readonly step: 'later'; readonly retryAt: Temporal.Instant };

/**
 * What follows a failure that passes: the call is repeated after a wait, or it is given up for now
 * and gone on with at a set time. `retries` were made already; `heldUntil` is how long the account's
 * calls are held back, where they are.
 */
export function nextStep(input: {
  readonly verdict: Verdict;
  readonly retries: number;
  readonly maxRetries: number;
  readonly askedMs: number | null;
  readonly heldUntil: Temporal.Instant | null;
  readonly now: Temporal.Instant;
  readonly random: () => number;
}): NextStep {
  const { verdict, retries, maxRetries, heldUntil, now } = input;
  const askedMs = input.askedMs ?? 0;
  const quota = verdict === 'nextHour' || verdict === 'nextDay';
  if (!quota && retries < maxRetries && askedMs <= SLEEP_MS_MAX) {
    return { step: 'again', waitMs: Math.max(askedMs, backoffMs(retries, input.random)) };
  }
  // A quota's window is known; of anything else it is only known that trying at once did not help.
  const leastMs = Math.max(quota ? (holdMs(verdict, askedMs, now) ?? 0) : LATER_MS, askedMs);
  const soonest = now.add({ milliseconds: leastMs });
  const retryAt =
    heldUntil !== null && Temporal.Instant.compare(heldUntil, soonest) > 0 ? heldUntil : soonest;
  return { step: 'later', retryAt };
}

function untilPacificMidnight(now: Temporal.Instant): number {
  const day = now.toZonedDateTimeISO('America/Los_Angeles').startOfDay();
  return day.add({ days: 1 }).epochMilliseconds - now.epochMilliseconds;
}
