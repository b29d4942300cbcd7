import { changeOrderFrom } from '../../src/booking/change-order.ts';
import type { JsonObject } from '../../src/store/rows.ts';
import { WATCHER } from '../../src/watching/watch-desk.ts';
import type { DoneCall } from '../database.ts';

/**
 * Which mocks the newest change of a candidate gives another time. Whoever mends one mock does not answer for
 * the gaps between others, which the procedure may have widened since they were booked; whoever reschedules
 * a candidate plans all that is to come, and answers for all of it.
 */
export class MovedMocks {
  /** By candidate; null for all of them. */
  readonly #moved = new Map<string, ReadonlySet<string> | null>();

  afterCall({ name, args }: Pick<DoneCall, 'name' | 'args'>): void {
    if (name !== 'order_change') return;
    const order = changeOrderFrom(args['p_change'] as JsonObject);
    const isMending = args['p_actor'] === WATCHER || order.observations.length > 0;
    const id = String(args['p_candidate_id']);
    if (order.kind === 'cancel') this.#moved.set(id, new Set());
    else if (!isMending) this.#moved.set(id, null);
    else {
      const moved = order.bookings.filter(({ from, to }) => !from.start.equals(to.start));
      this.#moved.set(id, new Set(moved.map((move) => move.id)));
    }
  }

  has(candidateId: string, bookingId: string): boolean {
    return this.#moved.get(candidateId)?.has(bookingId) ?? true;
  }
}
