import type { KeptCalendar, World } from './calendars.ts';
import { instantOf, timestamp } from './event-times.ts';
import type { RawEvent } from './raw-event.ts';

/** `events.list`. */
export function list(_world: World, calendar: KeptCalendar, query: URLSearchParams): object {
  const timeMin = timestamp(query.get('timeMin') ?? '');
  const timeMax = timestamp(query.get('timeMax') ?? '');
  const items = [...calendar.events.values()]
    .map(({ event }) => event)
    .filter((event) => event.status !== 'cancelled' && within(event, calendar.timeZone, timeMin, timeMax));
  return { kind: 'calendar#events', timeZone: calendar.timeZone, accessRole: calendar.accessRole, items };
}

function within(
  event: RawEvent,
  zone: string,
  timeMin: Temporal.Instant | null,
  timeMax: Temporal.Instant | null,
): boolean {
  return (
    (timeMin === null || Temporal.Instant.compare(instantOf(event.end!, zone), timeMin) > 0) &&
    (timeMax === null || Temporal.Instant.compare(instantOf(event.start!, zone), timeMax) < 0)
  );
}
