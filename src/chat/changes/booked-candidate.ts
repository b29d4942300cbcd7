import type { BookingRow, CandidateRow } from '../../store/rows.ts';
import type { ChatDesk } from '../chat-desk.ts';

/** A candidate's row with what it holds. */
export interface Booked {
  readonly candidate: CandidateRow;
  /** In time order. */
  readonly held: readonly BookingRow[];
}

/**
 * The row of a person that mocks are booked for: somebody who was scheduled may be in the queue anew. The
 * newest with mocks that have not begun, else the newest with one that was missed and can be given again;
 * where there is none, the one that was found.
 */
export async function bookedRow({ store, workspace, clock }: ChatDesk, found: CandidateRow): Promise<Booked> {
  const rows = await store.candidates({ workspace, email: found.email });
  const now = clock.now();
  let missed: Booked | null = null;
  for (const candidate of rows) {
    if (candidate.mocks === 0) continue;
    const held = await store.bookings({ workspace, candidateId: candidate.id });
    if (held.some(({ start }) => Temporal.Instant.compare(start, now) > 0)) return { candidate, held };
    if (missed === null && held.some(({ outcome }) => outcome === 'no-show')) missed = { candidate, held };
  }
  return missed ?? { candidate: found, held: await store.bookings({ workspace, candidateId: found.id }) };
}
