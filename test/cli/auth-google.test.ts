import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GoogleStandIn } from '../google/stand-in/google.ts';
import { clientVariables, consentAt, startAuth, startGoogleNow } from './consent.ts';
import { run, temporaryFolder } from './run.ts';

let google: GoogleStandIn;
beforeEach(async () => {
  google = await startGoogleNow();
});
afterEach(() => google.close());

/** A folder with a `.env` that holds the OAuth client and a few lines of its own. */
function folderWithClient(more = ''): { cwd: string; envFile: () => string } {
  const cwd = temporaryFolder();
  const client = Object.entries(clientVariables(google)).map(([name, value]) => `${name}=${value}`);
  const lines = ['# ours', ...client, '# GOOGLE_REFRESH_TOKEN=', 'PORT=0 # any', ''];
  writeFileSync(join(cwd, '.env'), lines.join('\n') + more, { mode: 0o644 });
  return { cwd, envFile: () => readFileSync(join(cwd, '.env'), 'utf8') };
}

describe('mock-scheduler auth google', () => {
  it('asks for consent in a browser and writes the token and the only calendar into .env', async () => {
    const { cwd, envFile } = folderWithClient();
    const { address, outcome } = await startAuth([], { cwd });
    expect(address.origin).toBe(new URL(google.tokenUrl).origin);
    expect(address.pathname).toBe('/o/oauth2/v2/auth');
    expect(address.searchParams.get('code_challenge_method')).toBe('S256');
    expect(address.searchParams.get('access_type')).toBe('offline');
    const { status, page } = await consentAt(google, address);
    expect({ status, page }).toEqual({
      status: 200,
      page: expect.stringContaining('Google Calendar is connected'),
    });
    const { code, stdout, stderr } = await outcome;
    expect(code).toBe(0);
    expect(stdout).toContain('Mocks (mocks@example.com), yours');

    const token = /^GOOGLE_REFRESH_TOKEN=(.+)$/m.exec(envFile())?.[1];
    expect(token).toMatch(/^1\/\/stand-in-refresh-token-\d+$/);
    expect(`${stdout}${stderr}${page}`).not.toContain(token);
    expect(`${stdout}${stderr}${page}`).not.toContain(google.credentials.clientSecret);
    const lines = envFile().split('\n');
    expect(lines[0]).toBe('# ours');
    expect(lines.slice(5)).toEqual([
      `GOOGLE_REFRESH_TOKEN=${token}`,
      'PORT=0 # any',
      'GOOGLE_CALENDAR_ID=mocks@example.com',
      '',
    ]);
    expect(statSync(join(cwd, '.env')).mode & 0o777).toBe(0o600);
  });

  it('keeps the token and lists the calendars where nobody is there to choose one of several', async () => {
    google.addCalendar('team@example.com', { accessRole: 'writer', summary: 'Team' });
    google.addCalendar('holidays@example.com', { accessRole: 'reader', summary: 'Holidays' });
    const { cwd, envFile } = folderWithClient();
    const { address, outcome } = await startAuth([], { cwd });
    await consentAt(google, address);
    const { code, stdout, stderr } = await outcome;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /Mocks +mocks@example.com +yours\n +Team +team@example.com +you may make changes\n +Holidays/,
    );
    expect(stderr).toContain('→ Set GOOGLE_CALENDAR_ID in .env');
    expect(envFile()).toContain('GOOGLE_REFRESH_TOKEN=1//');
    expect(envFile()).not.toContain('GOOGLE_CALENDAR_ID');
  });

  it('takes the calendar that is named', async () => {
    google.addCalendar('team@example.com', { accessRole: 'writer', summary: 'Team' });
    const { cwd, envFile } = folderWithClient();
    const { address, outcome } = await startAuth(['--calendar', 'team@example.com'], { cwd });
    await consentAt(google, address);
    expect(await outcome).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Team (team@example.com)'),
    });
    expect(envFile()).toContain('GOOGLE_CALENDAR_ID=team@example.com\n');
  });

  it('changes nothing where the person says no, and both the browser and the terminal say so', async () => {
    google.refuseConsent();
    const { cwd, envFile } = folderWithClient();
    const before = envFile();
    const { address, outcome } = await startAuth([], { cwd });
    const { page } = await consentAt(google, address);
    expect(page).toContain('Google Calendar is not connected');
    const { code, stderr } = await outcome;
    expect(code).toBe(1);
    expect(stderr).toMatch(/Access was denied on Google’s page[\s\S]*→ Run the command again/);
    expect(envFile()).toBe(before);
  });

  it('names the box that was left unticked, and changes nothing', async () => {
    google.grantScopes([
      'https://www.googleapis.com/auth/calendar.events',
      'https://www.googleapis.com/auth/calendar.calendarlist.readonly',
    ]);
    const { cwd, envFile } = folderWithClient();
    const before = envFile();
    const { address, outcome } = await startAuth([], { cwd });
    expect((await consentAt(google, address)).page).toContain('View your availability');
    const { code, stderr } = await outcome;
    expect(code).toBe(1);
    expect(stderr).toContain('- "View your availability in your calendars"');
    expect(stderr).not.toContain('- "View and edit events');
    expect(envFile()).toBe(before);
  });

  it('says what to correct where the client’s secret is wrong', async () => {
    const { cwd, envFile } = folderWithClient('GOOGLE_CLIENT_SECRET=another\n');
    const before = envFile();
    const { address, outcome } = await startAuth([], { cwd });
    await consentAt(google, address);
    const { code, stderr } = await outcome;
    expect(code).toBe(1);
    expect(stderr).toContain('Correct GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET');
    expect(stderr).not.toContain('another');
    expect(envFile()).toBe(before);
  });

  it('ends at once with Ctrl-C', async () => {
    const { cwd } = folderWithClient();
    const { outcome, interrupt } = await startAuth([], { cwd });
    interrupt();
    expect(await outcome).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Stopped before it was done'),
    });
  });

  it('warns where the environment would win over what it writes', async () => {
    const { cwd, envFile } = folderWithClient();
    const { address, outcome } = await startAuth([], { cwd, env: { GOOGLE_REFRESH_TOKEN: 'older' } });
    await consentAt(google, address);
    const { code, stderr } = await outcome;
    expect(code).toBe(0);
    expect(stderr).toContain('the environment sets GOOGLE_REFRESH_TOKEN to something else');
    expect(envFile()).toContain('GOOGLE_REFRESH_TOKEN=1//');
  });

  it('says how to make an OAuth client where none is set and nobody is there to ask', async () => {
    const outcome = await run(['auth', 'google', '--no-browser'], { cwd: temporaryFolder() });
    expect(outcome).toMatchObject({ code: 1, stdout: '' });
    expect(outcome.stderr).toMatch(
      /GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET are not set\.\n→ .*Google Cloud console[\s\S]*Desktop app/,
    );
  });

  it('refuses addresses that are none', async () => {
    const outcome = await run(['auth', 'google'], {
      cwd: temporaryFolder(),
      env: { GOOGLE_TOKEN_URL: 'token' },
    });
    expect(outcome).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('GOOGLE_TOKEN_URL is "token"'),
    });
  });
});
