import type { Sop } from '../sop/model.ts';
import type { PlannedBooking } from '../store/rows.ts';
import { spanText, zoneText } from '../time/spoken.ts';
import { followsEvent, type MoveOrder, placesOf } from './change-order.ts';
import { goesTo } from './change-text.ts';
import { named } from './clashes.ts';

/** What an order comes to, a sentence a mock; one that was named as the reason is not named whole again. */
export function movesText(sop: Sop, order: MoveOrder): string {
  const [before, after] = [placesOf(order, 'from'), placesOf(order, 'to')];
  return order.bookings
    .map((move, index) => {
      const [from, to] = [before[index]!, after[index]!];
      return `${againNamed(sop, order, from)} ${moveText(sop, move, from, to)}.`;
    })
    .join(' ');
}

/** `It`, where nothing else can be meant; `One Mock2`, where it was said which. */
function againNamed(sop: Sop, { because, bookings }: MoveOrder, mock: PlannedBooking): string {
  const { course, number } = mock;
  const isNamed = because.some((why) => why.includes(`${course} Mock${number} `));
  if (!isNamed) return named(sop, mock);
  return because.length === 1 && bookings.length === 1 ? 'It' : `${course} Mock${number}`;
}

/** What was done, and why where nobody asked for it; `held` is all that the candidate holds now. */
export function movedText(sop: Sop, order: MoveOrder, held: readonly PlannedBooking[]): string {
  const told = order.bookings.filter((move) => !followsEvent(move));
  const mocks = order.bookings.length === 1 ? 'One mock was' : `${order.bookings.length} mocks were`;
  const last = held.reduce((a, b) => (Temporal.Instant.compare(a.end, b.end) > 0 ? a : b));
  const finishDay = last.start.toZonedDateTimeISO(sop.timeZone).toPlainDate();
  const isAsked = order.because.length === 0;
  return [
    ...order.because,
    ...(isAsked && told.length > 0 ? [`${mocks} moved, and the attendees are told.`] : []),
    movesText(sop, order),
    ...(!isAsked && told.length > 0 ? ['The attendees are told.'] : []),
    `The last mock is on ${finishDay}.`,
  ].join(' ');
}

function moveText(
  sop: Sop,
  move: MoveOrder['bookings'][number],
  from: PlannedBooking,
  to: PlannedBooking,
): string {
  if (followsEvent(move)) {
    const when = `${spanText(to, sop.timeZone)} ${zoneText(to.start, sop.timeZone)}`;
    return `is booked now as it stands in the calendar: ${when} with ${to.interviewerName}`;
  }
  const stays = from.interviewer === to.interviewer && from.start.equals(to.start) && from.end.equals(to.end);
  const fresh = move.newEventId === null ? '' : 'a new event, since its own was deleted by hand';
  if (stays && fresh !== '') return `gets ${fresh}`;
  if (stays) return 'is put back in the calendar as booked';
  return `${goesTo(sop, from, to)}${fresh === '' ? '' : `, with ${fresh}`}`;
}
