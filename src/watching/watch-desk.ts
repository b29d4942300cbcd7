import type { BookingDesk } from '../booking/booking-desk.ts';

/** All that watching needs of the world. */
export interface WatchDesk extends Omit<BookingDesk, 'watch' | 'reasonsGone'> {
  /** Minutes between two looks at the calendar; 0 for none. */
  readonly everyMinutes: number;
  /** Tells the worker that a change was ordered. */
  readonly wakeWorker: () => void;
}

/** Who does it, in the audit. */
export const WATCHER = 'watcher';
