import type { calendar_v3 } from '@googleapis/calendar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Asking, mockEvent, NOW, reasonOf, startAsking } from './asking.ts';
import { failureOf, realClient } from './client.ts';

let on: Asking;
let client: calendar_v3.Calendar;
beforeEach(async () => {
  on = await startAsking();
  const { credentials, apiRoot, tokenUrl } = on.google;
  client = realClient(credentials, apiRoot, tokenUrl);
});
afterEach(() => on.google.close());

const insert = (options = {}) =>
  client.events.insert({ calendarId: on.google.calendarId, requestBody: mockEvent() }, options);
const get = () => client.events.get({ calendarId: on.google.calendarId, eventId: 'mock0001' });
const list = () => client.events.list({ calendarId: on.google.calendarId });
const came = () => on.google.calls.map(({ method, status }) => `${method} ${status}`);

describe('a fault on demand, as the client library sees it', () => {
  it.each([
    [403, 'rateLimitExceeded'],
    [403, 'userRateLimitExceeded'],
    [403, 'quotaExceeded'],
    [403, 'dailyLimitExceeded'],
    [403, 'forbiddenForNonOrganizer'],
    [429, 'rateLimitExceeded'],
    [500, 'backendError'],
    [502, 'backendError'],
    [503, 'backendError'],
  ])('is the status %i with the reason %s, and nothing was done', async (status, reason) => {
    on.google.fault({ kind: 'status', status, reason });
    expect(await failureOf(insert())).toEqual({ status, code: status, reason });
    expect(on.google.events()).toEqual([]);
    expect((await insert()).status).toBe(200);
    expect(came()).toEqual(['token 200', `insert ${status}`, 'insert 200']);
  });

  it('may say when to come again, in seconds or as a date', async () => {
    const date = 'Sun, 22 Nov 2026 17:01:00 GMT';
    for (const retryAfter of [7, date]) {
      on.google.fault({ kind: 'status', status: 429, retryAfter });
      expect((await on.ask('GET', on.events())).headers.get('retry-after')).toBe(`${retryAfter}`);
    }
  });

  it('is a connection that is closed before the work is done', async () => {
    on.google.fault({ kind: 'drop', when: 'before', method: 'insert' });
    expect(await failureOf(insert())).toMatchObject({ status: undefined, code: 'ECONNRESET' });
    expect(on.google.events()).toEqual([]);
    expect(came()).toEqual(['token 200', 'insert dropped']);
  });

  it('is a connection that is closed after the work is done: the same id again is found taken', async () => {
    on.google.fault({ kind: 'drop', when: 'after', method: 'insert' });
    expect(await failureOf(insert())).toMatchObject({ status: undefined, code: 'ECONNRESET' });
    expect(await failureOf(insert())).toMatchObject({ status: 409, reason: 'duplicate' });
    expect((await get()).data.summary).toBe('Sam : Alpha FS Mock1');
    expect(came()).toEqual(['token 200', 'insert dropped', 'insert 409', 'get 200']);
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('is an answer that never comes, %s the work is done', async (when, events) => {
    on.google.fault({ kind: 'hang', when });
    expect(await failureOf(insert({ timeout: 50 }))).toMatchObject({ status: undefined });
    expect(on.google.events()).toHaveLength(events);
    expect(came()).toEqual(['token 200', 'insert hung']);
  });

  it('is a page of HTML in place of JSON, with the work done unless said otherwise', async () => {
    on.google.fault({ kind: 'garbage' });
    const { status, data } = await insert();
    expect([status, typeof data]).toEqual([200, 'string']);
    expect(on.google.events()).toHaveLength(1);
    on.google.fault({ kind: 'garbage', when: 'before', method: 'delete' });
    expect((await on.ask('DELETE', on.event('mock0001'))).status).toBe(200);
    expect(on.google.events()).toHaveLength(1);
  });

  it('is a call during which time passes and other hands are at work', async () => {
    on.google.put({ id: 'mock0001', ...mockEvent() });
    const meanwhile = () => {
      on.pass({ seconds: 20 });
      on.google.erase('mock0001');
    };
    on.google.fault({ kind: 'slow', meanwhile });
    expect((await get()).data.status).toBe('cancelled');
    on.google.put({ id: 'mock0001', status: 'confirmed' });
    on.google.fault({ kind: 'slow', when: 'after', meanwhile });
    expect((await get()).data.status).toBe('confirmed');
    expect(on.google.events()).toEqual([]);
  });

  it('is a token that was taken away, of which the library asks again each time', async () => {
    on.google.revokeToken();
    expect(await failureOf(list())).toMatchObject({ status: 400 });
    expect(await failureOf(list())).toMatchObject({ status: 400 });
    expect(came()).toEqual(['token 400', 'token 400']);
  });

  it('is a token that has expired, of which the library does not help itself', async () => {
    await list();
    on.google.expireTokens();
    expect(await failureOf(list())).toMatchObject({ status: 401, reason: 'authError' });
  });
});

describe('faults that are ordered', () => {
  const ask = () => on.ask('GET', on.events());
  const statuses = async (count: number) => {
    const seen: number[] = [];
    for (let call = 0; call < count; call += 1) seen.push((await ask()).status);
    return seen;
  };

  it('come one for a call, in the order given', async () => {
    on.google.fault({ kind: 'status', status: 500 });
    on.google.fault({ kind: 'status', status: 503, times: 2 });
    expect(await statuses(4)).toEqual([500, 503, 503, 200]);
  });

  it('let calls go by first, which may meet another fault', async () => {
    on.google.fault({ kind: 'status', status: 500, skip: 1 });
    on.google.fault({ kind: 'status', status: 429 });
    expect(await statuses(3)).toEqual([429, 500, 200]);
  });

  it('wait for their method, and leave the token endpoint alone unless it is named', async () => {
    on.google.fault({ kind: 'status', status: 503, method: 'insert' });
    on.google.fault({ kind: 'status', status: 500 });
    expect(await statuses(2)).toEqual([500, 200]);
    expect(came()[0]).toBe('token 200');
    expect(reasonOf(await on.ask('POST', on.events(), mockEvent()))).toBe('503 backendError');
    on.google.fault({ kind: 'status', status: 503, reason: 'temporarily_unavailable', method: 'token' });
    const refused = await on.token({ grant_type: 'refresh_token' });
    expect([refused.status, refused.body.error]).toEqual([503, 'temporarily_unavailable']);
  });

  it('may last for ever, until they are taken back', async () => {
    on.google.fault({ kind: 'status', status: 500, times: Number.POSITIVE_INFINITY });
    expect(await statuses(3)).toEqual([500, 500, 500]);
    on.google.clearFaults();
    expect(await statuses(1)).toEqual([200]);
  });
});

describe('what is written down', () => {
  it('holds every call: when by the simulated clock, what was asked, and what came of it', async () => {
    await insert();
    on.pass({ seconds: 2 });
    await list();
    const [token, inserted, listed] = on.google.calls;
    expect(token).toMatchObject({ method: 'token', status: 200, body: { grant_type: 'refresh_token' } });
    expect(inserted).toMatchObject({ method: 'insert', status: 200, body: { id: 'mock0001' } });
    expect(inserted?.headers['authorization']).toMatch(/^Bearer /);
    expect([`${inserted?.at}`, `${listed?.at}`]).toEqual([NOW, '2026-11-22T17:00:02Z']);
  });

  it('is the same in every run: ids, etags, tokens and links come by number, none by chance', async () => {
    const run = async () => {
      const other = await startAsking();
      const path = other.events({ conferenceDataVersion: '1' });
      const createRequest = { requestId: 'r1', conferenceSolutionKey: { type: 'hangoutsMeet' } };
      await other.ask('POST', path, mockEvent({ id: undefined, conferenceData: { createRequest } }));
      const { body } = await other.ask('GET', other.events());
      await other.google.close();
      return [body, other.google.calls.map(({ headers }) => headers['authorization'])];
    };
    expect(await run()).toEqual(await run());
  });

  it('has the server’s time in every answer, which may be set wrong', async () => {
    const date = async () => (await on.ask('GET', on.events())).headers.get('date');
    expect(await date()).toBe('Sun, 22 Nov 2026 17:00:00 GMT');
    on.google.skewClock(-90);
    expect(await date()).toBe('Sun, 22 Nov 2026 16:58:30 GMT');
  });
});
