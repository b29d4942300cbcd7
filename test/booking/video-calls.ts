import type { Calendar } from '../../src/calendar/calendar.ts';
import type { CalendarEvent } from '../../src/calendar/event.ts';
import { calendarWith } from './office.ts';

/**
 * A calendar whose video calls exist only after an event was looked up so many times, as Google's
 * sometimes do; with `fails`, never.
 */
export function withVideoCalls(
  calendar: Calendar,
  { lookUps, fails = false }: { lookUps: number; fails?: boolean },
): Calendar {
  const lookedUp = new Map<string, number>();
  const shown = (event: CalendarEvent): CalendarEvent => {
    if (event.booking === null) return event;
    if (fails) return { ...event, conference: 'failed' };
    return (lookedUp.get(event.id) ?? 0) < lookUps
      ? { ...event, conference: 'pending' }
      : { ...event, conference: 'ready', meetLink: `https://meet.example.com/${event.id}` };
  };
  return calendarWith(calendar, {
    create: async (event) => shown(await calendar.create(event)),
    move: async (event) => shown(await calendar.move(event)),
    events: async (from, to) => (await calendar.events(from, to)).map(shown),
    find: async (id) => {
      lookedUp.set(id, (lookedUp.get(id) ?? 0) + 1);
      const event = await calendar.find(id);
      return event === null ? null : shown(event);
    },
  });
}
