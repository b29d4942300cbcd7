import { named, rangeText } from '../../booking/clashes.ts';
import type { BookingRow, ObservationRow } from '../../store/rows.ts';
import type { Condition } from '../model.ts';
import { isAfter, type Outlook } from './outlook.ts';
import { addressesOf, answerOf, candidateAddresses, type There } from './stand.ts';

/**
 * Who declined a mock, the interviewer or the candidate. A decline is of a time: moved, the mock may suit.
 *
 * @param mock the booking in the place that it is judged in
 */
export function declinedConditions({ sop, sight }: Outlook, mock: BookingRow, { event }: There): Condition[] {
  if (!isAfter(mock, sight.now)) return [];
  const { candidate } = sight;
  const people = [
    {
      kind: 'interviewer-declined' as const,
      who: mock.interviewer,
      name: mock.interviewerName,
      what: () => `${mock.course} Mock${mock.number} (${rangeText(sop, mock)})`,
      addresses: addressesOf(sop, mock.interviewer, mock),
    },
    {
      kind: 'candidate-declined' as const,
      who: 'candidate',
      name: candidate.name,
      what: () => named(sop, mock),
      addresses: candidateAddresses(candidate, mock),
    },
  ];
  return people
    .filter(({ addresses }) => answerOf(event, addresses) === 'declined')
    .map(({ kind, who, name, what }) => ({
      bookingId: mock.id,
      kind,
      key: `${who} ${mock.start}`,
      summary: `${name} declined ${what()}.`,
      broken: [],
    }));
}

/** Who declined, an interviewer's id or null for the candidate, and from when on; null for what is no decline. */
export function declineIn({ kind, key }: Pick<ObservationRow, 'kind' | 'key'>): {
  readonly interviewer: string | null;
  readonly start: Temporal.Instant;
} | null {
  if (kind !== 'interviewer-declined' && kind !== 'candidate-declined') return null;
  const at = key.lastIndexOf(' ');
  const interviewer = kind === 'candidate-declined' ? null : key.slice(0, at);
  return { interviewer, start: Temporal.Instant.from(key.slice(at + 1)) };
}
