import { z } from 'zod';
import { type CallsByMethod, CallTally, totalOf } from '../calendar/calls.ts';
import type { JsonObject } from '../store/rows.ts';

const counted = z.object({
  calls: z.number(),
  successes: z.number(),
  waits: z.number(),
  waitedMs: z.number(),
  retries: z.number(),
  quotaErrors: z.number(),
  rateErrors: z.number(),
  otherErrors: z.number(),
});
const inDetails = z.object({ calendar: z.object({ byMethod: z.record(z.string(), counted) }) });

/** The calendar calls that one candidate took: those of this turn, and those of earlier ones. */
export class CallRecord {
  /** Counts the calls of this turn. */
  readonly tally = new CallTally();
  #earlier: CallsByMethod = {};

  /** Adds what an audit row's details say of earlier turns; where they say nothing, nothing. */
  goOnFrom(details: JsonObject): void {
    const read = inDetails.safeParse(details);
    if (read.success) this.#earlier = read.data.calendar.byMethod;
  }

  /** Whether any call was counted in this turn; the local calendar makes none. */
  get isEmpty(): boolean {
    return Object.keys(this.tally.byMethod()).length === 0;
  }

  /** For the details of an audit row; nothing where no calls were counted. */
  details(): { readonly calendar?: JsonObject } {
    const both = new CallTally();
    for (const calls of [this.#earlier, this.tally.byMethod()]) {
      for (const [method, counts] of Object.entries(calls)) both.add(method, counts);
    }
    const byMethod = both.byMethod();
    if (Object.keys(byMethod).length === 0) return {};
    return { calendar: { ...totalOf(byMethod), byMethod: jsonOf(byMethod) } };
  }
}

function jsonOf(calls: CallsByMethod): JsonObject {
  return Object.fromEntries(Object.entries(calls).map(([method, counts]) => [method, { ...counts }]));
}
