import { z } from 'zod';
import { CalendarError } from '../calendar.ts';
import type { Attendee, BookingMark, CalendarEvent, EventTime } from '../event.ts';
import { readDescription } from './description.ts';
import { marksIn } from './marks.ts';
import { dayWritten, instantWrittenIn } from './written-moment.ts';

const FIELDS =
  'id,status,summary,description,start,end,recurringEventId,transparency,eventType,organizer/email,' +
  'extendedProperties/private,conferenceData(createRequest/status/statusCode,entryPoints(entryPointType,uri)),' +
  'hangoutLink,htmlLink';

/** What is asked of an event: only what is used. */
export const EVENT_FIELDS = `${FIELDS},attendees(email,displayName,optional,responseStatus)`;

/** What is asked of an event that is to be changed: its version, and all that its attendees said. */
export const CHANGE_FIELDS = `${FIELDS},attendees,etag`;

const text = z.string().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);
const some = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).optional().catch(undefined);
const many = <Shape extends z.ZodRawShape>(shape: Shape) => z.array(z.object(shape)).catch([]);
const moment = some({ dateTime: text, date: text, timeZone: text });

/**
 * An event as Google gives it. Only the id is certain (a deleted one comes with nothing else); what
 * is missing or of another shape counts as not said.
 */
export const RawEvent = z.object({
  id: z.string().min(1),
  etag: text,
  status: text,
  summary: text,
  description: text,
  start: moment,
  end: moment,
  recurringEventId: text,
  transparency: text,
  eventType: text,
  organizer: some({ email: text }),
  attendees: z
    .array(z.looseObject({ email: text, displayName: text, optional: flag, responseStatus: text }))
    .catch([]),
  extendedProperties: some({ private: z.record(z.string(), z.unknown()).optional().catch(undefined) }),
  conferenceData: some({
    createRequest: some({ status: some({ statusCode: text }) }),
    entryPoints: many({ entryPointType: text, uri: text }),
  }),
  hangoutLink: text,
  htmlLink: text,
});
export type RawEvent = z.infer<typeof RawEvent>;

/**
 * Reads an event. Whole days are days of the calendar's zone, null where that is not known. One whose
 * time cannot be understood is a `CalendarError` of kind `person` that names its id: somebody is busy,
 * nobody knows when, and it stands in the way of every candidate until it is mended.
 */
export function readEvent(raw: RawEvent, timeZone: string | null): CalendarEvent {
  const { conference, meetLink } = conferenceOf(raw);
  return {
    id: raw.id,
    title: raw.summary ?? '',
    description: readDescription(raw.description ?? ''),
    when: timeOf(raw, timeZone),
    status: raw.status === 'tentative' || raw.status === 'cancelled' ? raw.status : 'confirmed',
    markedFree: raw.transparency === 'transparent',
    type: typeOf(raw.eventType),
    organizer: raw.organizer?.email ?? null,
    attendees: raw.attendees.flatMap(attendeeOf),
    booking: bookingOf(raw),
    conference,
    meetLink,
    htmlLink: raw.htmlLink ?? null,
  };
}

function bookingOf(raw: RawEvent): BookingMark | null {
  return marksIn(raw.extendedProperties?.private ?? {});
}

type Moment = NonNullable<RawEvent['start']>;

function timeOf({ id, start, end }: RawEvent, timeZone: string | null): EventTime {
  try {
    if (start?.date !== undefined && end?.date !== undefined && timeZone !== null) {
      const [first, last] = [dayWritten(start.date), dayWritten(end.date)];
      // The end is excluded; programs that leave it where the start is mean that one day.
      const after = last.equals(first) ? first.add({ days: 1 }) : last;
      if (Temporal.PlainDate.compare(first, after) < 0) {
        return { kind: 'allDay', start: first, end: after, timeZone };
      }
    } else if (start !== undefined && end !== undefined) {
      const [first, last] = [instantOf(start, timeZone), instantOf(end, timeZone)];
      if (Temporal.Instant.compare(first, last) <= 0) return { kind: 'timed', start: first, end: last };
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new CalendarError(
    `The entry with the id ${id} in Google Calendar has no time that could be understood, so nobody knows who is busy then.`,
    { kind: 'person', remedy: 'Correct or delete that entry in Google Calendar.' },
  );
}

/** A time comes with its offset, or as wall-clock time of the zone named beside it. */
function instantOf({ dateTime = '', timeZone }: Moment, calendarZone: string | null): Temporal.Instant {
  return instantWrittenIn(dateTime, timeZone ?? calendarZone);
}

function typeOf(type: string | undefined): CalendarEvent['type'] {
  switch (type) {
    case undefined:
    case 'default':
      return 'default';
    case 'outOfOffice':
    case 'workingLocation':
    case 'focusTime':
      return type;
    default:
      return 'other';
  }
}

function attendeeOf(raw: RawEvent['attendees'][number]): Attendee[] {
  if (raw.email === undefined) return [];
  return [
    {
      email: raw.email,
      name: raw.displayName ?? null,
      optional: raw.optional ?? false,
      response: responseOf(raw.responseStatus),
    },
  ];
}

/** An answer that Google adds one day keeps its person busy: what is not known is never free. */
function responseOf(status: string | undefined): Attendee['response'] {
  switch (status) {
    case undefined:
    case 'needsAction':
      return 'needsAction';
    case 'declined':
    case 'tentative':
      return status;
    default:
      return 'accepted';
  }
}

/** Google makes a conference a moment after the event: pending, then a link or a failure. */
function conferenceOf({
  hangoutLink,
  conferenceData,
}: RawEvent): Pick<CalendarEvent, 'conference' | 'meetLink'> {
  const video = conferenceData?.entryPoints.find(({ entryPointType }) => entryPointType === 'video');
  const meetLink = hangoutLink ?? video?.uri ?? null;
  if (meetLink !== null) return { conference: 'ready', meetLink };
  switch (conferenceData?.createRequest?.status?.statusCode) {
    case 'pending':
      return { conference: 'pending', meetLink };
    case 'failure':
      return { conference: 'failed', meetLink };
    // It was made, and its link is on the way.
    case 'success':
      return { conference: 'pending', meetLink };
    default:
      return { conference: 'none', meetLink };
  }
}
