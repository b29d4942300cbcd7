import { CalendarError, type NewEvent } from '../calendar.ts';
import { changeOf } from '../change-of.ts';
import type { CalendarEvent } from '../event.ts';
import { checkedEvent, idTaken, isAsAsked, notOurs } from '../own-event.ts';
import type { Call } from './call.ts';
import { CHANGE_FIELDS, EVENT_FIELDS, RawEvent, readEvent } from './read-event.ts';
import { insertBody, patchBody } from './write-event.ts';

/** How often a change is laid over an event that somebody else changes at the same time. */
const CHANGES_MAX = 3;
/** An event that was made a moment ago may not be found at once. */
const LOOKUPS_OF_TAKEN = 2;

/** What the calls here need to know of the calendar around the events. */
export interface Around {
  readonly calendarId: string;
  /** The calendar's own zone, for whole days; null where it is not known. */
  readonly timeZone: (call: Call) => Promise<string | null>;
  /**
   * Google says "not found" of an event, and also of every event of a calendar that was taken away from
   * the account. Throws where the calendar itself cannot be read: then nothing is known of the event.
   */
  readonly beSureOfCalendar: (call: Call) => Promise<void>;
}

/**
 * Makes an event under its id. A repeated insert, by whomever, is found out by the id: what is there
 * is fetched and compared, and accepted where it is what was asked for. An id stays taken when its
 * event is deleted, so an event that somebody deleted cannot be made again.
 */
export async function createEvent(call: Call, around: Around, event: NewEvent): Promise<CalendarEvent> {
  const requestBody = insertBody(checkedEvent(event));
  const made = await call(
    'insert',
    (api) =>
      api.events.insert({
        calendarId: around.calendarId,
        sendUpdates: 'all',
        conferenceDataVersion: 1,
        fields: EVENT_FIELDS,
        requestBody,
      }),
    eventIn,
  );
  if (made.outcome === 'done') return readIn(made.value, call, around);
  for (let lookup = 0; lookup < LOOKUPS_OF_TAKEN; lookup += 1) {
    const raw = await getEvent(call, around, event.id, EVENT_FIELDS);
    if (raw === null) continue;
    if (raw.status === 'cancelled') throw deletedByHand(event);
    const found = await readIn(raw, call, around);
    if (isAsAsked(found, event)) return found;
    throw idTaken(event, found);
  }
  throw idTaken(event, null);
}

/** The event, or null where there is none or it was deleted. */
export async function findEvent(call: Call, around: Around, id: string): Promise<CalendarEvent | null> {
  const raw = await getEvent(call, around, id, EVENT_FIELDS);
  if (raw === null || raw.status === 'cancelled') return null;
  return readIn(raw, call, around);
}

/**
 * Changes an event of ours: fetched with its version, compared, and patched on the condition that it
 * still has that version. Its attendees are told unless the change is one of words alone. Where somebody changed it in between, from the start. So a repeated patch
 * whose first try was done after all finds the event as asked for, and tells nobody twice.
 */
export async function moveEvent(call: Call, around: Around, event: NewEvent): Promise<CalendarEvent> {
  checkedEvent(event);
  for (let change = 0; ; change += 1) {
    const raw = await getEvent(call, around, event.id, CHANGE_FIELDS);
    if (raw === null || raw.status === 'cancelled') throw notOurs(event, null);
    const found = await readIn(raw, call, around);
    if (found.booking?.bookingId !== event.booking.bookingId) throw notOurs(event, found);
    const kind = changeOf(found, event);
    if (kind === 'nothing') return found;
    if (change === CHANGES_MAX) throw changedAllTheTime(event);
    const requestBody = patchBody(event, raw, kind);
    const patched = await call(
      'patch',
      (api) =>
        api.events.patch(
          {
            calendarId: around.calendarId,
            eventId: event.id,
            sendUpdates: kind === 'words' ? 'none' : 'all',
            conferenceDataVersion: 1,
            fields: EVENT_FIELDS,
            requestBody,
          },
          raw.etag === undefined ? {} : { headers: { 'If-Match': raw.etag } },
        ),
      eventIn,
    );
    if (patched.outcome === 'done') return readIn(patched.value, call, around);
    if (patched.outcome !== 'stale') throw notOurs(event, null);
  }
}

/** Deletes an event and tells its attendees; one that is gone already is success. */
export async function removeEvent(call: Call, around: Around, id: string): Promise<void> {
  const { calendarId } = around;
  const gone = await call(
    'delete',
    (api) => api.events.delete({ calendarId, eventId: id, sendUpdates: 'all' }),
    // Nothing comes back; a page of somebody else's says nothing about the event.
    (data) => (typeof data === 'string' && data !== '' ? null : true),
  );
  if (gone.outcome === 'missing') await around.beSureOfCalendar(call);
}

async function getEvent(call: Call, around: Around, id: string, fields: string): Promise<RawEvent | null> {
  const { calendarId } = around;
  const answer = await call('get', (api) => api.events.get({ calendarId, eventId: id, fields }), eventIn);
  if (answer.outcome === 'missing') await around.beSureOfCalendar(call);
  return answer.outcome === 'done' ? answer.value : null;
}

function eventIn(data: unknown): RawEvent | null {
  return RawEvent.safeParse(data).data ?? null;
}

/** Only whole days need the calendar's zone, so it is asked for only then. */
async function readIn(raw: RawEvent, call: Call, around: Around): Promise<CalendarEvent> {
  return readEvent(raw, raw.start?.date === undefined ? null : await around.timeZone(call));
}

function deletedByHand(event: NewEvent): CalendarError {
  return new CalendarError(
    `The event "${event.title}" had been made before, and somebody deleted it from Google Calendar.`,
    { kind: 'final', remedy: 'Retry: it is planned anew, as an event of its own.' },
  );
}

function changedAllTheTime(event: NewEvent): CalendarError {
  return new CalendarError(
    `The event "${event.title}" could not be changed in Google Calendar: somebody else keeps changing it.`,
    { kind: 'passing', remedy: 'Nothing need be done: it goes on by itself.' },
  );
}
