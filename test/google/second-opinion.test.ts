import { createHash } from 'node:crypto';
import { auth, type calendar_v3 } from '@googleapis/calendar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOW } from './asking.ts';
import { failureOf, realClient } from './client.ts';
import { CALENDAR, type GoogleEmulator, REDIRECT, sayYes, startEmulator } from './emulator.ts';
import { type GoogleStandIn, startGoogleStandIn } from './stand-in/google.ts';
import { CREDENTIALS } from './stand-in/oauth.ts';

/*
 * The npm package `emulate` has a Google service of its own, made by people who have not seen this
 * stand-in. The same calls of the real client library go to both: where they agree, that is a second
 * opinion on how this project reads the API; where `emulate` differs from the documentation, the
 * title of the test says so.
 */

const VERIFIER = 'a-verifier-of-forty-three-characters-or-more';
const SCOPES = ['calendar.events.owned', 'calendar.freebusy', 'calendar.calendarlist.readonly'].map(
  (name) => `https://www.googleapis.com/auth/${name}`,
);

/** One of the two: where it is, and how a person says yes on its consent page. */
interface Service {
  readonly root: string;
  readonly tokenUrl: string;
  consent(parameters: Record<string, string>): Promise<Response>;
}

let emulator: GoogleEmulator;
let google: GoogleStandIn;
let services: { ours: Service; theirs: Service };
let clients: { ours: calendar_v3.Calendar; theirs: calendar_v3.Calendar };

beforeAll(async () => {
  google = await startGoogleStandIn({ clock: { now: () => Temporal.Instant.from(NOW) }, timeZone: 'UTC' });
  emulator = await startEmulator();
  services = {
    ours: {
      root: google.apiRoot,
      tokenUrl: google.tokenUrl,
      consent: (parameters) =>
        fetch(`${google.authUrl}?${new URLSearchParams(parameters)}`, { redirect: 'manual' }),
    },
    theirs: {
      root: emulator.root,
      tokenUrl: emulator.tokenUrl,
      consent: (parameters) => sayYes(emulator, parameters),
    },
  };
  const open = async (service: Service) => {
    const { tokens } = await exchanged(service);
    return realClient(
      { ...CREDENTIALS, refreshToken: tokens.refresh_token! },
      service.root,
      service.tokenUrl,
    );
  };
  clients = { ours: await open(services.ours), theirs: await open(services.theirs) };
});

afterAll(async () => {
  await emulator.close();
  await google.close();
});

/** The whole desktop flow by the client library: consent, code, tokens. */
async function exchanged({ tokenUrl, consent }: Service, codeVerifier = VERIFIER) {
  const { clientId, clientSecret } = CREDENTIALS;
  const client = new auth.OAuth2({
    clientId,
    clientSecret,
    redirectUri: REDIRECT,
    endpoints: { oauth2TokenUrl: tokenUrl },
  });
  const asked = client.generateAuthUrl({
    access_type: 'offline',
    prompt: 'consent',
    scope: SCOPES,
    state: 'the-state',
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    // biome-ignore lint/suspicious/noExplicitAny: an enum that the library does not export
    code_challenge_method: 'S256' as any,
  });
  const answer = await consent(Object.fromEntries(new URL(asked).searchParams));
  const back = new URL(answer.headers.get('location') ?? '').searchParams;
  const { tokens } = await client.getToken({ code: back.get('code')!, codeVerifier });
  return { state: back.get('state'), tokens };
}

async function refreshed({ tokenUrl }: Service, refreshToken: string): Promise<object> {
  const { clientId, clientSecret } = CREDENTIALS;
  const form = { client_id: clientId, client_secret: clientSecret, refresh_token: refreshToken };
  const body = new URLSearchParams({ grant_type: 'refresh_token', ...form });
  const answer = await fetch(tokenUrl, { method: 'POST', body });
  return (await answer.json()) as object;
}

/** The same call to both, ours first. */
async function both<T>(call: (client: calendar_v3.Calendar) => Promise<T>): Promise<[T, T]> {
  return [await call(clients.ours), await call(clients.theirs)];
}

const mock = (day: string, fields: calendar_v3.Schema$Event = {}): calendar_v3.Schema$Event => ({
  summary: `Sam : Alpha FS Mock${Number(day)}`,
  description: 'An hour.',
  start: { dateTime: `2026-12-${day}T18:00:00Z`, timeZone: 'UTC' },
  end: { dateTime: `2026-12-${day}T19:00:00Z`, timeZone: 'UTC' },
  attendees: [{ email: 'sam@example.com', displayName: 'Sam', responseStatus: 'needsAction' }],
  ...fields,
});

const insert = (event: calendar_v3.Schema$Event) => (client: calendar_v3.Calendar) =>
  client.events.insert({ calendarId: CALENDAR, requestBody: event });

/** What a caller reads of an event. */
const readable = (event: calendar_v3.Schema$Event) => ({
  kind: event.kind,
  status: event.status,
  summary: event.summary,
  description: event.description,
  start: event.start,
  end: event.end,
  attendees: event.attendees,
});

const titles = ({ data }: { data: calendar_v3.Schema$Events }) => data.items?.map(({ summary }) => summary);

describe('both services, asked by the real client library,', () => {
  it('lead from consent by PKCE to a refresh token and an access token for the scopes asked for', async () => {
    for (const service of [services.ours, services.theirs]) {
      const { state, tokens } = await exchanged(service);
      expect(state).toBe('the-state');
      expect(tokens).toMatchObject({
        access_token: expect.any(String),
        refresh_token: expect.any(String),
        token_type: 'Bearer',
        scope: SCOPES.join(' '),
      });
      expect(await failureOf(exchanged(service, 'another-verifier'))).toMatchObject({ status: 400 });
    }
  });

  it('refresh a token without giving a new refresh token, and refuse an unknown one with invalid_grant', async () => {
    for (const service of [services.ours, services.theirs]) {
      const { tokens } = await exchanged(service);
      const answer = await refreshed(service, tokens.refresh_token!);
      expect(Object.keys(answer).sort()).toEqual(['access_token', 'expires_in', 'scope', 'token_type']);
      expect(await refreshed(service, 'guess')).toMatchObject({ error: 'invalid_grant' });
      const lost = realClient({ ...CREDENTIALS, refreshToken: 'guess' }, service.root, service.tokenUrl);
      expect(await failureOf(lost.events.list({ calendarId: CALENDAR }))).toMatchObject({ status: 400 });
    }
  });

  it('insert an event and show it alike', async () => {
    const [ours, theirs] = await both(insert(mock('01')));
    expect(ours.status).toBe(theirs.status);
    expect(readable(ours.data)).toEqual(readable(theirs.data));
    for (const { data } of [ours, theirs]) {
      expect(data).toMatchObject({ id: expect.any(String), etag: expect.stringMatching(/^".+"$/) });
      expect(data).toMatchObject({ htmlLink: expect.any(String), created: expect.any(String) });
    }
  });

  it('list what lies in a window, whose two bounds are exclusive', async () => {
    await both(insert(mock('02')));
    await both(insert(mock('03')));
    const within = (timeMin: string, timeMax: string) =>
      both((client) =>
        client.events.list({
          calendarId: CALENDAR,
          timeMin,
          timeMax,
          singleEvents: true,
          orderBy: 'startTime',
        }),
      );
    for (const [from, to, count] of [
      ['2026-12-02T00:00:00Z', '2026-12-04T00:00:00Z', 2],
      ['2026-12-02T19:00:00Z', '2026-12-04T00:00:00Z', 1],
      ['2026-12-02T00:00:00Z', '2026-12-03T18:00:00Z', 1],
      ['2026-12-02T19:00:00Z', '2026-12-03T18:00:00Z', 0],
    ] as const) {
      const [ours, theirs] = await within(from, to);
      expect(titles(ours)).toHaveLength(count);
      expect(titles(ours)).toEqual(titles(theirs));
      expect(ours.data.kind).toBe(theirs.data.kind);
      expect(ours.data.items?.map(readable)).toEqual(theirs.data.items?.map(readable));
    }
  });

  it('give a long list in pages, with a token for the next on all but the last', async () => {
    const [ours, theirs] = await both(async (client) => {
      const pages: unknown[] = [];
      let pageToken: string | undefined;
      do {
        const answer = await client.events.list({
          calendarId: CALENDAR,
          timeMin: '2026-12-01T00:00:00Z',
          timeMax: '2026-12-04T00:00:00Z',
          maxResults: 2,
          ...(pageToken === undefined ? {} : { pageToken }),
        });
        pages.push(titles(answer));
        pageToken = answer.data.nextPageToken ?? undefined;
      } while (pageToken !== undefined);
      return pages;
    });
    expect(ours).toHaveLength(2);
    expect(ours).toEqual(theirs);
  });

  it('tell free/busy alike: what is marked free is left out', async () => {
    await both(insert(mock('11')));
    await both(insert(mock('12', { transparency: 'transparent' })));
    const [ours, theirs] = await both((client) =>
      client.freebusy.query({
        requestBody: {
          timeMin: '2026-12-10T00:00:00Z',
          timeMax: '2026-12-20T00:00:00Z',
          items: [{ id: CALENDAR }],
        },
      }),
    );
    expect(ours.data).toEqual(theirs.data);
    expect(ours.data.calendars?.[CALENDAR]?.busy).toEqual([
      { start: '2026-12-11T18:00:00Z', end: '2026-12-11T19:00:00Z' },
    ]);
  });

  it('delete with 204, and list the event no more', async () => {
    const [ours, theirs] = await both(async (client) => {
      const { data } = await insert(mock('21'))(client);
      const { status } = await client.events.delete({ calendarId: CALENDAR, eventId: data.id! });
      const left = await client.events.list({ calendarId: CALENDAR, timeMin: '2026-12-20T00:00:00Z' });
      return { status, left: titles(left) };
    });
    expect(ours).toEqual({ status: 204, left: [] });
    expect(ours).toEqual(theirs);
  });

  it('list the calendars of the account alike', async () => {
    const [ours, theirs] = await both((client) => client.calendarList.list());
    const read = ({ data }: { data: calendar_v3.Schema$CalendarList }) =>
      data.items?.map(({ id, summary, primary, accessRole, timeZone }) => [
        id,
        summary,
        primary,
        accessRole,
        timeZone,
      ]);
    expect(read(ours)).toEqual([[CALENDAR, 'Mocks', true, 'owner', 'UTC']]);
    expect(read(ours)).toEqual(read(theirs));
  });

  it('answer 404 notFound for a calendar and for an event that there is not, and 401 for a bad token', async () => {
    const missing = await both((client) =>
      failureOf(client.events.list({ calendarId: 'nobody@example.com' })),
    );
    expect(missing).toEqual(Array(2).fill({ status: 404, code: 404, reason: 'notFound' }));
    const never = await both((client) =>
      failureOf(client.events.delete({ calendarId: CALENDAR, eventId: 'never0001' })),
    );
    expect(never).toEqual(Array(2).fill({ status: 404, code: 404, reason: 'notFound' }));
    for (const { root } of [services.ours, services.theirs]) {
      const answer = await fetch(`${root}calendar/v3/calendars/${CALENDAR}/events`);
      expect(answer.status).toBe(401);
      expect((await answer.json()) as object).toMatchObject({
        error: { code: 401, status: 'UNAUTHENTICATED', errors: [{ domain: 'global', reason: 'authError' }] },
      });
    }
  });

  it('refuse an event without an end with 400; the reason is "required" here and "invalidArgument" there', async () => {
    const [ours, theirs] = await both((client) => {
      const { end: _, ...event } = mock('22');
      return failureOf(insert(event)(client));
    });
    expect([ours.status, ours.reason]).toEqual([400, 'required']);
    expect([theirs.status, theirs.reason]).toEqual([400, 'invalidArgument']);
  });
});

describe('emulate departs from the documentation, and the stand-in does not:', () => {
  it('it gives an event an id of its own, where the caller’s is to be kept', async () => {
    const [ours, theirs] = await both(insert(mock('23', { id: 'mock0023' })));
    expect(ours.data.id).toBe('mock0023');
    expect(theirs.data.id).not.toBe('mock0023');
    expect(await failureOf(insert(mock('24', { id: 'mock0023' }))(clients.ours))).toMatchObject({
      status: 409,
    });
    expect((await insert(mock('24', { id: 'mock0023' }))(clients.theirs)).status).toBe(200);
  });

  it('it forgets a deleted event, which is to be gone with 410', async () => {
    const [ours, theirs] = await both(async (client) => {
      const { data } = await insert(mock('25'))(client);
      const gone = { calendarId: CALENDAR, eventId: data.id! };
      await client.events.delete(gone);
      return failureOf(client.events.delete(gone));
    });
    expect(ours).toMatchObject({ status: 410, reason: 'deleted' });
    expect(theirs).toMatchObject({ status: 404, reason: 'notFound' });
  });

  it('it is silent in free/busy about a calendar that it cannot read, which is to have its error there', async () => {
    const [ours, theirs] = await both((client) =>
      client.freebusy.query({
        requestBody: {
          timeMin: '2026-12-10T00:00:00Z',
          timeMax: '2026-12-20T00:00:00Z',
          items: [{ id: 'nobody@example.com' }],
        },
      }),
    );
    expect(ours.data.calendars).toEqual({
      'nobody@example.com': { errors: [{ domain: 'global', reason: 'notFound' }], busy: [] },
    });
    expect(theirs.data.calendars).toEqual({});
  });

  it('it takes an event that ends before it starts, which is to be refused with timeRangeEmpty', async () => {
    const backwards = mock('26', { end: { dateTime: '2026-12-26T17:00:00Z', timeZone: 'UTC' } });
    expect(await failureOf(insert(backwards)(clients.ours))).toMatchObject({ reason: 'timeRangeEmpty' });
    expect((await insert(backwards)(clients.theirs)).status).toBe(200);
  });

  it('it keeps neither optional guests nor private properties, and gives no sync token', async () => {
    const answers = await both(
      insert(
        mock('27', {
          attendees: [{ email: 'team@example.com', optional: true }],
          extendedProperties: { private: { booking: 'b1' } },
        }),
      ),
    );
    const kept = answers.map(({ data }) => [data.attendees?.[0]?.optional, data.extendedProperties]);
    expect(kept).toEqual([
      [true, { private: { booking: 'b1' } }],
      [undefined, undefined],
    ]);
    const lists = await both((client) => client.events.list({ calendarId: CALENDAR }));
    expect(lists.map(({ data }) => typeof data.nextSyncToken)).toEqual(['string', 'undefined']);
  });

  it('it has no get, patch or update of an event', async () => {
    const { data } = await insert(mock('28'))(clients.theirs);
    const which = { calendarId: CALENDAR, eventId: data.id! };
    for (const call of [
      clients.theirs.events.get(which),
      clients.theirs.events.patch({ ...which, requestBody: { summary: 'x' } }),
      clients.theirs.events.update({ ...which, requestBody: mock('28') }),
    ]) {
      expect(await failureOf(call)).toMatchObject({ status: 404 });
    }
  });
});
