import type { calendar_v3 } from '@googleapis/calendar';
import type { NewEvent } from '../calendar.ts';
import { answerAfter, type Change, spelling } from '../change-of.ts';
import { writtenDescription } from './description.ts';
import { marksOf } from './marks.ts';
import type { RawEvent } from './read-event.ts';

type EventBody = calendar_v3.Schema$Event;
type AttendeeBody = calendar_v3.Schema$EventAttendee;

const POPUP_MINUTES = 30;
const EMAIL_MINUTES = 24 * 60;

/** The body of an insert. */
export function insertBody(event: NewEvent): EventBody {
  return {
    id: event.id,
    ...contentOf(event),
    attendees: event.attendees.map((attendee) => invited(attendee)),
    // Candidate and interviewer see each other; who else comes is the coordinator's affair.
    guestsCanSeeOtherGuests: true,
    guestsCanInviteOthers: false,
    guestsCanModify: false,
    reminders: {
      useDefault: false,
      overrides: [
        { method: 'popup', minutes: POPUP_MINUTES },
        { method: 'email', minutes: EMAIL_MINUTES },
      ],
    },
    ...(event.conference === 'meet' ? { conferenceData: meetOf(event) } : {}),
  };
}

/**
 * The body of a patch that brings a found event to what is asked for. A list is replaced whole, so
 * who stays is written back as they were, with their answer (a list without answers would reset them
 * all); who is not asked for any more is left out. Of words alone it has neither time nor people.
 */
export function patchBody(event: NewEvent, found: RawEvent, change: Change): EventBody {
  if (change === 'words') return wordsOf(event);
  const before = new Map(found.attendees.map((attendee) => [spelling(attendee.email), attendee]));
  return {
    ...contentOf(event),
    attendees: event.attendees.map((attendee) => {
      const known = before.get(spelling(attendee.email));
      if (known === undefined) return invited(attendee);
      const responseStatus = answerAfter(known.responseStatus, change);
      return { ...withoutGaps({ ...known, responseStatus }), optional: attendee.optional };
    }),
    ...(found.start?.date === undefined ? {} : timedAgain(event)),
  };
}

/** An event that somebody turned into whole days: a part of a time that is not named would stay. */
function timedAgain({ start, end, timeZone }: NewEvent): Pick<EventBody, 'start' | 'end'> {
  return {
    start: { ...momentOf(start, timeZone), date: null },
    end: { ...momentOf(end, timeZone), date: null },
  };
}

function wordsOf(event: NewEvent): EventBody {
  return {
    summary: event.title,
    description: writtenDescription(event.description),
    extendedProperties: { private: marksOf(event) },
  };
}

function contentOf(event: NewEvent): EventBody {
  return {
    ...wordsOf(event),
    start: momentOf(event.start, event.timeZone),
    end: momentOf(event.end, event.timeZone),
  };
}

/** With the offset, so that an hour that occurs twice is told apart; with the zone, in which calendars show it. */
function momentOf(instant: Temporal.Instant, timeZone: string): calendar_v3.Schema$EventDateTime {
  return { dateTime: instant.toString({ timeZone, smallestUnit: 'second' }), timeZone };
}

/** `needsAction`, never `accepted`: some people's calendars hide what they have not answered themselves. */
function invited({ email, name, optional }: NewEvent['attendees'][number]): AttendeeBody {
  return { email, ...(name === null ? {} : { displayName: name }), optional, responseStatus: 'needsAction' };
}

/** Google ignores a request id that it has seen, so a repeated insert asks for the same conference. */
function meetOf(event: NewEvent): calendar_v3.Schema$ConferenceData {
  return {
    createRequest: {
      requestId: `meet-${event.id}`,
      conferenceSolutionKey: { type: 'hangoutsMeet' },
    },
  };
}

function withoutGaps(attendee: RawEvent['attendees'][number]): AttendeeBody {
  return Object.fromEntries(Object.entries(attendee).filter(([, value]) => value !== undefined));
}
