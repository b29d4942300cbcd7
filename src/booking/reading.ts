import { busyOf, type Person } from '../calendar/busy.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { CalendarEvent } from '../calendar/event.ts';
import type { Busy, Candidate, CandidateRequest, PlanRequest } from '../request/model.ts';
import { type Procedure, procedureFor, type Sop } from '../sop/model.ts';
import type { BookingRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { dayRange, daysInWindow, instantAt } from '../time/zoned-day.ts';
import { busyTableText } from './busy-table-text.ts';
import type { KnownBusy } from './known-busy.ts';

/** Everything that was found out about who is busy, and whose calendar could not be read. */
export interface Reading {
  readonly busy: readonly Busy[];
  readonly unreadable: ReadonlySet<string>;
  /** What people should know of the reading; empty where all went well. */
  readonly warnings: readonly string[];
  /** How the SOP counts calendar entries; null where no entry of these people was looked at. */
  readonly counted: string | null;
  readonly events: number;
}

/** What interviewers' own calendars say. */
export interface OwnCalendars {
  readonly busy: readonly Busy[];
  readonly unreadable: ReadonlySet<string>;
  readonly warnings: readonly string[];
}

export interface ReadingRange {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

const WEEK_MINUTES = 7 * 24 * 60;

/**
 * Reads the calendar and the reservations of all workspaces around a candidate's window. A
 * reservation counts before its event exists; one whose event was moved by hand counts at both times.
 *
 * @param window what to look at where that is more than the request's own window
 */
export async function readBusy(
  ports: { readonly calendar: Calendar; readonly store: Store },
  procedure: Procedure,
  request: CandidateRequest,
  window: CandidateRequest['window'] = request.window,
): Promise<Reading> {
  const { sop } = procedureFor(procedure, daysInWindow(request.window.start, request.window.end));
  const range = readingRange(sop, { window });
  const events = await ports.calendar.events(range.from, range.to);
  const own = await readOwnCalendars(ports.calendar, sop, range);
  const people = addressesOf(sop, request.candidate);
  const bookings = await ports.store.bookings({ workspace: null, people, ...range });
  return {
    busy: [...busyByMocks(sop, request.candidate, events, bookings), ...own.busy],
    unreadable: own.unreadable,
    warnings: own.warnings,
    counted: countedText(sop, request.candidate, events),
    events: events.length,
  };
}

/** The window, the longest gap on both sides, and at least a week, since weekly caps look at whole weeks. */
export function readingRange(sop: Sop, { window }: Pick<CandidateRequest, 'window'>): ReadingRange {
  const margin = Math.max(sop.rules.maxGap ?? 0, WEEK_MINUTES);
  return {
    from: instantAt(dayRange(window.start, sop.timeZone).start - margin),
    to: instantAt(dayRange(window.end, sop.timeZone).end + margin),
  };
}

/** Asks for free/busy of the calendars that the SOP names; no call where it names none. */
export async function readOwnCalendars(
  calendar: Calendar,
  sop: Sop,
  { from, to }: ReadingRange,
): Promise<OwnCalendars> {
  const own = [...new Set([...sop.interviewers.values()].flatMap((each) => each.calendar ?? []))];
  if (own.length === 0) return { busy: [], unreadable: new Set(), warnings: [] };
  const answer = await calendar.freeBusy(own, from, to);
  const unread = new Set(answer.unreadable.map((each) => each.toLowerCase()));
  const people = [...sop.interviewers.values()].filter(
    (each) => each.calendar !== null && unread.has(each.calendar.toLowerCase()),
  );
  return {
    busy: answer.busy.map(({ calendar: email, start, end }) => ({
      email: email.toLowerCase(),
      start,
      end,
      kind: 'other' as const,
    })),
    unreadable: new Set(people.map(({ email }) => email.toLowerCase())),
    warnings: people.map((each) =>
      sop.busy.unreadable === 'refuse'
        ? `${each.name} is given no mock: the calendar ${each.calendar} could not be read.`
        : `${each.name}'s calendar ${each.calendar} could not be read and is ignored, as the SOP says.`,
    ),
  };
}

/**
 * Who is busy by reservations and by events, `except` by those of one candidate (an id): each mock
 * once, though it stands in both.
 */
export function busyByMocks(
  sop: Sop,
  candidate: Candidate,
  events: readonly CalendarEvent[],
  bookings: readonly BookingRow[],
  except: string | null = null,
): KnownBusy[] {
  const times = [
    ...reservedTimes(bookings),
    ...enteredTimes(sop, peopleOf(sop, candidate), events, bookings),
  ];
  return busyBut(times, except);
}

/**
 * As `busyByMocks`, for many candidates of one procedure, one after the other: what interviewers have is the
 * same for all of them, and is read from the events once. Comes in another order.
 */
export function busyForMany(
  sop: Sop,
  events: readonly CalendarEvent[],
  bookings: readonly BookingRow[],
): (candidate: Candidate, except: string) => KnownBusy[] {
  const ofAll = [...reservedTimes(bookings), ...enteredTimes(sop, interviewersOf(sop), events, bookings)];
  const eventsFor = eventsByPerson(events);
  const bookingsById = Map.groupBy(bookings, ({ id }) => id);
  return (candidate, except) => {
    const theirs = eventsFor(candidate);
    const booked = theirs.flatMap(({ booking }) => bookingsById.get(booking?.bookingId ?? '') ?? []);
    return [
      ...busyBut(ofAll, except),
      ...busyBut(enteredTimes(sop, [personOf(candidate)], theirs, booked), except),
    ];
  };
}

/** Events that may make a candidate busy: not those of ours that are for others alone. */
function eventsByPerson(
  events: readonly CalendarEvent[],
): (person: Pick<Candidate, 'email'>) => readonly CalendarEvent[] {
  const others = events.filter(({ booking }) => booking === null);
  const ours = new Map<string, CalendarEvent[]>();
  for (const event of events.filter(({ booking }) => booking !== null)) {
    const { booking, attendees, organizer } = event;
    const people = [booking!.candidateEmail, booking!.interviewerEmail, organizer ?? ''];
    const invited = attendees.map(({ email }) => email);
    for (const address of new Set([...people, ...invited].map((each) => each.trim().toLowerCase()))) {
      const known = ours.get(address);
      if (known === undefined) ours.set(address, [event]);
      else known.push(event);
    }
  }
  return ({ email }) => [...others, ...(ours.get(email.trim().toLowerCase()) ?? [])];
}

interface Time {
  readonly busy: KnownBusy;
  /** Whose mock it is; null where it is none of ours. */
  readonly candidateId: string | null;
}

function reservedTimes(bookings: readonly BookingRow[]): Time[] {
  return bookings.flatMap((booking) => {
    const { candidateId, interviewerEmail, candidateEmail, start, end } = booking;
    const ours = { bookingId: booking.id, workspace: booking.workspace, isAstray: false };
    return [interviewerEmail, candidateEmail].map((email) => ({
      busy: { email: email.toLowerCase(), start, end, kind: 'mock' as const, ours },
      candidateId,
    }));
  });
}

function enteredTimes(
  sop: Sop,
  people: readonly Person[],
  events: readonly CalendarEvent[],
  bookings: readonly BookingRow[],
): Time[] {
  const bookingById = new Map(bookings.map((booking) => [booking.id, booking]));
  const eventById = new Map(events.map((event) => [event.id, event]));
  return busyOf(events, people, sop.busy).flatMap(
    ({ email, start, end, kind, bookingId, eventId }): Time[] => {
      const address = email.toLowerCase();
      const booking = bookingId === null ? undefined : bookingById.get(bookingId);
      if (booking === undefined) return [{ busy: { email: address, start, end, kind }, candidateId: null }];
      const isMoved = !(booking.start.equals(start) && booking.end.equals(end));
      const person = people.find((each) => each.email === email);
      // The reservation itself counts as the mock; counting the event again would use up caps twice.
      if (!isMoved && !isInvitedByHand(eventById.get(eventId), booking, person)) return [];
      const ours = { bookingId: booking.id, workspace: booking.workspace, isAstray: true };
      // A copy that somebody made by hand is a time also for the candidate whose mock it says it is.
      const isCopy = booking.eventId !== eventId;
      return [
        {
          busy: { email: address, start, end, kind: 'other', ours },
          candidateId: isCopy ? null : booking.candidateId,
        },
      ];
    },
  );
}

/** Whether the mock was given to somebody by hand, or they were invited to it besides. */
function isInvitedByHand(
  event: CalendarEvent | undefined,
  { interviewerEmail, candidateEmail }: BookingRow,
  person: Person | undefined,
): boolean {
  const addresses = [person?.email, person?.calendar].flatMap((each) => each?.toLowerCase() ?? []);
  const isBooked = [interviewerEmail, candidateEmail].some((each) => addresses.includes(each.toLowerCase()));
  const guests = event?.attendees.filter(({ optional }) => !optional) ?? [];
  return !isBooked && guests.some((guest) => addresses.includes(guest.email.toLowerCase()));
}

function busyBut(times: readonly Time[], except: string | null): KnownBusy[] {
  return times
    .filter(({ candidateId }) => candidateId === null || candidateId !== except)
    .map(({ busy }) => busy);
}

/** The planner's request: what the candidate asks for and what was read. */
export function planRequestOf(
  request: CandidateRequest,
  reading: Pick<Reading, 'busy' | 'unreadable'>,
  now: Temporal.Instant,
): PlanRequest {
  return { ...request, now, busy: reading.busy, unreadable: reading.unreadable };
}

/** Whose mocks matter when these candidates are planned: a company may have many more. */
export function addressesOf(sop: Sop, ...candidates: readonly Pick<Candidate, 'email'>[]): string[] {
  const interviewers = [...sop.interviewers.values()].flatMap(({ email, calendar }) => [
    email,
    ...(calendar === null ? [] : [calendar]),
  ]);
  return [...interviewers, ...candidates.map(({ email }) => email)];
}

function peopleOf(sop: Sop, candidate: Candidate): Person[] {
  return [...interviewersOf(sop), personOf(candidate)];
}

function interviewersOf(sop: Sop): Person[] {
  return [...sop.interviewers.values()].map(({ email, name, calendar }) => ({ email, name, calendar }));
}

function personOf({ email, name }: Candidate): Person {
  return { email, name, calendar: null };
}

const ALL_BUSY = {
  tentative: 'busy',
  unanswered: 'busy',
  declined: 'busy',
  markedFree: 'busy',
  allDay: 'busy',
  outOfOffice: 'busy',
  workingLocation: 'busy',
} as const;

/** The table is worth a line only where it had something to decide: an entry of these people that is not ours. */
function countedText(sop: Sop, candidate: Candidate, events: readonly CalendarEvent[]): string | null {
  const others = events.filter(({ booking }) => booking === null);
  const used = busyOf(others, peopleOf(sop, candidate), ALL_BUSY).length > 0;
  return used ? busyTableText(sop.busy) : null;
}
