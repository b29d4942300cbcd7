import { z } from 'zod';
import * as answer from './answers.ts';
import { type Driver, SqlFault } from './driver.ts';
import { meaningOf } from './faults.ts';
import type { JsonObject } from './rows.ts';
import { StoreUnavailable } from './store.ts';
import { type TelegramFunctionArguments, telegramAnswers } from './telegram-functions.ts';
import { type WatchingFunctionArguments, watchingAnswers } from './watching-functions.ts';

/**
 * The SQL functions that programs call, with their named arguments: the one place where the
 * TypeScript side knows them. Instants go as ISO text. A call without `p_now` takes the database's
 * own clock.
 */
export interface FunctionArguments extends TelegramFunctionArguments, WatchingFunctionArguments {
  schema_version: object;
  enqueue_candidate: {
    p_workspace: string;
    p_candidate_id: string;
    p_name: string;
    p_email: string;
    p_time_zone: string;
    p_request: JsonObject;
    p_chat: string | null;
    p_actor: string;
    p_now?: string;
  };
  claim_candidate: { p_workspace: string; p_worker: string; p_lease_seconds: number; p_now?: string };
  time_until_due: { p_workspace: string; p_now?: string };
  vital_signs: { p_workspace: string; p_now?: string };
  extend_lease: { p_candidate_id: string; p_fence: number; p_lease_seconds: number; p_now?: string };
  hand_back_candidate: { p_candidate_id: string; p_fence: number; p_worker: string; p_now?: string };
  end_all_leases: { p_actor: string; p_now?: string };
  note_step: {
    p_candidate_id: string;
    p_fence: number;
    p_action: string;
    p_summary: string;
    p_details: JsonObject;
    p_now?: string;
  };
  reserve_bookings: {
    p_candidate_id: string;
    p_fence: number;
    p_variant: string | null;
    p_bookings: readonly JsonObject[];
    p_summary: string;
    p_details: JsonObject;
    p_now?: string;
  };
  confirm_booking: {
    p_booking_id: string;
    p_candidate_id: string;
    p_fence: number;
    p_event_id: string;
    p_meet_link: string | null;
    p_html_link: string | null;
    p_now?: string;
  };
  move_bookings: {
    p_candidate_id: string;
    p_fence: number;
    p_bookings: readonly JsonObject[];
    p_summary: string;
    p_details: JsonObject;
    p_now?: string;
  };
  finish_candidate: {
    p_candidate_id: string;
    p_fence: number;
    p_summary: string;
    p_details: JsonObject;
    p_now?: string;
  };
  postpone_candidate: {
    p_candidate_id: string;
    p_fence: number;
    p_until: string;
    p_summary: string;
    p_details: JsonObject;
    p_now?: string;
  };
  take_back_bookings: { p_candidate_id: string; p_fence: number; p_escalation: JsonObject; p_now?: string };
  release_booking: { p_booking_id: string; p_candidate_id: string; p_fence: number; p_now?: string };
  escalate_candidate: { p_candidate_id: string; p_fence: number; p_escalation: JsonObject; p_now?: string };
  retry_candidate: {
    p_candidate_id: string;
    p_request: JsonObject | null;
    p_actor: string;
    p_note: string;
    p_now?: string;
  };
  order_change: {
    p_candidate_id: string;
    p_change: JsonObject;
    p_summary: string;
    p_actor: string;
    p_chat: string | null;
    p_person: JsonObject | null;
    p_now?: string;
  };
  drop_change: { p_candidate_id: string; p_actor: string; p_note: string; p_now?: string };
  take_back_change: {
    p_candidate_id: string;
    p_fence: number;
    p_bookings: readonly JsonObject[];
    p_why: string;
    p_now?: string;
  };
  let_go_of_change: {
    p_candidate_id: string;
    p_fence: number;
    p_summary: string;
    p_details: JsonObject;
    p_now?: string;
  };
  finish_change: {
    p_candidate_id: string;
    p_fence: number;
    p_done: boolean;
    p_summary: string;
    p_details: JsonObject;
    p_now?: string;
  };
  cancel_candidate: { p_candidate_id: string; p_actor: string; p_note: string; p_now?: string };
  pause_queue: { p_workspace: string; p_paused: boolean; p_actor: string; p_now?: string };
  list_workspaces: object;
  set_workspace: { p_workspace: string; p_changes: JsonObject; p_actor: string; p_now?: string };
  list_queue: { p_workspace: string; p_limit: number | null };
  count_candidates: { p_workspace: string };
  list_candidates: {
    p_workspace: string;
    p_email: string | null;
    p_id: string | null;
    p_state: string | null;
    p_limit: number | null;
  };
  list_bookings: {
    p_workspace: string | null;
    p_candidate_id: string | null;
    p_from: string | null;
    p_to: string | null;
    p_released: boolean;
    p_people: readonly string[] | null;
  };
  list_audit: { p_workspace: string; p_candidate_id: string | null; p_limit: number | null };
  list_escalations: { p_workspace: string; p_open: boolean; p_candidate_id: string | null };
  export_person: { p_workspace: string | null; p_email: string };
  forget_person: { p_email: string; p_actor: string; p_now?: string };
  load_conversation: { p_workspace: string; p_key: string };
  save_conversation: {
    p_workspace: string;
    p_key: string;
    p_state: JsonObject | null;
    p_version: number;
    p_now?: string;
  };
  list_notices: { p_workspace: string; p_limit: number; p_now?: string };
  mark_notice_sent: { p_outbox_id: number; p_now?: string };
  mark_notice_failed: { p_outbox_id: number; p_error: string; p_retry_at: string | null; p_now?: string };
  take_calendar_turn: { p_account: string; p_delay_ms: number; p_successes: number; p_now?: string };
  slow_calendar_pace: { p_account: string; p_delay_ms: number; p_hold_ms: number; p_now?: string };
  record_calendar_calls: { p_account: string; p_calls: JsonObject; p_now?: string };
  list_calendar_calls: object;
}

export type FunctionName = keyof FunctionArguments;

/** Nothing to read; drivers spell it differently (null, an empty text). */
const nothing = z.unknown().transform(() => undefined);

/** What each of them answers. */
const answers = {
  schema_version: answer.schemaVersion,
  enqueue_candidate: answer.enqueueResult,
  claim_candidate: answer.claim.nullable(),
  time_until_due: z.int().nullable(),
  vital_signs: answer.vitalSigns,
  extend_lease: nothing,
  hand_back_candidate: nothing,
  end_all_leases: nothing,
  note_step: nothing,
  reserve_bookings: answer.reserveResult,
  confirm_booking: nothing,
  move_bookings: answer.reserveResult,
  finish_candidate: nothing,
  postpone_candidate: nothing,
  take_back_bookings: nothing,
  release_booking: nothing,
  escalate_candidate: answer.escalationOpened,
  retry_candidate: nothing,
  order_change: answer.changeOrdered,
  drop_change: nothing,
  take_back_change: answer.reserveResult,
  let_go_of_change: nothing,
  finish_change: nothing,
  cancel_candidate: nothing,
  pause_queue: nothing,
  list_workspaces: z.array(answer.workspace),
  set_workspace: answer.workspace,
  list_queue: answer.queue,
  count_candidates: answer.counts,
  list_candidates: z.array(answer.candidate),
  list_bookings: z.array(answer.booking),
  list_audit: z.array(answer.audit),
  list_escalations: z.array(answer.escalation),
  export_person: answer.knownPerson,
  forget_person: answer.forgotten,
  load_conversation: answer.conversation.nullable(),
  save_conversation: nothing,
  list_notices: z.array(answer.notice),
  mark_notice_sent: nothing,
  mark_notice_failed: nothing,
  take_calendar_turn: answer.calendarTurn,
  slow_calendar_pace: answer.calendarPace,
  record_calendar_calls: nothing,
  list_calendar_calls: z.array(answer.calendarCalls),
  ...telegramAnswers,
  ...watchingAnswers,
} satisfies Record<FunctionName, z.ZodType>;

type Answer<Name extends FunctionName> = z.output<(typeof answers)[Name]>;

/** Calls a function and checks its answer. Faults of the database become the errors of the port. */
export async function callFunction<Name extends FunctionName>(
  driver: Driver,
  name: Name,
  args: FunctionArguments[Name],
): Promise<Answer<Name>> {
  let answered: unknown;
  try {
    answered = await driver.call(name, { ...args });
  } catch (error) {
    throw error instanceof SqlFault ? meaningOf(error, driver.description) : error;
  }
  const checked = answers[name].safeParse(answered);
  if (!checked.success) {
    throw new StoreUnavailable(
      `The database (${driver.description}) answered what this program cannot read: ${name}, ${whereNot(checked.error)}.`,
      'See that its functions are those that `mock-scheduler db sql` prints, and that no proxy answers in its place; ' +
        'nothing that was confirmed is lost, and a running program goes on by itself.',
    );
  }
  return checked.data as Answer<Name>;
}

/** Where an answer is not as it should be, without a word of what it says. */
function whereNot({ issues }: z.ZodError): string {
  const places = issues.slice(0, 3).map(({ path, code }) => `${path.join('.') || 'as a whole'} (${code})`);
  const more = issues.length > places.length ? ` and ${issues.length - places.length} more` : '';
  return `${places.join(', ')}${more}`;
}
