import { CalendarError } from '../calendar/calendar.ts';
import { type CalendarEvent, instantsOf } from '../calendar/event.ts';
import type { BookingRow } from '../store/rows.ts';
import { sentence } from '../time/spoken.ts';
import type { CancelOrder, TypedEvent } from './change-order.ts';
import { listed, quoted, stuckChange } from './change-text.ts';
import { named } from './clashes.ts';
import type { Saga } from './saga.ts';
import { lookForStrays } from './strays.ts';
import type { Turn } from './turn.ts';

/** How far the cancelling has come: each of what was ordered is in one of these, or still to be done. */
interface Sofar {
  /** By booking id, or by the id of an event typed by hand. */
  readonly cancelled: Set<string>;
  /** What is not to be cancelled any more, and why, a sentence each. */
  readonly left: string[];
}

/**
 * Deletes the events, by which their attendees are told, and frees the times. What has begun meanwhile
 * stays, as does an event typed by hand that somebody has changed since.
 */
export async function cancelAsOrdered(
  turn: Turn,
  saga: Saga,
  order: CancelOrder,
  held: readonly BookingRow[],
): Promise<void> {
  const sofar: Sofar = { cancelled: new Set(), left: [] };
  const known = new Set(held.map(({ id }) => id));
  for (const { id } of order.bookings) if (!known.has(id)) sofar.cancelled.add(id);
  try {
    for (const { id } of order.bookings) {
      const booking = held.find((each) => each.id === id);
      if (booking !== undefined) await cancelMock(turn, order, booking, sofar);
    }
    for (const typed of order.typed) await deleteTyped(turn, typed, sofar);
    if (order.bookings.length > 0) await lookForStrays(turn);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    await refused(turn, saga, order, sofar, error);
    return;
  }
  const done = sofar.cancelled.size > 0;
  await saga.finishChange(done, await summaryOf(turn, saga, order, sofar), {
    because: order.because,
    cancelled: textsOf(turn, order, sofar.cancelled),
    left: sofar.left,
  });
}

async function cancelMock(turn: Turn, order: CancelOrder, booking: BookingRow, sofar: Sofar): Promise<void> {
  const { desk, lease, tell } = turn;
  // One that is given up in the middle of being booked goes in any case: there is no plan that it is part of.
  const isBegun = booking.state === 'booked' && hasBegun(desk.clock.now(), booking);
  if (isBegun && !(await isToCome(turn, booking))) {
    sofar.left.push(`${named(desk.procedure.base, booking)} has begun and stays.`);
    return;
  }
  if (wasGone(order, booking) && (await standsThere(turn, booking))) {
    sofar.left.push(`${named(desk.procedure.base, booking)} is in the calendar again and stays.`);
    return;
  }
  await lease.keep();
  await desk.calendar.remove(booking.eventId);
  await desk.store.release({ bookingId: booking.id, ...lease.held });
  sofar.cancelled.add(booking.id);
  tell({ step: 'takenBack', done: sofar.cancelled.size, mocks: order.bookings.length + order.typed.length });
}

function wasGone({ bookings }: CancelOrder, { id }: BookingRow): boolean {
  return bookings.some((each) => each.id === id && each.isGone);
}

/** It was to be cancelled because its event was deleted: who took it out of the bin wants the mock. */
async function standsThere({ desk, lease }: Turn, { eventId }: BookingRow): Promise<boolean> {
  await lease.keep();
  const event = await desk.calendar.find(eventId);
  return event !== null && event.status !== 'cancelled';
}

/** Whether somebody dragged its event to a later time before it began: then it was not held. */
async function isToCome({ desk, lease }: Turn, { eventId }: BookingRow): Promise<boolean> {
  await lease.keep();
  const event = await desk.calendar.find(eventId);
  if (event === null || event.status === 'cancelled') return false;
  return !hasBegun(desk.clock.now(), instantsOf(event.when));
}

async function deleteTyped({ desk, lease }: Turn, typed: TypedEvent, sofar: Sofar): Promise<void> {
  const what = quoted(typed, desk.procedure.base.timeZone);
  if (hasBegun(desk.clock.now(), typed)) {
    sofar.left.push(`${what} has begun and stays.`);
    return;
  }
  await lease.keep();
  const event = await desk.calendar.find(typed.eventId);
  if (event !== null && !isAsShown(event, typed)) {
    sofar.left.push(`${what} was changed by hand since and stays.`);
    return;
  }
  if (event !== null) {
    await lease.keep();
    await desk.calendar.remove(typed.eventId);
  }
  sofar.cancelled.add(typed.eventId);
}

function hasBegun(now: Temporal.Instant, { start }: { readonly start: Temporal.Instant }): boolean {
  return Temporal.Instant.compare(start, now) <= 0;
}

/** Somebody may have made another event of it: only what the person was shown is deleted. */
function isAsShown(event: CalendarEvent, typed: TypedEvent): boolean {
  const { start, end } = instantsOf(event.when);
  return event.title === typed.title && start.equals(typed.start) && end.equals(typed.end);
}

/** The calendar does not let go on: later, or never. */
async function refused(
  turn: Turn,
  saga: Saga,
  order: CancelOrder,
  { cancelled }: Sofar,
  error: CalendarError,
): Promise<void> {
  const all = order.bookings.length + order.typed.length;
  if (error.kind !== 'final') {
    await saga.wait(error, `${cancelled.size} of ${all} mocks are cancelled so far`);
    return;
  }
  const why = `${sentence(error.message)} ${error.remedy}`;
  if (cancelled.size === 0) {
    await saga.finishChange(false, `Nothing was cancelled: ${why}`, { why });
    return;
  }
  const others = new Set([
    ...order.bookings.map(({ id }) => id),
    ...order.typed.map(({ eventId }) => eventId),
  ]);
  for (const id of cancelled) others.delete(id);
  await saga.escalate(
    stuckChange([
      `Not all mocks could be cancelled: ${why}`,
      `Cancelled: ${listed(textsOf(turn, order, cancelled))}.`,
      `Still in the calendar: ${listed(textsOf(turn, order, others))}.`,
    ]),
  );
}

async function summaryOf(
  turn: Turn,
  saga: Saga,
  order: CancelOrder,
  { cancelled, left }: Sofar,
): Promise<string> {
  const rest = await saga.heldNow();
  const gone = new Set(order.bookings.filter(({ isGone }) => isGone).map(({ id }) => id));
  const told = textsOf(turn, order, cancelled.difference(gone));
  const untold = textsOf(turn, order, cancelled.intersection(gone));
  const done = [
    ...(cancelled.size === 0 ? ['Nothing was cancelled.'] : []),
    ...(told.length > 0 ? [`Cancelled, and the attendees are told: ${listed(told)}.`] : []),
    ...(untold.length > 0
      ? [`Cancelled, and nobody is told, for there is no event any more: ${listed(untold)}.`]
      : []),
  ];
  const stays =
    rest.length === 0
      ? 'No mock is booked any more.'
      : `${rest.length} ${rest.length === 1 ? 'mock stays' : 'mocks stay'} booked.`;
  return [...order.because, ...done, ...left, stays].join(' ');
}

function textsOf({ desk }: Turn, order: CancelOrder, ids: ReadonlySet<string>): string[] {
  const sop = desk.procedure.base;
  return [
    ...order.bookings
      .filter(({ id }) => ids.has(id))
      .map(({ from, ...mock }) => named(sop, { ...mock, ...from })),
    ...order.typed.filter(({ eventId }) => ids.has(eventId)).map((typed) => quoted(typed, sop.timeZone)),
  ];
}
