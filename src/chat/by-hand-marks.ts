import type { ObservationRow } from '../store/rows.ts';
import type { ChatDesk } from './chat-desk.ts';

/** What was done by hand to the events of bookings and is not put right, by booking id: a few words each. */
export type ByHandMarks = ReadonlyMap<string, string>;

/** Another title or guest leaves a mock where and with whom it is booked. */
const MARKED: readonly string[] = ['deleted', 'moved', 'interviewer-changed'];

/**
 * Where a mock does not stand as it is booked, be it asked about or left so. A list of what is booked says it,
 * so that nobody goes to a mock that is not in the calendar, or waits for somebody who will not come.
 */
export async function byHandMarks(
  { store, workspace }: ChatDesk,
  candidateId?: string,
): Promise<ByHandMarks> {
  const rows = await store.observations({
    workspace,
    ...(candidateId === undefined ? {} : { candidateId }),
  });
  const marked = rows.filter(({ kind, state }) => MARKED.includes(kind) && state !== 'settled');
  return new Map(marked.map((row) => [row.bookingId, ` ⚠ ${wordsOf(row)}`]));
}

/** `deleted from the calendar by hand` of `One Mock2 with Alpha (Wed Dec 2 …) was deleted from …` */
function wordsOf({ summary }: ObservationRow): string {
  return (/\) was (.+)$/s.exec(summary)?.[1] ?? summary).replace(/\.$/, '');
}
