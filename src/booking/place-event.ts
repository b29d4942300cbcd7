import { CalendarError } from '../calendar/calendar.ts';
import type { CalendarEvent } from '../calendar/event.ts';
import type { Sop } from '../sop/model.ts';
import type { BookingRow } from '../store/rows.ts';
import { followsEvent, type MoveOrder } from './change-order.ts';
import { eventOfBooking } from './event-of-booking.ts';
import { awaitMeetLinks } from './meet-links.ts';
import type { Turn } from './turn.ts';

/** Brings the event of a `moving` booking to where that is, or makes the new one that was ordered, and notes it. */
export async function placeEvent(turn: Turn, sop: Sop, order: MoveOrder, booking: BookingRow): Promise<void> {
  const { desk, lease, candidate, tell } = turn;
  const asked = eventOfBooking(sop, candidate, booking);
  await lease.keep();
  // Of a new one: the process before this one may have made it, and died before it could be noted.
  const isMissing = isNew(order, booking) && (await desk.calendar.find(asked.id)) === null;
  const event = isMissing ? await desk.calendar.create(asked) : await desk.calendar.move(asked);
  await note(turn, booking, event);
  tell({ step: 'moved', title: asked.title });
}

/**
 * Takes back what `placeEvent` did to a booking that holds its former place again. An event that stood
 * elsewhere by hand and was followed is left there, and one that was deleted and not made anew stays
 * deleted: that is how things stood before.
 */
export async function restoreEvent(
  turn: Turn,
  sop: Sop,
  order: MoveOrder,
  booking: BookingRow,
): Promise<void> {
  const { desk, lease } = turn;
  await lease.keep();
  const wasFollowed = order.bookings.some((move) => move.id === booking.id && followsEvent(move));
  const wasNotMade = isNew(order, booking) && (await desk.calendar.find(booking.eventId)) === null;
  if (wasFollowed || wasNotMade) {
    await note(turn, booking, { id: booking.eventId, meetLink: null, htmlLink: null });
    return;
  }
  await placeEvent(turn, sop, order, booking);
}

/**
 * Waits for the links of video calls of events that were made anew. What is missing then is said, a sentence
 * each: the mock stands all the same.
 */
export async function noteNewLinks(turn: Turn, sop: Sop, order: MoveOrder): Promise<string[]> {
  const fresh = new Set(order.bookings.flatMap(({ newEventId }) => newEventId ?? []));
  if (fresh.size === 0 || sop.event.conference === 'none') return [];
  try {
    if (await knowLinks(turn, sop, fresh)) return [];
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
  }
  return ['The link of a new video call is not known yet: look into its event for it.'];
}

async function knowLinks(turn: Turn, sop: Sop, fresh: ReadonlySet<string>): Promise<boolean> {
  const { desk, lease, candidate } = turn;
  const held = await desk.store.bookings({ workspace: desk.workspace, candidateId: candidate.id });
  const made = held.filter(({ eventId, meetLink }) => meetLink === null && fresh.has(eventId));
  const shown = new Map<string, CalendarEvent>();
  for (const { id, eventId } of made) {
    await lease.keep();
    const event = await desk.calendar.find(eventId);
    if (event !== null) shown.set(id, event);
  }
  return (await awaitMeetLinks(turn, sop, made, shown)).outcome === 'known';
}

/** Whether the booking has the event that it was ordered to get in place of a deleted one. */
function isNew(order: MoveOrder, { eventId }: BookingRow): boolean {
  return order.bookings.some(({ newEventId }) => newEventId === eventId);
}

async function note(
  { desk, lease }: Turn,
  { id: bookingId }: BookingRow,
  { id: eventId, meetLink, htmlLink }: Pick<CalendarEvent, 'id' | 'meetLink' | 'htmlLink'>,
): Promise<void> {
  await desk.store.confirm({ bookingId, ...lease.held, eventId, meetLink, htmlLink });
}
