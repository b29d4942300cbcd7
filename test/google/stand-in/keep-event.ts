import type { KeptCalendar, KeptEvent, World } from './calendars.ts';
import type { RawEvent } from './raw-event.ts';
import { occurrencesOf } from './recurrence.ts';

/** Writes an event down: a new revision, a new etag, and the stamps that the server gives. */
export function keepEvent(
  world: World,
  calendar: KeptCalendar,
  event: Partial<RawEvent> & { id: string },
  lookupsLeft?: number,
): KeptEvent {
  world.revision += 1;
  const old = calendar.events.get(event.id);
  const now = world.now().toString({ smallestUnit: 'millisecond' });
  const moved =
    old !== undefined &&
    (old.event.start?.dateTime !== event.start?.dateTime || old.event.start?.date !== event.start?.date);
  const kept: KeptEvent = {
    event: {
      status: 'confirmed',
      htmlLink: `https://www.google.com/calendar/event?eid=${Buffer.from(`${event.id} ${calendar.id}`).toString('base64url')}`,
      created: now,
      creator: { email: world.account, self: true },
      organizer: { email: calendar.id, displayName: calendar.summary, self: true },
      iCalUID: `${event.id}@google.com`,
      reminders: { useDefault: true },
      eventType: 'default',
      ...event,
      kind: 'calendar#event',
      etag: `"${3_500_000_000_000_000 + world.revision * 1000}"`,
      updated: now,
      sequence: (old?.event.sequence ?? 0) + (moved ? 1 : 0),
    },
    revision: world.revision,
    born: old?.born ?? world.revision,
    lookupsLeft: lookupsLeft ?? old?.lookupsLeft ?? 0,
    formerly: new Set([...(old?.formerly ?? []), ...occurrenceIds(world, calendar, old)]),
  };
  calendar.events.set(event.id, kept);
  world.channels.changed(calendar.id);
  return kept;
}

/** What a series had until now; a list of changes says of those that it has no more that they are gone. */
function occurrenceIds(world: World, calendar: KeptCalendar, series: KeptEvent | undefined): string[] {
  if (series?.event.recurrence === undefined) return [];
  return occurrencesOf(series, calendar.timeZone, world.now(), null).map(({ id }) => id);
}
