import { CalendarError } from '../../calendar/calendar.ts';
import { type GoogleSetup, openSetup } from '../../calendar/google/setup.ts';
import type { GoogleSettings } from '../../config/google-settings.ts';
import type { Procedure } from '../../sop/model.ts';
import { ACCESS_WORDS, isWritable } from '../auth-google-calendar.ts';
import { systemClock } from '../system-clock.ts';
import { checkDrift } from './clock.ts';
import { type Finding, fails, failure, ok, warning } from './finding.ts';
import { checkInterviewerCalendars, namesCalendars } from './interviewer-calendars.ts';

const SIGN_IN = 'Google sign-in';
const CONSENT = 'Google consent';
const CALENDAR = 'Google calendar';
const TIMEOUT_MS = 15_000;

/** Everything about Google Calendar that can be tried while nothing is booked, in few calls. */
export async function checkGoogle(
  google: GoogleSettings | null,
  procedure: Procedure | null,
): Promise<readonly Finding[]> {
  if (google === null) return [ok(CALENDAR, 'It is not set; mocks are booked in the local calendar.')];
  const { clientId, clientSecret, refreshToken, calendarId, apiRoot, tokenUrl } = google;
  const account = { clientId, clientSecret, refreshToken };
  const setup = openSetup({ account, apiRoot, tokenUrl, timeoutMs: TIMEOUT_MS });
  let missing: readonly string[];
  try {
    ({ missing } = await setup.signIn());
  } catch (error) {
    return [withTestingHint(failure(SIGN_IN, error))];
  }
  return [
    ok(SIGN_IN, 'Google accepts the refresh token.'),
    checkConsent(missing, procedure !== null && namesCalendars(procedure)),
    ...(await checkCalendar(setup, calendarId)),
    ...(procedure === null ? [] : [await checkInterviewerCalendars(google, procedure)]),
  ];
}

/** Google ends consents of an app in testing after a week; whoever meets that once meets it every week. */
function withTestingHint(finding: Finding): Finding {
  if (!finding.message.includes('invalid_grant')) return finding;
  return {
    ...finding,
    remedy: `${finding.remedy ?? ''} If it comes back after seven days: the OAuth consent screen is in "Testing"; publish it ("In production"), or make it Internal in a Google Workspace.`,
  };
}

function checkConsent(missing: readonly string[], namesOwnCalendars: boolean): Finding {
  const remedy = 'Run mock-scheduler auth google and leave every box ticked.';
  const lacks = (end: string) => missing.some((scope) => scope.endsWith(end));
  if (lacks('.events')) return fails(CONSENT, 'It does not cover reading and booking events.', remedy);
  if (lacks('.freebusy')) {
    const message = 'It does not cover seeing when interviewers’ own calendars are busy';
    return namesOwnCalendars
      ? fails(CONSENT, `${message}, which the procedure needs.`, remedy)
      : warning(CONSENT, `${message}; the procedure names none so far.`, remedy);
  }
  if (missing.length > 0) {
    return warning(CONSENT, 'It does not cover listing calendars, which auth google does.', remedy);
  }
  return ok(CONSENT, 'It covers all that is needed.');
}

async function checkCalendar(setup: GoogleSetup, calendarId: string): Promise<readonly Finding[]> {
  const before = systemClock.now();
  try {
    const found = await setup.calendar(calendarId);
    const drift =
      found.serverTime === null
        ? []
        : [checkDrift(found.serverTime, { from: before, to: systemClock.now() })];
    const access = ACCESS_WORDS[found.access];
    const shown = found.name === calendarId ? calendarId : `${found.name} (${calendarId})`;
    const finding = isWritable(found)
      ? ok(CALENDAR, `${shown}: ${access}.`)
      : fails(
          CALENDAR,
          `Nothing can be booked in ${shown}: ${access}.`,
          'Have it shared with this account with "Make changes to events", or choose another with mock-scheduler auth google.',
        );
    return [finding, ...drift];
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    return [failure(CALENDAR, error)];
  }
}
