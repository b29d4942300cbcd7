import type { Interviewer, TimeOff } from '../../sop/model.ts';
import type { BookingRow } from '../../store/rows.ts';
import { formatDuration } from '../../time/duration.ts';
import { spanText, zoneText } from '../../time/spoken.ts';
import type { ChatDesk } from '../chat-desk.ts';
import { mockName } from '../outcomes.ts';
import { countOfMocks } from './move-text.ts';

/** The booked mocks of an interviewer to come that lie in a time, if only in part. */
export async function hitBy(
  { store, workspace, clock }: ChatDesk,
  { id, email }: Interviewer,
  range: TimeOff,
): Promise<readonly BookingRow[]> {
  const concerned = await store.bookings({ workspace, people: [email], ...range });
  return concerned.filter(
    ({ interviewer, start }) => interviewer === id && Temporal.Instant.compare(start, clock.now()) > 0,
  );
}

/** Which they are, and what becomes of them once it is so. */
export function hitLines({ procedure, clock }: ChatDesk, hit: readonly BookingRow[]): string[] {
  if (hit.length === 0) return ['No booked mock is in that time.'];
  const { timeZone, onChange } = procedure.base;
  const soon = clock.now().add({ minutes: onChange.notWithin });
  const isSoon = hit.some(({ start }) => Temporal.Instant.compare(start, soon) < 0);
  const mends = onChange.interviewerBusy === 'mend' && onChange.ways.length > 0;
  return [
    `${countOfMocks(hit.length)} of theirs ${hit.length === 1 ? 'is' : 'are'} in that time:`,
    ...hit.map(
      (mock) =>
        `• ${spanText(mock, timeZone)} ${zoneText(mock.start, timeZone)} ${mockName(mock)} of ${mock.candidateName}`,
    ),
    mends
      ? 'After a yes I look for somebody else or another time by the SOP, and ask where there is none.'
      : 'After a yes I ask what is to be done about them.',
    ...(mends && isSoon
      ? [`What starts within ${formatDuration(onChange.notWithin)} is asked about in any case.`]
      : []),
  ];
}
