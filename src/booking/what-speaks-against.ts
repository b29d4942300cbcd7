import { type CalendarEvent, instantsOf } from '../calendar/event.ts';
import type { Sop } from '../sop/model.ts';
import type { BookingRow, PlannedBooking } from '../store/rows.ts';
import { type MoveOrder, placesOf } from './change-order.ts';
import { clashesOf, named } from './clashes.ts';
import { standsAt } from './look-again.ts';
import { withoutMocks } from './move-mocks.ts';
import { addressesOf, busyByMocks, type ReadingRange, readOwnCalendars } from './reading.ts';
import { shownMocks } from './shown-mocks.ts';
import type { Turn } from './turn.ts';

/** Weekly caps look at whole weeks. */
const MARGIN = { hours: 7 * 24 };

/**
 * Why mocks cannot be moved as ordered any more, a sentence each: their events are gone, or there again, or
 * were changed by hand since, a time has come, or somebody got busy at a new place. None where nothing
 * speaks against it; what is not as it should be at mocks that stay does not.
 */
export async function whatSpeaksAgainst(
  turn: Turn,
  sop: Sop,
  order: MoveOrder,
  held: readonly BookingRow[],
): Promise<readonly string[]> {
  const { desk, lease, candidate } = turn;
  const after = placesOf(order, 'to');
  const now = desk.clock.now();
  const late = [...placesToLeave(order, held), ...after].find(
    ({ start }) => Temporal.Instant.compare(start, now) <= 0,
  );
  if (late !== undefined) return [`It is too late for ${named(sop, late)}.`];

  await lease.keep();
  const range = rangeOf([...held, ...after]);
  const events = await desk.calendar.events(range.from, range.to);
  const byId = new Map(events.map((event) => [event.id, event]));
  const against: string[] = [];
  for (const move of order.bookings) {
    const booking = held.find(({ id }) => id === move.id)!;
    const place = move.seen ?? move.from;
    let event = byId.get(move.eventId) ?? null;
    if (!standsAt(event, place) && move.newEventId === null) {
      await lease.keep();
      event = await desk.calendar.find(move.eventId);
    }
    const what = eventAgainst(event, move, booking);
    if (what !== null) against.push(`${named(sop, booking)} ${what}.`);
  }
  const calendars = await readOwnCalendars(desk.calendar, sop, range);
  const people = [...addressesOf(sop, candidate), ...after.map(({ interviewerEmail }) => interviewerEmail)];
  const bookings = await desk.store.bookings({ workspace: null, people, ...range });
  const busy = [
    ...busyByMocks(sop, candidate, events, bookings, candidate.id),
    ...withoutMocks(sop, calendars, [...held, ...placesSeen(order), ...shownMocks(sop, events, bookings)]),
  ];
  const moved = new Map(after.map((mock) => [mock.id, mock]));
  const mocks = held.map((mock) => moved.get(mock.id) ?? mock);
  const stays = new Set(order.bookings.filter(({ from, to }) => isSamePlace(from, to)).map(({ id }) => id));
  const clashes = clashesOf(sop, candidate, mocks, busy, now, stays);
  // What stands in the way of mocks that stay does not come by the change.
  const own = clashes.filter((clash) => clash.mocks.some(({ id }) => moved.has(id)));
  const unread = after.filter(
    ({ id, interviewer, interviewerEmail }) =>
      sop.busy.unreadable === 'refuse' &&
      calendars.unreadable.has(interviewerEmail.toLowerCase()) &&
      held.find((each) => each.id === id)!.interviewer !== interviewer,
  );
  return [
    ...against,
    ...own.map(({ why }) => why),
    ...unread.map((mock) => `For ${named(sop, mock)} the interviewer's calendar cannot be read.`),
  ];
}

/**
 * A mock is over when neither its booked time nor that at which its event stands is to come: it may have been
 * dragged to a later day before it began, or into the past by mistake. One that was missed is over where it was.
 */
function placesToLeave(order: MoveOrder, held: readonly BookingRow[]): PlannedBooking[] {
  const before = placesOf(order, 'from');
  return order.bookings.flatMap(({ id, seen }, index) => {
    const from = before[index]!;
    if (held.find((each) => each.id === id)?.outcome === 'no-show') return [];
    const isLater = seen !== null && Temporal.Instant.compare(seen.start, from.start) > 0;
    return [isLater ? { ...from, start: seen.start, end: seen.end } : from];
  });
}

function isSamePlace(a: MoveOrder['bookings'][number]['from'], b: typeof a): boolean {
  return a.interviewer === b.interviewer && a.start.equals(b.start) && a.end.equals(b.end);
}

/** Where events stand by hand: there, too, own calendars show them. */
function placesSeen(order: MoveOrder): PlannedBooking[] {
  return (['from', 'to'] as const).flatMap((which) =>
    placesOf(order, which).flatMap((mock, index) => {
      const { seen } = order.bookings[index]!;
      return seen === null ? [] : [{ ...mock, start: seen.start, end: seen.end }];
    }),
  );
}

/** What is not with an event as it was when the order was given; null where all is. */
function eventAgainst(
  event: CalendarEvent | null,
  { from, seen, newEventId }: MoveOrder['bookings'][number],
  { state }: BookingRow,
): string | null {
  const isGone = event === null || event.status === 'cancelled';
  if (newEventId !== null) return isGone ? null : 'is in the calendar again';
  if (isGone) return 'was deleted from the calendar';
  if (state !== 'booked') return null;
  const { start, end } = instantsOf(event.when);
  const isAsSeen = seen === null ? standsAt(event, from) : start.equals(seen.start) && end.equals(seen.end);
  if (!isAsSeen) return 'was moved by hand in the calendar';
  const invited = seen?.interviewer?.toLowerCase();
  return invited === undefined || event.attendees.some(({ email }) => email.toLowerCase() === invited)
    ? null
    : 'was changed by hand in the calendar';
}

function rangeOf(mocks: readonly { start: Temporal.Instant; end: Temporal.Instant }[]): ReadingRange {
  const from = mocks.reduce((a, b) => (Temporal.Instant.compare(a.start, b.start) < 0 ? a : b)).start;
  const to = mocks.reduce((a, b) => (Temporal.Instant.compare(a.end, b.end) > 0 ? a : b)).end;
  return { from: from.subtract(MARGIN), to: to.add(MARGIN) };
}
