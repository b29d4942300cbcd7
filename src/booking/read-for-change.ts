import type { Calendar } from '../calendar/calendar.ts';
import { instantsOf } from '../calendar/event.ts';
import type { CandidateRequest } from '../request/model.ts';
import { type Procedure, procedureFor } from '../sop/model.ts';
import type { BookingRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { daysInWindow } from '../time/zoned-day.ts';
import { standsAt } from './look-again.ts';
import { withoutMocks } from './move-mocks.ts';
import { addressesOf, busyByMocks, type ReadingRange, readingRange, readOwnCalendars } from './reading.ts';
import type { ReplanInput } from './replan.ts';

/** What a candidate's mocks are planned anew by. */
export interface ChangeReading extends Pick<ReplanInput, 'busy' | 'unreadable' | 'astray'> {
  /** Mocks to come whose events somebody deleted. */
  readonly gone: readonly BookingRow[];
  readonly warnings: readonly string[];
}

/** Reads who is busy besides the mocks that the candidate holds, and how the events of these stand. */
export async function readForChange(
  ports: { readonly calendar: Calendar; readonly store: Store },
  procedure: Procedure,
  request: CandidateRequest,
  held: readonly BookingRow[],
  now: Temporal.Instant,
): Promise<ChangeReading> {
  const { sop } = procedureFor(procedure, daysInWindow(request.window.start, request.window.end));
  const range = around(readingRange(sop, request), held);
  const events = await ports.calendar.events(range.from, range.to);
  const own = await readOwnCalendars(ports.calendar, sop, range);
  const people = addressesOf(sop, request.candidate);
  const bookings = await ports.store.bookings({ workspace: null, people, ...range });
  const coming = held.filter(({ start }) => Temporal.Instant.compare(start, now) > 0);
  const astray = new Map<string, { start: Temporal.Instant; end: Temporal.Instant }>();
  const gone: BookingRow[] = [];
  for (const mock of coming) {
    const listed = events.find(({ id }) => id === mock.eventId) ?? null;
    // A list may lag behind, or not reach as far as the event was moved: it is asked for by itself.
    const event = standsAt(listed, mock) ? listed : await ports.calendar.find(mock.eventId);
    if (event === null || event.status === 'cancelled') gone.push(mock);
    else if (!standsAt(event, mock)) astray.set(mock.id, instantsOf(event.when));
  }
  return {
    busy: [
      ...busyByMocks(sop, request.candidate, events, bookings, held[0]?.candidateId ?? null),
      ...withoutMocks(sop, own, held),
    ],
    unreadable: own.unreadable,
    warnings: own.warnings,
    astray,
    gone,
  };
}

/** A window may have been edited since: what is held may lie outside of it. */
function around(range: ReadingRange, held: readonly BookingRow[]): ReadingRange {
  return held.reduce(
    ({ from, to }, { start, end }) => ({
      from: Temporal.Instant.compare(start, from) < 0 ? start : from,
      to: Temporal.Instant.compare(end, to) > 0 ? end : to,
    }),
    range,
  );
}
