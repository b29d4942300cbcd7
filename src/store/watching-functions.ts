import { z } from 'zod';
import * as answer from './answers.ts';
import type { JsonObject, MockOutcome } from './rows.ts';

/** The SQL functions behind what keeps bookings true; part of `FunctionArguments`, whose rules hold here too. */
export interface WatchingFunctionArguments {
  take_watch: {
    p_workspace: string;
    p_watcher: string;
    p_lease_seconds: number;
    p_every_seconds: number;
    p_now?: string;
  };
  end_watch: { p_workspace: string; p_watcher: string; p_failed: boolean; p_now?: string };
  observe_candidate: {
    p_candidate_id: string;
    p_seen: readonly JsonObject[];
    p_actor: string;
    p_now?: string;
  };
  list_observations: {
    p_workspace: string;
    p_candidate_id: string | null;
    p_settled: boolean;
    p_limit: number | null;
  };
  ask_about_candidate: {
    p_candidate_id: string;
    p_question: JsonObject;
    p_observations: readonly string[];
    p_actor: string;
    p_now?: string;
  };
  keep_observed: { p_candidate_id: string; p_actor: string; p_note: string; p_now?: string };
  mark_mock: {
    p_booking_id: string;
    p_outcome: MockOutcome | null;
    p_note: string;
    p_actor: string;
    p_now?: string;
  };
  close_over: { p_workspace: string; p_actor: string; p_now?: string };
  list_time_off: { p_workspace: string; p_from: string | null };
  add_time_off: {
    p_workspace: string;
    p_id: string;
    p_interviewer: string;
    p_from: string;
    p_to: string;
    p_note: string;
    p_actor: string;
    p_now?: string;
  };
  remove_time_off: { p_workspace: string; p_id: string; p_actor: string; p_now?: string };
  write_digest: {
    p_workspace: string;
    p_day: string;
    p_notices: readonly JsonObject[];
    p_actor: string;
    p_now?: string;
  };
  list_calendar_channels: { p_calendar_id: string };
  keep_calendar_channel: {
    p_calendar_id: string;
    p_id: string;
    p_resource_id: string;
    p_token_hash: string;
    p_expires_at: string;
    p_now?: string;
  };
  forget_calendar_channel: { p_calendar_id: string; p_id: string; p_now?: string };
}

const nothing = z.unknown().transform(() => undefined);

export const watchingAnswers = {
  take_watch: answer.watchTurn,
  end_watch: nothing,
  observe_candidate: z.array(answer.observation),
  list_observations: z.array(answer.observation),
  ask_about_candidate: answer.escalationOpened,
  keep_observed: nothing,
  mark_mock: nothing,
  close_over: z.array(answer.closedCandidate),
  list_time_off: z.array(answer.timeOff),
  add_time_off: nothing,
  remove_time_off: nothing,
  write_digest: z.boolean(),
  list_calendar_channels: z.array(answer.calendarChannel),
  keep_calendar_channel: nothing,
  forget_calendar_channel: nothing,
} satisfies Record<keyof WatchingFunctionArguments, z.ZodType>;
