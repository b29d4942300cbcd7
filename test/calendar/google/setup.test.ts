import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  askConsent,
  type Consent,
  exchangeCode,
  missingScopes,
  openSetup,
  SCOPES,
} from '../../../src/calendar/google/setup.ts';
import type { GoogleStandIn } from '../../google/stand-in/google.ts';
import { connectionTo, errorOf, openScene, START } from './scene.ts';
import { scripted } from './scripted.ts';

const REDIRECT = 'http://127.0.0.1:4711/callback';

async function consentTo(google: GoogleStandIn): Promise<{ consent: Consent; back: URL }> {
  const consent = await askConsent({
    client: google.credentials,
    redirectUri: REDIRECT,
    authUrl: google.authUrl,
    state: 'unguessable',
  });
  const page = await fetch(consent.url, { redirect: 'manual' });
  return { consent, back: new URL(page.headers.get('location') ?? '') };
}

function exchange(google: GoogleStandIn, consent: Consent, back: URL, change: object = {}) {
  return exchangeCode({
    client: google.credentials,
    redirectUri: REDIRECT,
    tokenUrl: google.tokenUrl,
    code: back.searchParams.get('code') ?? '',
    codeVerifier: consent.codeVerifier,
    ...change,
  });
}

describe('Asking for consent', () => {
  it("leads to Google's own page, with a proof that only this program can give", async () => {
    const client = { clientId: 'client', clientSecret: 'secret' };
    const { url, codeVerifier } = await askConsent({
      client,
      redirectUri: REDIRECT,
      authUrl: null,
      state: 'word',
    });
    const { origin, searchParams } = new URL(url);
    expect(origin).toBe('https://accounts.google.com');
    expect(Object.fromEntries(searchParams)).toMatchObject({
      client_id: 'client',
      redirect_uri: REDIRECT,
      response_type: 'code',
      access_type: 'offline',
      prompt: 'consent',
      state: 'word',
      code_challenge_method: 'S256',
      scope: SCOPES.join(' '),
    });
    expect(url).not.toContain('secret');
    expect(url).not.toContain(codeVerifier);
  });

  it('ends with a refresh token that works, and says what was consented to', async () => {
    const { google } = await openScene();
    const { consent, back } = await consentTo(google);
    expect(back.searchParams.get('state')).toBe('unguessable');
    const granted = await exchange(google, consent, back);
    expect(granted).toMatchObject({ scopes: SCOPES, missing: [] });
    const connection = connectionTo(google);
    const account = { ...connection.account, refreshToken: granted.refreshToken! };
    expect(await openSetup({ ...connection, account }).signIn()).toEqual({ scopes: SCOPES, missing: [] });
  });

  it('says which boxes were left unticked', async () => {
    const { google } = await openScene();
    google.grantScopes(SCOPES.slice(0, 1));
    const { consent, back } = await consentTo(google);
    expect((await exchange(google, consent, back)).missing).toEqual(SCOPES.slice(1));
  });

  it('misses nothing where the whole calendar was consented to', () => {
    expect(missingScopes(['https://www.googleapis.com/auth/calendar'])).toEqual([]);
    expect(missingScopes([])).toEqual(SCOPES);
  });

  it('has no refresh token where Google gave none', async () => {
    const { connection } = await scripted([], [{ body: { access_token: 'access' } }]);
    const input = { client: connection.account, redirectUri: REDIRECT, tokenUrl: connection.tokenUrl };
    expect(await exchangeCode({ ...input, code: 'code', codeVerifier: 'verifier' })).toEqual({
      refreshToken: null,
      scopes: SCOPES,
      missing: [],
    });
  });

  it.each<[string, object, string, string]>([
    [
      'the answer is none of this program',
      { codeVerifier: 'x'.repeat(64) },
      'invalid_grant',
      'answer within a few minutes',
    ],
    ['the answer was used before', { code: '4/used' }, 'invalid_grant', 'auth google` again'],
    [
      'the secret is wrong',
      { client: { clientId: 'stand-in.apps.googleusercontent.com', clientSecret: 'wrong-secret' } },
      'invalid_client',
      'GOOGLE_CLIENT_SECRET',
    ],
  ])('fails with words where %s', async (_, change, says, remedy) => {
    const { google } = await openScene();
    const { consent, back } = await consentTo(google);
    const error = await errorOf(exchange(google, consent, back, change));
    expect(error).toMatchObject({ kind: 'person' });
    expect(error.message).toContain(says);
    expect(error.remedy).toContain(remedy);
    expect(inspect(error, { depth: 20 })).not.toMatch(/secret'|x{64}|4\//);
  });

  it('fails with words where Google cannot be reached, or something else answers', async () => {
    const { google } = await openScene();
    const { consent, back } = await consentTo(google);
    google.fault({ kind: 'garbage', method: 'token' });
    expect(await errorOf(exchange(google, consent, back))).toMatchObject({ kind: 'passing' });
    await google.close();
    const error = await errorOf(exchange(google, consent, back));
    expect(error).toMatchObject({
      kind: 'passing',
      remedy: "Try again in a while. If it lasts, check this machine's network.",
    });
  });
});

describe('Looking at an account', () => {
  it('lists its calendars, those that can be written first, over all pages', async () => {
    const { google } = await openScene();
    google.addCalendar('holidays@example.com', { accessRole: 'reader', summary: 'Holidays' });
    google.addCalendar('team@example.com', { accessRole: 'writer', summary: 'Team' });
    const calendars = await openSetup(connectionTo(google)).calendars();
    expect(calendars).toEqual([
      { id: 'mocks@example.com', name: 'Mocks', primary: true, access: 'owner' },
      { id: 'team@example.com', name: 'Team', primary: false, access: 'writer' },
      { id: 'holidays@example.com', name: 'Holidays', primary: false, access: 'reader' },
    ]);
    const { connection } = await scripted([
      { body: { items: [{ id: 'a', accessRole: 'newRole' }], nextPageToken: 'more' } },
      { body: { items: [{ id: 'b', summary: 'B', summaryOverride: 'Mine', accessRole: 'writer' }] } },
    ]);
    expect(await openSetup(connection).calendars()).toEqual([
      { id: 'b', name: 'Mine', primary: false, access: 'writer' },
      { id: 'a', name: 'a', primary: false, access: 'unknown' },
    ]);
  });

  it("says what may be done in a calendar, its zone, and Google's own time", async () => {
    const { google } = await openScene();
    google.skewClock(90);
    google.addCalendar('team@example.com', { accessRole: 'reader', summary: 'Team' });
    expect(await openSetup(connectionTo(google)).calendar('team@example.com')).toEqual({
      name: 'Team',
      access: 'reader',
      timeZone: 'America/Los_Angeles',
      serverTime: Temporal.Instant.from(START).add({ seconds: 90 }),
    });
  });

  it('fails with the words of booking, and without trying again', async () => {
    const { google, methods } = await openScene();
    const setup = openSetup(connectionTo(google));
    const missing = await errorOf(setup.calendar('nowhere@example.com'));
    expect(missing).toMatchObject({ kind: 'person' });
    expect(missing.message).toContain('nowhere@example.com does not exist');
    google.fault({ kind: 'status', status: 503 });
    expect(await errorOf(setup.calendars())).toMatchObject({
      kind: 'passing',
      remedy: 'Try again in a while.',
    });
    google.fault({ kind: 'garbage' });
    expect(await errorOf(setup.calendars())).toMatchObject({ kind: 'passing' });
    expect(methods()).toEqual(['list', 'calendarList', 'calendarList']);
    google.revokeToken();
    for (const doing of [setup, openSetup(connectionTo(google))]) {
      const error = await errorOf(doing.signIn().then(() => doing.calendars()));
      expect(error.remedy).toContain('auth google');
    }
  });
});
