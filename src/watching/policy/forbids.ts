import type { Busy } from '../../request/model.ts';
import type { Sop } from '../../sop/model.ts';
import type { BookingRow } from '../../store/rows.ts';
import { address } from '../conditions/stand.ts';
import type { Condition, ConditionKind, HandPlace } from '../model.ts';

/**
 * What a decline forbids: whoever declined has no time then. All else that speaks against a place is in
 * the calendar or in the SOP, where the planner finds it.
 */
export function forbiddenByDecline(
  sop: Sop,
  booking: BookingRow,
  place: HandPlace,
  { kind }: Condition,
): Busy[] {
  if (kind === 'interviewer-declined') return [busy(emailOf(sop, booking, place.interviewer), place)];
  return kind === 'candidate-declined' ? [busy(booking.candidateEmail, place)] : [];
}

/** What an interviewer cannot help: then it is likely not the candidate for whom the time does not suit. */
const OF_INTERVIEWERS: readonly ConditionKind[] = ['interviewer-declined', 'interviewer-busy', 'time-off'];

/**
 * What is forbidden besides where another place is looked for than where somebody took a mock from: the
 * time it had does not suit, or not with the interviewer who was replaced, or who is seen not to have it.
 *
 * @param noted all that is noted of the mock
 */
export function forbiddenByHand(
  sop: Sop,
  booking: BookingRow,
  { kind }: Condition,
  noted: readonly Condition[],
): Busy[] {
  const isForInterviewer =
    kind === 'interviewer-changed' ||
    (kind === 'moved' && noted.some((each) => OF_INTERVIEWERS.includes(each.kind)));
  if (isForInterviewer) return [busy(emailOf(sop, booking, booking.interviewer), booking)];
  return kind === 'deleted' || kind === 'moved' ? [busy(booking.candidateEmail, booking)] : [];
}

/** The time at which an event stands by hand, where people have yet to say whether it may. */
export function occupiedBy(sop: Sop, booking: BookingRow, { place, broken }: Condition): Busy[] {
  if (place === undefined || broken.length === 0) return [];
  return [busy(booking.candidateEmail, place), busy(emailOf(sop, booking, place.interviewer), place)];
}

function busy(
  email: string,
  { start, end }: { readonly start: Temporal.Instant; readonly end: Temporal.Instant },
): Busy {
  return { email: address(email), start, end, kind: 'other' };
}

function emailOf(sop: Sop, booking: BookingRow, interviewer: string): string {
  return sop.interviewers.get(interviewer)?.email ?? booking.interviewerEmail;
}
