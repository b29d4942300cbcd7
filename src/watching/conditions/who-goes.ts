import type { Clash } from '../../booking/clashes.ts';
import type { KnownBusy } from '../../booking/known-busy.ts';
import type { PlannedBooking } from '../../store/rows.ts';
import type { Sight } from '../model.ts';
import { isAfter } from './outlook.ts';

/** A mock of the candidate that is one too many, or in the way of another. */
export interface Going {
  readonly bookingId: string;
  /** Mocks that this workspace booked are too many without anybody's help: the SOP was another then. */
  readonly isOfTheSop: boolean;
}

interface Contender {
  readonly bookingId: string;
  readonly start: Temporal.Instant;
  readonly isOwn: boolean;
  /** Put there by hand: it came after those that are booked there. */
  readonly isNew: boolean;
}

/**
 * Which mocks of the candidate are to go where not all can stay. As many go as are too many, over all
 * candidates of the workspace: the last by start, then by booking id, so that everybody's look comes to the
 * same. Entries that came go nowhere, and nor do mocks of other workspaces, whose procedures differ.
 *
 * @param asBooked the mocks of the candidate that stand where they are booked, by id
 */
export function whoGoes(
  { candidate, now }: Pick<Sight, 'candidate' | 'now'>,
  { mocks, others, excess }: Clash,
  asBooked: ReadonlySet<string>,
): Going[] {
  const booked = others.filter(
    ({ ours }) => ours?.isAstray === false && ours.workspace === candidate.workspace,
  );
  const came = others.length - booked.length;
  const contenders = [
    ...mocks.map((mock) => own(mock, asBooked)),
    ...booked.filter((each) => isAfter(each, now)).map(ofAnother),
  ].sort(inOrder);
  const going = contenders.slice(-excess);
  return going.flatMap(({ bookingId, isOwn }, index) =>
    isOwn ? [{ bookingId, isOfTheSop: index >= going.length - (excess - came) }] : [],
  );
}

function own({ id, start }: PlannedBooking, asBooked: ReadonlySet<string>): Contender {
  return { bookingId: id, start, isOwn: true, isNew: !asBooked.has(id) };
}

function ofAnother({ ours, start }: KnownBusy): Contender {
  return { bookingId: ours?.bookingId ?? '', start, isOwn: false, isNew: false };
}

function inOrder(a: Contender, b: Contender): number {
  return (
    Number(a.isNew) - Number(b.isNew) ||
    Temporal.Instant.compare(a.start, b.start) ||
    (a.bookingId < b.bookingId ? -1 : a.bookingId > b.bookingId ? 1 : 0)
  );
}
