import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type BusyTable, busyOf } from '../../src/calendar/busy.ts';
import { CalendarError } from '../../src/calendar/calendar.ts';
import { CallTally } from '../../src/calendar/calls.ts';
import { type CalendarEvent, instantsOf } from '../../src/calendar/event.ts';
import { askForTokens } from '../../src/calendar/google/access-token.ts';
import { openClient } from '../../src/calendar/google/client.ts';
import { openGoogleCalendar } from '../../src/calendar/google/open.ts';
import { RawEvent, readEvent } from '../../src/calendar/google/read-event.ts';
import { openSetup } from '../../src/calendar/google/setup.ts';
import { TestClock } from '../booking/office.ts';
import { at, newEvent } from '../calendar/builders.ts';
import { MemoryPace } from '../calendar/google/memory-pace.ts';
import { damaged, nastyText, nastyValue, PATIENCE_MS, runs, timed } from './nasty.ts';

const FROM = at('2026-12-01T00:00');
const TO = at('2026-12-02T00:00');
const EVENT = {
  id: 'abc',
  etag: '"1"',
  status: 'confirmed',
  summary: 'Sam : Alpha FS1 Mock1',
  description: 'x',
  start: { dateTime: '2026-12-01T10:00:00-08:00', timeZone: 'America/Los_Angeles' },
  end: { dateTime: '2026-12-01T11:00:00-08:00', timeZone: 'America/Los_Angeles' },
  recurringEventId: 'series',
  transparency: 'opaque',
  eventType: 'default',
  organizer: { email: 'alpha@example.com' },
  attendees: [
    { email: 'bravo@example.com', displayName: 'Bravo', optional: false, responseStatus: 'accepted' },
  ],
  extendedProperties: {
    private: {
      mockScheduler: '1',
      bookingId: 'b-1',
      candidateEmail: 'sam@example.com',
      interviewerEmail: 'alpha@example.com',
      course: 'FS1',
      number: '1',
    },
  },
  conferenceData: {
    createRequest: { status: { statusCode: 'success' } },
    entryPoints: [{ entryPointType: 'video', uri: 'https://meet.example.com/a' }],
  },
  hangoutLink: 'https://meet.example.com/a',
  htmlLink: 'https://calendar.example.com/a',
};
const ALL_DAY = { ...EVENT, start: { date: '2026-12-01' }, end: { date: '2026-12-02' } };

const PEOPLE = [
  { email: 'alpha@example.com', name: 'Alpha' },
  { email: 'bravo@example.com', name: 'Bravo', calendar: 'bravo-own@example.com' },
];
const TABLE: BusyTable = {
  tentative: 'busy',
  unanswered: 'busy',
  declined: 'free',
  markedFree: 'free',
  allDay: 'busy',
  outOfOffice: 'busy',
  workingLocation: 'free',
};

const strangeMoment = fc.oneof(
  nastyValue,
  fc.constantFrom<unknown>(
    { date: '+275760-09-13' },
    { date: '-271821-04-19' },
    { date: '9999-12-31' },
    { date: '0000-01-01' },
    { date: '2026-12-01[u-ca=hebrew]' },
    { date: '2026-12-01T10:00:00' },
    { dateTime: '+275760-09-13T00:00:00Z' },
    { dateTime: '-271821-04-20T00:00:00Z' },
    { dateTime: '2026-12-01T10:00:00', timeZone: '+08:00' },
    { dateTime: '2026-12-01T10:00:00', timeZone: '' },
    { dateTime: '2026-12-01T10:00:00[Asia/Tokyo]' },
    { dateTime: '2026-11-01T01:30:00', timeZone: 'America/Los_Angeles' },
    { dateTime: '2026-12-01T09:59:59-08:00' },
  ),
);

describe('Whatever an entry of Google Calendar holds', () => {
  it('is read, with a time that ends after it starts, or named as one that cannot be understood', () => {
    const entry = fc.oneof(
      damaged(EVENT),
      damaged(ALL_DAY),
      fc.record({ start: strangeMoment, end: strangeMoment }).map((times) => ({ ...EVENT, ...times })),
    );
    fc.assert(
      fc.property(entry, fc.constantFrom('America/Los_Angeles', null), (given, zone) => {
        const raw = RawEvent.safeParse(given);
        if (!raw.success) return;
        try {
          const event = readEvent(raw.data, zone);
          const { start, end } = instantsOf(event.when);
          expect(Temporal.Instant.compare(start, end)).toBeLessThanOrEqual(
            event.when.kind === 'allDay' ? -1 : 0,
          );
          for (const busy of busyOf([event], PEOPLE, TABLE)) {
            expect(Temporal.Instant.compare(busy.start, busy.end)).toBe(-1);
          }
          expect(Number.isSafeInteger(event.booking?.number ?? 0)).toBe(true);
        } catch (error) {
          if (!(error instanceof CalendarError)) throw error;
          expect(error.kind).toBe('person');
          expect(error.remedy).not.toBe('');
        }
      }),
      runs(600),
    );
  });

  it('with any title, is read at once and taken for a mock only where it says so', async () => {
    await fc.assert(
      fc.asyncProperty(nastyText, fc.nat(2_000), async (text, times) => {
        const summary = text.repeat(times);
        const event = readEvent(RawEvent.parse({ ...EVENT, extendedProperties: {}, summary }), null);
        const [busy, took] = await timed(() => busyOf([event], PEOPLE, TABLE));
        for (const { kind } of busy) expect(kind).toBe('other');
        expect(took).toBeLessThan(PATIENCE_MS);
      }),
      runs(100),
    );
  });
});

/** A server that signs everybody in, and else answers as it is told; with its address. */
async function serverOf(answer: RequestListener) {
  const server = createServer((request, response) => {
    request.resume();
    if (request.url?.startsWith('/token')) {
      response.setHeader('content-type', 'application/json');
      response.end('{"access_token":"access","expires_in":3600}');
    } else answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** The adapter before such a server. */
async function openBefore(answer: RequestListener) {
  const root = await serverOf(answer);
  const clock = new TestClock('2026-11-22T09:00:00-08:00');
  return openGoogleCalendar({
    account: { clientId: 'client', clientSecret: 'client-secret', refreshToken: 'refresh-token' },
    apiRoot: root,
    tokenUrl: `${root}token`,
    calendarId: 'mocks@example.com',
    delaySeconds: 0,
    maxRetries: 1,
    clock,
    random: () => 0.5,
    pace: new MemoryPace(clock.now),
    tally: new CallTally(),
    log: { info: () => {}, warn: () => {} },
  });
}

type Send = (status: number, headers: Record<string, string>, body: string | Buffer) => RequestListener;
const send: Send = (status, headers, body) => (_, response) => {
  response.writeHead(status, headers).end(body);
};
const json = (value: unknown) => send(200, { 'content-type': 'application/json' }, JSON.stringify(value));

/** What a reading came to: its events, or the trouble in words. */
async function outcome(doing: Promise<readonly unknown[] | object>): Promise<number | CalendarError> {
  try {
    const result = await doing;
    return Array.isArray(result) ? result.length : 0;
  } catch (error) {
    if (error instanceof CalendarError) return error;
    throw error;
  }
}

describe('Whatever Google Calendar answers', () => {
  it('to a listing or a question of free and busy, ends in events or in a trouble told in words', async () => {
    let next: RequestListener = json({});
    const calendar = await openBefore((request, response) => next(request, response));
    const listing = { timeZone: 'America/Los_Angeles', items: [EVENT, ALL_DAY], nextSyncToken: 's' };
    const freeBusy = {
      calendars: {
        'alpha@example.com': { busy: [{ start: '2026-12-01T18:00:00Z', end: '2026-12-01T19:00:00Z' }] },
      },
    };
    const error = {
      error: { code: 403, errors: [{ reason: 'quotaExceeded', domain: 'x', message: 'y' }], status: 'X' },
    };
    const body = fc.oneof(
      fc
        .oneof(damaged(listing), damaged(freeBusy), damaged(error), nastyValue)
        .map((value) => JSON.stringify(value) ?? ''),
      nastyText,
      fc.constantFrom('', '<html><script>alert(1)</script>', '{"items":[', 'null', '[]'),
    );
    const status = fc.constantFrom(
      200,
      200,
      200,
      204,
      206,
      301,
      304,
      400,
      401,
      403,
      404,
      409,
      410,
      412,
      418,
      429,
      500,
      503,
      599,
    );
    const type = fc.constantFrom(
      'application/json',
      'text/html',
      'application/json; charset=utf-16',
      'x',
      'multipart/mixed',
    );
    await fc.assert(
      fc.asyncProperty(status, type, body, async (code, contentType, text) => {
        next = send(
          code,
          { 'content-type': contentType, 'retry-after': text.replace(/[^\x20-\x7e]/g, '').slice(0, 20) },
          text,
        );
        const told = [
          await outcome(calendar.events(FROM, TO)),
          await outcome(calendar.freeBusy(['alpha@example.com'], FROM, TO)),
          await outcome(calendar.find('abc').then((found) => [found])),
        ];
        for (const each of told) {
          if (!(each instanceof CalendarError)) continue;
          expect(each.remedy).not.toBe('');
          expect(each.message).not.toMatch(/secret|refresh-token|Bearer/);
          expect(each.message.length).toBeLessThan(1_000);
        }
      }),
      runs(60),
    );
  });

  it('to what changes an event, ends in that event, in its being gone, or in a trouble told in words', async () => {
    let next: RequestListener = json({});
    const calendar = await openBefore((request, response) => next(request, response));
    const wanted = newEvent();
    const ours = {
      ...EVENT,
      id: wanted.id,
      start: { dateTime: `${wanted.start}`, timeZone: wanted.timeZone },
      end: { dateTime: `${wanted.end}`, timeZone: wanted.timeZone },
      attendees: wanted.attendees.map(({ email }) => ({ email })),
    };
    next = json(ours);
    expect(await calendar.create(wanted)).toMatchObject({ id: wanted.id, meetLink: EVENT.hangoutLink });
    const error = { error: { code: 412, errors: [{ reason: 'conditionNotMet' }], status: 'X' } };
    const body = fc.oneof(damaged(ours), damaged(error), nastyValue, fc.constant(ours));
    const status = fc.constantFrom(200, 200, 200, 204, 400, 403, 404, 409, 410, 412, 429, 500);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(status, body), { minLength: 1, maxLength: 5 }), async (answers) => {
        let asked = 0;
        next = (request, response) => {
          const [code, value] = answers[Math.min(asked, answers.length - 1)]!;
          asked += 1;
          send(code, { 'content-type': 'application/json' }, JSON.stringify(value) ?? '')(request, response);
        };
        const doings = [
          () => calendar.create(wanted),
          () => calendar.move({ ...wanted, end: wanted.end.add({ minutes: 30 }) }),
          () => calendar.remove(wanted.id),
        ];
        for (const doing of doings) {
          asked = 0;
          const told = await doing().catch((caught: unknown) => caught);
          expect(asked).toBeLessThan(20);
          if (told instanceof CalendarError) {
            expect(told.remedy).not.toBe('');
            expect(told.message.length).toBeLessThan(1_000);
          } else if (told !== undefined) expect((told as CalendarEvent).id).toBe(wanted.id);
        }
      }),
      runs(60),
    );
  });

  it('to a look at the account, ends in calendars or in a trouble told in words', async () => {
    let next: RequestListener = json({});
    const root = await serverOf((request, response) => next(request, response));
    const account = { clientId: 'client', clientSecret: 'client-secret', refreshToken: 'refresh-token' };
    const setup = openSetup({ account, apiRoot: root, tokenUrl: `${root}token` });
    const items = [{ id: 'a', summary: 'Mocks', primary: true, accessRole: 'owner' }];
    const head = { summary: 'Mocks', accessRole: 'writer', timeZone: 'America/Los_Angeles' };
    const body = fc.oneof(damaged({ items, nextPageToken: 'more' }), damaged(head), nastyValue);
    await fc.assert(
      fc.asyncProperty(body, fc.constantFrom(200, 200, 200, 403, 500), async (value, code) => {
        next = send(
          code,
          {
            'content-type': 'application/json',
            date: String(value)
              .replace(/[^\x20-\x7e]/g, '')
              .slice(0, 20),
          },
          JSON.stringify(value) ?? '',
        );
        const told = [await outcome(setup.calendars()), await outcome(setup.calendar('mocks@example.com'))];
        for (const each of told) {
          if (!(each instanceof CalendarError)) continue;
          expect(each.remedy).not.toBe('');
          expect(each.message).not.toMatch(/client-secret|refresh-token/);
        }
      }),
      runs(40),
    );
  });

  it.each<[string, RequestListener]>([
    ['pages without end', json({ items: [EVENT], nextPageToken: 'more' })],
    [
      'a body that breaks off',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
        response.write('{"items":[', () => response.destroy());
      },
    ],
    [
      'a body that is longer than it says',
      (request) => {
        request.socket.end(
          'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{"items":[]}',
        );
      },
    ],
    [
      'what is no HTTP',
      (request) => {
        request.socket.end('\u0000\u0001 hello');
      },
    ],
    [
      'what claims to be compressed',
      send(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }, 'no gzip'),
    ],
    ['lists nested without end', send(200, { 'content-type': 'application/json' }, '['.repeat(2_000_000))],
    [
      'a body without end',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"items":[');
        const more = () => {
          while (!response.destroyed && response.write(' '.repeat(1_000_000)));
          if (!response.destroyed) response.once('drain', more);
        };
        more();
      },
    ],
  ])('is given up within bounds: %s', async (_, answer) => {
    const calendar = await openBefore(answer);
    const memory = process.memoryUsage().rss;
    const [told, took] = await timed(() => outcome(calendar.events(FROM, TO)));
    expect(told).toBeInstanceOf(CalendarError);
    expect(took).toBeLessThan(PATIENCE_MS);
    expect(process.memoryUsage().rss - memory).toBeLessThan(700_000_000);
  });

  it('ten thousand entries, each with hundreds of guests, are read within seconds', async () => {
    const attendees = Array.from({ length: 200 }, (_, index) => ({ email: `guest-${index}@example.com` }));
    const items = Array.from({ length: 10_000 }, (_, index) => ({
      ...EVENT,
      id: `e${index}`,
      recurringEventId: undefined,
      attendees: index % 50 === 0 ? attendees : EVENT.attendees,
    }));
    const calendar = await openBefore(json({ timeZone: 'America/Los_Angeles', items }));
    const [events, took] = await timed(() => calendar.events(FROM, TO));
    expect(events).toHaveLength(10_000);
    expect(took).toBeLessThan(PATIENCE_MS);
    const [busy, counting] = await timed(() => busyOf(events, PEOPLE, TABLE));
    expect(busy.length).toBeGreaterThan(0);
    expect(counting).toBeLessThan(PATIENCE_MS);
  });
});

describe('A free/busy answer that nobody can be sure of', () => {
  it.each([
    ['it ends before it starts', '2026-12-01T19:00:00Z', '2026-12-01T18:00:00Z'],
    ['it has no offset', '2026-12-01T18:00:00', '2026-12-01T19:00:00'],
    ['it is a number', '1', '2'],
    ['it is a day', '2026-12-01', '2026-12-02'],
  ])('leaves the calendar unreadable, never free: %s', async (_, start, end) => {
    const calendar = await openBefore(
      json({ calendars: { 'alpha@example.com': { busy: [{ start, end }] } } }),
    );
    expect(await calendar.freeBusy(['alpha@example.com'], FROM, TO)).toEqual({
      busy: [],
      unreadable: ['alpha@example.com'],
    });
  });

  it.each(['__proto__', 'constructor', 'toString'])(
    'knows no calendar called %s by inheritance',
    async (name) => {
      const calendar = await openBefore(json({ calendars: {} }));
      expect(await calendar.freeBusy([name], FROM, TO)).toEqual({ busy: [], unreadable: [name] });
    },
  );
});

describe('Whatever the token endpoint answers', () => {
  it('signs in for a time, or is a trouble without the secrets', async () => {
    let next: RequestListener = json({});
    const server = createServer((request, response) => {
      request.resume();
      next(request, response);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const tokenUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
    const tokens = {
      access_token: 'access',
      expires_in: 3600,
      refresh_token: 'r',
      scope: 'a b',
      token_type: 'Bearer',
    };
    const account = { clientId: 'client', clientSecret: 'client-secret', refreshToken: 'refresh-token' };
    const body = fc.oneof(
      damaged(tokens),
      fc.double().map((seconds) => ({ ...tokens, expires_in: seconds })),
      nastyValue,
    );
    await fc.assert(
      fc.asyncProperty(body, fc.constantFrom(200, 200, 400, 500), async (value, status) => {
        next = send(status, { 'content-type': 'application/json' }, JSON.stringify(value) ?? '');
        const read = await askForTokens(tokenUrl, { refresh_token: 'refresh-token' });
        expect(JSON.stringify(read)).not.toContain('refresh-token');
        const client = openClient({ account, apiRoot: null, tokenUrl }, () => FROM);
        const trouble = await client.signIn();
        expect(JSON.stringify(trouble)).not.toContain('secret');
      }),
      runs(60),
    );
  });
});
