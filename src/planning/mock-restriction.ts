import type { EpochMinute } from '../time/zoned-day.ts';

/**
 * Narrows what one mock may be, beyond what the rules say: to ask what else was possible, or to
 * keep what is agreed. The plan found under restrictions is the best of the right plans that keep them.
 */
export interface MockRestriction {
  readonly course: string;
  /** 1-based within its course. */
  readonly number: number;
  /** Whether this interviewer (by id) may give the mock at this start. */
  readonly allows: (start: EpochMinute, interviewer: string) => boolean;
}
