import type { WorkspaceSigns } from '../dashboard/metrics.ts';
import type { PageSource } from '../dashboard/page-app.ts';
import type { Store } from '../store/store.ts';
import { icsOfBookedMocks } from './mocks-file.ts';
import type { Services } from './open-services.ts';
import { systemClock } from './system-clock.ts';

const COMING_HOURS = 4 * 7 * 24;

/** What the page shows, out of the store and, where it is in force, the local calendar. */
export function pageSource(
  { workspace: { id: workspace, procedure }, store, localCalendar, tally, calendarPaceSeconds }: Services,
  notReady: PageSource['notReady'],
): PageSource {
  return {
    now: systemClock.now,
    notReady,
    timeZone: procedure.base.timeZone,
    queue: (limit) => store.queue({ workspace, limit }),
    counts: () => store.counts({ workspace }),
    workspaces: () => signsOf(store),
    comingBookings: () => {
      const from = systemClock.now();
      return store.bookings({ workspace, from, to: from.add({ hours: COMING_HOURS }) });
    },
    openEscalations: () => store.escalations({ workspace, open: true }),
    calendarCalls: () => tally.byMethod(),
    calendarPaceSeconds,
    calendarFile: () => localCalendar?.exportIcs() ?? icsOfBookedMocks(store, procedure, workspace),
  };
}

/** Of each workspace, one after the other: nobody waits for numbers as for an answer. */
export async function signsOf(
  store: Pick<Store, 'workspaces' | 'counts' | 'vitalSigns'>,
): Promise<readonly WorkspaceSigns[]> {
  const all: WorkspaceSigns[] = [];
  for (const { id: workspace, paused } of await store.workspaces()) {
    const [counts, signs] = await Promise.all([store.counts({ workspace }), store.vitalSigns({ workspace })]);
    all.push({ workspace, paused, counts, signs });
  }
  return all;
}
