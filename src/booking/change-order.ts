import { z } from 'zod';
import type { CandidateRequestJson } from '../request/model.ts';
import type { JsonObject, PlannedBooking } from '../store/rows.ts';

/**
 * What is ordered to be changed of what is booked, by a person or by who watches over it, as it is kept on
 * the candidate until it is carried out. `phase` and `why` are the store's (see docs/store.md).
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
  /** The observations that are mended by it, by id. */
  observations: z.array(z.string()).default([]),
  /** Why it is ordered, a sentence each, for those who are told of it. */
  because: z.array(z.string()).default([]),
  /** When it was ordered by itself, for what was seen then; null where a person ordered it. */
  orderedAt: instant.nullable().default(null),
  phase: z.enum(['ordered', 'moving', 'takingBack']).default('ordered'),
  why: z.string().default(''),
};

const changeOrder = z.discriminatedUnion('kind', [
  z.object({
    ...head,
    kind: z.literal('cancel'),
    /** `isGone`: its event was deleted by hand, so that there is nobody whom the calendar could tell. */
    bookings: z.array(mock.extend({ isGone: z.boolean().default(false) })),
    /** Events typed by hand, which no booking stands for. */
    typed: z.array(range.extend({ eventId: z.string(), title: z.string() })).default([]),
  }),
  z.object({
    ...head,
    kind: z.literal('move'),
    bookings: z.array(
      mock.extend({
        to: place,
        /** How its event stood, where that was not as the booking says; `interviewer` is an address. */
        seen: range.extend({ interviewer: z.string().nullable().default(null) }).nullable(),
        /** Its event was deleted by hand: it gets a new one under this id, for that of a deleted one stays taken. */
        newEventId: z.string().nullable().default(null),
      }),
    ),
    /** The request that the new places were planned by, where it is not the one that is kept. */
    request: z.custom<CandidateRequestJson>().nullable(),
    variant: z.string().nullable(),
  }),
]);

export type ChangeOrder = z.output<typeof changeOrder>;
export type CancelOrder = Extract<ChangeOrder, { kind: 'cancel' }>;
export type MoveOrder = Extract<ChangeOrder, { kind: 'move' }>;
export type TypedEvent = CancelOrder['typed'][number];

/** How an event stands that is not as its booking says. */
export interface Seen {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  /** The address of the interviewer who is invited, where that is another by hand. */
  readonly interviewer?: string | null;
}

/**
 * A mock that goes from one place to another: the same place for one whose event is put back to it, and
 * the place where it is `seen` for one whose booking follows its event.
 */
export interface MockMove {
  readonly from: PlannedBooking;
  readonly to: PlannedBooking;
  readonly seen: Seen | null;
  /** The id of the new event that it gets, where its event was deleted by hand. */
  readonly newEventId?: string | null;
}

/** What an order is for. */
export interface OrderReason {
  readonly observations?: readonly string[];
  readonly because?: readonly string[];
}

/** The order that is kept on a candidate. Throws where it is none of this program. */
export function changeOrderFrom(kept: JsonObject): ChangeOrder {
  const reading = changeOrder.safeParse(kept);
  if (reading.success) return reading.data;
  throw new Error(`A change was ordered that this program does not know: ${z.prettifyError(reading.error)}`);
}

/** An order as the store keeps it. `gone`: the bookings (ids) whose events were deleted by hand. */
export function cancelOrder(
  id: string,
  bookings: readonly PlannedBooking[],
  typed: readonly TypedEvent[],
  { observations = [], because = [], gone = [] }: OrderReason & { readonly gone?: readonly string[] } = {},
): JsonObject {
  return {
    id,
    kind: 'cancel',
    observations,
    because,
    bookings: bookings.map((booking) => ({
      ...mockJson(booking),
      from: placeJson(booking),
      isGone: gone.includes(booking.id),
    })),
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
  {
    request,
    variant,
    observations = [],
    because = [],
  }: { readonly request: CandidateRequestJson | null; readonly variant: string | null } & OrderReason,
): JsonObject {
  return {
    id,
    kind: 'move',
    observations,
    because,
    bookings: moves.map(({ from, to, seen, newEventId = null }) => ({
      ...mockJson(from),
      from: placeJson(from),
      to: placeJson(to),
      seen: seen === null ? null : { ...rangeJson(seen), interviewer: seen.interviewer ?? null },
      newEventId,
    })),
    request: request as unknown as JsonObject | null,
    variant,
  };
}

type OrderedMove = MoveOrder['bookings'][number];

/**
 * Whether the booking follows its event, which somebody changed by hand: there is nothing to be done in the
 * calendar, but for words.
 */
export function followsEvent({ seen, from, to }: Pick<OrderedMove, 'seen' | 'from' | 'to'>): boolean {
  if (seen === null || !isSameTime(seen, to)) return false;
  return isSameAddress(seen.interviewer ?? from.interviewerEmail, to.interviewerEmail);
}

/** The bookings of an order in their places before, or after, when each has the event that it is to have. */
export function placesOf(order: MoveOrder, which: 'from' | 'to'): PlannedBooking[] {
  return order.bookings.map(({ id, course, number, eventId, newEventId, ...places }) => ({
    id,
    course,
    number,
    eventId: which === 'to' ? (newEventId ?? eventId) : eventId,
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

type Range = Pick<Seen, 'start' | 'end'>;

/** In whole seconds, as calendars keep them. */
function isSameTime(a: Range, b: Range): boolean {
  const second = (instant: Temporal.Instant) => Math.floor(instant.epochMilliseconds / 1000);
  return second(a.start) === second(b.start) && second(a.end) === second(b.end);
}

function isSameAddress(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
