import type { PageSource } from '../dashboard/page-app.ts';
import type { Procedure } from '../sop/model.ts';
import { icsOfBookedMocks } from './mocks-file.ts';
import type { Services } from './open-services.ts';
import { systemClock } from './system-clock.ts';

/** What the page shows, out of the store and, where it is in force, the local calendar. */
export function pageSource(
  { store, localCalendar, tally, calendarPaceSeconds }: Services,
  procedure: Procedure,
  workspace: string,
): PageSource {
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
