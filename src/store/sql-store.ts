import type { Driver } from './driver.ts';
import { escalationJson } from './escalation-json.ts';
import { callFunction } from './functions.ts';
import type { JsonObject, PlannedBooking } from './rows.ts';
import { changeOf } from './signals.ts';
import { sqlTelegramStore } from './sql-telegram-store.ts';
import { sqlWatching } from './sql-watching.ts';
import type { CountedCalls, NewPerson, Store } from './store.ts';

/**
 * The store over any driver: each method is one call of one SQL function. With a clock its time is
 * sent along (simulation); without, the database's own counts.
 */
export function sqlStore(driver: Driver, clock?: () => Temporal.Instant): Store {
  const now = (): { p_now?: string } => (clock === undefined ? {} : { p_now: clock().toString() });

  return {
    description: driver.description,

    enqueue: (input) =>
      callFunction(driver, 'enqueue_candidate', {
        p_workspace: input.workspace,
        p_candidate_id: input.candidateId,
        p_name: input.name,
        p_email: input.email,
        p_time_zone: input.timeZone,
        p_request: input.request,
        p_chat: input.chat,
        p_actor: input.actor,
        ...now(),
      }),

    claim: (input) =>
      callFunction(driver, 'claim_candidate', {
        p_workspace: input.workspace,
        p_worker: input.worker,
        p_lease_seconds: input.leaseSeconds,
        ...now(),
      }),

    untilDue: (input) => callFunction(driver, 'time_until_due', { p_workspace: input.workspace, ...now() }),

    vitalSigns: (input) => callFunction(driver, 'vital_signs', { p_workspace: input.workspace, ...now() }),

    watch: (onChange) =>
      driver.listen((channel, said) => {
        const change = changeOf(channel, said);
        if (change !== null) onChange(change);
      }),

    heartbeat: (input) =>
      callFunction(driver, 'extend_lease', {
        ...held(input),
        p_lease_seconds: input.leaseSeconds,
        ...now(),
      }),

    handBack: (input) =>
      callFunction(driver, 'hand_back_candidate', { ...held(input), p_worker: input.worker, ...now() }),

    note: (input) =>
      callFunction(driver, 'note_step', {
        ...held(input),
        p_action: input.action,
        p_summary: input.summary,
        p_details: input.details,
        ...now(),
      }),

    reserve: (input) =>
      callFunction(driver, 'reserve_bookings', {
        ...held(input),
        p_variant: input.variant,
        p_bookings: input.bookings.map(plannedBooking),
        p_summary: input.summary,
        p_details: input.details,
        ...now(),
      }),

    confirm: (input) =>
      callFunction(driver, 'confirm_booking', {
        ...held(input),
        p_booking_id: input.bookingId,
        p_event_id: input.eventId,
        p_meet_link: input.meetLink,
        p_html_link: input.htmlLink,
        ...now(),
      }),

    move: (input) =>
      callFunction(driver, 'move_bookings', {
        ...held(input),
        p_bookings: input.bookings.map(plannedBooking),
        p_summary: input.summary,
        p_details: input.details,
        ...now(),
      }),

    finish: (input) =>
      callFunction(driver, 'finish_candidate', {
        ...held(input),
        p_summary: input.summary,
        p_details: input.details,
        ...now(),
      }),

    wait: (input) =>
      callFunction(driver, 'postpone_candidate', {
        ...held(input),
        p_until: input.until.toString(),
        p_summary: input.summary,
        p_details: input.details,
        ...now(),
      }),

    takeBack: (input) =>
      callFunction(driver, 'take_back_bookings', {
        ...held(input),
        p_escalation: escalationJson(input.escalation),
        ...now(),
      }),

    release: (input) =>
      callFunction(driver, 'release_booking', { ...held(input), p_booking_id: input.bookingId, ...now() }),

    escalate: (input) =>
      callFunction(driver, 'escalate_candidate', {
        ...held(input),
        p_escalation: escalationJson(input.escalation),
        ...now(),
      }),

    retry: (input) =>
      callFunction(driver, 'retry_candidate', {
        p_candidate_id: input.candidateId,
        p_request: input.request,
        p_actor: input.actor,
        p_note: input.note,
        ...now(),
      }),

    orderChange: (input) =>
      callFunction(driver, 'order_change', {
        p_candidate_id: input.candidateId,
        p_change: input.change,
        p_summary: input.summary,
        p_actor: input.actor,
        p_chat: input.chat,
        p_person: input.person === undefined ? null : person(input.person),
        ...now(),
      }),

    dropChange: (input) =>
      callFunction(driver, 'drop_change', {
        p_candidate_id: input.candidateId,
        p_actor: input.actor,
        p_note: input.note,
        ...now(),
      }),

    takeBackChange: (input) =>
      callFunction(driver, 'take_back_change', {
        ...held(input),
        p_bookings: input.bookings.map(plannedBooking),
        p_why: input.why,
        ...now(),
      }),

    letGoOfChange: (input) =>
      callFunction(driver, 'let_go_of_change', {
        ...held(input),
        p_summary: input.summary,
        p_details: input.details,
        ...now(),
      }),

    finishChange: (input) =>
      callFunction(driver, 'finish_change', {
        ...held(input),
        p_done: input.done,
        p_summary: input.summary,
        p_details: input.details,
        ...now(),
      }),

    cancel: (input) =>
      callFunction(driver, 'cancel_candidate', {
        p_candidate_id: input.candidateId,
        p_actor: input.actor,
        p_note: input.note,
        ...now(),
      }),

    pause: (input) =>
      callFunction(driver, 'pause_queue', {
        p_workspace: input.workspace,
        p_paused: input.paused,
        p_actor: input.actor,
        ...now(),
      }),

    workspaces: () => callFunction(driver, 'list_workspaces', {}),

    setWorkspace: (input) =>
      callFunction(driver, 'set_workspace', {
        p_workspace: input.workspace,
        p_changes: workspaceChanges(input.changes),
        p_actor: input.actor,
        ...now(),
      }),

    queue: (input) =>
      callFunction(driver, 'list_queue', { p_workspace: input.workspace, p_limit: input.limit ?? null }),

    counts: (input) => callFunction(driver, 'count_candidates', { p_workspace: input.workspace }),

    candidates: (input) =>
      callFunction(driver, 'list_candidates', {
        p_workspace: input.workspace,
        p_email: input.email ?? null,
        p_id: input.id ?? null,
        p_state: input.state ?? null,
        p_limit: input.limit ?? null,
      }),

    bookings: (input) =>
      callFunction(driver, 'list_bookings', {
        p_workspace: input.workspace,
        p_candidate_id: input.candidateId ?? null,
        p_from: input.from?.toString() ?? null,
        p_to: input.to?.toString() ?? null,
        p_released: input.released ?? false,
        p_people: input.people ?? null,
      }),

    audit: (input) =>
      callFunction(driver, 'list_audit', {
        p_workspace: input.workspace,
        p_candidate_id: input.candidateId ?? null,
        p_limit: input.limit ?? null,
      }),

    escalations: (input) =>
      callFunction(driver, 'list_escalations', {
        p_workspace: input.workspace,
        p_open: input.open,
        p_candidate_id: input.candidateId ?? null,
      }),

    exportPerson: (input) =>
      callFunction(driver, 'export_person', { p_workspace: input.workspace, p_email: input.email }),

    forgetPerson: (input) =>
      callFunction(driver, 'forget_person', { p_email: input.email, p_actor: input.actor, ...now() }),

    loadConversation: (input) =>
      callFunction(driver, 'load_conversation', { p_workspace: input.workspace, p_key: input.key }),

    saveConversation: (input) =>
      callFunction(driver, 'save_conversation', {
        p_workspace: input.workspace,
        p_key: input.key,
        p_state: input.state,
        p_version: input.version,
        ...now(),
      }),

    outbox: (input) =>
      callFunction(driver, 'list_notices', { p_workspace: input.workspace, p_limit: input.limit, ...now() }),

    markSent: (input) => callFunction(driver, 'mark_notice_sent', { p_outbox_id: input.outboxId, ...now() }),

    markFailed: (input) =>
      callFunction(driver, 'mark_notice_failed', {
        p_outbox_id: input.outboxId,
        p_error: input.error,
        p_retry_at: input.retryAt?.toString() ?? null,
        ...now(),
      }),

    takeCalendarTurn: (input) =>
      callFunction(driver, 'take_calendar_turn', {
        p_account: input.account,
        p_delay_ms: input.delayMs,
        p_successes: input.successes,
        ...now(),
      }),

    slowCalendarPace: (input) =>
      callFunction(driver, 'slow_calendar_pace', {
        p_account: input.account,
        p_delay_ms: input.delayMs,
        p_hold_ms: input.holdMs,
        ...now(),
      }),

    recordCalendarCalls: (input) =>
      callFunction(driver, 'record_calendar_calls', {
        p_account: input.account,
        p_calls: Object.fromEntries(
          Object.entries(input.calls).map(([method, counted]) => [method, countedCalls(counted)]),
        ),
        ...now(),
      }),

    calendarCalls: () => callFunction(driver, 'list_calendar_calls', {}),

    ...sqlWatching(driver, now),

    telegram: sqlTelegramStore(driver, now),

    close: () => driver.close(),
  };
}

/** As the database function `record_calendar_calls` reads it. */
function countedCalls(counted: CountedCalls): JsonObject {
  return {
    calls: counted.calls,
    successes: counted.successes,
    waits: counted.waits,
    waited_ms: counted.waitedMs,
    retries: counted.retries,
    quota_errors: counted.quotaErrors,
    rate_errors: counted.rateErrors,
    other_errors: counted.otherErrors,
  };
}

function held(input: { candidateId: string; fence: number }) {
  return { p_candidate_id: input.candidateId, p_fence: input.fence };
}

/** As the database function `order_change` reads it. */
function person({ workspace, name, email, timeZone }: NewPerson): JsonObject {
  return { workspace, name, email, time_zone: timeZone };
}

/** As the database function `planned_bookings` reads it. */
function plannedBooking(planned: PlannedBooking): JsonObject {
  return {
    id: planned.id,
    course: planned.course,
    number: planned.number,
    interviewer: planned.interviewer,
    interviewer_name: planned.interviewerName,
    interviewer_email: planned.interviewerEmail,
    role: planned.role,
    start: planned.start.toString(),
    end: planned.end.toString(),
    event_id: planned.eventId,
  };
}

/** As the database function `set_workspace` reads it: only what is named is changed. */
function workspaceChanges(changes: Parameters<Store['setWorkspace']>[0]['changes']): JsonObject {
  const { sop, calendarId, adminIds, calendarDelaySeconds } = changes;
  return {
    ...(sop === undefined ? {} : { sop: sop?.text ?? null, sop_name: sop?.name ?? null }),
    ...(calendarId === undefined ? {} : { calendar_id: calendarId }),
    ...(adminIds === undefined ? {} : { admin_ids: adminIds?.map(String) ?? null }),
    ...(calendarDelaySeconds === undefined ? {} : { calendar_delay_seconds: calendarDelaySeconds }),
  };
}
