import type { KeptCalendar, KeptEvent } from './calendars.ts';

/** The event of that id, deleted or not; null where there never was one. */
export function findEvent(calendar: KeptCalendar, id: string): KeptEvent | null {
  return calendar.events.get(id) ?? null;
}
