import type { MockMove } from '../../booking/change-order.ts';
import { goesTo, quoted } from '../../booking/change-text.ts';
import { named } from '../../booking/clashes.ts';
import type { Sop } from '../../sop/model.ts';
import type { Option } from '../decision-model.ts';

/** What an option comes to, for people. `isException`: a booking would follow its event against the rules. */
export function optionText(sop: Sop, option: Option, isException: boolean): string {
  switch (option.kind) {
    case 'move':
      return `Change ${ofSeveral(option.moves.length, 'it')}: ${each(option.moves, ({ from, to }) => `${named(sop, from)} ${goesTo(sop, from, to)}`)}`;
    case 'putBack':
      return `Put ${option.moves.length === 1 ? '' : `${ofSeveral(option.moves.length, '')} `}back: ${each(option.moves, (move) => backText(sop, move))}`;
    case 'accept':
      return `${isException ? 'Keep as an exception' : 'Accept'}: ${each(option.moves, ({ to }) => `${named(sop, to)} is booked as it stands in the calendar now`)}`;
    case 'deleteCopy':
      return `Delete the ${option.copies.length === 1 ? 'copy' : 'copies'}: ${each(option.copies, (copy) => `${quoted(copy, sop.timeZone)} is taken out of the calendar`)}`;
    case 'cancel':
      return `Cancel ${option.bookings.length === 1 ? 'the mock' : `${ofSeveral(option.bookings.length, '')} mocks`}: ${each(option.bookings, (mock) => `${named(sop, mock)} does not take place`)}`;
  }
}

/** So that nobody takes several for one: `both`, `all 3`. */
function ofSeveral(count: number, one: string): string {
  return count === 1 ? one : count === 2 ? 'both' : `all ${count}`;
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
