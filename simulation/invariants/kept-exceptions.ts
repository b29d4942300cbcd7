import { changeOrderFrom, followsEvent } from '../../src/booking/change-order.ts';
import type { PlannedMock } from '../../src/planning/answer.ts';
import type { JsonObject } from '../../src/store/rows.ts';
import { WATCHER } from '../../src/watching/watch-desk.ts';
import type { DoneCall } from '../database.ts';

/**
 * Mocks that somebody moved by hand, and that people had booked where they stand: that is how an exception
 * to the rules is made. What is decided without people may break none.
 */
export class KeptExceptions {
  readonly #places = new Set<string>();

  afterCall({ name, args }: Pick<DoneCall, 'name' | 'args'>): void {
    if (name !== 'order_change' || args['p_actor'] === WATCHER) return;
    const order = changeOrderFrom(args['p_change'] as JsonObject);
    if (order.kind !== 'move') return;
    for (const move of order.bookings) {
      if (followsEvent(move)) this.#places.add(placeOf({ id: move.id, ...move.to }));
    }
  }

  has(mock: Pick<PlannedMock, 'start' | 'interviewer'> & { readonly id: string }): boolean {
    return this.#places.has(placeOf(mock));
  }
}

function placeOf(mock: Pick<PlannedMock, 'start' | 'interviewer'> & { readonly id: string }): string {
  return `${mock.id} ${mock.start} ${mock.interviewer}`;
}
