import type { Logger } from 'pino';
import type { Clock } from '../../time/clock.ts';
import { zoneNamed } from '../../time/zone.ts';
import type { Calendar, CalendarWork } from '../calendar.ts';
import type { CallTally } from '../calls.ts';
import { accountName, type GoogleAccount } from './account.ts';
import { type Call, caller } from './call.ts';
import { openChannels, type PushOptions } from './channels.ts';
import { type GoogleConnection, openClient } from './client.ts';
import { readFreeBusy } from './free-busy.ts';
import { type Keep, Line } from './line.ts';
import { openMirror } from './mirror.ts';
import { type Around, createEvent, findEvent, moveEvent, removeEvent } from './own-events.ts';
import type { Pace } from './pace.ts';
import { openTurns } from './turns.ts';

export interface GoogleCalendarOptions extends GoogleConnection {
  readonly account: GoogleAccount;
  readonly calendarId: string;
  /** The least time between the starts of two calls of the account. */
  readonly delaySeconds: number;
  /** How often a call is repeated after a passing failure. */
  readonly maxRetries: number;
  /** Every wait goes through it. */
  readonly clock: Clock;
  /** For jitter, in [0, 1). */
  readonly random: () => number;
  readonly pace: Pace;
  /** Counts the calls since the start. */
  readonly tally: CallTally;
  /** Hears of repetitions and waits; neither secrets nor anything about people. */
  readonly log: Pick<Logger, 'info' | 'warn'>;
  /** Without it Google tells of no changes: they are seen when the calendar is read. */
  readonly push?: PushOptions;
}

/** "Not found" is believed where the calendar itself was seen so recently. */
const SEEN = { minutes: 1 };

/**
 * Opens Google Calendar; nothing is sent before the first call. One per account and process: its
 * calls go one after another, in the order in which they were asked for, and take their turns with all
 * other processes of the account through the pace. Views made by `during` share all of that.
 */
export function openGoogleCalendar(options: GoogleCalendarOptions): Calendar {
  const { calendarId, clock, tally } = options;
  const client = openClient(options, clock.now);
  const turns = openTurns({ ...options, account: accountName(options.account) });
  const mirror = openMirror(calendarId, clock.now);
  const line = new Line();
  const channels = options.push === undefined ? null : openChannels({ ...options, push: options.push });
  let seenUntil: Temporal.Instant | null = null;

  const askZone = async (call: Call) => {
    const answer = await call(
      'list',
      (api) => api.events.list({ calendarId, maxResults: 1, fields: 'timeZone' }),
      (data) => (data instanceof Object ? String('timeZone' in data ? data.timeZone : '') : null),
    );
    return answer.outcome === 'done' ? zoneNamed(answer.value) : null;
  };
  const around: Around = {
    calendarId,
    timeZone: async (call) => mirror.timeZone() ?? (await askZone(call)),
    async beSureOfCalendar(call) {
      if (seenUntil === null || Temporal.Instant.compare(seenUntil, clock.now()) < 0) await askZone(call);
    },
  };

  const view = (work: CalendarWork | null): Calendar => {
    const keep = work?.keep ?? (async () => {});
    const tallies = work === null ? [tally] : [tally, work.tally];
    /** One thing asked of the calendar, with all calls that it takes. */
    const one = <Result>(doing: (call: Call, keepAll: Keep) => Promise<Result>): Promise<Result> =>
      line.pass(keep, (keepAll) => {
        const call = caller({ ...options, client, turns, tallies }, keep, keepAll);
        return doing(async (method, request, read) => {
          const result = await call(method, request, read);
          if (method !== 'freebusy' && result.outcome !== 'missing') seenUntil = clock.now().add(SEEN);
          return result;
        }, keepAll);
      });
    /** No piece of work pays for the channel, and none waits for repetitions: there is a next reading. */
    const upkeep = async (keepAll: Keep): Promise<void> => {
      const parts = { ...options, maxRetries: 0, client, turns, tallies: [tally] };
      if (channels?.due() === true) await channels.upkeep(caller(parts, keep, keepAll));
    };
    return {
      name: calendarId,
      // The channel first: what changes after it is there is told, what changed before is read.
      events: (from, to) =>
        one(async (call, keepAll) => {
          await upkeep(keepAll);
          return mirror.events(call, from, to);
        }),
      freeBusy: (calendars, from, to) => one((call) => readFreeBusy(call, calendars, from, to)),
      create: (event) => one((call) => createEvent(call, around, event)),
      find: (id) => one((call) => findEvent(call, around, id)),
      move: (event) => one((call) => moveEvent(call, around, event)),
      remove: (id) => one((call) => removeEvent(call, around, id)),
      async listen(onChange) {
        if (channels === null) return null;
        const listening = channels.listen(onChange);
        await one((_call, keepAll) => upkeep(keepAll));
        return listening;
      },
      during: view,
      close: async () => channels?.close(),
    };
  };
  return view(null);
}
