import { named, rangeText } from '../../booking/clashes.ts';
import type { BookingRow } from '../../store/rows.ts';
import { formatDuration } from '../../time/duration.ts';
import { type Fault, faultsOf } from './faults.ts';
import { type Coming, isAfter, type Outlook, placedAt } from './outlook.ts';
import { address, type There } from './stand.ts';

/** A mock that somebody gave another time or another interviewer by hand. */
export interface ByHand {
  readonly booking: BookingRow;
  readonly stand: There;
  /** What is wrong with where it stands, a sentence each; none where it is right. */
  readonly broken: readonly string[];
}

interface Moved extends Coming {
  readonly stand: There;
}

/**
 * Judges all places by hand together, for several mocks may have been moved so that they are right with each
 * other. Where they are not all right, as many count as right as can be, those with the fewest faults first;
 * each of the others is wrong with them. What counts as wrong is judged as booked.
 */
export function byHandOf(outlook: Outlook): ByHand[] {
  const moved = outlook.coming.flatMap(({ booking, stand }): Moved[] =>
    stand.how === 'there' && (stand.isMoved || stand.place.interviewer !== booking.interviewer)
      ? [{ booking, stand }]
      : [],
  );
  if (moved.length === 0) return [];
  const judge = judgeOf(outlook);
  const own = new Map(moved.map((each) => [each, faultsOfItsOwn(outlook, each)]));
  let right = moved.filter((each) => own.get(each)!.length === 0);
  for (let faults = judge(right); faults.length > 0; faults = judge(right))
    right = withoutWorst(right, faults);
  for (const each of moved) {
    const more = [...right, each];
    if (!right.includes(each) && own.get(each)!.length === 0 && judge(more).length === 0) right = more;
  }
  return moved.map((each) => {
    const { booking, stand } = each;
    if (right.includes(each)) return { booking, stand, broken: [] };
    const ownFaults = own.get(each)!;
    // Of a place that no mock can have it says nothing which rules it would break besides.
    const others = isNoPlace(outlook, stand) ? [] : judge([...right, each]);
    return { booking, stand, broken: [...new Set([...ownFaults, ...others.map((fault) => fault.sentence)])] };
  });
}

/** All that the candidate holds: where it was moved by hand and is right, else as booked. */
export function placedMocks({ sop, sight }: Outlook, byHand: readonly ByHand[]): BookingRow[] {
  return sight.held.map((booking) => {
    const hand = byHand.find((each) => each.booking.id === booking.id);
    return hand === undefined || hand.broken.length > 0 ? booking : placedAt(sop, booking, hand.stand.place);
  });
}

/** The faults that come by mocks standing where they were moved to: at them, or at others that had none. */
function judgeOf(outlook: Outlook): (moved: readonly Moved[]) => Fault[] {
  const faultsWith = (moved: readonly Moved[]) =>
    faultsOf(
      outlook,
      placedMocks(
        outlook,
        moved.map((each) => ({ ...each, broken: [] })),
      ),
    );
  const before = new Set(faultsWith([]).map(({ sentence }) => sentence));
  return (moved) => {
    const ids = new Set(moved.map(({ booking }) => booking.id));
    return faultsWith(moved).filter(
      (fault) => fault.concerned.some((id) => ids.has(id)) || !before.has(fault.sentence),
    );
  };
}

function withoutWorst(right: readonly Moved[], faults: readonly Fault[]): Moved[] {
  const countOf = ({ booking }: Moved) =>
    faults.filter(({ concerned }) => concerned.includes(booking.id)).length;
  const most = Math.max(...right.map(countOf));
  const worst = right.findLast((each) => countOf(each) === most);
  return right.filter((each) => each !== worst);
}

function isNoPlace({ sight }: Outlook, { isAllDay, place }: There): boolean {
  return isAllDay || !isAfter(place, sight.now);
}

/** What is wrong with a place whatever the other mocks are: nobody would be given it now. */
function faultsOfItsOwn({ sop, sight }: Outlook, { booking, stand }: Moved): string[] {
  const { place, isAllDay } = stand;
  const mock = placedAt(sop, booking, place);
  if (isAllDay) return [`${mock.course} Mock${mock.number} lasts all day (${rangeText(sop, place)}).`];
  if (!isAfter(place, sight.now)) return [`${named(sop, mock)} is in the past.`];
  const { minNotice } = sop.rules;
  const isLate = Temporal.Instant.compare(place.start, sight.now.add({ minutes: minNotice })) < 0;
  const isUnread = sop.busy.unreadable === 'refuse' && sight.unreadable.has(address(mock.interviewerEmail));
  return [
    ...(isLate && !place.start.equals(booking.start)
      ? [`${named(sop, mock)} has less notice than ${formatDuration(minNotice)}.`]
      : []),
    ...(isUnread && place.interviewer !== booking.interviewer
      ? [`${named(sop, mock)} is with somebody whose own calendar cannot be read.`]
      : []),
  ];
}
