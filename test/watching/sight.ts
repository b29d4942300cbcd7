import { eventOfBooking } from '../../src/booking/event-of-booking.ts';
import type { KnownBusy } from '../../src/booking/known-busy.ts';
import type { Attendee, CalendarEvent } from '../../src/calendar/event.ts';
import { titleDigest } from '../../src/calendar/title-digest.ts';
import { readCandidateRequest } from '../../src/request/candidate-request.ts';
import { procedureFor } from '../../src/sop/model.ts';
import type { BookingRow, CandidateRow, ObservationRow } from '../../src/store/rows.ts';
import type { Condition, Sight } from '../../src/watching/model.ts';
import { seenOf } from '../../src/watching/policy/agreed.ts';
import { procedureOf, SMALL_SOP, ZONE } from '../booking/office.ts';

/** An instant by the wall clock of the SOP, `2026-12-01 18:00`. */
export function at(clock: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(clock.replace(' ', 'T')).toZonedDateTime(ZONE).toInstant();
}

export function range(day: string, from: string, to: string) {
  return { start: at(`${day} ${from}`), end: at(`${day} ${to}`) };
}

export const CANDIDATE: CandidateRow = {
  id: 'dana',
  workspace: 'default',
  name: 'Dana',
  email: 'dana@example.com',
  timeZone: 'America/New_York',
  request: {},
  chat: null,
  state: 'scheduled',
  position: null,
  variant: null,
  change: null,
  mocks: 3,
  booked: 3,
  resumeAt: null,
  enqueuedAt: at('2026-11-22 09:00'),
  updatedAt: at('2026-11-22 09:00'),
};

/** Dana's mock; with Alpha, on the evening of 1 December, unless said otherwise. */
export function booked(over: Partial<BookingRow> = {}): BookingRow {
  const interviewer = over.interviewer ?? 'alpha';
  const { course = 'One', number = 1 } = over;
  const id = `${course}-${number}`.toLowerCase();
  return {
    id,
    workspace: 'default',
    candidateId: CANDIDATE.id,
    candidateName: CANDIDATE.name,
    candidateEmail: CANDIDATE.email,
    course,
    number,
    interviewer,
    interviewerName: interviewer[0]!.toUpperCase() + interviewer.slice(1),
    interviewerEmail: `${interviewer}@example.com`,
    role: 'main',
    ...range('2026-12-01', '18:00', '19:00'),
    eventId: `event0${id.replaceAll(/[^a-v0-9]/g, '')}`,
    state: 'booked',
    meetLink: null,
    htmlLink: null,
    outcome: null,
    outcomeNote: null,
    ...over,
  };
}

/** Three evenings in a row: One with Alpha twice, then Two with Bravo. A right plan of the small SOP. */
export const FIRST = booked();
export const SECOND = booked({ number: 2, ...range('2026-12-02', '18:00', '19:00') });
export const THIRD = booked({
  course: 'Two',
  interviewer: 'bravo',
  ...range('2026-12-03', '18:00', '19:30'),
});

interface Given {
  readonly sop?: string;
  readonly held?: readonly BookingRow[];
  /** What is otherwise with the event of a booking, by its id; null where it was deleted. */
  readonly events?: Readonly<Record<string, Partial<CalendarEvent> | null>>;
  /** Copies of events that somebody made by hand, by booking. */
  readonly copies?: Readonly<Record<string, readonly CalendarEvent[]>>;
  readonly busy?: readonly KnownBusy[];
  readonly unreadable?: readonly string[];
  readonly now?: string;
  readonly window?: { readonly start: string; readonly end: string };
}

/** What is seen of Dana ten days before her first mock; her events are as they were made. */
export function sightOf({
  sop = SMALL_SOP,
  held = [FIRST, SECOND, THIRD],
  events = {},
  copies = {},
  busy = [],
  unreadable = [],
  now = '2026-11-22 09:00',
  window = { start: '2026-12-01', end: '2026-12-14' },
}: Given = {}): Sight {
  const procedure = procedureOf(sop);
  const request = readCandidateRequest({
    candidate: { name: CANDIDATE.name, email: CANDIDATE.email, timeZone: CANDIDATE.timeZone },
    window,
    slots: { everyday: ['18:00-21:00'] },
  });
  return {
    procedure,
    candidate: CANDIDATE,
    request,
    held,
    events: new Map(
      held.map((booking) => {
        const over = events[booking.id];
        return [booking.id, over === null ? null : { ...eventOf(booking, sop), ...over }];
      }),
    ),
    copies: new Map(Object.entries(copies)),
    busy,
    unreadable: new Set(unreadable),
    now: at(now),
  };
}

/** The event of a booking as it was made; everybody was invited and nobody has answered. */
export function eventOf(booking: BookingRow, sop = SMALL_SOP): CalendarEvent {
  const { sop: inForce } = procedureFor(procedureOf(sop), 14);
  const made = eventOfBooking(inForce, CANDIDATE, booking);
  return {
    id: made.id,
    title: made.title,
    description: made.description,
    when: { kind: 'timed', start: made.start, end: made.end },
    status: 'confirmed',
    markedFree: false,
    type: 'default',
    organizer: 'calendar@example.com',
    attendees: made.attendees.map((each) => ({ ...each, response: 'needsAction' as const })),
    booking: { ...made.booking, titleDigest: titleDigest(made.title) },
    conference: 'ready',
    meetLink: null,
    htmlLink: null,
  };
}

/** The guests of a booking's event with the answers given, by address. */
export function answers(
  booking: BookingRow,
  given: Readonly<Record<string, Attendee['response']>>,
): Pick<CalendarEvent, 'attendees'> {
  const attendees = eventOf(booking).attendees.map((each) => ({
    ...each,
    response: given[each.email] ?? each.response,
  }));
  return { attendees };
}

export function guest(email: string, over: Partial<Attendee> = {}): Attendee {
  return { email, name: null, optional: false, response: 'needsAction', ...over };
}

/** The guests of a booking's event without some, and with others. */
export function guests(
  booking: BookingRow,
  change: { readonly without?: readonly string[]; readonly and?: readonly Attendee[] },
): Pick<CalendarEvent, 'attendees'> {
  const { without = [], and = [] } = change;
  return {
    attendees: [...eventOf(booking).attendees.filter(({ email }) => !without.includes(email)), ...and],
  };
}

export function movedTo(start: Temporal.Instant, end: Temporal.Instant): Pick<CalendarEvent, 'when'> {
  return { when: { kind: 'timed', start, end } };
}

/** A condition as the store knows it; nobody has dealt with it unless said otherwise. */
export function observed(condition: Condition, over: Partial<ObservationRow> = {}): ObservationRow {
  return {
    ...seenOf(condition),
    id: `${condition.bookingId} ${condition.kind}`,
    workspace: 'default',
    candidateId: CANDIDATE.id,
    state: 'open',
    tries: 0,
    seenAt: at('2026-11-22 09:00'),
    settledAt: null,
    settledHow: null,
    settledPlace: null,
    ...over,
  };
}
