import type { KeptCalendar, KeptEvent, World } from './calendars.ts';
import { occurrencesOf, seriesIdOf } from './recurrence.ts';

/**
 * The event of that id, deleted or not; null where there never was one. An occurrence of a series can
 * be found although nobody ever wrote it down.
 */
export function findEvent(world: World, calendar: KeptCalendar, id: string): KeptEvent | null {
  const kept = calendar.events.get(id);
  if (kept !== undefined) return kept;
  const series = calendar.events.get(seriesIdOf(id) ?? '');
  if (series === undefined) return null;
  const event = occurrencesOf(series, calendar.timeZone, world.now(), null).find((one) => one.id === id);
  return event === undefined ? null : { ...series, event };
}
