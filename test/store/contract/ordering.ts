import { randomUUID } from 'node:crypto';
import type { JsonObject, PlannedBooking } from '../../../src/store/rows.ts';
import type { Scene } from './scene.ts';

/** The same mock, so many hours later. */
export function placedAgain(booking: PlannedBooking, hours: number): PlannedBooking {
  return { ...booking, start: booking.start.add({ hours }), end: booking.end.add({ hours }) };
}

const placeOf = ({ start, end, interviewer }: PlannedBooking): JsonObject => ({
  start: start.toString(),
  end: end.toString(),
  interviewer,
});

/** An order that moves mocks to so many hours later, as the store reads it. */
export function moveOf(
  bookings: readonly PlannedBooking[],
  hours = 1,
  more: JsonObject = {},
  newEventId: string | null = null,
): JsonObject {
  return {
    id: randomUUID(),
    kind: 'move',
    bookings: bookings.map((booking) => ({
      id: booking.id,
      eventId: booking.eventId,
      from: placeOf(booking),
      to: placeOf(placedAgain(booking, hours)),
      newEventId,
    })),
    ...more,
  };
}

export function order({ store }: Scene, candidateId: string, change: JsonObject, actor = 'Ann') {
  return store.orderChange({ candidateId, change, summary: 'Mocks are moved.', actor, chat: null });
}
