import { calendarFor, type World } from './calendars.ts';
import { findEvent } from './find-event.ts';
import type { GoogleStandIn } from './google.ts';
import { keepEvent } from './keep-event.ts';
import { deleteEvent, ownId } from './write-event.ts';

/** What people do in the calendar by hand, past all checks of the API. */
export function handOf(
  world: World,
  timeZone: string,
): Pick<GoogleStandIn, 'events' | 'put' | 'erase' | 'addCalendar'> {
  const room = (id = world.account) => calendarFor(world, id);
  return {
    events: (calendarId) =>
      [...room(calendarId).events.values()]
        .map(({ event }) => event)
        .filter(({ status }) => status !== 'cancelled'),
    put: (event, calendarId) => {
      const calendar = room(calendarId);
      const id = event.id ?? ownId(world);
      return keepEvent(world, calendar, { ...findEvent(world, calendar, id)?.event, ...event, id }).event;
    },
    erase: (id, calendarId) => {
      const calendar = room(calendarId);
      const kept = findEvent(world, calendar, id);
      if (kept === null) throw new Error(`There is no event ${id} to erase.`);
      deleteEvent(world, calendar, kept);
    },
    addCalendar: (id, { busy = [], error, accessRole = 'reader', summary = id } = {}) => {
      const old = world.calendars.get(id);
      world.calendars.set(id, {
        id,
        summary,
        timeZone,
        accessRole,
        primary: id === world.account,
        freeBusyError: error ?? null,
        busy,
        events: old?.events ?? new Map(),
        conferenceRequests: old?.conferenceRequests ?? new Set(),
      });
    },
  };
}
