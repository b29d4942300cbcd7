import type {
  AuditRow,
  BookingRow,
  CalendarCallsRow,
  CalendarChannelRow,
  CandidateRow,
  CandidateState,
  Claim,
  ConversationRow,
  EscalationRow,
  JsonObject,
  MockOutcome,
  ObservationRow,
  ObservationState,
  OutboxRow,
  PlannedBooking,
  SeenInput,
  TimeOffRow,
  WorkspaceRow,
} from './rows.ts';
import type { TelegramStore } from './telegram-store.ts';

/**
 * The store port. Every method that changes something is one SQL function, thus one transaction,
 * which also writes its audit row (all but signs of life, turns to look, channels, steps of a
 * conversation and tries to send a notice); each may be repeated after a lost answer and then changes nothing more. Times are the
 * database's own unless the driver was given a clock.
 *
 * Methods that carry a `fence` throw `LostLease` when the candidate is no longer this worker's, and
 * `IllegalChange` when the state does not allow the step. What a person asked for and cannot be had
 * (an id that nobody has, a candidate that cannot be cancelled) is a `UserError`. A store out of
 * reach throws `StoreUnavailable`.
 */
export interface Store {
  /** Where it is, for people; never with a password. */
  readonly description: string;

  /** Queues a candidate; `candidateId` is the caller's, so that asking twice queues once. */
  enqueue(input: {
    workspace: string;
    candidateId: string;
    name: string;
    email: string;
    timeZone: string;
    /** A `CandidateRequestJson`. */
    request: JsonObject;
    /** Where progress is told, e.g. `terminal` or `telegram:123`; null for nobody in particular. */
    chat: string | null;
    actor: string;
  }): Promise<EnqueueResult>;

  /**
   * Takes the next candidate with a lease: first one left in `scheduling` whose lease is over, then
   * a `waiting` one whose time has come, then the oldest `queued`. Null where there is none, where
   * the workspace's queue is paused, or where another worker holds a live lease in the workspace.
   * A worker that asks again while its own lease lives gets the same candidate under a new fence.
   */
  claim(input: { workspace: string; worker: string; leaseSeconds: number }): Promise<Claim | null>;

  /**
   * In how many milliseconds `claim` may succeed though nothing is signalled to `watch`: a waiting
   * candidate's time comes, or a lease runs out. Null where nothing of that kind is to come.
   */
  untilDue(input: { workspace: string }): Promise<number | null>;

  /**
   * Tells of changes as they are made, by whatever process: somebody can be claimed, or a notice was
   * written. Null where this way to the database cannot tell; ask from time to time then, as also
   * while the watch is not `live`. Never rejects because the store is out of reach.
   */
  watch(onChange: (change: StoreChange) => void): Promise<Watch | null>;

  /** Prolongs the lease. */
  heartbeat(input: { candidateId: string; fence: number; leaseSeconds: number }): Promise<void>;

  /** Gives the candidate back as it is, for any worker to go on at once (graceful stop). */
  handBack(input: { candidateId: string; fence: number; worker: string }): Promise<void>;

  /** Notes a step that changes no state (calendar read, plan found, retry …) in the audit. */
  note(input: {
    candidateId: string;
    fence: number;
    action: string;
    summary: string;
    details: JsonObject;
  }): Promise<void>;

  /**
   * Reserves a whole plan in one transaction, or nothing of it. `conflict` where a reservation of
   * somebody else overlaps: the exclusion constraints refused it.
   */
  reserve(input: {
    candidateId: string;
    fence: number;
    variant: string | null;
    bookings: readonly PlannedBooking[];
    summary: string;
    details: JsonObject;
  }): Promise<ReserveResult>;

  /** A reserved booking's event exists now. Once more with links that were not known yet adds them. */
  confirm(input: {
    bookingId: string;
    candidateId: string;
    fence: number;
    eventId: string;
    meetLink: string | null;
    htmlLink: string | null;
  }): Promise<void>;

  /**
   * Holds other times or interviewers for booked mocks, all of them or none (`conflict`): they are
   * `moving` until their events were moved, which `confirm` notes.
   */
  move(input: {
    candidateId: string;
    fence: number;
    bookings: readonly PlannedBooking[];
    summary: string;
    details: JsonObject;
  }): Promise<ReserveResult>;

  /** All bookings are confirmed: `scheduling` → `scheduled`, with a notice in the outbox. */
  finish(input: { candidateId: string; fence: number; summary: string; details: JsonObject }): Promise<void>;

  /** The rest must wait for a passing cause: `scheduling` → `waiting` until a set time, with a notice. */
  wait(input: {
    candidateId: string;
    fence: number;
    until: Temporal.Instant;
    summary: string;
    details: JsonObject;
  }): Promise<void>;

  /**
   * The plan can't be completed: its bookings become `cancelling` and the reason is remembered, so
   * that whoever goes on takes the events back and then escalates.
   */
  takeBack(input: { candidateId: string; fence: number; escalation: EscalationInput }): Promise<void>;

  /** The event of a booking that is `cancelling`, or that the change cancels, is gone; its time is free again. */
  release(input: { bookingId: string; candidateId: string; fence: number }): Promise<void>;

  /**
   * `scheduling` → `escalated`, with the escalation row and a notice. No booking may be left held, but
   * for a change that can neither be completed nor taken back.
   */
  escalate(input: {
    candidateId: string;
    fence: number;
    escalation: EscalationInput;
  }): Promise<{ escalationId: string }>;

  /**
   * `escalated` → `queued` at the end of the queue, with the request edited or as it was; closes the
   * escalation. A change that is stuck is tried again as it is, ahead of others.
   */
  retry(input: {
    candidateId: string;
    request: JsonObject | null;
    actor: string;
    note: string;
  }): Promise<void>;

  /**
   * Orders a change to what is booked: `scheduled` → `queued`, ahead of those who are to be planned, with
   * the bookings held as they are. `change` has an `id` (ordered twice is ordered once), a `kind` and the
   * `bookings` concerned with the places (`from`) in which the person saw them. Also for an escalated
   * candidate whose change is stuck, in place of that change, and for a `waiting` one where everything
   * held is to be cancelled. With `person` somebody who is no candidate yet becomes one with nothing but
   * this change. A `UserError` where the bookings have changed since, or another change is not over.
   * `observations` in the change names what it mends: these are `mending` until the change is finished
   * (then settled), not possible (open again, one try more) or dropped (kept). Also for a `closed`
   * candidate, where the change moves a mock that was missed.
   */
  orderChange(input: {
    candidateId: string;
    change: JsonObject;
    summary: string;
    actor: string;
    /** Where progress is told from now on; null leaves it as it is. */
    chat: string | null;
    person?: NewPerson;
  }): Promise<{ readonly position: number | null }>;

  /** Calls off a change that is `queued` or `escalated` and not half done: what is booked stays as it is. */
  dropChange(input: { candidateId: string; actor: string; note: string }): Promise<void>;

  /**
   * A change that moves mocks can't be completed: holds their former places again, all or none
   * (`conflict`), and remembers why; the events are still to be moved back.
   */
  takeBackChange(input: {
    candidateId: string;
    fence: number;
    bookings: readonly PlannedBooking[];
    why: string;
  }): Promise<ReserveResult>;

  /**
   * The reason of a change that is not begun went away while it waited: `scheduling` → `scheduled`, without a
   * notice. Of what it was to mend, what is so still is open again.
   */
  letGoOfChange(input: {
    candidateId: string;
    fence: number;
    summary: string;
    details: JsonObject;
  }): Promise<void>;

  /**
   * A change is carried out, or (`done` false) everything stands as before: `scheduling` → `scheduled`,
   * or `cancelled` where no mock is left, with a notice. No booking may be between two places.
   */
  finishChange(input: {
    candidateId: string;
    fence: number;
    done: boolean;
    summary: string;
    details: JsonObject;
  }): Promise<void>;

  /** `queued`, `waiting` or `escalated`, without bookings → `cancelled`; closes an open escalation. */
  cancel(input: { candidateId: string; actor: string; note: string }): Promise<void>;

  pause(input: { workspace: string; paused: boolean; actor: string }): Promise<void>;

  /** All workspaces, the default one first. */
  workspaces(): Promise<readonly WorkspaceRow[]>;
  /**
   * Makes a workspace, or changes its settings: what is not named stays, null goes back to the
   * program's settings. A calendar that another workspace has is a `UserError`.
   */
  setWorkspace(input: {
    workspace: string;
    changes: Partial<Pick<WorkspaceRow, 'sop' | 'calendarId' | 'adminIds' | 'calendarDelaySeconds'>>;
    actor: string;
  }): Promise<WorkspaceRow>;

  /** Whom the workers go on with, or the first `limit` of them: the one in hand, those who wait, then the queued in order. */
  queue(input: {
    workspace: string;
    limit?: number;
  }): Promise<{ paused: boolean; candidates: readonly CandidateRow[] }>;
  /** How many candidates are in each state, of all that ever were; states without any are left out. */
  counts(input: { workspace: string }): Promise<Partial<Record<CandidateState, number>>>;
  /** What tells whether all is well with a workspace. */
  vitalSigns(input: { workspace: string }): Promise<VitalSigns>;
  /** By state, email (whole, any case) or id, newest first. Without a filter: all, at most `limit` (200). */
  candidates(input: {
    workspace: string;
    email?: string;
    id?: string;
    state?: CandidateState;
    limit?: number;
  }): Promise<readonly CandidateRow[]>;
  /**
   * Held bookings by time, with `released` the released ones too; `from`/`to` bound what they overlap,
   * `people` (email addresses, any case) whom they concern, be it as interviewer or as candidate.
   */
  bookings(input: {
    workspace: string | null;
    candidateId?: string;
    people?: readonly string[];
    from?: Temporal.Instant;
    to?: Temporal.Instant;
    released?: boolean;
  }): Promise<readonly BookingRow[]>;
  /** The newest `limit` in the order written; all of a candidate's, else 1000, where no limit is given. */
  audit(input: { workspace: string; candidateId?: string; limit?: number }): Promise<readonly AuditRow[]>;
  /** Those that are open, or those that are closed, in the order opened. */
  escalations(input: {
    workspace: string;
    open: boolean;
    candidateId?: string;
  }): Promise<readonly EscalationRow[]>;

  /**
   * All that is known of the person with this email address (whole, any case), in one workspace or in
   * all (null): what the law calls a copy of the personal data.
   */
  exportPerson(input: { workspace: string | null; email: string }): Promise<KnownPerson>;
  /**
   * Takes the person out of everything, in all workspaces; the audit keeps its facts. A `UserError`
   * while the person is being dealt with or has mocks to come. Events in the calendar remain: `events`
   * says which.
   */
  forgetPerson(input: { email: string; actor: string }): Promise<Forgotten>;

  loadConversation(input: { workspace: string; key: string }): Promise<ConversationRow | null>;
  /** Null state ends the conversation. `version` is the one that was loaded (0 for none); throws `StaleConversation`. */
  saveConversation(input: {
    workspace: string;
    key: string;
    state: JsonObject | null;
    version: number;
  }): Promise<void>;

  /**
   * Notices that can be sent now, in order. While the first of a chat waits for its next try, the
   * later ones of that chat wait with it.
   */
  outbox(input: { workspace: string; limit: number }): Promise<readonly OutboxRow[]>;
  markSent(input: { outboxId: number }): Promise<void>;
  /** Sending failed: tried again at `retryAt`, or given up where that is null. */
  markFailed(input: { outboxId: number; error: string; retryAt: Temporal.Instant | null }): Promise<void>;

  /**
   * Asks to start a call to an outside calendar. Calls of one account start at least `delayMs` apart,
   * whichever worker makes them, and further apart while its pace is slowed. `waitMs` 0 is the turn;
   * otherwise it is how long to wait before asking again. `successes`: calls that went well since the
   * last asking, which ease a slowed pace.
   */
  takeCalendarTurn(input: {
    account: string;
    delayMs: number;
    successes: number;
  }): Promise<{ waitMs: number; paceMs: number }>;

  /** Calls came too fast: doubles the pace up to a minute, and holds all calls for at least `holdMs`. */
  slowCalendarPace(input: {
    account: string;
    delayMs: number;
    holdMs: number;
  }): Promise<{ paceMs: number; nextTurnAt: Temporal.Instant }>;

  /** Adds to what the calls of an account came to. The one change that is not repeatable: it counts. */
  recordCalendarCalls(input: {
    account: string;
    calls: Readonly<Record<string, CountedCalls>>;
  }): Promise<void>;
  /** What the calls came to so far, by account and method. */
  calendarCalls(): Promise<readonly CalendarCallsRow[]>;

  /**
   * Asks to look at the calendar for changes to what is booked. `waitMs` 0 is the turn, held for
   * `leaseSeconds`; otherwise it is how long to wait before asking again: another watcher of the
   * workspace is at it, or the last look ended less than `everySeconds` ago.
   */
  takeWatch(input: {
    workspace: string;
    watcher: string;
    leaseSeconds: number;
    everySeconds: number;
  }): Promise<{ readonly waitMs: number }>;
  /** The look is over; where it `failed`, the next may follow at once. Not this watcher's turn any more: nothing. */
  endWatch(input: { workspace: string; watcher: string; failed: boolean }): Promise<void>;

  /**
   * Brings what is known to be not as booked in line with what was `seen` at a scheduled candidate: what
   * is new is noted (an audit row each), what is no longer so is settled. Gives all that are not settled.
   * Somebody who is not scheduled (any more): nothing is changed.
   */
  observe(input: {
    candidateId: string;
    seen: readonly SeenInput[];
    actor: string;
  }): Promise<readonly ObservationRow[]>;
  /** By time seen; all that are not settled, or with `settled` the newest `limit` (200) of all. */
  observations(input: {
    workspace: string;
    candidateId?: string;
    settled?: boolean;
    limit?: number;
  }): Promise<readonly ObservationRow[]>;
  /**
   * Puts observations of a scheduled candidate before people: an escalation, in place of an open one, with
   * a notice. The candidate stays scheduled. Asked again about the same observations with the same reasons
   * and choices, nothing changes; where a change that is no answer to it has come between, it is open again
   * and nobody is told anew. A `proposals` row has `kind`, `message` and `order` (a change as `orderChange` takes it;
   * null for leaving everything as it is).
   */
  ask(input: {
    candidateId: string;
    question: EscalationInput;
    observations: readonly string[];
    actor: string;
  }): Promise<{ readonly escalationId: string }>;
  /** A person said to leave things as they are: what was asked about is kept so, and the escalation closed. */
  keepObserved(input: { candidateId: string; actor: string; note: string }): Promise<void>;

  /** Notes of a booked mock that has begun what came of it; noted again it is corrected, null takes it back. */
  markMock(input: {
    bookingId: string;
    outcome: MockOutcome | null;
    note: string;
    actor: string;
  }): Promise<void>;
  /**
   * `scheduled` → `closed` for those whose mocks are all over, up to a hundred at a call; gives who. People are
   * told of each with a notice, but not where the last mock was over more than 30 days before.
   */
  closeOver(input: {
    workspace: string;
    actor: string;
  }): Promise<readonly { readonly candidateId: string }[]>;

  /** Time off beside the SOP that is not over at `from` (all that ever was where it is not given). */
  timeOff(input: { workspace: string; from?: Temporal.Instant }): Promise<readonly TimeOffRow[]>;
  /** `id` is the caller's, so that adding twice adds once. */
  addTimeOff(input: {
    workspace: string;
    id: string;
    interviewer: string;
    from: Temporal.Instant;
    to: Temporal.Instant;
    note: string;
    actor: string;
  }): Promise<void>;
  removeTimeOff(input: { workspace: string; id: string; actor: string }): Promise<void>;

  /** Writes the notices of a day (`YYYY-MM-DD`) once; false where they were written before. */
  writeDigest(input: {
    workspace: string;
    date: string;
    notices: readonly { readonly chat: string | null; readonly payload: JsonObject }[];
    actor: string;
  }): Promise<boolean>;

  /** The channels of an outside calendar, those that have expired too. */
  calendarChannels(input: { calendarId: string }): Promise<readonly CalendarChannelRow[]>;
  keepCalendarChannel(input: { calendarId: string; channel: CalendarChannelRow }): Promise<void>;
  forgetCalendarChannel(input: { calendarId: string; id: string }): Promise<void>;

  /** What a Telegram bot must not forget. */
  readonly telegram: TelegramStore;

  close(): Promise<void>;
}

/** Ages are in seconds, null where there is nothing that could have one. */
export interface VitalSigns {
  /** How long the first of the queue has waited. */
  readonly queuedSeconds: number | null;
  /** Open escalations, questions among them, and the oldest of them. */
  readonly asked: number;
  readonly askedSeconds: number | null;
  /** Notices that somebody is still to get. */
  readonly unsent: number;
  readonly unsentSeconds: number | null;
  /** Since somebody last looked whether all is as booked. */
  readonly watchedSeconds: number | null;
  /** What is not as booked, by state. */
  readonly observations: Partial<Record<Exclude<ObservationState, 'settled'>, number>>;
}

export interface StoreChange {
  readonly what: 'queue' | 'outbox';
  /** Null: any workspace, for some changes may have been missed. */
  readonly workspace: string | null;
}

export interface Watch {
  /** False while the connection is lost; changes are told again once it is made anew. */
  readonly live: boolean;
  close(): Promise<void>;
}

export interface NewPerson {
  readonly workspace: string;
  readonly name: string;
  readonly email: string;
  readonly timeZone: string;
}

export type CountedCalls = Omit<CalendarCallsRow, 'account' | 'method' | 'since' | 'paceMs'>;

export type EnqueueResult =
  | { readonly outcome: 'queued'; readonly position: number }
  | {
      readonly outcome: 'already-active';
      readonly candidateId: string;
      readonly name: string;
      readonly state: CandidateState;
    };

export type ReserveResult =
  | { readonly outcome: 'reserved'; readonly bookings: readonly BookingRow[] }
  | { readonly outcome: 'conflict'; readonly message: string };

/** Rows as the database has them, by what they are. */
export interface KnownPerson {
  readonly email: string;
  readonly candidates: readonly JsonObject[];
  readonly bookings: readonly JsonObject[];
  readonly escalations: readonly JsonObject[];
  readonly observations: readonly JsonObject[];
  readonly notices: readonly JsonObject[];
  readonly conversations: readonly JsonObject[];
  readonly audit: readonly JsonObject[];
}

export interface Forgotten {
  /** How often the person was a candidate; 0 for somebody who is not known. */
  readonly candidates: number;
  /** Conversations about the person, which were ended. */
  readonly conversations: number;
  /** Bookings of the past whose events still stand in the calendar. */
  readonly events: readonly BookingRow[];
}

export interface EscalationInput {
  /** `infeasible`, `calendar`, `conflict`, … */
  readonly code: string;
  readonly message: string;
  readonly reasons: readonly JsonObject[];
  readonly proposals: readonly JsonObject[];
  /** Further facts by name, for the audit alone. */
  readonly facts?: JsonObject;
}

/** The candidate is no longer this worker's: stop at once and change nothing. */
export class LostLease extends Error {
  override readonly name = 'LostLease';
}

/** Somebody else answered in the same conversation meanwhile. */
export class StaleConversation extends Error {
  override readonly name = 'StaleConversation';
}

/** A step that the state does not allow, refused by the database: a fault in the program. */
export class IllegalChange extends Error {
  override readonly name = 'IllegalChange';
}

/** The database cannot be reached or used; `remedy` says what to do. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  readonly remedy: string;
  constructor(message: string, remedy: string, cause?: unknown) {
    super(message, { cause });
    this.remedy = remedy;
  }
}
