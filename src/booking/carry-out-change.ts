import type { BookingRow, JsonObject } from '../store/rows.ts';
import { cancelAsOrdered } from './cancel-as-ordered.ts';
import { changeOrderFrom } from './change-order.ts';
import { moveAsOrdered } from './move-as-ordered.ts';
import { letGoWhereReasonsAreGone } from './reasons-gone.ts';
import type { Saga } from './saga.ts';
import type { Turn } from './turn.ts';

/**
 * Carries out what a person ordered to be changed of what is booked, exactly as they saw it, or leaves
 * everything as it stands and says why. What was ordered to mend something that is so no longer is let go. It does not matter at which instant an earlier worker died: what
 * was cancelled is held no more, and the order says in which direction mocks are being moved.
 */
export async function carryOutChange(
  turn: Turn,
  saga: Saga,
  change: JsonObject,
  held: readonly BookingRow[],
): Promise<void> {
  const order = changeOrderFrom(change);
  if (await letGoWhereReasonsAreGone(turn, saga, order, held)) return;
  await (order.kind === 'cancel'
    ? cancelAsOrdered(turn, saga, order, held)
    : moveAsOrdered(turn, saga, order, held));
}
