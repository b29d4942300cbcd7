import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkDrift } from '../../../src/cli/doctor/clock.ts';
import type { Finding } from '../../../src/cli/doctor/finding.ts';
import { checkGoogle } from '../../../src/cli/doctor/google.ts';
import { procedureOf, SMALL_SOP } from '../../booking/office.ts';
import type { GoogleStandIn } from '../../google/stand-in/google.ts';
import { startGoogleNow } from '../consent.ts';

const OWN_CALENDARS = procedureOf(
  SMALL_SOP.replace(
    'email: bravo@example.com,',
    'email: bravo@example.com, calendar: bravo@own.example.com,',
  ),
);
const NO_OWN_CALENDARS = procedureOf(SMALL_SOP);
const SCOPE = 'https://www.googleapis.com/auth/calendar';

let google: GoogleStandIn;
beforeEach(async () => {
  google = await startGoogleNow();
});
afterEach(() => google.close());

/** What is found, by check; `calendarId` is the stand-in's own unless said otherwise. */
async function found(procedure = NO_OWN_CALENDARS, calendarId = google.calendarId) {
  const { apiRoot, tokenUrl, credentials } = google;
  const findings = await checkGoogle({ ...credentials, calendarId, apiRoot, tokenUrl }, procedure);
  return new Map(findings.map((finding) => [finding.check, finding]));
}

const told = (finding: Finding | undefined) => `${finding?.status}: ${finding?.message} → ${finding?.remedy}`;

describe('what doctor finds out about Google Calendar', () => {
  it('is nothing to mend where all is well', async () => {
    google.addCalendar('bravo@own.example.com');
    const findings = await found(OWN_CALENDARS);
    expect([...findings.values()].map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
    expect(findings.get('Google calendar')?.message).toBe('Mocks (mocks@example.com): yours.');
    expect(google.events()).toEqual([]);
  });

  it('is that it is not set', async () => {
    expect(await checkGoogle(null, NO_OWN_CALENDARS)).toMatchObject([{ status: 'ok' }]);
  });

  it('is a token that has ended, with the seven days of apps in testing', async () => {
    google.revokeToken();
    const findings = await found();
    expect([...findings.keys()]).toEqual(['Google sign-in']);
    expect(told(findings.get('Google sign-in'))).toMatch(
      /^fails: .*invalid_grant.* → Run `mock-scheduler auth google`.* seven days.*"Testing"/,
    );
  });

  it('is a token endpoint that does not answer', async () => {
    google.fault({ kind: 'status', status: 503, method: 'token' });
    const findings = await found();
    expect(told(findings.get('Google sign-in'))).toMatch(/^fails: .*503.* → Try again in a while/);
  });

  it('is a consent that lacks a box: more than a warning where the program needs it', async () => {
    google.grantScopes([`${SCOPE}.events`, `${SCOPE}.calendarlist.readonly`]);
    expect(told((await found()).get('Google consent'))).toMatch(
      /^warning: .*busy.* → Run mock-scheduler auth google/,
    );
    expect(told((await found(OWN_CALENDARS)).get('Google consent'))).toMatch(
      /^fails: .*which the procedure needs/,
    );
    google.grantScopes([`${SCOPE}.freebusy`, `${SCOPE}.calendarlist.readonly`]);
    expect(told((await found()).get('Google consent'))).toMatch(/^fails: .*reading and booking events/);
    google.grantScopes([`${SCOPE}.events`, `${SCOPE}.freebusy`]);
    expect(told((await found()).get('Google consent'))).toMatch(/^warning: .*listing calendars/);
  });

  it('is a calendar that is not there, or that may only be read', async () => {
    const missing = await found(NO_OWN_CALENDARS, 'gone@example.com');
    expect(told(missing.get('Google calendar'))).toMatch(
      /^fails: .*gone@example.com.* → .*GOOGLE_CALENDAR_ID/,
    );
    google.addCalendar('team@example.com', { accessRole: 'reader', summary: 'Team' });
    const readOnly = await found(NO_OWN_CALENDARS, 'team@example.com');
    expect(told(readOnly.get('Google calendar'))).toMatch(
      /^fails: Nothing can be booked in Team \(team@example.com\): you may only read it\. → Have it shared/,
    );
  });

  it('is a clock that is off by more than some seconds', async () => {
    google.skewClock(20);
    expect(told((await found()).get('clock'))).toMatch(/^warning: .* (19|20|21) s behind Google’s\. → .*NTP/);
    google.skewClock(-90);
    expect(told((await found()).get('clock'))).toMatch(/^fails: .* ahead of Google’s/);
  });

  it('is an interviewer’s calendar that cannot be read, with the interviewer', async () => {
    google.addCalendar('bravo@own.example.com', { error: 'notFound' });
    expect(told((await found(OWN_CALENDARS)).get("interviewers' calendars"))).toMatch(
      /^fails: .*given no mock: Bravo \(bravo@own.example.com\)\. → .*shared/,
    );
    const lenient = procedureOf(
      `${SMALL_SOP}busy: { unreadable: ignore }\n`.replace(
        'email: bravo@example.com,',
        'email: bravo@example.com, calendar: bravo@own.example.com,',
      ),
    );
    expect(told((await found(lenient)).get("interviewers' calendars"))).toMatch(
      /^warning: .*left out of account/,
    );
  });

  it('holds no secret', async () => {
    google.fault({ kind: 'status', status: 401, method: 'token', times: Number.POSITIVE_INFINITY });
    const shown = JSON.stringify([...(await found()).values()]);
    expect(shown).not.toContain(google.credentials.refreshToken);
    expect(shown).not.toContain(google.credentials.clientSecret);
  });
});

describe('the drift of a clock', () => {
  const at = (time: string) => Temporal.Instant.from(`2026-11-22T${time}Z`);
  const drift = (from: string, to: string) =>
    checkDrift(at('09:00:00'), { from: at(from), to: at(to) }).status;

  it('is measured at the middle of the request, to the second that the server tells', () => {
    expect(drift('09:00:00', '09:00:01')).toBe('ok');
    expect(drift('08:59:56', '09:00:05')).toBe('ok');
    expect(drift('09:00:05', '09:00:05.400')).toBe('ok');
    expect(drift('09:00:05.600', '09:00:05.600')).toBe('warning');
    expect(drift('08:59:55', '08:59:55.400')).toBe('warning');
    expect(drift('09:01:00.400', '09:01:00.600')).toBe('warning');
    expect(drift('09:01:01', '09:01:01')).toBe('fails');
  });
});
