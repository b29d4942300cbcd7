import { titleOfBooking } from '../../booking/event-of-booking.ts';
import { standsAt } from '../../booking/look-again.ts';
import { type Attendee, type CalendarEvent, instantsOf } from '../../calendar/event.ts';
import { titleDigest } from '../../calendar/title-digest.ts';
import type { Candidate } from '../../request/model.ts';
import type { Sop } from '../../sop/model.ts';
import type { BookingRow } from '../../store/rows.ts';
import type { HandPlace } from '../model.ts';

/** How the event of a booking stands. */
export type Stand = There | { readonly how: 'gone' } | { readonly how: 'unseen' };

export interface There {
  readonly how: 'there';
  readonly event: CalendarEvent;
  /** Where, and with whom: the interviewer of the booking, unless another is invited in their place. */
  readonly place: HandPlace;
  /** Another time than is booked. */
  readonly isMoved: boolean;
  readonly isAllDay: boolean;
  /** What was edited by hand besides, each as a short clause. */
  readonly edits: readonly string[];
}

/** What an event says, held against its booking; `unseen` where nobody looked. */
export function standOf(
  sop: Sop,
  candidate: Candidate,
  booking: BookingRow,
  event: CalendarEvent | null | undefined,
): Stand {
  if (event === undefined) return { how: 'unseen' };
  if (event === null || event.status === 'cancelled') return { how: 'gone' };
  const interviewer = interviewerInvited(sop, booking, event) ?? booking.interviewer;
  return {
    how: 'there',
    event,
    place: { interviewer, ...timeOf(event, booking) },
    isMoved: !standsAt(event, booking),
    isAllDay: event.when.kind === 'allDay',
    edits: [
      ...titleEdits(sop, candidate, booking, event, interviewer),
      ...peopleEdits(sop, candidate, booking, event, interviewer),
    ],
  };
}

/** Calendars keep whole seconds: an event that was not moved stands exactly where the booking says. */
function timeOf(event: CalendarEvent, { start, end }: BookingRow): Pick<HandPlace, 'start' | 'end'> {
  return standsAt(event, { start, end }) ? { start, end } : instantsOf(event.when);
}

/**
 * Who is invited to give the mock: the booked interviewer as long as they are; in their place another of
 * the course, if there is no doubt who. Null where nobody is, or several are.
 */
function interviewerInvited(sop: Sop, booking: BookingRow, event: CalendarEvent): string | null {
  if (answerOf(event, addressesOf(sop, booking.interviewer, booking)) !== null) return booking.interviewer;
  const course = sop.courses.get(booking.course);
  const invited = [...(course?.main ?? []), ...(course?.backup ?? [])].filter(
    (id) => id !== booking.interviewer && answerOf(event, addressesOf(sop, id, booking)) !== null,
  );
  return invited.length === 1 ? invited[0]! : null;
}

const STRENGTH = [
  'declined',
  'needsAction',
  'tentative',
  'accepted',
] as const satisfies Attendee['response'][];

/** What a person answered under whichever of their addresses; null where they need not come. */
export function answerOf(event: CalendarEvent, addresses: ReadonlySet<string>): Attendee['response'] | null {
  const answers = event.attendees
    .filter(({ email, optional }) => !optional && addresses.has(address(email)))
    .map(({ response }) => STRENGTH.indexOf(response));
  return STRENGTH[Math.max(-1, ...answers)] ?? null;
}

/** The addresses under which an interviewer may be invited; those of the booking for the booked one. */
export function addressesOf(sop: Sop, interviewer: string, booking: BookingRow): ReadonlySet<string> {
  const known = sop.interviewers.get(interviewer);
  const booked = interviewer === booking.interviewer ? [booking.interviewerEmail] : [];
  return new Set([known?.email ?? [], known?.calendar ?? [], booked].flat().map(address));
}

export function candidateAddresses(candidate: Candidate, booking: BookingRow): ReadonlySet<string> {
  return new Set([candidate.email, booking.candidateEmail].map(address));
}

export function address(email: string): string {
  return email.trim().toLowerCase();
}

/** One who puts in another interviewer may or may not write their name into the title. */
function titleEdits(
  sop: Sop,
  candidate: Candidate,
  booking: BookingRow,
  event: CalendarEvent,
  interviewer: string,
): string[] {
  const names = [booking.interviewerName, sop.interviewers.get(interviewer)?.name ?? booking.interviewerName];
  const right = names.map((interviewerName) =>
    spelling(titleOfBooking(sop, candidate, { ...booking, interviewerName })),
  );
  // A title that it was given is no edit by hand, though the SOP would give another by now.
  const isAsGiven = event.booking?.titleDigest === titleDigest(event.title);
  return isAsGiven || right.includes(spelling(event.title)) ? [] : [`its title is “${event.title}” now`];
}

function peopleEdits(
  sop: Sop,
  candidate: Candidate,
  booking: BookingRow,
  event: CalendarEvent,
  interviewer: string,
): string[] {
  const candidates = candidateAddresses(candidate, booking);
  const theirs = addressesOf(sop, interviewer, booking);
  const known = new Set([
    ...candidates,
    ...theirs,
    ...addressesOf(sop, booking.interviewer, booking),
    ...sop.event.optionalAttendees.map(address),
    // A calendar may list its owner among the guests.
    ...(event.organizer === null ? [] : [address(event.organizer)]),
  ]);
  const strangers = event.attendees
    .filter(({ email, optional }) => !optional && !known.has(address(email)))
    .map(({ email }) => address(email));
  return [
    ...(answerOf(event, candidates) === null ? [`${candidate.name} is not invited any more`] : []),
    ...(answerOf(event, theirs) === null ? [`${booking.interviewerName} is not invited any more`] : []),
    ...[...new Set(strangers)].sort().map((email) => `${email} is invited`),
  ];
}

function spelling(title: string): string {
  return title.normalize('NFC').trim().replaceAll(/\s+/g, ' ');
}
