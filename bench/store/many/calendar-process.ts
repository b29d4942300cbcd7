import { startGoogleStandIn } from '../../../test/google/stand-in/google.ts';
import type { CalendarAddress, CalendarEvents } from './calendars.ts';

/**
 * The calendars, as a process of their own: what answers there in place of Google answers at once and
 * has no quota. Its arguments are the calendars' ids; its parent is told where it is, and the events
 * whenever it asks.
 */
const calendars = process.argv.slice(2);
const standIn = await startGoogleStandIn({
  clock: { now: () => Temporal.Now.instant() },
  quotaPerMinute: Number.POSITIVE_INFINITY,
});
for (const id of calendars) standIn.addCalendar(id, { accessRole: 'owner' });
process.on('message', () => {
  const events: CalendarEvents = Object.fromEntries(
    calendars.map((id) => [
      id,
      standIn.events(id).map((event) => ({
        id: event.id,
        start: event.start?.dateTime ?? '',
        end: event.end?.dateTime ?? '',
        attendees: (event.attendees ?? []).map(({ email }) => email),
      })),
    ]),
  );
  process.send?.(events);
});
process.on('disconnect', () => process.exit());
const { apiRoot, tokenUrl, credentials } = standIn;
process.send?.({ apiRoot, tokenUrl, credentials } satisfies CalendarAddress);
