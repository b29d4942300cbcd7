import { z } from 'zod';
import type { CandidateRequestJson } from '../request/model.ts';
import type { JsonObject, PlannedBooking } from '../store/rows.ts';

/**
 * What a person ordered to be changed of what is booked, as it is kept on the candidate until it is
 * carried out: exactly what they were shown. `phase` and `why` are the store's (see docs/store.md).
 */
const instant = z.string().transform((text) => Temporal.Instant.from(text));
const range = z.object({ start: instant, end: instant });

const place = range.extend({
  interviewer: z.string(),
  interviewerName: z.string(),
  interviewerEmail: z.string(),
  role: z.enum(['main', 'backup']),
});

const mock = z.object({
  id: z.string(),
  course: z.string(),
  number: z.int(),
  eventId: z.string(),
  from: place,
});

const head = {
  id: z.string(),
  phase: z.enum(['ordered', 'moving', 'takingBack']).default('ordered'),
  why: z.string().default(''),
};

const changeOrder = z.discriminatedUnion('kind', [
  z.object({
    ...head,
    kind: z.literal('cancel'),
    bookings: z.array(mock),
    /** Events typed by hand, which no booking stands for. */
    typed: z.array(range.extend({ eventId: z.string(), title: z.string() })).default([]),
  }),
  z.object({
    ...head,
    kind: z.literal('move'),
    /** `seen`: where its event stood, where that was not where the booking says. */
    bookings: z.array(mock.extend({ to: place, seen: range.nullable() })),
    /** The request that the new places were planned by, where it is not the one that is kept. */
    request: z.custom<CandidateRequestJson>().nullable(),
    variant: z.string().nullable(),
  }),
]);

export type ChangeOrder = z.output<typeof changeOrder>;
export type CancelOrder = Extract<ChangeOrder, { kind: 'cancel' }>;
export type MoveOrder = Extract<ChangeOrder, { kind: 'move' }>;
export type TypedEvent = CancelOrder['typed'][number];

/** A mock that goes from one place to another; the same place for one whose event stands elsewhere. */
export interface MockMove {
  readonly from: PlannedBooking;
  readonly to: PlannedBooking;
  readonly seen: { readonly start: Temporal.Instant; readonly end: Temporal.Instant } | null;
}

/** The order that is kept on a candidate. Throws where it is none of this program. */
export function changeOrderFrom(kept: JsonObject): ChangeOrder {
  const reading = changeOrder.safeParse(kept);
  if (reading.success) return reading.data;
  throw new Error(`A change was ordered that this program does not know: ${z.prettifyError(reading.error)}`);
}

/** An order as the store keeps it. */
export function cancelOrder(
  id: string,
  bookings: readonly PlannedBooking[],
  typed: readonly TypedEvent[],
): JsonObject {
  return {
    id,
    kind: 'cancel',
    bookings: bookings.map((booking) => ({ ...mockJson(booking), from: placeJson(booking) })),
    typed: typed.map(({ eventId, title, start, end }) => ({
      eventId,
      title,
      ...rangeJson({ start, end }),
    })),
  };
}

/** An order as the store keeps it. `request`: null where the one that is kept holds on. */
export function moveOrder(
  id: string,
  moves: readonly MockMove[],
  { request, variant }: { readonly request: CandidateRequestJson | null; readonly variant: string | null },
): JsonObject {
  return {
    id,
    kind: 'move',
    bookings: moves.map(({ from, to, seen }) => ({
      ...mockJson(from),
      from: placeJson(from),
      to: placeJson(to),
      seen: seen === null ? null : rangeJson(seen),
    })),
    request: request as unknown as JsonObject | null,
    variant,
  };
}

/** The bookings of an order in their places before, or after. */
export function placesOf(order: MoveOrder, which: 'from' | 'to'): PlannedBooking[] {
  return order.bookings.map(({ id, course, number, eventId, ...places }) => ({
    id,
    course,
    number,
    eventId,
    ...places[which],
  }));
}

function mockJson({ id, course, number, eventId }: PlannedBooking) {
  return { id, course, number, eventId };
}

function placeJson({ interviewer, interviewerName, interviewerEmail, role, start, end }: PlannedBooking) {
  return { interviewer, interviewerName, interviewerEmail, role, ...rangeJson({ start, end }) };
}

function rangeJson({ start, end }: { readonly start: Temporal.Instant; readonly end: Temporal.Instant }) {
  return { start: start.toString(), end: end.toString() };
}
