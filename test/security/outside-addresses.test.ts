import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CallTally } from '../../src/calendar/calls.ts';
import { openGoogleCalendar } from '../../src/calendar/google/open.ts';
import { workspaceInForce } from '../../src/cli/workspace-in-force.ts';
import { readSettings } from '../../src/config/settings.ts';
import { loadSop } from '../../src/sop/load-sop.ts';
import { supabaseDriver } from '../../src/store/supabase/driver.ts';
import { openApi } from '../../src/telegram/open-api.ts';
import { calling } from '../../src/telegram/trouble.ts';
import { SMALL_SOP } from '../booking/office.ts';

/**
 * What an id can make the program ask for. Ids come from `.env`, from workspaces and from the SOP file; none
 * of them may choose the host, or leave the path that the method has.
 */
const IDS = [
  '../../oauth2/v1/tokeninfo',
  '../users/me/calendarList',
  'http://169.254.169.254/latest/meta-data',
  '//evil.example.com/x',
  'a@example.com/../../admin',
  'x?key=y&sendUpdates=none',
  'x#fragment',
  '..%2f..%2fadmin',
  'line\r\nHost: evil.example.com',
];

describe('the id of a calendar', () => {
  it.each(IDS)('is one part of the path, whatever stands in it: %j', async (calendarId) => {
    const asked: string[] = [];
    const root = await recordingServer(asked);
    const calendar = calendarAt(root, calendarId);
    await expect(calendar.events(at('2026-12-01'), at('2026-12-02'))).rejects.toThrow();
    await expect(calendar.find('mock0123456789')).rejects.toThrow();
    const paths = asked.filter((each) => !each.startsWith('/token'));
    expect(paths.length).toBeGreaterThan(0);
    for (const path of paths) {
      const [part] = /^\/calendar\/v3\/calendars\/([^/?#]+)\/events(?:[/?]|$)/.exec(path)?.slice(1) ?? [];
      expect(decodeURIComponent(part ?? '(left its path)')).toBe(calendarId);
    }
  });

  it.each(IDS)('of an interviewer’s own calendar stands in the body alone: %j', async (own) => {
    const asked: string[] = [];
    const root = await recordingServer(asked);
    const calendar = calendarAt(root, 'mocks@example.com');
    await expect(calendar.freeBusy([own], at('2026-12-01'), at('2026-12-02'))).rejects.toThrow();
    const paths = asked.filter((each) => !each.startsWith('/token'));
    expect(new Set(paths.map((path) => path.replace(/\?.*$/, '')))).toEqual(
      new Set(['/calendar/v3/freeBusy']),
    );
  });
});

describe('a redirect of the calendar’s server', () => {
  it('to another host does not take the token along', async () => {
    const seen: IncomingMessage['headers'][] = [];
    const elsewhere = await server((request, respond) => {
      seen.push(request.headers);
      respond(200, {});
    });
    const asked: string[] = [];
    const root = await recordingServer(asked, elsewhere.replace('127.0.0.1', 'localhost'));
    await expect(
      calendarAt(root, 'mocks@example.com').events(at('2026-12-01'), at('2026-12-02')),
    ).rejects.toThrow();
    expect(asked.some((each) => each.startsWith('/calendar'))).toBe(true);
    expect(seen.filter((headers) => headers.authorization !== undefined)).toEqual([]);
  });
});

/** A server that sends whoever calls to another one, and what that one was given. */
async function redirection(status: number) {
  const given: string[] = [];
  const elsewhere = await server((request, respond) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      given.push(`${JSON.stringify(request.headers)} ${body}`);
      respond(200, { ok: true, result: {} });
    });
  });
  let asked = 0;
  const root = await server((request, respond) => {
    asked += 1;
    respond(status, {}, { Location: `${elsewhere.replace('127.0.0.1', 'localhost')}${request.url}` });
  });
  return { root, given, asked: () => asked };
}

describe('a redirect of the data API', () => {
  it.each([301, 302, 307, 308])('does not take the key along (%i)', async (status) => {
    const { root, given, asked } = await redirection(status);
    const driver = supabaseDriver(root, 'sb_secret_key');
    onTestFinished(() => driver.close());
    await expect(driver.call('list_queue', {})).rejects.toMatchObject({ code: 'not-a-data-api' });
    expect(asked()).toBe(1);
    expect(given).toEqual([]);
  });
});

describe('a redirect of the Bot API', () => {
  it.each([301, 302, 307, 308])('does not take along what is said (%i)', async (status) => {
    const { root, given, asked } = await redirection(status);
    const api = openApi('12345:token', { apiRoot: root, timeoutSeconds: 10 });
    const trouble = await calling(() => api.sendMessage(1, 'Dana Fox')).catch((error: unknown) => error);
    expect(trouble).toMatchObject({ kind: 'passing' });
    expect(String(trouble)).not.toContain('12345');
    expect(asked()).toBe(1);
    expect(given).toEqual([]);
  });
});

describe('the address of a service', () => {
  it('is what the operator set, whatever a workspace in the store has', () => {
    const google = {
      GOOGLE_CLIENT_ID: 'client',
      GOOGLE_CLIENT_SECRET: 'secret',
      GOOGLE_REFRESH_TOKEN: 'refresh',
      GOOGLE_CALENDAR_ID: 'mocks@example.com',
    };
    const settings = readSettings({ ...google, GOOGLE_API_ROOT: 'https://mine.example.com/' });
    const row = {
      ...{ id: 'evening', paused: false, adminIds: null, calendarDelaySeconds: 3, settingsChangedAt: null },
      ...{
        active: 0,
        calendarId: 'http://evil.example.com/',
        sop: { text: SMALL_SOP, name: 'evening.yaml' },
      },
      ...{ apiRoot: 'http://evil.example.com/', google: { tokenUrl: 'http://evil.example.com/' } },
    };
    const { settings: inForce } = workspaceInForce(settings, row);
    expect(inForce.google).toEqual({ ...settings.google, calendarId: 'http://evil.example.com/' });
    expect({ ...inForce, google: null, calendarDelaySeconds: 0 }).toEqual({
      ...settings,
      google: null,
      calendarDelaySeconds: 0,
    });
  });

  it('cannot be set by a procedure', () => {
    for (const line of [
      'apiRoot: http://evil.example.com/',
      'google: { apiRoot: http://evil.example.com/ }',
    ]) {
      expect(loadSop(`${SMALL_SOP}${line}\n`, 'evil.yaml')).toMatchObject({
        ok: false,
        faults: [expect.objectContaining({ message: expect.stringContaining('unknown key') as string })],
      });
    }
  });
});

function calendarAt(root: string, calendarId: string) {
  const now = Temporal.Instant.from('2026-11-23T09:00:00Z');
  return openGoogleCalendar({
    account: { clientId: 'client', clientSecret: 'secret', refreshToken: 'refresh' },
    apiRoot: `${root}/`,
    tokenUrl: `${root}/token`,
    calendarId,
    delaySeconds: 0,
    maxRetries: 0,
    clock: { now: () => now, sleep: async () => {} },
    random: () => 0.5,
    pace: {
      takeTurn: async () => ({ waitMs: 0, paceMs: 0 }),
      slow: async () => ({ paceMs: 0, nextTurnAt: now }),
    },
    tally: new CallTally(),
    log: { info() {}, warn() {} },
  });
}

function at(date: string): Temporal.Instant {
  return Temporal.Instant.from(`${date}T00:00:00Z`);
}

/** Gives tokens, writes down what is asked, and answers that it is not there, or elsewhere. */
function recordingServer(asked: string[], elsewhere: string | null = null): Promise<string> {
  return server((request, respond) => {
    asked.push(request.url ?? '');
    if (request.url?.startsWith('/token')) {
      respond(200, { access_token: 'ya29.token', expires_in: 3600, token_type: 'Bearer' });
    } else if (elsewhere !== null) respond(302, {}, { Location: `${elsewhere}${request.url}` });
    else respond(404, { error: { code: 404, errors: [{ reason: 'notFound' }] } });
  });
}

type Respond = (status: number, body: object, headers?: Record<string, string>) => void;

async function server(answer: (request: IncomingMessage, respond: Respond) => void): Promise<string> {
  const made = createServer((request, response) => {
    request.resume();
    answer(request, (status, body, headers = {}) => {
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((listening) => made.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    made.closeAllConnections();
    made.close();
  });
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}`;
}
