import type { MockMove } from '../../booking/change-order.ts';
import { goesTo } from '../../booking/change-text.ts';
import { named } from '../../booking/clashes.ts';
import type { Sop } from '../../sop/model.ts';
import type { Option } from '../decision-model.ts';

/** What an option comes to, for people. `isException`: a booking would follow its event against the rules. */
export function optionText(sop: Sop, option: Option, isException: boolean): string {
  switch (option.kind) {
    case 'move':
      return `Change it: ${each(option.moves, ({ from, to }) => `${named(sop, from)} ${goesTo(sop, from, to)}`)}`;
    case 'putBack':
      return `Put back: ${each(option.moves, (move) => backText(sop, move))}`;
    case 'accept':
      return `${isException ? 'Keep as an exception' : 'Accept'}: ${each(option.moves, ({ to }) => `${named(sop, to)} is booked as it stands in the calendar now`)}`;
    case 'cancel':
      return `Cancel ${option.bookings.length === 1 ? 'the mock' : 'the mocks'}: ${each(option.bookings, (mock) => `${named(sop, mock)} does not take place`)}`;
  }
}

function backText(sop: Sop, { to, seen, newEventId = null }: MockMove): string {
  if (newEventId !== null) return `${named(sop, to)} gets a new event`;
  return seen === null
    ? `${named(sop, to)} gets the title and the guests that it had`
    : `${named(sop, to)} goes back to where it is booked`;
}

function each<T>(items: readonly T[], textOf: (item: T) => string): string {
  return `${items.map(textOf).join('; ')}.`;
}
