import type { LocalCalendar } from '../calendar/local/local-calendar.ts';
import type { PageSource } from '../dashboard/page-app.ts';
import type { Store } from '../store/store.ts';
import { systemClock } from './system-clock.ts';

/** What the page shows, out of the store and the local calendar. */
export function pageSource(
  store: Store,
  calendar: Pick<LocalCalendar, 'exportIcs'>,
  workspace: string,
  timeZone: string,
): PageSource {
  return {
    timeZone,
    queue: () => store.queue({ workspace }),
    comingBookings: () => store.bookings({ workspace, from: systemClock.now() }),
    openEscalations: () => store.escalations({ workspace, open: true }),
    calendarFile: () => calendar.exportIcs(),
  };
}
