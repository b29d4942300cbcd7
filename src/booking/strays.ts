import { CalendarError } from '../calendar/calendar.ts';
import type { CalendarEvent } from '../calendar/event.ts';
import type { BookingRow } from '../store/rows.ts';
import type { ReadingRange } from './reading.ts';
import type { Turn } from './turn.ts';

/** Far enough for an event that somebody moved a little. */
const MARGIN = { hours: 24 };
/** What was deleted is looked for again, so often. */
const LOOKS_MAX = 3;

/**
 * Reads the calendar, and deletes events of this candidate whose booking was given up: the calendar
 * made one so late that the deleting came first, or said that one was gone that was not. Only bookings
 * that this store released count; what it does not know may belong to another installation on the
 * same calendar. Reads again after deleting, until there are none; a calendar that goes on showing
 * them is a `CalendarError` of kind `passing`.
 */
export async function readWithoutStrays(
  turn: Turn,
  { from, to }: ReadingRange,
): Promise<readonly CalendarEvent[]> {
  const { desk, lease } = turn;
  for (let looks = 1; ; looks += 1) {
    await lease.keep();
    const events = await desk.calendar.events(from, to);
    const strays = await straysAmong(turn, events);
    if (strays.length === 0) return events;
    if (looks === LOOKS_MAX) throw stillThere(strays.length);
    for (const { id } of strays) {
      await lease.keep();
      await desk.calendar.remove(id);
    }
  }
}

/** Looks where the candidate ever had a mock, and deletes what was left behind there. */
export async function lookForStrays(turn: Turn): Promise<void> {
  const ever = await everBooked(turn);
  if (ever.length === 0) return;
  const earliest = ever.reduce((a, b) => (Temporal.Instant.compare(a.start, b.start) <= 0 ? a : b)).start;
  const latest = ever.reduce((a, b) => (Temporal.Instant.compare(a.end, b.end) >= 0 ? a : b)).end;
  await readWithoutStrays(turn, { from: earliest.subtract(MARGIN), to: latest.add(MARGIN) });
}

async function straysAmong(turn: Turn, events: readonly CalendarEvent[]): Promise<CalendarEvent[]> {
  const ours = events.filter(({ booking }) => booking !== null);
  if (ours.length === 0) return [];
  const ever = await everBooked(turn);
  // By the id that we gave it: a copy that somebody made by hand says the same of itself, and is theirs.
  const released = new Map(
    ever.filter(({ state }) => state === 'released').map((row) => [row.eventId, row.id]),
  );
  return ours.filter(({ id, booking }) => released.get(id) === booking?.bookingId && released.has(id));
}

function everBooked({ desk, candidate }: Turn): Promise<readonly BookingRow[]> {
  return desk.store.bookings({ workspace: desk.workspace, candidateId: candidate.id, released: true });
}

function stillThere(count: number): CalendarError {
  const events = count === 1 ? 'an event that was' : `${count} events that were`;
  return new CalendarError(`The calendar still shows ${events} deleted.`, {
    kind: 'passing',
    remedy: 'Nothing need be done: they are deleted once more.',
  });
}
