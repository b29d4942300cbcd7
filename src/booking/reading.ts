import { busyOf } from '../calendar/busy.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { CalendarEvent } from '../calendar/event.ts';
import type { Busy, CandidateRequest, PlanRequest } from '../request/model.ts';
import { type Procedure, procedureFor, type Sop } from '../sop/model.ts';
import type { BookingRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { dayRange, daysInWindow, instantAt } from '../time/zoned-day.ts';

/** Everything that was found out about who is busy, and whose calendar could not be read. */
export interface Reading {
  readonly busy: readonly Busy[];
  readonly unreadable: ReadonlySet<string>;
  /** What people should know of the reading; empty where all went well. */
  readonly warnings: readonly string[];
  readonly events: number;
}

const WEEK_MINUTES = 7 * 24 * 60;

/**
 * Reads the calendar and the reservations of all workspaces around a candidate's window: the window,
 * the longest gap on both sides, and at least a week, since weekly caps look at whole weeks. A
 * reservation counts before its event exists; one whose event was moved by hand counts at both times.
 */
export async function readBusy(
  ports: { calendar: Calendar; store: Store },
  procedure: Procedure,
  request: CandidateRequest,
): Promise<Reading> {
  const { sop } = procedureFor(procedure, daysInWindow(request.window.start, request.window.end));
  const margin = Math.max(sop.rules.maxGap ?? 0, WEEK_MINUTES);
  const from = instantAt(dayRange(request.window.start, sop.timeZone).start - margin);
  const to = instantAt(dayRange(request.window.end, sop.timeZone).end + margin);
  const own = [...sop.interviewers.values()].flatMap(({ calendar }) => calendar ?? []);
  const events = await ports.calendar.events(from, to);
  const freeBusy = own.length === 0 ? null : await ports.calendar.freeBusy([...new Set(own)], from, to);
  const bookings = await ports.store.bookings({ workspace: null, from, to });

  const unreadable = unreadablePeople(sop, freeBusy?.unreadable ?? []);
  return {
    busy: [
      ...busyByBookings(bookings),
      ...busyByEvents(sop, request, events, bookings),
      ...(freeBusy?.busy ?? []).map(({ calendar, start, end }) => ({
        email: calendar.toLowerCase(),
        start,
        end,
        kind: 'other' as const,
      })),
    ],
    unreadable: new Set(unreadable.map(({ email }) => email)),
    warnings: unreadable.map(({ name, calendar }) =>
      sop.busy.unreadable === 'refuse'
        ? `${name} is given no mock: the calendar ${calendar} could not be read.`
        : `${name}'s calendar ${calendar} could not be read and is ignored, as the SOP says.`,
    ),
    events: events.length,
  };
}

/** The planner's request: what the candidate asks for and what was read. */
export function planRequestOf(
  request: CandidateRequest,
  reading: Reading,
  now: Temporal.Instant,
): PlanRequest {
  return { ...request, now, busy: reading.busy, unreadable: reading.unreadable };
}

function unreadablePeople(sop: Sop, calendars: readonly string[]) {
  const unread = new Set(calendars.map((calendar) => calendar.toLowerCase()));
  return [...sop.interviewers.values()].flatMap(({ name, email, calendar }) =>
    calendar !== null && unread.has(calendar.toLowerCase())
      ? [{ name, email: email.toLowerCase(), calendar }]
      : [],
  );
}

function busyByBookings(bookings: readonly BookingRow[]): Busy[] {
  return bookings.flatMap(({ interviewerEmail, candidateEmail, start, end }) =>
    [interviewerEmail, candidateEmail].map((email) => ({
      email: email.toLowerCase(),
      start,
      end,
      kind: 'mock' as const,
    })),
  );
}

function busyByEvents(
  sop: Sop,
  request: CandidateRequest,
  events: readonly CalendarEvent[],
  bookings: readonly BookingRow[],
): Busy[] {
  const bookingById = new Map(bookings.map((booking) => [booking.id, booking]));
  const people = [
    ...[...sop.interviewers.values()].map(({ email, name, calendar }) => ({ email, name, calendar })),
    { email: request.candidate.email, name: request.candidate.name, calendar: null },
  ];
  return busyOf(events, people, sop.busy).flatMap(({ email, start, end, kind, bookingId }) => {
    const booking = bookingId === null ? undefined : bookingById.get(bookingId);
    if (booking === undefined) return [{ email, start, end, kind }];
    const moved = !booking.start.equals(start) || !booking.end.equals(end);
    // The reservation itself counts as the mock; counting the event again would use up caps twice.
    return moved ? [{ email, start, end, kind: 'other' as const }] : [];
  });
}
