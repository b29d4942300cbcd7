import { createHash } from 'node:crypto';
import { named, rangeText } from '../../booking/clashes.ts';
import type { Sop } from '../../sop/model.ts';
import type { BookingRow } from '../../store/rows.ts';
import type { Condition } from '../model.ts';
import type { ByHand } from './hand-places.ts';
import { type Outlook, placedAt } from './outlook.ts';
import { address, type There } from './stand.ts';

/** A mock that was dragged, lengthened, shortened or given to somebody else by hand. */
export function handPlaceCondition({ sop }: Outlook, { booking, stand, broken }: ByHand): Condition {
  const { place, isMoved, isAllDay } = stand;
  return {
    bookingId: booking.id,
    kind: isMoved ? 'moved' : 'interviewer-changed',
    key: `${place.interviewer} ${place.start}/${place.end}${isAllDay ? ' all day' : ''}`,
    summary: `${named(sop, booking)} was ${handText(sop, booking, stand)}.`,
    place,
    broken,
  };
}

/** `moved by hand to Wed Dec 2 18:00–19:00 PST`, `given to Charlie by hand` */
function handText(sop: Sop, booking: BookingRow, { place, isMoved, isAllDay }: There): string {
  const mock = placedAt(sop, booking, place);
  const given = place.interviewer === booking.interviewer ? null : `given to ${mock.interviewerName}`;
  if (!isMoved) return `${given} by hand`;
  const where = rangeText(sop, place);
  const moved = isAllDay
    ? `turned by hand into an event for all day, ${where}`
    : place.start.equals(booking.start)
      ? `made ${Temporal.Instant.compare(place.end, booking.end) > 0 ? 'longer' : 'shorter'} by hand: ${where}`
      : `moved by hand to ${where}`;
  return given === null ? moved : `${given} and ${moved}`;
}

export function deletedCondition({ sop }: Outlook, booking: BookingRow): Condition {
  return {
    bookingId: booking.id,
    kind: 'deleted',
    // Not the event's id: a new one that could not be made has another, and is the same matter all the same.
    key: 'gone',
    summary: `${named(sop, booking)} was deleted from the calendar by hand.`,
    broken: [],
  };
}

export function editedCondition({ sop }: Outlook, booking: BookingRow, { event, edits }: There): Condition[] {
  if (edits.length === 0) return [];
  const guests = event.attendees.filter(({ optional }) => !optional).map(({ email }) => address(email));
  return [
    {
      bookingId: booking.id,
      kind: 'edited',
      key: digestOf([event.title, ...guests.sort()]),
      summary: `${named(sop, booking)} was edited by hand: ${edits.join(', ')}.`,
      broken: [],
    },
  ];
}

/** What it is now, so that another edit is another condition; short, and without anybody's address. */
function digestOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
