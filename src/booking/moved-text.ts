import type { Sop } from '../sop/model.ts';
import type { PlannedBooking } from '../store/rows.ts';
import { dayText, spanText, zoneText } from '../time/spoken.ts';
import { followsEvent, type MoveOrder, placesOf } from './change-order.ts';
import { goesTo } from './change-text.ts';
import { named } from './clashes.ts';

/** What an order comes to, a sentence a mock; one that was named as the reason is not named whole again. */
export function movesText(sop: Sop, order: MoveOrder): string {
  const [before, after] = [placesOf(order, 'from'), placesOf(order, 'to')];
  return order.bookings
    .map((move, index) => {
      const [from, to] = [before[index]!, after[index]!];
      return `${againNamed(sop, order, from)} ${moveText(sop, order, move, from, to)}.`;
    })
    .join(' ');
}

/** `It`, where nothing else can be meant; `One Mock2`, where it was said which. */
function againNamed(sop: Sop, { because, bookings }: MoveOrder, mock: PlannedBooking): string {
  const { course, number } = mock;
  if (!because.some((why) => names(why, mock))) return named(sop, mock);
  return because.length === 1 && bookings.length === 1 ? 'It' : `${course} Mock${number}`;
}

function names(why: string, { course, number }: PlannedBooking): boolean {
  return why.includes(`${course} Mock${number} `);
}

/**
 * What was done, and why where nobody asked for it: of one mock a paragraph, of several a line each, with its
 * reasons, from where and whom to where and whom. `held` is all that the candidate holds now.
 */
export function movedText(sop: Sop, order: MoveOrder, held: readonly PlannedBooking[]): string {
  const isTold = order.bookings.some((move) => !followsEvent(move));
  const count = order.bookings.length;
  const isMoved = order.bookings.every(({ from, to }) => !from.start.equals(to.start));
  const moved = `${count === 1 ? 'One mock was' : `${count} mocks were`} ${isMoved ? 'moved' : 'changed'}`;
  const last = held.reduce((a, b) => (Temporal.Instant.compare(a.end, b.end) > 0 ? a : b));
  const ending = `The last mock is on ${dayText(last.start, sop.timeZone)}.`;
  const isAsked = order.because.length === 0;
  if (count > 1) {
    const head = isTold ? `${moved}, and the attendees are told:` : `${moved} as they stand in the calendar:`;
    return [head, ...linesOf(sop, order).map((line) => `• ${line}`), ending].join('\n');
  }
  return [
    ...order.because,
    ...(isAsked && isTold ? [`${moved}, and the attendees are told.`] : []),
    movesText(sop, order),
    ...(!isAsked && isTold ? ['The attendees are told.'] : []),
    ending,
  ].join(' ');
}

/** Each mock with the reasons that name it, in time order of the order; then reasons that name none of them. */
function linesOf(sop: Sop, order: MoveOrder): string[] {
  const [before, after] = [placesOf(order, 'from'), placesOf(order, 'to')];
  const lines = order.bookings.map((move, index) => {
    const [from, to] = [before[index]!, after[index]!];
    const own = order.because.filter((why) => names(why, from));
    return [...own, `${againNamed(sop, order, from)} ${moveText(sop, order, move, from, to)}.`].join(' ');
  });
  return [...lines, ...order.because.filter((why) => !before.some((mock) => names(why, mock)))];
}

function moveText(
  sop: Sop,
  { because }: MoveOrder,
  move: MoveOrder['bookings'][number],
  from: PlannedBooking,
  to: PlannedBooking,
): string {
  if (followsEvent(move)) {
    const when = `${spanText(to, sop.timeZone)} ${zoneText(to.start, sop.timeZone)}`;
    return `is booked now as it stands in the calendar: ${when} with ${to.interviewerName}`;
  }
  const stays = from.interviewer === to.interviewer && from.start.equals(to.start) && from.end.equals(to.end);
  // A reason that names it has said so already.
  const since = because.some((why) => names(why, from)) ? '' : ', since its own was deleted by hand';
  const fresh = move.newEventId === null ? '' : `a new event${since}`;
  if (stays && fresh !== '') return `gets ${fresh}`;
  if (stays) return 'is put back in the calendar as booked';
  return `${goesTo(sop, from, to)}${fresh === '' ? '' : `, with ${fresh}`}`;
}
