import { CalendarError } from '../calendar/calendar.ts';
import { candidateRequestFrom } from '../request/candidate-request.ts';
import { procedureFor, type Sop } from '../sop/model.ts';
import type { BookingRow } from '../store/rows.ts';
import { sentence } from '../time/spoken.ts';
import { daysInWindow } from '../time/zoned-day.ts';
import { type MoveOrder, placesOf } from './change-order.ts';
import { stuckChange } from './change-text.ts';
import { named } from './clashes.ts';
import { movedText, movesText } from './moved-text.ts';
import { noteNewLinks, placeEvent, restoreEvent } from './place-event.ts';
import type { Saga } from './saga.ts';
import type { Turn } from './turn.ts';
import { whatSpeaksAgainst } from './what-speaks-against.ts';

/**
 * Moves mocks to the places that were ordered: looks whether all are free still, holds them together,
 * and moves the events. Where an event cannot be moved for good, all mocks go back to where they were.
 */
export async function moveAsOrdered(
  turn: Turn,
  saga: Saga,
  order: MoveOrder,
  held: readonly BookingRow[],
): Promise<void> {
  const sop = sopOf(turn, order);
  if (order.phase === 'takingBack') {
    await goBack(turn, saga, sop, order, held, order.why);
    return;
  }
  let bookings = held;
  if (order.phase === 'ordered') {
    const begun = await begin(turn, saga, sop, order, held);
    if (begun === null) return;
    bookings = begun;
  }
  for (const booking of bookings.filter(({ state }) => state === 'moving')) {
    try {
      await placeEvent(turn, sop, order, booking);
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      if (error.kind === 'final') await takeBack(turn, saga, sop, order, error);
      else await wait(saga, order, error, 'moved');
      return;
    }
  }
  const unlinked = await noteNewLinks(turn, sop, order);
  await saga.finishChange(true, [movedText(sop, order, bookings), ...unlinked].join(' '), {
    because: order.because,
    moved: placesOf(order, 'to').map(({ id, interviewer, start }, index) => ({
      bookingId: id,
      from: `${order.bookings[index]!.from.start}`,
      to: `${start}`,
      interviewer,
    })),
  });
}

/** The procedure that the new places were planned by. */
function sopOf({ desk, candidate }: Turn, order: MoveOrder): Sop {
  const reading = candidateRequestFrom(order.request ?? candidate.request);
  if (!reading.ok) return desk.procedure.base;
  const { start, end } = reading.request.window;
  return procedureFor(desk.procedure, daysInWindow(start, end)).sop;
}

/** Holds the new places; null where they cannot be had and nothing was changed, or not yet. */
async function begin(
  turn: Turn,
  saga: Saga,
  sop: Sop,
  order: MoveOrder,
  held: readonly BookingRow[],
): Promise<readonly BookingRow[] | null> {
  const { desk, lease } = turn;
  let against: readonly string[];
  try {
    against = await whatSpeaksAgainst(turn, sop, order, held);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    if (error.kind === 'final')
      await nothingChanged(saga, order, [`${sentence(error.message)} ${error.remedy}`]);
    else await saga.wait(error, 'Nothing is changed yet');
    return null;
  }
  if (against.length > 0) {
    await nothingChanged(saga, order, against);
    return null;
  }
  const moved = await desk.store.move({
    ...lease.held,
    bookings: placesOf(order, 'to'),
    // For whoever reads the record, by itself.
    summary: movesText(sop, { ...order, because: [] }),
    details: { order: order.id },
  });
  if (moved.outcome === 'reserved') return moved.bookings;
  await nothingChanged(saga, order, [moved.message]);
  return null;
}

async function nothingChanged(saga: Saga, order: MoveOrder, why: readonly string[]): Promise<void> {
  const { because, observations } = order;
  const stands = `Nothing was changed, all mocks stand as before: ${why.join(' ')}`;
  const summary =
    observations.length > 0
      ? [...because, stands, 'I look at that again by myself.'].join(' ')
      : `${stands} Ask for the change again to see what is possible now.`;
  await saga.finishChange(false, summary, { why, because });
}

/** The calendar refuses for good: the former places are held again, where they can be. */
async function takeBack(
  turn: Turn,
  saga: Saga,
  sop: Sop,
  order: MoveOrder,
  error: CalendarError,
): Promise<void> {
  const why = `${sentence(error.message)} ${error.remedy}`;
  const back = await turn.desk.store.takeBackChange({
    ...turn.lease.held,
    bookings: placesOf(order, 'from'),
    why,
  });
  if (back.outcome === 'reserved') {
    await goBack(turn, saga, sop, order, back.bookings, why);
    return;
  }
  await saga.escalate(
    stuckChange([
      `The mocks could not all be moved: ${why}`,
      'They cannot go back either, for somebody else has one of the former times by now.',
      ...(await saga.heldNow()).flatMap((booking) => standingText(sop, order, booking)),
    ]),
  );
}

function standingText(sop: Sop, order: MoveOrder, booking: BookingRow): string[] {
  const before = placesOf(order, 'from').find(({ id }) => id === booking.id);
  if (before === undefined) return [];
  return booking.state === 'moving'
    ? [`${named(sop, booking)} is held; its event stands where it was: ${named(sop, before)}.`]
    : [`${named(sop, booking)} stands at its new place.`];
}

/** Moves the events back; one that cannot be is no reason to leave the others. */
async function goBack(
  turn: Turn,
  saga: Saga,
  sop: Sop,
  order: MoveOrder,
  bookings: readonly BookingRow[],
  why: string,
): Promise<void> {
  const stuck: string[] = [];
  for (const booking of bookings.filter(({ state }) => state === 'moving')) {
    try {
      await restoreEvent(turn, sop, order, booking);
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      if (error.kind !== 'final') {
        await wait(saga, order, error, 'back where they were');
        return;
      }
      stuck.push(`${named(sop, booking)} is held, without its event: ${sentence(error.message)}`);
    }
  }
  if (stuck.length === 0) {
    await nothingChanged(saga, order, [why]);
    return;
  }
  await saga.escalate(
    stuckChange([
      `The mocks could not all be moved: ${why}`,
      'All of them are to stand as before, but not all do:',
      ...stuck,
      'To let go of such a mock, delete it by its date: /delete NAME DATE.',
    ]),
  );
}

async function wait(saga: Saga, order: MoveOrder, error: CalendarError, where: string): Promise<void> {
  const ids = new Set(order.bookings.map(({ id }) => id));
  const there = (await saga.heldNow()).filter(({ id, state }) => ids.has(id) && state === 'booked');
  await saga.wait(error, `${there.length} of ${ids.size} mocks are ${where} so far`);
}
