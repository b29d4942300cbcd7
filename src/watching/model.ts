import type { TypedEvent } from '../booking/change-order.ts';
import type { KnownBusy } from '../booking/known-busy.ts';
import type { CalendarEvent } from '../calendar/event.ts';
import type { CandidateRequest } from '../request/model.ts';
import type { Procedure } from '../sop/model.ts';
import type { BookingRow, CandidateRow } from '../store/rows.ts';

/** Everything that is known of one scheduled candidate at one moment: what conditions are seen in. */
export interface Sight {
  /** With the time off that stands beside the file. */
  readonly procedure: Procedure;
  readonly candidate: CandidateRow;
  readonly request: CandidateRequest;
  /** All that the candidate holds, in time order, also what has begun. */
  readonly held: readonly BookingRow[];
  /** The events of the mocks to come, by booking; null for one that is not in the calendar any more. */
  readonly events: ReadonlyMap<string, CalendarEvent | null>;
  /** Events that say they are a mock's and are not its event, by booking: copies by hand. */
  readonly copies: ReadonlyMap<string, readonly CalendarEvent[]>;
  /** When others are busy by other entries and mocks; without what the candidate holds. */
  readonly busy: readonly KnownBusy[];
  /** Emails (lower case) of interviewers whose calendars could not be read. */
  readonly unreadable: ReadonlySet<string>;
  readonly now: Temporal.Instant;
}

/**
 * What can be seen to be not as booked. `rule`: the SOP as it is now is broken, and nothing in a calendar
 * is the reason (the file was edited). `double`: another event says that it is the mock's.
 */
export type ConditionKind =
  | 'interviewer-declined'
  | 'candidate-declined'
  | 'interviewer-busy'
  | 'candidate-busy'
  | 'time-off'
  | 'moved'
  | 'interviewer-changed'
  | 'deleted'
  | 'edited'
  | 'double'
  | 'rule';

/** One thing that is not as booked, at one mock to come. */
export interface Condition {
  readonly bookingId: string;
  readonly kind: ConditionKind;
  /** Tells this from another of its kind at the same booking. */
  readonly key: string;
  /** For people, a sentence that names the mock. */
  readonly summary: string;
  /** Of a move by hand (`moved`, `interviewer-changed`): where it stands now. */
  readonly place?: HandPlace;
  /** Of `double`: the other event, as it stands. */
  readonly copy?: TypedEvent;
  /** The rules that this place (or, of `rule`, the booking) breaks, a sentence each; none where it is right. */
  readonly broken: readonly string[];
}

export interface HandPlace {
  /** Interviewer id. */
  readonly interviewer: string;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}
