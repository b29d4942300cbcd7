import { z } from 'zod';
import type {
  AuditRow,
  BookingRow,
  BookingState,
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
  SettledHow,
  TimeOffRow,
  WorkspaceRow,
} from './rows.ts';
import type { EnqueueResult, Forgotten, KnownPerson, ReserveResult, VitalSigns } from './store.ts';

/**
 * How each answer of the database becomes a row of `rows.ts`: checked, its instants made `Temporal`,
 * its names turned from the database's spelling to ours. Shared by all drivers.
 */
const instant = z.string().transform((text, context) => {
  try {
    return Temporal.Instant.from(text);
  } catch {
    context.addIssue('expected an instant');
    return z.NEVER;
  }
});

const jsonObject = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'expected a JSON object',
);

const candidateState = z.enum([
  'queued',
  'scheduling',
  'waiting',
  'scheduled',
  'escalated',
  'cancelled',
  'closed',
]) satisfies z.ZodType<CandidateState>;

const bookingState = z.enum([
  'reserved',
  'booked',
  'moving',
  'cancelling',
  'released',
]) satisfies z.ZodType<BookingState>;

const mockOutcome = z.enum(['held', 'no-show']) satisfies z.ZodType<MockOutcome>;

const observationState = z.enum([
  'open',
  'mending',
  'asked',
  'kept',
  'settled',
]) satisfies z.ZodType<ObservationState>;

const settledHow = z.enum([
  'accepted',
  'exception',
  'moved',
  'given',
  'put-back',
  'new-event',
  'mended',
  'cancelled',
  'copy-deleted',
  'gone',
  'begun',
  'closed',
]) satisfies z.ZodType<SettledHow>;

export const candidate = z
  .object({
    id: z.string(),
    workspace: z.string(),
    name: z.string(),
    email: z.string(),
    time_zone: z.string(),
    request: jsonObject,
    chat: z.string().nullable(),
    state: candidateState,
    position: z.int().nullable(),
    variant: z.string().nullable(),
    change: jsonObject.nullable(),
    mocks: z.int(),
    booked: z.int(),
    resume_at: instant.nullable(),
    enqueued_at: instant,
    updated_at: instant,
  })
  .transform(
    ({ time_zone, resume_at, enqueued_at, updated_at, ...same }): CandidateRow => ({
      ...same,
      timeZone: time_zone,
      resumeAt: resume_at,
      enqueuedAt: enqueued_at,
      updatedAt: updated_at,
    }),
  );

export const booking = z
  .object({
    id: z.string(),
    workspace: z.string(),
    candidate_id: z.string(),
    candidate_name: z.string(),
    candidate_email: z.string(),
    course: z.string(),
    number: z.int(),
    interviewer: z.string(),
    interviewer_name: z.string(),
    interviewer_email: z.string(),
    role: z.enum(['main', 'backup']),
    start: instant,
    end: instant,
    state: bookingState,
    event_id: z.string(),
    meet_link: z.string().nullable(),
    html_link: z.string().nullable(),
    outcome: mockOutcome.nullable(),
    outcome_note: z.string().nullable(),
  })
  .transform(
    (row): BookingRow => ({
      id: row.id,
      workspace: row.workspace,
      candidateId: row.candidate_id,
      candidateName: row.candidate_name,
      candidateEmail: row.candidate_email,
      course: row.course,
      number: row.number,
      interviewer: row.interviewer,
      interviewerName: row.interviewer_name,
      interviewerEmail: row.interviewer_email,
      role: row.role,
      start: row.start,
      end: row.end,
      state: row.state,
      eventId: row.event_id,
      meetLink: row.meet_link,
      htmlLink: row.html_link,
      outcome: row.outcome,
      outcomeNote: row.outcome_note,
    }),
  );

export const claim = z
  .object({
    candidate,
    fence: z.int(),
    bookings: z.array(booking),
    taking_back: jsonObject.nullable(),
  })
  .transform(({ taking_back, ...same }): Claim => ({ ...same, takingBack: taking_back }));

export const queue = z.object({ paused: z.boolean(), candidates: z.array(candidate) });

export const counts = z.partialRecord(candidateState, z.int());

export const enqueueResult = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('queued'), position: z.int() }),
  z
    .object({
      outcome: z.literal('already-active'),
      candidate_id: z.string(),
      name: z.string(),
      state: candidateState,
    })
    .transform(({ candidate_id, ...same }) => ({ ...same, candidateId: candidate_id })),
]) satisfies z.ZodType<EnqueueResult>;

export const reserveResult = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('reserved'), bookings: z.array(booking) }),
  z.object({ outcome: z.literal('conflict'), message: z.string() }),
]) satisfies z.ZodType<ReserveResult>;

export const changeOrdered = z.object({ position: z.int().nullable() });

export const audit = z
  .object({
    id: z.int(),
    at: instant,
    workspace: z.string(),
    candidate_id: z.string().nullable(),
    actor: z.string(),
    action: z.string(),
    from_state: candidateState.nullable(),
    to_state: candidateState.nullable(),
    summary: z.string(),
    details: jsonObject,
  })
  .transform(
    ({ candidate_id, from_state, to_state, ...same }): AuditRow => ({
      ...same,
      candidateId: candidate_id,
      fromState: from_state,
      toState: to_state,
    }),
  );

export const escalationOpened = z
  .object({ escalation_id: z.string() })
  .transform(({ escalation_id }) => ({ escalationId: escalation_id }));

export const escalation = z
  .object({
    id: z.string(),
    candidate_id: z.string(),
    candidate_name: z.string(),
    candidate_email: z.string(),
    code: z.string(),
    message: z.string(),
    reasons: z.array(jsonObject),
    proposals: z.array(jsonObject),
    opened_at: instant,
    closed_at: instant.nullable(),
    closed_by: z.string().nullable(),
    resolution: z.string().nullable(),
  })
  .transform(
    (row): EscalationRow => ({
      id: row.id,
      candidateId: row.candidate_id,
      candidateName: row.candidate_name,
      candidateEmail: row.candidate_email,
      code: row.code,
      message: row.message,
      reasons: row.reasons,
      proposals: row.proposals,
      openedAt: row.opened_at,
      closedAt: row.closed_at,
      closedBy: row.closed_by,
      resolution: row.resolution,
    }),
  );

export const observation = z
  .object({
    id: z.string(),
    workspace: z.string(),
    candidate_id: z.string(),
    booking_id: z.string(),
    kind: z.string(),
    key: z.string(),
    summary: z.string(),
    details: jsonObject,
    state: observationState,
    tries: z.int(),
    seen_at: instant,
    settled_at: instant.nullable(),
    settled_how: settledHow.nullable(),
    settled_place: z.object({ interviewerName: z.string(), start: instant, end: instant }).nullable(),
  })
  .transform(
    ({
      candidate_id,
      booking_id,
      seen_at,
      settled_at,
      settled_how,
      settled_place,
      ...same
    }): ObservationRow => ({
      ...same,
      candidateId: candidate_id,
      bookingId: booking_id,
      seenAt: seen_at,
      settledAt: settled_at,
      settledHow: settled_how,
      settledPlace: settled_place,
    }),
  );

export const closedCandidate = z
  .object({ candidate_id: z.string() })
  .transform(({ candidate_id }) => ({ candidateId: candidate_id }));

export const timeOff = z
  .object({
    id: z.string(),
    workspace: z.string(),
    interviewer: z.string(),
    from: instant,
    to: instant,
    note: z.string(),
    added_by: z.string(),
    added_at: instant,
  })
  .transform(
    ({ added_by, added_at, ...same }): TimeOffRow => ({ ...same, addedBy: added_by, addedAt: added_at }),
  );

export const watchTurn = z
  .object({ granted: z.boolean(), wait_ms: z.int() })
  .transform(({ granted, wait_ms }) => ({ waitMs: granted ? 0 : Math.max(1, wait_ms) }));

export const calendarChannel = z
  .object({ id: z.string(), resource_id: z.string(), token_hash: z.string(), expires_at: instant })
  .transform(
    ({ resource_id, token_hash, expires_at, ...same }): CalendarChannelRow => ({
      ...same,
      resourceId: resource_id,
      tokenHash: token_hash,
      expiresAt: expires_at,
    }),
  );

const jsonObjects = z.array(jsonObject);

export const knownPerson = z.object({
  email: z.string(),
  candidates: jsonObjects,
  bookings: jsonObjects,
  escalations: jsonObjects,
  observations: jsonObjects,
  notices: jsonObjects,
  conversations: jsonObjects,
  audit: jsonObjects,
}) satisfies z.ZodType<KnownPerson>;

export const forgotten = z.object({
  candidates: z.int(),
  conversations: z.int(),
  events: z.array(booking),
}) satisfies z.ZodType<Forgotten>;

export const conversation = z
  .object({ state: jsonObject, version: z.int(), updated_at: instant })
  .transform(({ updated_at, ...same }): ConversationRow => ({ ...same, updatedAt: updated_at }));

export const notice = z
  .object({
    id: z.int(),
    chat: z.string().nullable(),
    kind: z.string(),
    payload: jsonObject,
    attempts: z.int(),
    created_at: instant,
  })
  .transform(({ created_at, ...same }): OutboxRow => ({ ...same, createdAt: created_at }));

export const schemaVersion = z.object({ version: z.string().nullable(), versions: z.array(z.string()) });

export const calendarTurn = z
  .object({ granted: z.boolean(), wait_ms: z.int(), pace_ms: z.int() })
  // A turn that is not given yet is waited for, be it for less than a millisecond.
  .transform(({ granted, wait_ms, pace_ms }) => ({
    waitMs: granted ? 0 : Math.max(1, wait_ms),
    paceMs: pace_ms,
  }));

export const calendarPace = z
  .object({ pace_ms: z.int(), next_turn_at: instant })
  .transform(({ pace_ms, next_turn_at }) => ({ paceMs: pace_ms, nextTurnAt: next_turn_at }));

export const calendarCalls = z
  .object({
    account: z.string(),
    method: z.string(),
    calls: z.int(),
    successes: z.int(),
    waits: z.int(),
    waited_ms: z.int(),
    retries: z.int(),
    quota_errors: z.int(),
    rate_errors: z.int(),
    other_errors: z.int(),
    since: instant,
    pace_ms: z.int().nullable(),
  })
  .transform(
    ({ waited_ms, quota_errors, rate_errors, other_errors, pace_ms, ...same }): CalendarCallsRow => ({
      ...same,
      waitedMs: waited_ms,
      quotaErrors: quota_errors,
      rateErrors: rate_errors,
      otherErrors: other_errors,
      paceMs: pace_ms,
    }),
  );

const seconds = z.coerce.number().nullable();

export const vitalSigns = z
  .object({
    queued_seconds: seconds,
    asked: z.int(),
    asked_seconds: seconds,
    unsent: z.int(),
    unsent_seconds: seconds,
    watched_seconds: seconds,
    observations: z.partialRecord(observationState.exclude(['settled']), z.int()),
  })
  .transform(
    (row): VitalSigns => ({
      queuedSeconds: row.queued_seconds,
      asked: row.asked,
      askedSeconds: row.asked_seconds,
      unsent: row.unsent,
      unsentSeconds: row.unsent_seconds,
      watchedSeconds: row.watched_seconds,
      observations: row.observations,
    }),
  );

/**
 * A Telegram user id as the functions write it, in digits: `bigint` goes as text, whatever the driver would
 * make of the type. Nothing else is turned into somebody who may do everything.
 */
const userId = z
  .string()
  .regex(/^[1-9][0-9]*$/)
  .transform(Number)
  .pipe(z.int());

export const workspace = z
  .object({
    id: z.string(),
    paused: z.boolean(),
    sop: z.string().nullable(),
    sop_name: z.string().nullable(),
    calendar_id: z.string().nullable(),
    admin_ids: z.array(userId).nullable(),
    calendar_delay_seconds: z.coerce.number().nullable(),
    settings_changed_at: instant.nullable(),
    active: z.int(),
  })
  .transform(
    (row): WorkspaceRow => ({
      id: row.id,
      paused: row.paused,
      sop: row.sop === null ? null : { text: row.sop, name: row.sop_name ?? row.id },
      calendarId: row.calendar_id,
      adminIds: row.admin_ids,
      calendarDelaySeconds: row.calendar_delay_seconds,
      settingsChangedAt: row.settings_changed_at,
      active: row.active,
    }),
  );
