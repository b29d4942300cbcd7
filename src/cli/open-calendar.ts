import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Calendar } from '../calendar/calendar.ts';
import type { CallTally } from '../calendar/calls.ts';
import { accountName } from '../calendar/google/account.ts';
import type { ChangePost } from '../calendar/google/change-post.ts';
import type { PushOptions } from '../calendar/google/channels.ts';
import { openGoogleCalendar } from '../calendar/google/open.ts';
import type { Pace } from '../calendar/google/pace.ts';
import { type LocalCalendar, openLocalCalendar } from '../calendar/local/local-calendar.ts';
import type { Store } from '../store/store.ts';
import { openLog } from './logger.ts';
import { systemClock } from './system-clock.ts';
import { DEFAULT_WORKSPACE, type WorkspaceInForce } from './workspace-in-force.ts';

/** The calendar in force, and what of it only one kind has. */
export interface CalendarInForce {
  readonly calendar: Calendar;
  /** The same calendar where it is the local one. */
  readonly localCalendar: LocalCalendar | null;
  /** The account whose quota its calls use up; null for the local calendar, which makes none. */
  readonly calendarAccount: string | null;
  /** Seconds between two calls, as this process was last told; null before any, or where none are made. */
  readonly calendarPaceSeconds: () => number | null;
}

/** The file of the local calendar, one for each workspace. */
export function localCalendarFile(dataDir: string, workspace: string): string {
  return join(dataDir, workspace === DEFAULT_WORKSPACE ? 'calendar.ics' : `calendar-${workspace}.ics`);
}

/** The calendar that a workspace's settings ask for: Google's, whose calls take turns in the store; else the local one. */
export async function openCalendar(
  { id, settings, procedure }: WorkspaceInForce,
  ports: { readonly store: Store; readonly tally: CallTally; readonly changePost: ChangePost | null },
): Promise<CalendarInForce> {
  const { google } = settings;
  if (google === null) {
    const { timeZone } = procedure.base;
    const local = await openLocalCalendar({
      file: localCalendarFile(settings.dataDir, id),
      timeZone,
      sleep: systemClock.sleep,
    });
    return { calendar: local, localCalendar: local, calendarAccount: null, calendarPaceSeconds: () => null };
  }
  const { clientId, clientSecret, refreshToken, calendarId, apiRoot, tokenUrl } = google;
  const account = { clientId, clientSecret, refreshToken };
  let paceMs: number | null = null;
  const noted = async <Told extends { readonly paceMs: number }>(asking: Promise<Told>): Promise<Told> => {
    const told = await asking;
    paceMs = told.paceMs;
    return told;
  };
  const pace: Pace = {
    takeTurn: (input) => noted(ports.store.takeCalendarTurn(input)),
    slow: (input) => noted(ports.store.slowCalendarPace(input)),
  };
  const calendar = openGoogleCalendar({
    account,
    calendarId,
    apiRoot,
    tokenUrl,
    delaySeconds: settings.calendarDelaySeconds,
    maxRetries: settings.calendarMaxRetries,
    clock: systemClock,
    random: Math.random,
    pace,
    tally: ports.tally,
    log: openLog(settings.logLevel),
    ...(ports.changePost === null ? {} : { push: pushOf(calendarId, ports.store, ports.changePost) }),
  });
  return {
    calendar,
    localCalendar: null,
    calendarAccount: accountName(account),
    calendarPaceSeconds: () => (paceMs === null ? null : paceMs / 1000),
  };
}

/** Google's messages about a calendar, its channels written down in the store. */
function pushOf(calendarId: string, store: Store, post: ChangePost): PushOptions {
  return {
    post,
    book: {
      load: () => store.calendarChannels({ calendarId }),
      keep: (channel) => store.keepCalendarChannel({ calendarId, channel }),
      forget: (id) => store.forgetCalendarChannel({ calendarId, id }),
    },
    newId: randomUUID,
    newToken: () => randomBytes(32).toString('base64url'),
  };
}
