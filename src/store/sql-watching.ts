import type { Driver } from './driver.ts';
import { escalationJson } from './escalation-json.ts';
import { callFunction } from './functions.ts';
import type { JsonObject, SeenInput } from './rows.ts';
import type { Store } from './store.ts';

type Watching = Pick<
  Store,
  | 'takeWatch'
  | 'endWatch'
  | 'observe'
  | 'observations'
  | 'ask'
  | 'keepObserved'
  | 'markMock'
  | 'closeOver'
  | 'timeOff'
  | 'addTimeOff'
  | 'removeTimeOff'
  | 'writeDigest'
  | 'calendarChannels'
  | 'keepCalendarChannel'
  | 'forgetCalendarChannel'
>;

/** The part of the store that keeps bookings true while calendars change. */
export function sqlWatching(driver: Driver, now: () => { p_now?: string }): Watching {
  return {
    takeWatch: (input) =>
      callFunction(driver, 'take_watch', {
        p_workspace: input.workspace,
        p_watcher: input.watcher,
        p_lease_seconds: input.leaseSeconds,
        p_every_seconds: input.everySeconds,
        ...now(),
      }),

    endWatch: (input) =>
      callFunction(driver, 'end_watch', {
        p_workspace: input.workspace,
        p_watcher: input.watcher,
        p_failed: input.failed,
        ...now(),
      }),

    observe: (input) =>
      callFunction(driver, 'observe_candidate', {
        p_candidate_id: input.candidateId,
        p_seen: input.seen.map(seen),
        p_actor: input.actor,
        ...now(),
      }),

    observations: (input) =>
      callFunction(driver, 'list_observations', {
        p_workspace: input.workspace,
        p_candidate_id: input.candidateId ?? null,
        p_settled: input.settled ?? false,
        p_limit: input.limit ?? null,
      }),

    ask: (input) =>
      callFunction(driver, 'ask_about_candidate', {
        p_candidate_id: input.candidateId,
        p_question: escalationJson(input.question),
        p_observations: input.observations,
        p_actor: input.actor,
        ...now(),
      }),

    keepObserved: (input) =>
      callFunction(driver, 'keep_observed', {
        p_candidate_id: input.candidateId,
        p_actor: input.actor,
        p_note: input.note,
        ...now(),
      }),

    markMock: (input) =>
      callFunction(driver, 'mark_mock', {
        p_booking_id: input.bookingId,
        p_outcome: input.outcome,
        p_note: input.note,
        p_actor: input.actor,
        ...now(),
      }),

    closeOver: (input) =>
      callFunction(driver, 'close_over', { p_workspace: input.workspace, p_actor: input.actor, ...now() }),

    timeOff: (input) =>
      callFunction(driver, 'list_time_off', {
        p_workspace: input.workspace,
        p_from: input.from?.toString() ?? null,
      }),

    addTimeOff: (input) =>
      callFunction(driver, 'add_time_off', {
        p_workspace: input.workspace,
        p_id: input.id,
        p_interviewer: input.interviewer,
        p_from: input.from.toString(),
        p_to: input.to.toString(),
        p_note: input.note,
        p_actor: input.actor,
        ...now(),
      }),

    removeTimeOff: (input) =>
      callFunction(driver, 'remove_time_off', {
        p_workspace: input.workspace,
        p_id: input.id,
        p_actor: input.actor,
        ...now(),
      }),

    writeDigest: (input) =>
      callFunction(driver, 'write_digest', {
        p_workspace: input.workspace,
        p_day: input.date,
        p_notices: input.notices.map(({ chat, payload }) => ({ chat, payload })),
        p_actor: input.actor,
        ...now(),
      }),

    calendarChannels: (input) =>
      callFunction(driver, 'list_calendar_channels', { p_calendar_id: input.calendarId }),

    keepCalendarChannel: ({ calendarId, channel }) =>
      callFunction(driver, 'keep_calendar_channel', {
        p_calendar_id: calendarId,
        p_id: channel.id,
        p_resource_id: channel.resourceId,
        p_token_hash: channel.tokenHash,
        p_expires_at: channel.expiresAt.toString(),
        ...now(),
      }),

    forgetCalendarChannel: (input) =>
      callFunction(driver, 'forget_calendar_channel', {
        p_calendar_id: input.calendarId,
        p_id: input.id,
        ...now(),
      }),
  };
}

/** As the database function `observe_candidate` reads it. */
function seen({ bookingId, kind, key, summary, details }: SeenInput): JsonObject {
  return { booking_id: bookingId, kind, key, summary, details };
}
