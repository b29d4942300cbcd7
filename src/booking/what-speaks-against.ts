import type { Sop } from '../sop/model.ts';
import type { BookingRow } from '../store/rows.ts';
import { type MoveOrder, placesOf } from './change-order.ts';
import { clashesOf, named } from './clashes.ts';
import { standsAt } from './look-again.ts';
import { withoutMocks } from './move-mocks.ts';
import { addressesOf, busyByMocks, type ReadingRange, readOwnCalendars } from './reading.ts';
import type { Turn } from './turn.ts';

/** Weekly caps look at whole weeks. */
const MARGIN = { hours: 7 * 24 };

/**
 * Why mocks cannot be moved as ordered any more, a sentence each: their events are gone or were moved by
 * hand since, a time has come, or somebody got busy at a new place. None where nothing speaks against it.
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
  const late = [...placesOf(order, 'from'), ...after].find(
    ({ start }) => Temporal.Instant.compare(start, now) <= 0,
  );
  if (late !== undefined) return [`It is too late for ${named(sop, late)}.`];

  await lease.keep();
  const range = rangeOf([...held, ...after]);
  const events = await desk.calendar.events(range.from, range.to);
  const byId = new Map(events.map((event) => [event.id, event]));
  const against: string[] = [];
  for (const { id, eventId, from, seen } of order.bookings) {
    const booking = held.find((each) => each.id === id)!;
    const place = seen ?? from;
    let event = byId.get(eventId) ?? null;
    if (!standsAt(event, place)) {
      await lease.keep();
      event = await desk.calendar.find(eventId);
    }
    if (event === null || event.status === 'cancelled') {
      against.push(`${named(sop, booking)} was deleted from the calendar.`);
    } else if (booking.state === 'booked' && !standsAt(event, place)) {
      against.push(`${named(sop, booking)} was moved by hand in the calendar.`);
    }
  }
  const calendars = await readOwnCalendars(desk.calendar, sop, range);
  const people = [...addressesOf(sop, candidate), ...after.map(({ interviewerEmail }) => interviewerEmail)];
  const bookings = await desk.store.bookings({ workspace: null, people, ...range });
  const busy = [
    ...busyByMocks(sop, candidate, events, bookings, candidate.id),
    ...withoutMocks(sop, calendars, held),
  ];
  const moved = new Map(after.map((mock) => [mock.id, mock]));
  const mocks = held.map((mock) => moved.get(mock.id) ?? mock);
  const clashes = clashesOf(sop, candidate, mocks, busy, now);
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

function rangeOf(mocks: readonly { start: Temporal.Instant; end: Temporal.Instant }[]): ReadingRange {
  const from = mocks.reduce((a, b) => (Temporal.Instant.compare(a.start, b.start) < 0 ? a : b)).start;
  const to = mocks.reduce((a, b) => (Temporal.Instant.compare(a.end, b.end) > 0 ? a : b)).end;
  return { from: from.subtract(MARGIN), to: to.add(MARGIN) };
}
