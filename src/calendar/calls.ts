/** What a calendar's calls came to, of one method or of several together. */
export interface CallCounts {
  /** Calls sent, repetitions included. */
  readonly calls: number;
  readonly successes: number;
  /** How often a call had to wait for its turn or before a repetition, and for how long in all. */
  readonly waits: number;
  readonly waitedMs: number;
  readonly retries: number;
  /** Answers that said that a quota is used up. */
  readonly quotaErrors: number;
  /** Answers that said that calls come too fast. */
  readonly rateErrors: number;
  readonly otherErrors: number;
}

export type CallsByMethod = Readonly<Record<string, CallCounts>>;

export const NO_CALLS: CallCounts = {
  calls: 0,
  successes: 0,
  waits: 0,
  waitedMs: 0,
  retries: 0,
  quotaErrors: 0,
  rateErrors: 0,
  otherErrors: 0,
};

/** Counts calls by method as they happen: since the start, or for one piece of work. */
export class CallTally {
  readonly #counts = new Map<string, CallCounts>();

  /** Adds to what is counted of a method. */
  add(method: string, more: Partial<CallCounts>): void {
    this.#counts.set(method, added(this.#counts.get(method) ?? NO_CALLS, more));
  }

  /** What was counted so far, in the order in which methods were first called. */
  byMethod(): CallsByMethod {
    return Object.fromEntries(this.#counts);
  }
}

/** All methods together. */
export function totalOf(calls: CallsByMethod): CallCounts {
  return Object.values(calls).reduce(added, NO_CALLS);
}

function added(counts: CallCounts, more: Partial<CallCounts>): CallCounts {
  const keys = Object.keys(NO_CALLS) as (keyof CallCounts)[];
  return Object.fromEntries(
    keys.map((key) => [key, counts[key] + (more[key] ?? 0)]),
  ) as unknown as CallCounts;
}
