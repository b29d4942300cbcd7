import type { CalendarEvent } from '../calendar/event.ts';
import type { CandidateRequest } from '../request/model.ts';
import type { Sop } from '../sop/model.ts';
import type { BookingRow } from '../store/rows.ts';
import { type Clash, clashesOf, named } from './clashes.ts';
import { addressesOf, busyByMocks, readingRange } from './reading.ts';
import { readWithoutStrays } from './strays.ts';
import type { Turn } from './turn.ts';

/** What the calendar shows once all events of a candidate exist. */
export interface Look {
  readonly events: readonly CalendarEvent[];
  /** Reservations of everybody concerned around the window, this candidate's among them. */
  readonly bookings: readonly BookingRow[];
  /** The events of this candidate's bookings, by booking. */
  readonly own: ReadonlyMap<string, CalendarEvent>;
  /** Events of ours that somebody deleted or moved, a sentence each. */
  readonly changed: readonly string[];
  readonly clashes: readonly Clash[];
}

/**
 * Looks at the calendar again after the last event: making the events took a while, and people go on
 * using their calendar meanwhile. One reading of events, and no free/busy: what interviewers' own
 * calendars show there includes the mocks just made.
 */
export async function lookAgain(
  turn: Turn,
  sop: Sop,
  request: CandidateRequest,
  mocks: readonly BookingRow[],
): Promise<Look> {
  const { desk, candidate } = turn;
  const range = readingRange(sop, request);
  const events = await readWithoutStrays(turn, range);
  const people = [
    ...addressesOf(sop, request.candidate),
    ...mocks.map(({ interviewerEmail }) => interviewerEmail),
  ];
  const bookings = await desk.store.bookings({ workspace: null, people, ...range });
  const { own, changed } = await eventsOfMocks(turn, sop, mocks, events);
  const busy = busyByMocks(sop, request.candidate, events, bookings, candidate.id);
  const clashes = clashesOf(sop, request.candidate, mocks, busy, desk.clock.now());
  return { events, bookings, own, changed, clashes };
}

async function eventsOfMocks(
  { desk, lease }: Turn,
  sop: Sop,
  mocks: readonly BookingRow[],
  events: readonly CalendarEvent[],
): Promise<Pick<Look, 'own' | 'changed'>> {
  const byId = new Map(events.map((event) => [event.id, event]));
  const own = new Map<string, CalendarEvent>();
  const changed: string[] = [];
  for (const mock of mocks) {
    let event = byId.get(mock.eventId) ?? null;
    if (!standsAt(event, mock)) {
      // A list may lag behind, or not reach as far as the event was moved: it is asked for by itself.
      await lease.keep();
      event = await desk.calendar.find(mock.eventId);
    }
    if (event === null || event.status === 'cancelled') changed.push(`${named(sop, mock)} was deleted.`);
    else if (!standsAt(event, mock)) changed.push(`${named(sop, mock)} was moved to another time.`);
    else own.set(mock.id, event);
  }
  return { own, changed };
}

/** Whether an event is there and at this time, in whole seconds. */
export function standsAt(
  event: CalendarEvent | null,
  mock: { readonly start: Temporal.Instant; readonly end: Temporal.Instant },
): boolean {
  if (event === null || event.status === 'cancelled' || event.when.kind !== 'timed') return false;
  const second = (instant: Temporal.Instant) => Math.floor(instant.epochMilliseconds / 1000);
  return second(event.when.start) === second(mock.start) && second(event.when.end) === second(mock.end);
}
