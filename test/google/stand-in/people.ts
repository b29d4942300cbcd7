import { calendarFor, type KeptCalendar, type World } from './calendars.ts';
import { instantOf, written } from './event-times.ts';
import { findEvent } from './find-event.ts';
import { keepEvent } from './keep-event.ts';
import type { RawAttendee, RawEvent, RawTime } from './raw-event.ts';
import { deleteEvent, ownId } from './write-event.ts';

/** An instant, or its text with an offset: `2026-12-01T18:00:00-08:00`. */
export type Moment = Temporal.Instant | string;

/**
 * What people do in Google Calendar, each as one step. Everything is done in the calendar that mocks
 * are booked in, unless `calendarId` names another (an interviewer's own, after `addCalendar`). Every
 * step is a change like any other: a new etag, seen by the next list with a sync token, and told on
 * the channels that are open (`google.push`). No step sends mail: `google.mails` is what the program sent.
 * An event or attendee that is not there is a mistake of the test, and throws.
 *
 * ```ts
 * google.people.decline(eventId, 'alpha@example.com');
 * google.people.drag(eventId, '2026-12-03T18:00:00-08:00');
 * google.people.outOfOffice('alpha@example.com', { from: '2026-12-01', to: '2026-12-03' });
 * ```
 */
export interface People {
  /** An attendee answers "Yes". */
  accept(eventId: string, email: string): RawEvent;
  /** An attendee answers "Maybe". */
  tentative(eventId: string, email: string): RawEvent;
  /** An attendee answers "No", with a note if given. */
  decline(eventId: string, email: string, note?: string): RawEvent;
  /** Somebody drags an event to another start; it stays as long as it was. */
  drag(eventId: string, start: Moment): RawEvent;
  /** Somebody pulls an event's end: shorter or longer. */
  resize(eventId: string, end: Moment): RawEvent;
  /** Somebody deletes an event. */
  delete(eventId: string, calendarId?: string): void;
  /** Somebody takes a deleted event out of the bin, as it was. */
  restore(eventId: string): RawEvent;
  /** Somebody writes another title. */
  rename(eventId: string, title: string): RawEvent;
  /** Somebody writes another description. */
  describe(eventId: string, description: string): RawEvent;
  /** Somebody invites a further person, who has not answered yet. */
  invite(eventId: string, email: string, name?: string): RawEvent;
  /** Somebody takes a guest off. */
  uninvite(eventId: string, email: string): RawEvent;
  /** Somebody puts one guest in the place of another, who has not answered yet. */
  swap(eventId: string, from: string, to: string): RawEvent;
  /** Somebody enters an event of their own, attended (and accepted) by `who`: a dentist, a meeting. */
  appointment(
    who: string | readonly string[],
    when: {
      readonly start: Moment;
      readonly end: Moment;
      readonly title?: string;
      readonly calendarId?: string;
    },
  ): RawEvent;
  /**
   * Somebody enters an out-of-office over whole days, `from` to `to`, both included (`2026-12-01`), or
   * from one instant to another. With `declines` Google answers "No" in their name to what others
   * invite them to in that time, as the setting "automatically decline meetings" does.
   */
  outOfOffice(
    who: string,
    when: {
      readonly from: Moment;
      readonly to: Moment;
      readonly title?: string;
      readonly calendarId?: string;
      readonly declines?: boolean;
    },
  ): RawEvent;
}

export function peopleOf(world: World): People {
  const room = (id = world.account): KeptCalendar => calendarFor(world, id);
  const kept = (id: string, calendarId?: string) => {
    const found = findEvent(world, room(calendarId), id);
    if (found === null || found.event.status === 'cancelled') throw new Error(`There is no event ${id}.`);
    return found;
  };
  const edit = (id: string, change: (event: RawEvent) => Partial<RawEvent>): RawEvent => {
    const { event } = kept(id);
    return keepEvent(world, room(), { ...event, ...change(event) }).event;
  };
  const attendees = (id: string, email: string, change: (one: RawAttendee) => RawAttendee[]): RawEvent =>
    edit(id, (event) => {
      const all = event.attendees ?? [];
      if (!all.some((one) => isFor(one, email))) throw new Error(`${email} is not invited to ${id}.`);
      return { attendees: all.flatMap((one) => (isFor(one, email) ? change(one) : [one])) };
    });
  const answer = (id: string, email: string, responseStatus: 'accepted' | 'declined' | 'tentative') =>
    attendees(id, email, (one) => [{ ...one, responseStatus }]);
  const time = (moment: Moment, calendar: KeptCalendar): RawTime => ({
    dateTime: written(Temporal.Instant.from(moment), calendar.timeZone),
    timeZone: calendar.timeZone,
  });
  const lengthOf = ({ start, end }: RawEvent) =>
    instantOf(end!, room().timeZone).since(instantOf(start!, room().timeZone));

  const people: People = {
    accept: (id, email) => answer(id, email, 'accepted'),
    tentative: (id, email) => answer(id, email, 'tentative'),
    decline: (id, email, comment) =>
      attendees(id, email, (one) => [
        { ...one, responseStatus: 'declined', ...(comment === undefined ? {} : { comment }) },
      ]),
    drag: (id, start) =>
      edit(id, (event) => ({
        start: time(start, room()),
        end: time(Temporal.Instant.from(start).add(lengthOf(event)), room()),
      })),
    resize: (id, end) => edit(id, () => ({ end: time(end, room()) })),
    delete: (id, calendarId) => {
      deleteEvent(world, room(calendarId), kept(id, calendarId));
    },
    restore: (id) => {
      const found = findEvent(world, room(), id);
      if (found?.event.status !== 'cancelled') throw new Error(`The event ${id} is not in the bin.`);
      return keepEvent(world, room(), { ...found.event, status: 'confirmed' }).event;
    },
    rename: (id, summary) => edit(id, () => ({ summary })),
    describe: (id, description) => edit(id, () => ({ description })),
    invite: (id, email, displayName) =>
      edit(id, ({ attendees: all = [] }) => ({ attendees: [...all, unanswered(email, displayName)] })),
    uninvite: (id, email) => attendees(id, email, () => []),
    swap: (id, from, to) => attendees(id, from, () => [unanswered(to)]),
    appointment: (who, { start, end, title = 'Appointment', calendarId }) => {
      const calendar = room(calendarId);
      const guests = [who].flat();
      return keepEvent(world, calendar, {
        id: ownId(world),
        summary: title,
        start: time(start, calendar),
        end: time(end, calendar),
        organizer: { email: guests[0]! },
        attendees: guests.map((email) => ({ email, responseStatus: 'accepted' })),
      }).event;
    },
    outOfOffice: (who, { from, to, title = 'Out of office', calendarId, declines = false }) => {
      const calendar = room(calendarId);
      const span = spanOf(from, to, (moment) => time(moment, calendar));
      const { event } = keepEvent(world, calendar, {
        id: ownId(world),
        summary: title,
        ...span,
        eventType: 'outOfOffice',
        organizer: { email: who },
        attendees: [{ email: who, responseStatus: 'accepted' }],
      });
      if (declines) {
        for (const { event: other } of [...room().events.values()]) {
          const isOwn = other.organizer?.email?.toLowerCase() === who.toLowerCase();
          const invited = !isOwn && other.attendees?.some((one) => isFor(one, who)) === true;
          if (other.status !== 'cancelled' && invited && overlap(other, span, calendar.timeZone))
            people.decline(other.id, who);
        }
      }
      return event;
    },
  };
  return people;
}

function isFor({ email }: RawAttendee, address: string): boolean {
  return email.toLowerCase() === address.toLowerCase();
}

function unanswered(email: string, displayName?: string): RawAttendee {
  return { email, ...(displayName === undefined ? {} : { displayName }), responseStatus: 'needsAction' };
}

function spanOf(
  from: Moment,
  to: Moment,
  time: (moment: Moment) => RawTime,
): { start: RawTime; end: RawTime } {
  if (typeof from !== 'string' || typeof to !== 'string' || from.includes('T')) {
    return { start: time(from), end: time(to) };
  }
  return { start: { date: from }, end: { date: Temporal.PlainDate.from(to).add({ days: 1 }).toString() } };
}

function overlap(event: RawEvent, span: { start: RawTime; end: RawTime }, zone: string): boolean {
  if (event.start === undefined || event.end === undefined) return false;
  return (
    Temporal.Instant.compare(instantOf(event.start, zone), instantOf(span.end, zone)) < 0 &&
    Temporal.Instant.compare(instantOf(event.end, zone), instantOf(span.start, zone)) > 0
  );
}
