import type { KeptCalendar } from './calendars.ts';
import { shownIn } from './event-times.ts';
import type { RawEvent } from './raw-event.ts';

/**
 * An event as a caller sees it: times in the zone asked for, attendees cut to the number asked for,
 * and no details where the access role does not reach so far.
 */
export function shownTo(
  calendar: KeptCalendar,
  event: RawEvent,
  { timeZone, maxAttendees }: { readonly timeZone: string; readonly maxAttendees: number | null },
): RawEvent {
  const { start, end, originalStartTime, attendees } = event;
  const shown: RawEvent = {
    ...event,
    ...(start === undefined ? {} : { start: shownIn(start, timeZone) }),
    ...(end === undefined ? {} : { end: shownIn(end, timeZone) }),
    ...(originalStartTime === undefined ? {} : { originalStartTime: shownIn(originalStartTime, timeZone) }),
    // With too many attendees only the participant is left, who is here the organiser and no guest.
    ...(maxAttendees !== null && (attendees?.length ?? 0) > maxAttendees
      ? { attendees: [], attendeesOmitted: true }
      : {}),
  };
  return seesDetails(calendar, event) ? shown : withoutDetails(shown);
}

function seesDetails({ accessRole }: KeptCalendar, { visibility }: RawEvent): boolean {
  if (accessRole === 'freeBusyReader') return false;
  const isPrivate = visibility === 'private' || visibility === 'confidential';
  return !isPrivate || accessRole === 'owner' || accessRole === 'writer';
}

function withoutDetails({ kind, etag, id, status, start, end, transparency, eventType }: RawEvent): RawEvent {
  const event = { kind, etag, id, status, start, end, transparency, eventType, visibility: 'private' };
  return Object.fromEntries(
    Object.entries(event).filter(([, value]) => value !== undefined),
  ) as unknown as RawEvent;
}
