import { type Attendee, type BusyRange, type CalendarEvent, instantsOf } from './event.ts';
import { type TypedMock, typedMock } from './typed-mock.ts';

/** How a calendar's entries count: the part of the SOP's `busy:` table that speaks of entries. */
export interface BusyTable {
  readonly tentative: 'busy' | 'free';
  readonly unanswered: 'busy' | 'free';
  readonly declined: 'busy' | 'free';
  readonly markedFree: 'busy' | 'free';
  readonly allDay: 'busy' | 'free';
  readonly outOfOffice: 'busy' | 'free';
  readonly workingLocation: 'busy' | 'free';
}

/** Whose busy time is asked for. */
export interface Person {
  readonly email: string;
  /** As events typed by hand call them. */
  readonly name: string;
  /** The address of a calendar of their own, under which they may be invited too. */
  readonly calendar?: string | null;
}

/** A time in which one person is busy, and the event that makes them so. */
export interface PersonBusy extends BusyRange {
  /** As the person was given, whatever the event's spelling. */
  readonly email: string;
  /** `mock` also counts towards daily and weekly caps. */
  readonly kind: 'mock' | 'other';
  readonly eventId: string;
  /** Set on mocks that this program booked. */
  readonly bookingId: string | null;
}

/**
 * Who is busy when, by the SOP's table. Ranges come in the order of the events, are neither joined
 * nor clipped, and are never empty.
 *
 * What makes an event count for a person, in this order:
 *
 * 1. A cancelled event never counts.
 * 2. An event of ours is a mock of its interviewer and its candidate, whatever they answered and
 *    however it is marked: the booking holds its time until it is taken back.
 * 3. An event typed by hand as `Candidate : Interviewer Course MockN` is a mock of the interviewer,
 *    invited or not. Only whether it takes place is asked (`tentative`, and the interviewer's own
 *    answer if invited); how the typist's calendar shows it (free, all day) says nothing about them.
 * 4. Any other event counts for its attendees and its organiser, if *every* setting that fits says
 *    `busy`; one that says `free` releases it. These are asked:
 *    - the answer: `declined`, `tentative` or `unanswered` for an attendee (an organiser has
 *      accepted unless they declined), and `tentative` for an event that is itself tentative;
 *    - the kind: `outOfOffice` or `workingLocation` for such an entry; for every other,
 *      `markedFree` and `allDay` where they fit. An absence that was entered for all day and marked
 *      free is still an absence, so its own setting is asked in place of these two.
 *
 * One mock that stands in the calendar twice (ours, and a copy by hand of the same course, number
 * and time) is one mock: it would use up two of a daily cap.
 */
export function busyOf(
  events: readonly CalendarEvent[],
  people: readonly Person[],
  table: BusyTable,
): PersonBusy[] {
  const known = people.map((person) => ({
    person,
    addresses: addressesOf(person),
    name: spelling(person.name),
  }));
  const result: PersonBusy[] = [];
  const mocks = new Map<string, number>();
  for (const event of events) {
    if (event.status === 'cancelled') continue;
    const { start, end } = instantsOf(event.when);
    if (Temporal.Instant.compare(start, end) >= 0) continue;
    const typed = event.booking === null ? typedMock(event.title) : null;
    for (const { person, addresses, name } of known) {
      const kind = countsFor(event, typed, addresses, name, table);
      if (kind === null) continue;
      const bookingId = event.booking?.bookingId ?? null;
      const busy: PersonBusy = { email: person.email, start, end, kind, eventId: event.id, bookingId };
      const key = kind === 'mock' ? mockKey(busy, event, typed) : null;
      const twin = key === null ? undefined : mocks.get(key);
      if (twin === undefined) {
        if (key !== null) mocks.set(key, result.length);
        result.push(busy);
      } else if (bookingId !== null && result[twin]?.bookingId === null) {
        result[twin] = busy;
      }
    }
  }
  return result;
}

function countsFor(
  event: CalendarEvent,
  typed: TypedMock | null,
  addresses: ReadonlySet<string>,
  name: string,
  table: BusyTable,
): 'mock' | 'other' | null {
  const { booking } = event;
  if (
    booking !== null &&
    [booking.interviewerEmail, booking.candidateEmail].some((email) => addresses.has(lower(email)))
  ) {
    return 'mock';
  }
  const answer = strongestAnswer(event, addresses);
  if (typed !== null && name !== '' && spelling(typed.interviewer) === name) {
    return answerCounts(answer ?? 'accepted', event, table) ? 'mock' : null;
  }
  if (answer === null || !answerCounts(answer, event, table) || !kindCounts(event, table)) return null;
  // The candidate of a mock typed by hand is known for sure only where they are invited to it.
  return typed !== null && name !== '' && spelling(typed.candidate) === name ? 'mock' : 'other';
}

const STRENGTH = [
  'declined',
  'needsAction',
  'tentative',
  'accepted',
] as const satisfies Attendee['response'][];

/** The answer of a person who may be invited under several addresses; null where they have no part in it. */
function strongestAnswer(event: CalendarEvent, addresses: ReadonlySet<string>): Attendee['response'] | null {
  let strongest = -1;
  for (const attendee of event.attendees) {
    if (addresses.has(lower(attendee.email)))
      strongest = Math.max(strongest, STRENGTH.indexOf(attendee.response));
  }
  const organises = event.organizer !== null && addresses.has(lower(event.organizer));
  if (organises && STRENGTH[strongest] !== 'declined') return 'accepted';
  return STRENGTH[strongest] ?? null;
}

function answerCounts(answer: Attendee['response'], event: CalendarEvent, table: BusyTable): boolean {
  if (event.status === 'tentative' && table.tentative === 'free') return false;
  if (answer === 'declined') return table.declined === 'busy';
  if (answer === 'needsAction') return table.unanswered === 'busy';
  return answer === 'accepted' || table.tentative === 'busy';
}

function kindCounts(event: CalendarEvent, table: BusyTable): boolean {
  if (event.type === 'outOfOffice') return table.outOfOffice === 'busy';
  if (event.type === 'workingLocation') return table.workingLocation === 'busy';
  if (event.markedFree && table.markedFree === 'free') return false;
  return event.when.kind === 'timed' || table.allDay === 'busy';
}

function mockKey(busy: PersonBusy, event: CalendarEvent, typed: TypedMock | null): string {
  const { course, number } = event.booking ?? typed ?? { course: '', number: 0 };
  return JSON.stringify([busy.email, `${busy.start}`, `${busy.end}`, course.toLowerCase(), number]);
}

function addressesOf(person: Person): ReadonlySet<string> {
  return new Set([person.email, person.calendar ?? ''].map(lower).filter((address) => address !== ''));
}

function lower(email: string): string {
  return email.trim().toLowerCase();
}

function spelling(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}
