import type { CalendarEvent } from '../calendar/event.ts';
import type { BookingRow } from '../store/rows.ts';
import type { Turn } from './turn.ts';

/** Far enough for an event whose time a clock or a zone shows a day off. */
const MARGIN = { hours: 24 };

/**
 * Deletes events of this candidate whose booking was given up: the calendar made one so late that the
 * deleting came first. Only bookings that this store released count; what it does not know may belong
 * to another installation on the same calendar. Returns the ids of the deleted.
 */
export async function deleteStrays(
  { desk, lease, candidate }: Turn,
  events: readonly CalendarEvent[],
  held: readonly BookingRow[],
): Promise<ReadonlySet<string>> {
  const known = new Set(held.map(({ id }) => id));
  const unknown = events.filter(({ booking }) => booking !== null && !known.has(booking.bookingId));
  if (unknown.length === 0) return new Set();
  const released = await releasedIds({ desk, candidate });
  const strays = unknown.filter(({ booking }) => released.has(booking?.bookingId ?? ''));
  for (const { id } of strays) {
    await lease.keep();
    await desk.calendar.remove(id);
  }
  return new Set(strays.map(({ id }) => id));
}

/** Looks once where the candidate ever had a mock, and deletes what was left behind there. */
export async function lookForStrays(turn: Turn): Promise<void> {
  const { desk, lease, candidate } = turn;
  const ever = await desk.store.bookings({
    workspace: desk.workspace,
    candidateId: candidate.id,
    released: true,
  });
  if (ever.length === 0) return;
  const earliest = ever.reduce((a, b) => (Temporal.Instant.compare(a.start, b.start) <= 0 ? a : b)).start;
  const latest = ever.reduce((a, b) => (Temporal.Instant.compare(a.end, b.end) >= 0 ? a : b)).end;
  await lease.keep();
  const events = await desk.calendar.events(earliest.subtract(MARGIN), latest.add(MARGIN));
  await deleteStrays(
    turn,
    events,
    ever.filter(({ state }) => state !== 'released'),
  );
}

async function releasedIds({ desk, candidate }: Pick<Turn, 'desk' | 'candidate'>): Promise<Set<string>> {
  const ever = await desk.store.bookings({
    workspace: desk.workspace,
    candidateId: candidate.id,
    released: true,
  });
  return new Set(ever.filter(({ state }) => state === 'released').map(({ id }) => id));
}
