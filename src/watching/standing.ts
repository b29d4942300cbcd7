import type { MockMove } from '../booking/change-order.ts';
import type { CalendarEvent } from '../calendar/event.ts';
import type { Sop } from '../sop/model.ts';
import type { BookingRow, PlannedBooking } from '../store/rows.ts';
import { address, addressesOf, standOf, type There } from './conditions/stand.ts';
import type { HandPlace, Sight } from './model.ts';

/** Whether a mock is booked at a place already. */
export function isThere(mock: PlannedBooking, { interviewer, start, end }: HandPlace): boolean {
  return mock.interviewer === interviewer && mock.start.equals(start) && mock.end.equals(end);
}

/**
 * What an order has to know of a mock's event besides the places: how it stands, where that is not as
 * booked, and the id of a new one, where it was deleted.
 */
export function eventMatters(
  sop: Sop,
  { events, candidate }: Pick<Sight, 'events' | 'candidate'>,
  booking: BookingRow,
  newEventId: () => string,
): Pick<MockMove, 'seen' | 'newEventId'> {
  const stand = standOf(sop, candidate, booking, events.get(booking.id));
  if (stand.how === 'unseen') return { seen: null, newEventId: null };
  if (stand.how === 'gone') return { seen: null, newEventId: newEventId() };
  const { start, end, interviewer } = stand.place;
  const invited = interviewer === booking.interviewer ? null : invitedAs(sop, booking, stand);
  const isAsBooked = !stand.isMoved && invited === null;
  return { seen: isAsBooked ? null : { start, end, interviewer: invited }, newEventId: null };
}

/** The address under which the interviewer is invited who stands in an event in place of the booked one. */
function invitedAs(sop: Sop, booking: BookingRow, { event, place }: There): string | null {
  const addresses = addressesOf(sop, place.interviewer, booking);
  return invitedTo(event).find((each) => addresses.has(each)) ?? null;
}

function invitedTo({ attendees }: CalendarEvent): string[] {
  return attendees.map(({ email }) => address(email));
}
