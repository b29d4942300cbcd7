import { CalendarError } from '../calendar/calendar.ts';
import type { BookingRow } from '../store/rows.ts';
import type { ChangeOrder } from './change-order.ts';
import type { Saga } from './saga.ts';
import type { Turn } from './turn.ts';

/** What was seen so few minutes ago is not looked at a second time. */
const FRESH_MINUTES = 5;

/**
 * Lets go of an order to mend what was seen that has waited, and of which a reason went away meanwhile:
 * whoever declined comes after all. What is still so is seen again, and dealt with as it is then. What a
 * person ordered is carried out.
 *
 * @returns whether the turn is over by that
 */
export async function letGoWhereReasonsAreGone(
  turn: Turn,
  saga: Saga,
  order: ChangeOrder,
  held: readonly BookingRow[],
): Promise<boolean> {
  if (!hasWaited(turn, order) || isBegun(order, held)) return false;
  let gone: readonly string[];
  try {
    gone = await turn.desk.reasonsGone(turn.desk, turn.candidate, order.observations);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    // Whoever carries it out meets the same, and says so.
    if (error.kind === 'final') return false;
    await saga.wait(error, 'Nothing is changed yet');
    return true;
  }
  if (gone.length === 0) return false;
  await saga.letGoOfChange(
    `What was to be mended is so no longer, and nothing is changed: ${gone.join(' ')}`,
    { gone, because: order.because },
  );
  return true;
}

function hasWaited({ desk }: Turn, { orderedAt }: ChangeOrder): boolean {
  return orderedAt !== null && desk.clock.now().since(orderedAt).total('minutes') > FRESH_MINUTES;
}

function isBegun({ phase, bookings }: ChangeOrder, held: readonly BookingRow[]): boolean {
  const stand = new Set(held.filter(({ state }) => state === 'booked').map(({ id }) => id));
  return phase !== 'ordered' || bookings.some(({ id }) => !stand.has(id));
}
