import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Asking, mockEvent, reasonOf, startAsking } from './asking.ts';

const SCOPE = 'https://www.googleapis.com/auth/';
const REDIRECT = 'http://127.0.0.1:4711/back';

let on: Asking;
beforeEach(async () => {
  on = await startAsking();
});
afterEach(() => on.google.close());

function consentUrl(parameters: Record<string, string> = {}): string {
  const { google } = on;
  return `${google.authUrl}?${new URLSearchParams({
    client_id: google.credentials.clientId,
    redirect_uri: REDIRECT,
    response_type: 'code',
    scope: `${SCOPE}calendar.events.owned ${SCOPE}calendar.freebusy`,
    state: 'the-state',
    access_type: 'offline',
    prompt: 'consent',
    code_challenge: createHash('sha256').update('a-verifier').digest('base64url'),
    code_challenge_method: 'S256',
    ...parameters,
  })}`;
}

async function consent(parameters?: Record<string, string>): Promise<URLSearchParams> {
  const answer = await fetch(consentUrl(parameters), { redirect: 'manual' });
  expect(answer.status).toBe(302);
  const back = new URL(answer.headers.get('location')!);
  expect(`${back.origin}${back.pathname}`).toBe(REDIRECT);
  return back.searchParams;
}

const exchange = (code: string | null, form: Record<string, string> = {}) =>
  on.token({
    grant_type: 'authorization_code',
    code: code ?? '',
    redirect_uri: REDIRECT,
    code_verifier: 'a-verifier',
    ...form,
  });

describe('the consent page', () => {
  it('sends the browser back with a code and the state, and the code gives a refresh token', async () => {
    const back = await consent();
    expect(back.get('state')).toBe('the-state');
    const { status, body } = await exchange(back.get('code'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3599 });
    expect(body.scope).toBe(`${SCOPE}calendar.events.owned ${SCOPE}calendar.freebusy`);
    const refreshed = await on.token({ grant_type: 'refresh_token', refresh_token: body.refresh_token });
    expect(refreshed.status).toBe(200);
    expect(refreshed.body).not.toHaveProperty('refresh_token');
  });

  it("is at Google's own path below the token endpoint's origin, too", async () => {
    const url = new URL(consentUrl());
    url.pathname = '/o/oauth2/v2/auth';
    const answer = await fetch(url, { redirect: 'manual' });
    const back = new URL(answer.headers.get('location') ?? '');
    const { status } = await exchange(back.searchParams.get('code'));
    expect([answer.status, status]).toEqual([302, 200]);
  });

  it('gives no refresh token where offline access or the consent screen was not asked for', async () => {
    for (const parameters of [{ access_type: 'online' }, { prompt: 'none' }]) {
      const { body } = await exchange((await consent(parameters)).get('code'));
      expect(body).toHaveProperty('access_token');
      expect(body).not.toHaveProperty('refresh_token');
    }
  });

  it('lets the person untick a scope, and says in the answer which are left', async () => {
    on.google.grantScopes([`${SCOPE}calendar.freebusy`]);
    const { body } = await exchange((await consent()).get('code'));
    expect(body.scope).toBe(`${SCOPE}calendar.freebusy`);
  });

  it('says access_denied where the person says no', async () => {
    on.google.refuseConsent();
    const back = await consent();
    expect([back.get('error'), back.get('state'), back.get('code')]).toEqual([
      'access_denied',
      'the-state',
      null,
    ]);
  });

  it('takes the code once only, with its own verifier and its own address', async () => {
    const code = (await consent()).get('code');
    expect((await exchange(code)).status).toBe(200);
    expect((await exchange(code)).body.error).toBe('invalid_grant');
    const other = await exchange((await consent()).get('code'), { code_verifier: 'another' });
    expect([other.status, other.body.error]).toEqual([400, 'invalid_grant']);
    const elsewhere = await exchange((await consent()).get('code'), { redirect_uri: 'http://127.0.0.1:1/' });
    expect([elsewhere.status, elsewhere.body.error]).toEqual([400, 'redirect_uri_mismatch']);
  });

  it.each([
    ['a client that it does not know', { client_id: 'somebody' }, 401],
    ['an address that is not the loopback', { redirect_uri: 'https://example.com/back' }, 400],
    ['the copy-and-paste flow, which is gone', { redirect_uri: 'urn:ietf:wg:oauth:2.0:oob' }, 400],
    ['no scope at all', { scope: '' }, 400],
    ['a challenge in plain text', { code_challenge_method: 'plain' }, 400],
  ])('refuses %s', async (_, parameters, status) => {
    expect((await fetch(consentUrl(parameters), { redirect: 'manual' })).status).toBe(status);
  });
});

describe('the token endpoint', () => {
  it('refuses a wrong secret, another kind of grant and a refresh token it never gave', async () => {
    const { refreshToken } = on.google.credentials;
    const grant = { grant_type: 'refresh_token', refresh_token: refreshToken };
    expect(await on.token({ ...grant, client_secret: 'guess' })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
    expect(await on.token({ grant_type: 'password' })).toMatchObject({
      status: 400,
      body: { error: 'unsupported_grant_type' },
    });
    expect(await on.token({ ...grant, refresh_token: 'guess' })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
  });

  it('answers invalid_grant once the account has been taken away, and its access tokens end', async () => {
    await on.ask('GET', on.events());
    on.google.revokeToken();
    const { refreshToken } = on.google.credentials;
    const refused = await on.token({ grant_type: 'refresh_token', refresh_token: refreshToken });
    expect(refused).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' },
    });
    expect(reasonOf(await on.ask('GET', on.events()))).toBe('401 authError');
  });
});

describe('who may call', () => {
  it('answers 401 with a challenge where there is no bearer token, or an expired one', async () => {
    const without = await on.ask('GET', on.events(), undefined, { authorization: '' });
    expect(reasonOf(without)).toBe('401 authError');
    expect(without.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect((await on.ask('GET', on.events())).status).toBe(200);
    on.google.expireTokens();
    const expired = await on.ask('GET', on.events());
    expect(expired.body.error).toMatchObject({ code: 401, status: 'UNAUTHENTICATED' });
    expect(expired.headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  it('lets access tokens age by the simulated clock where that is asked for', async () => {
    await on.google.close();
    on = await startAsking({ accessTokenSeconds: 3600 });
    expect((await on.ask('GET', on.events())).status).toBe(200);
    on.pass({ minutes: 59, seconds: 59 });
    expect((await on.ask('GET', on.events())).status).toBe(200);
    on.pass({ seconds: 1 });
    expect((await on.ask('GET', on.events())).status).toBe(401);
  });

  it('asks for the scope of each method: the events scope does not let free/busy be read', async () => {
    on.google.grantScopes([`${SCOPE}calendar.events`]);
    expect((await on.ask('POST', on.events(), mockEvent())).status).toBe(200);
    const refused = await on.ask('POST', 'freeBusy', {});
    expect(reasonOf(refused)).toBe('403 insufficientPermissions');
    expect(refused.body.error.status).toBe('PERMISSION_DENIED');
    expect(refused.body.error.details[0].reason).toBe('ACCESS_TOKEN_SCOPE_INSUFFICIENT');
    expect(reasonOf(await on.ask('GET', 'users/me/calendarList'))).toBe('403 insufficientPermissions');
  });

  it('asks for more than the scope of owned calendars on a calendar of somebody else', async () => {
    on.google.grantScopes([`${SCOPE}calendar.events.owned`]);
    on.google.addCalendar('team@example.com', { accessRole: 'writer' });
    const team = 'calendars/team%40example.com/events';
    expect(reasonOf(await on.ask('GET', team))).toBe('403 insufficientPermissions');
    on.google.addCalendar('team@example.com', { accessRole: 'owner' });
    expect((await on.ask('GET', team)).status).toBe(200);
  });

  it('lets a reader read and not write, and knows no calendar that it was not given', async () => {
    on.google.grantScopes([`${SCOPE}calendar`]);
    on.google.addCalendar('team@example.com', { accessRole: 'reader' });
    on.google.addCalendar('secret@example.com', { accessRole: 'none' });
    const of = (id: string) => `calendars/${encodeURIComponent(id)}/events`;
    expect((await on.ask('GET', of('team@example.com'))).status).toBe(200);
    expect(reasonOf(await on.ask('POST', of('team@example.com'), mockEvent()))).toBe(
      '403 requiredAccessLevel',
    );
    expect(reasonOf(await on.ask('GET', of('secret@example.com')))).toBe('404 notFound');
    expect(reasonOf(await on.ask('GET', of('nobody@example.com')))).toBe('404 notFound');
  });

  it('hides the details of private events, and of all where only free/busy may be read', async () => {
    on.google.grantScopes([`${SCOPE}calendar`]);
    on.google.addCalendar('team@example.com', { accessRole: 'reader' });
    const start = { dateTime: '2026-12-01T18:00:00-08:00' };
    const end = { dateTime: '2026-12-01T19:00:00-08:00' };
    on.google.put({ id: 'open1', summary: 'Talk', start, end }, 'team@example.com');
    on.google.put(
      { id: 'closed1', summary: 'Doctor', visibility: 'private', start, end },
      'team@example.com',
    );
    const titles = async () =>
      (await on.ask('GET', 'calendars/team%40example.com/events')).body.items.map(
        (event: { summary?: string }) => event.summary,
      );
    expect(await titles()).toEqual(['Talk', undefined]);
    on.google.addCalendar('team@example.com', { accessRole: 'freeBusyReader' });
    expect(await titles()).toEqual([undefined, undefined]);
  });

  it('lists the calendars of the account with their access roles', async () => {
    on.google.addCalendar('team@example.com', { accessRole: 'writer', summary: 'Team' });
    on.google.addCalendar('secret@example.com', { accessRole: 'none' });
    const { body } = await on.ask('GET', 'users/me/calendarList?fields=items(id,accessRole,primary,summary)');
    expect(body).toEqual({
      items: [
        { id: 'mocks@example.com', accessRole: 'owner', primary: true, summary: 'Mocks' },
        { id: 'team@example.com', accessRole: 'writer', summary: 'Team' },
      ],
    });
    const one = await on.ask('GET', 'users/me/calendarList/primary');
    expect(one.body).toMatchObject({ id: 'mocks@example.com', timeZone: 'America/Los_Angeles' });
  });
});

describe('how often one may call', () => {
  beforeEach(async () => {
    await on.google.close();
    on = await startAsking({ quotaPerMinute: 5 });
  });

  it('counts calls in any sixty seconds, not in the minutes of the clock', async () => {
    for (let call = 0; call < 5; call += 1) {
      expect((await on.ask('GET', on.events())).status).toBe(200);
      on.pass({ seconds: 10 });
    }
    const refused = await on.ask('GET', on.events());
    expect(reasonOf(refused)).toBe('403 rateLimitExceeded');
    expect(refused.body.error.errors[0].domain).toBe('usageLimits');
    on.pass({ seconds: 10 });
    expect((await on.ask('GET', on.events())).status).toBe(200);
    expect((await on.ask('GET', on.events())).status).toBe(403);
  });

  it('counts a patch as three, and does nothing that it refuses', async () => {
    on.google.put({ id: 'mock0001', ...mockEvent() });
    const patch = (summary: string) => on.ask('PATCH', on.event('mock0001'), { summary });
    expect((await patch('First')).status).toBe(200);
    expect(reasonOf(await patch('Second'))).toBe('403 rateLimitExceeded');
    expect(on.google.events()[0]?.summary).toBe('First');
  });
});
