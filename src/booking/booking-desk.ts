import type { Logger } from 'pino';
import type { Calendar } from '../calendar/calendar.ts';
import type { Procedure } from '../sop/model.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from '../time/clock.ts';
import type { Watcher } from './progress.ts';
import type { ReasonsGone } from './reasons-gone.ts';

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
