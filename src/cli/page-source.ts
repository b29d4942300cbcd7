import type { PageSource } from '../dashboard/page-app.ts';
import { icsOfBookedMocks } from './mocks-file.ts';
import type { Services } from './open-services.ts';
import { systemClock } from './system-clock.ts';

/** What the page shows, out of the store and, where it is in force, the local calendar. */
export function pageSource({
  workspace: { id: workspace, procedure },
  store,
  localCalendar,
  tally,
  calendarPaceSeconds,
}: Services): PageSource {
  return {
    timeZone: procedure.base.timeZone,
    queue: () => store.queue({ workspace }),
    comingBookings: () => store.bookings({ workspace, from: systemClock.now() }),
    openEscalations: () => store.escalations({ workspace, open: true }),
    calendarCalls: () => tally.byMethod(),
    calendarPaceSeconds,
    calendarFile: () => localCalendar?.exportIcs() ?? icsOfBookedMocks(store, procedure, workspace),
  };
}
