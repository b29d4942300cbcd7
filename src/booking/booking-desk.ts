import type { Logger } from 'pino';
import type { Calendar } from '../calendar/calendar.ts';
import type { Procedure } from '../sop/model.ts';
import type { CandidateRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from '../time/clock.ts';
import type { Watcher } from './progress.ts';

/** All that booking needs of the world: put together in one place, replaced in tests and simulation. */
export interface BookingDesk {
  readonly workspace: string;
  readonly procedure: Procedure;
  readonly store: Store;
  readonly calendar: Calendar;
  /** The account whose quota the calendar's calls use up; null for a calendar that makes none. */
  readonly calendarAccount: string | null;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly watch: Watcher;
  readonly reasonsGone: ReasonsGone;
  /** A new UUID. */
  readonly newId: () => string;
}

/**
 * Looks again at what a change was ordered for, and says what is so no longer, a sentence each.
 *
 * @param observations those that the change is to mend, by id
 */
export type ReasonsGone = (
  desk: Pick<BookingDesk, 'workspace' | 'procedure' | 'store' | 'calendar' | 'clock' | 'log'>,
  candidate: CandidateRow,
  observations: readonly string[],
) => Promise<readonly string[]>;
