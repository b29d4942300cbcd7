import {
  cancelOrder,
  changeOrderFrom,
  type MockMove,
  moveOrder,
  type OrderReason,
  type TypedEvent,
} from '../booking/change-order.ts';
import { quoted } from '../booking/change-text.ts';
import { named } from '../booking/clashes.ts';
import { movesText } from '../booking/moved-text.ts';
import type { JsonObject } from '../store/rows.ts';
import { outlookOf, placedAt } from './conditions/outlook.ts';
import { standOf } from './conditions/stand.ts';
import type { AtMock } from './decision-model.ts';
import type { Sight } from './model.ts';
import { eventMatters } from './standing.ts';

/** A change as `store.orderChange` takes it, and what it comes to, for people. */
export interface WatchOrder {
  readonly change: JsonObject;
  readonly summary: string;
}

/** The booking follows its event to where that was put by hand. */
export function acceptMove(sight: Sight, { booking, place }: AtMock, newEventId: () => string): MockMove {
  const { sop } = outlookOf(sight);
  return {
    from: booking,
    to: placedAt(sop, booking, place),
    ...eventMatters(sop, sight, booking, newEventId),
  };
}

/** The event goes back to what is booked; a new one is made in place of one that was deleted. */
export function putBackMove(sight: Sight, { booking }: AtMock, newEventId: () => string): MockMove {
  return { from: booking, to: booking, ...eventMatters(outlookOf(sight).sop, sight, booking, newEventId) };
}

/** @param variant the one that the new places were planned by */
export function moveOrderOf(
  sight: Sight,
  id: string,
  moves: readonly MockMove[],
  variant: string | null,
  about: readonly AtMock[],
): WatchOrder {
  const reason = reasonOf(about);
  const change = moveOrder(id, moves, { request: null, variant, ...reason });
  const order = changeOrderFrom(change);
  if (order.kind !== 'move') throw new Error('An order to move mocks is read as another.');
  return { change, summary: [...reason.because, movesText(outlookOf(sight).sop, order)].join(' ') };
}

export function cancelOrderOf(sight: Sight, id: string, about: readonly AtMock[]): WatchOrder {
  const { sop } = outlookOf(sight);
  const reason = reasonOf(about);
  const bookings = about.map(({ booking }) => booking);
  const gone = bookings.filter(
    (booking) => standOf(sop, sight.candidate, booking, sight.events.get(booking.id)).how === 'gone',
  );
  return {
    change: cancelOrder(id, bookings, [], { ...reason, gone: gone.map((booking) => booking.id) }),
    summary: [...reason.because, ...bookings.map((booking) => `${named(sop, booking)} is cancelled.`)].join(
      ' ',
    ),
  };
}

/** Copies of events go, as they are seen; the mocks stay. */
export function deleteOrderOf(
  sight: Sight,
  id: string,
  about: readonly AtMock[],
  copies: readonly TypedEvent[],
): WatchOrder {
  const { timeZone } = outlookOf(sight).sop;
  const reason = reasonOf(about);
  return {
    change: cancelOrder(id, [], copies, reason),
    summary: [...reason.because, ...copies.map((copy) => `${quoted(copy, timeZone)} is deleted.`)].join(' '),
  };
}

function reasonOf(about: readonly AtMock[]): Required<OrderReason> {
  const noted = about.flatMap((mock) => mock.noted);
  return {
    observations: noted.map(({ observation }) => observation.id),
    because: [...new Set(noted.map(({ condition }) => condition.summary))],
  };
}
