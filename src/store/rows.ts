export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** The arrows between these are drawn in docs/store.md; the SQL functions allow no other. */
export type CandidateState =
  | 'queued'
  | 'scheduling'
  | 'waiting'
  | 'scheduled'
  | 'escalated'
  | 'cancelled'
  /** The last mock is over. */
  | 'closed';

/**
 * `reserved` → `booked`; `booked` → `moving` → `booked`; each of them → `cancelling` → `released`. All
 * but `released` hold their time; that of a `moving` one is where its event is still to be moved to.
 */
export type BookingState = 'reserved' | 'booked' | 'moving' | 'cancelling' | 'released';

export interface CandidateRow {
  readonly id: string;
  readonly workspace: string;
  readonly name: string;
  readonly email: string;
  readonly timeZone: string;
  readonly request: JsonObject;
  readonly chat: string | null;
  readonly state: CandidateState;
  /** 1 for the next to be taken; null for one that is not queued. */
  readonly position: number | null;
  readonly variant: string | null;
  /**
   * The change to what is booked that was ordered and is not over: `id`, `kind`, `bookings`, and
   * `phase` (`ordered`, `moving`, `takingBack` with its `why`). Null where none is.
   */
  readonly change: JsonObject | null;
  /** Held bookings, and those of them whose event exists. */
  readonly mocks: number;
  readonly booked: number;
  readonly resumeAt: Temporal.Instant | null;
  readonly enqueuedAt: Temporal.Instant;
  readonly updatedAt: Temporal.Instant;
}

export interface Claim {
  readonly candidate: CandidateRow;
  /** Grows with every claim; a lower one can change nothing more. */
  readonly fence: number;
  /** What is held so far, in time order: where to go on after a crash. */
  readonly bookings: readonly BookingRow[];
  /** Set where the bookings are being taken back. */
  readonly takingBack: JsonObject | null;
}

export interface PlannedBooking {
  readonly id: string;
  readonly course: string;
  readonly number: number;
  readonly interviewer: string;
  readonly interviewerName: string;
  readonly interviewerEmail: string;
  readonly role: 'main' | 'backup';
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  /** The id its event will have. */
  readonly eventId: string;
}

export interface BookingRow extends PlannedBooking {
  readonly workspace: string;
  readonly candidateId: string;
  readonly candidateName: string;
  readonly candidateEmail: string;
  readonly state: BookingState;
  readonly meetLink: string | null;
  readonly htmlLink: string | null;
  /** What a person noted of a mock that has begun; null where nobody has. */
  readonly outcome: MockOutcome | null;
  readonly outcomeNote: string | null;
}

export type MockOutcome = 'held' | 'no-show';

/**
 * Something that is not as booked, as a watcher sees it. It is known by its booking and `key` while it
 * lasts: seen again, it is the same observation.
 */
export interface SeenInput {
  readonly bookingId: string;
  /** Which kind of thing, for the policy: `interviewer-declined`, `moved`, `deleted`, … */
  readonly kind: string;
  /** Tells this from another of its kind at the same booking, e.g. the person and the time. */
  readonly key: string;
  /** For people, a sentence. */
  readonly summary: string;
  readonly details: JsonObject;
}

/**
 * `open`: to be dealt with. `mending`: a change is ordered for it. `asked`: people are asked. `kept`:
 * a person said to leave it so. `settled`: it is no longer so, or was mended.
 */
export type ObservationState = 'open' | 'mending' | 'asked' | 'kept' | 'settled';

/**
 * How something that was seen was settled. `accepted`, `exception`: the booking follows its event, by the
 * rules or against them. `moved`, `given`: the mock got another time, or another interviewer at the same time.
 * `put-back`, `new-event`: its event stands as booked again, or a new one does. `mended`: by a change to
 * another mock. `gone`: by itself. `begun`, `closed`: the mock began, or all were over, with it as it was.
 */
export type SettledHow =
  | 'accepted'
  | 'exception'
  | 'moved'
  | 'given'
  | 'put-back'
  | 'new-event'
  | 'mended'
  | 'cancelled'
  | 'copy-deleted'
  | 'gone'
  | 'begun'
  | 'closed';

/** Where a mock is booked since something was settled. */
export interface SettledPlace {
  readonly interviewerName: string;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}

export interface ObservationRow extends SeenInput {
  readonly id: string;
  readonly workspace: string;
  readonly candidateId: string;
  readonly state: ObservationState;
  /** How often a change ordered for it could not be carried out. */
  readonly tries: number;
  readonly seenAt: Temporal.Instant;
  readonly settledAt: Temporal.Instant | null;
  /** Null also where nobody noted it: of what was settled by an older version, or with a person forgotten. */
  readonly settledHow: SettledHow | null;
  /** Of a mock that got another place by that. */
  readonly settledPlace: SettledPlace | null;
}

/** Time off of an interviewer that stands beside the SOP file. */
export interface TimeOffRow {
  readonly id: string;
  readonly workspace: string;
  /** Interviewer id. */
  readonly interviewer: string;
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
  readonly note: string;
  readonly addedBy: string;
  readonly addedAt: Temporal.Instant;
}

/** A channel on which an outside calendar tells that something has changed. */
export interface CalendarChannelRow {
  readonly id: string;
  readonly resourceId: string;
  /** SHA-256 of the token that comes with each message, in hexadecimal. */
  readonly tokenHash: string;
  readonly expiresAt: Temporal.Instant;
}

export interface AuditRow {
  readonly id: number;
  readonly at: Temporal.Instant;
  readonly workspace: string;
  readonly candidateId: string | null;
  readonly actor: string;
  readonly action: string;
  readonly fromState: CandidateState | null;
  readonly toState: CandidateState | null;
  readonly summary: string;
  readonly details: JsonObject;
}

export interface EscalationRow {
  readonly id: string;
  readonly candidateId: string;
  readonly candidateName: string;
  readonly candidateEmail: string;
  readonly code: string;
  readonly message: string;
  readonly reasons: readonly JsonObject[];
  readonly proposals: readonly JsonObject[];
  readonly openedAt: Temporal.Instant;
  readonly closedAt: Temporal.Instant | null;
  readonly closedBy: string | null;
  readonly resolution: string | null;
}

export interface ConversationRow {
  readonly state: JsonObject;
  readonly version: number;
  readonly updatedAt: Temporal.Instant;
}

export interface OutboxRow {
  readonly id: number;
  /** Null for every admin chat. */
  readonly chat: string | null;
  /**
   * `scheduled`, `waiting`, `escalated`, `changed`, `unchanged` (a change that could not be), `question`
   * (of somebody scheduled), `closed`, or `digest` (of a day, about no candidate).
   */
  readonly kind: string;
  readonly payload: JsonObject;
  readonly attempts: number;
  readonly createdAt: Temporal.Instant;
}

/** What the calls to an outside calendar came to, of one account and method. */
export interface CalendarCallsRow {
  readonly account: string;
  readonly method: string;
  readonly calls: number;
  readonly successes: number;
  readonly waits: number;
  readonly waitedMs: number;
  readonly retries: number;
  readonly quotaErrors: number;
  readonly rateErrors: number;
  readonly otherErrors: number;
  readonly since: Temporal.Instant;
  /** The distance between two calls of the account as it is now. */
  readonly paceMs: number | null;
}

/** A queue with its own calendar; what is null comes from the program's settings. */
export interface WorkspaceRow {
  readonly id: string;
  readonly paused: boolean;
  /** The procedure: an SOP file, whole, and the name it was read from. */
  readonly sop: { readonly text: string; readonly name: string } | null;
  readonly calendarId: string | null;
  /** Telegram user ids. */
  readonly adminIds: readonly number[] | null;
  readonly calendarDelaySeconds: number | null;
  readonly settingsChangedAt: Temporal.Instant | null;
  /** Candidates who are still under way. */
  readonly active: number;
}
