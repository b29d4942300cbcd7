import type { Busy } from '../../request/model.ts';
import type { Sop } from '../../sop/model.ts';
import type { ObservationRow } from '../../store/rows.ts';
import { declineIn } from '../conditions/declined.ts';
import { address } from '../conditions/stand.ts';
import type { Sight } from '../model.ts';

/**
 * Times that somebody declined before, at mocks that stand elsewhere by now: who said no is not asked for the
 * same time again. Two calendars that decline by themselves would hand a mock to and fro without end.
 */
export function declinedBefore(
  sop: Sop,
  { candidate, held }: Pick<Sight, 'candidate' | 'held'>,
  observations: readonly ObservationRow[],
): Busy[] {
  return observations
    .filter(({ state }) => state === 'settled')
    .flatMap((observation): Busy[] => {
      const decline = declineIn(observation);
      const mock = held.find(({ id }) => id === observation.bookingId);
      if (decline === null || mock === undefined) return [];
      const { interviewer, start } = decline;
      const range = { start, end: start.add(mock.start.until(mock.end)) };
      const email = interviewer === null ? candidate.email : sop.interviewers.get(interviewer)?.email;
      if (email === undefined) return [];
      // They think otherwise by now, or were persuaded: they have a mock of this candidate there.
      const isBookedThere = held.some(
        (each) => (interviewer === null || each.interviewer === interviewer) && overlaps(each, range),
      );
      return isBookedThere ? [] : [{ email: address(email), ...range, kind: 'other' }];
    });
}

type Range = Pick<Busy, 'start' | 'end'>;

function overlaps(a: Range, b: Range): boolean {
  return Temporal.Instant.compare(a.start, b.end) < 0 && Temporal.Instant.compare(b.start, a.end) < 0;
}
