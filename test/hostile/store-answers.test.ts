import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Driver } from '../../src/store/driver.ts';
import { sqlStore } from '../../src/store/sql-store.ts';
import type { Store } from '../../src/store/store.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { connectSupabase } from '../../src/store/supabase/open.ts';
import { damaged, nastyText, nastyValue, PATIENCE_MS, runs, timed } from './nasty.ts';

const AT = '2026-12-01T18:00:00+00:00';
const candidate = {
  id: 'c',
  workspace: 'default',
  name: 'Dana',
  email: 'dana@example.com',
  time_zone: 'UTC',
  request: {},
  chat: null,
  state: 'queued',
  position: 1,
  variant: null,
  change: null,
  mocks: 0,
  booked: 0,
  resume_at: null,
  enqueued_at: AT,
  updated_at: AT,
};
const booking = {
  id: 'b',
  workspace: 'default',
  candidate_id: 'c',
  candidate_name: 'Dana',
  candidate_email: 'dana@example.com',
  course: 'One',
  number: 1,
  interviewer: 'alpha',
  interviewer_name: 'Alpha',
  interviewer_email: 'alpha@example.com',
  role: 'main',
  start: AT,
  end: AT,
  state: 'booked',
  event_id: 'e',
  meet_link: null,
  html_link: null,
  outcome: null,
  outcome_note: null,
};
const audit = {
  id: 1,
  at: AT,
  workspace: 'default',
  candidate_id: 'c',
  actor: 'Ann',
  action: 'queued',
  from_state: null,
  to_state: 'queued',
  summary: 'x',
  details: {},
};
const escalation = {
  id: 'e',
  candidate_id: 'c',
  candidate_name: 'Dana',
  candidate_email: 'dana@example.com',
  code: 'x',
  message: 'x',
  reasons: [],
  proposals: [],
  opened_at: AT,
  closed_at: null,
  closed_by: null,
  resolution: null,
};
const observation = {
  id: 'o',
  workspace: 'default',
  candidate_id: 'c',
  booking_id: 'b',
  kind: 'moved',
  key: 'k',
  summary: 'x',
  details: {},
  state: 'settled',
  tries: 0,
  seen_at: AT,
  settled_at: AT,
  settled_how: 'moved',
  settled_place: { interviewerName: 'Alpha', start: AT, end: AT },
};
const notice = { id: 1, chat: null, kind: 'scheduled', payload: {}, attempts: 0, created_at: AT };
const workspace = 'default';
const now = Temporal.Instant.from(AT);

/** Calls of the store, each with an answer that would be right. */
const CALLS: readonly (readonly [(store: Store) => Promise<unknown>, unknown])[] = [
  [(store) => store.queue({ workspace }), { paused: false, candidates: [candidate] }],
  [(store) => store.candidates({ workspace }), [candidate]],
  [(store) => store.bookings({ workspace }), [booking]],
  [(store) => store.audit({ workspace }), [audit]],
  [(store) => store.escalations({ workspace, open: true }), [escalation]],
  [
    (store) => store.claim({ workspace, worker: 'w', leaseSeconds: 60 }),
    { candidate, fence: 1, bookings: [booking], taking_back: null },
  ],
  [(store) => store.loadConversation({ workspace, key: 'k' }), { state: {}, version: 1, updated_at: AT }],
  [(store) => store.telegram.handled({ botId: 1, updateIds: [1] }), [1]],
  [(store) => store.telegram.movedChats(), [{ chat_id: 1, moved_to: 2 }]],
  [
    (store) => store.calendarCalls(),
    [
      {
        account: 'a',
        method: 'list',
        calls: 1,
        successes: 1,
        waits: 0,
        waited_ms: 0,
        retries: 0,
        quota_errors: 0,
        rate_errors: 0,
        other_errors: 0,
        since: AT,
        pace_ms: null,
      },
    ],
  ],
  [
    (store) =>
      store.enqueue({
        ...{ workspace, candidateId: 'c', name: 'Dana', email: 'dana@example.com', timeZone: 'UTC' },
        ...{ request: {}, chat: null, actor: 'Ann' },
      }),
    { outcome: 'already-active', candidate_id: 'c', name: 'Dana', state: 'queued' },
  ],
  [(store) => store.untilDue({ workspace }), 5],
  [
    (store) => store.vitalSigns({ workspace }),
    {
      queued_seconds: '1.5',
      asked: 0,
      asked_seconds: null,
      unsent: 0,
      unsent_seconds: null,
      watched_seconds: null,
      observations: { open: 1 },
    },
  ],
  [
    (store) =>
      store.reserve({ candidateId: 'c', fence: 1, variant: null, bookings: [], summary: 'x', details: {} }),
    { outcome: 'reserved', bookings: [booking] },
  ],
  [
    (store) => store.orderChange({ candidateId: 'c', change: {}, summary: 'x', actor: 'Ann', chat: null }),
    { position: 1 },
  ],
  [
    (store) => store.workspaces(),
    [
      {
        id: 'default',
        paused: false,
        sop: null,
        sop_name: null,
        calendar_id: null,
        admin_ids: ['1'],
        calendar_delay_seconds: '3',
        settings_changed_at: AT,
        active: 0,
      },
    ],
  ],
  [(store) => store.counts({ workspace }), { queued: 1 }],
  [
    (store) => store.exportPerson({ workspace, email: 'dana@example.com' }),
    {
      ...{ email: 'dana@example.com', candidates: [{}], bookings: [], escalations: [], observations: [] },
      ...{ notices: [], conversations: [], audit: [{}] },
    },
  ],
  [
    (store) => store.forgetPerson({ email: 'dana@example.com', actor: 'Ann' }),
    { candidates: 1, conversations: 0, events: [booking] },
  ],
  [(store) => store.outbox({ workspace, limit: 5 }), [notice]],
  [
    (store) => store.takeCalendarTurn({ account: 'a', delayMs: 1, successes: 0 }),
    { granted: false, wait_ms: 5, pace_ms: 5 },
  ],
  [
    (store) => store.slowCalendarPace({ account: 'a', delayMs: 1, holdMs: 1 }),
    { pace_ms: 5, next_turn_at: AT },
  ],
  [
    (store) => store.takeWatch({ workspace, watcher: 'w', leaseSeconds: 1, everySeconds: 1 }),
    { granted: true, wait_ms: 0 },
  ],
  [(store) => store.observations({ workspace }), [observation]],
  [(store) => store.closeOver({ workspace, actor: 'w' }), [{ candidate_id: 'c' }]],
  [
    (store) => store.timeOff({ workspace, from: now }),
    [
      {
        id: 't',
        workspace: 'default',
        interviewer: 'alpha',
        from: AT,
        to: AT,
        note: '',
        added_by: 'Ann',
        added_at: AT,
      },
    ],
  ],
  [
    (store) => store.calendarChannels({ calendarId: 'mocks@example.com' }),
    [{ id: 'ch', resource_id: 'r', token_hash: 'h', expires_at: AT }],
  ],
  [(store) => store.telegram.hold({ botId: 1, holder: 'h', leaseSeconds: 1 }), true],
  [
    (store) => store.telegram.tap({ id: 'b', chatId: 1, userId: 1, updateId: 1 }),
    { outcome: 'tapped', says: '/queue', asked: null },
  ],
  [(store) => store.telegram.messageAt({ chatId: 1, place: 'p' }), 5],
  [(store) => store.telegram.meetStranger({ workspace, userId: 1, chatId: 1 }), true],
  [(store) => store.telegram.notices({ workspace, perChat: 5 }), [{ chat_id: 1, notice }]],
];

async function ending(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect((error as StoreUnavailable).remedy).not.toBe('');
    expect((error as Error).message.length).toBeLessThan(1_000);
    expect((error as Error).message).not.toContain('dana@example.com');
  }
}

describe('Whatever a database answers', () => {
  it('is what was asked for, or a store that is out of reach, in words without personal data', async () => {
    const asked = fc.constantFrom(...CALLS).chain(([call, right]) =>
      fc.tuple(
        fc.constant(call),
        fc.oneof(
          {
            weight: 6,
            arbitrary: damaged({ answer: right }).map((data) => (data as { answer?: unknown }).answer),
          },
          nastyValue,
        ),
      ),
    );
    await fc.assert(
      fc.asyncProperty(asked, async ([call, answer]) => {
        const driver: Driver = {
          description: 'here',
          call: async () => answer,
          listen: async () => null,
          close: async () => {},
        };
        await ending(call(sqlStore(driver)));
      }),
      runs(500),
    );
  });

  it('is understood where it is right', async () => {
    for (const [call, answer] of CALLS) {
      const driver: Driver = {
        description: 'here',
        call: async () => answer,
        listen: async () => null,
        close: async () => {},
      };
      await expect(call(sqlStore(driver))).resolves.toBeDefined();
    }
  });
});

let answer: RequestListener;
let store: Store;
beforeEach(async () => {
  const server = createServer((request, response) => {
    request.resume();
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const driver = connectSupabase({
    url,
    key: 'sb_secret_of_the_project',
    patience: { sleep: async () => {}, random: () => 0 },
  });
  store = sqlStore(driver);
  return () => {
    server.closeAllConnections();
    server.close();
  };
});
afterEach(() => store.close());

const json = { 'content-type': 'application/json' };

describe('Whatever a data API answers', () => {
  it('by status, header and body, is a result or a store that is out of reach', async () => {
    const body = fc.oneof(
      nastyText,
      nastyValue.map((value) => JSON.stringify(value) ?? ''),
      fc.constantFrom(
        '',
        '<html>Sign in</html>',
        '{"paused":false,"candidates":[',
        'null',
        '{"code":"42883"}',
        '{"code":"PGRST002","message":null}',
      ),
    );
    const status = fc.constantFrom(
      200,
      200,
      201,
      204,
      206,
      300,
      400,
      401,
      403,
      404,
      406,
      409,
      416,
      429,
      500,
      502,
      503,
      540,
    );
    await fc.assert(
      fc.asyncProperty(
        status,
        fc.constantFrom(json['content-type'], 'text/html', 'text/csv'),
        body,
        async (code, type, text) => {
          answer = (_, response) => response.writeHead(code, { 'content-type': type }).end(text);
          try {
            await store.queue({ workspace });
          } catch (error) {
            // An error that the data API itself tells of and that no table of ours has is told with its code.
            if (error instanceof StoreUnavailable) expect(error.remedy).not.toBe('');
            else
              expect(error).toMatchObject({
                message: expect.stringMatching(/^The database function list_queue failed \(/),
              });
            expect(String(error)).not.toContain('sb_secret');
          }
        },
      ),
      runs(80),
    );
  });

  it.each<[string, RequestListener]>([
    [
      'a page of a proxy',
      (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>'),
    ],
    [
      'half of an answer',
      (_, response) => {
        response.writeHead(200, { ...json, 'content-length': '100' });
        response.write('{"paused":', () => response.destroy());
      },
    ],
    [
      'half of an answer that says it is whole',
      (_, response) => response.writeHead(200, json).end('{"paused":false,"candidates":['),
    ],
    ['nothing at all', (request) => request.socket.destroy()],
    ['lists nested without end', (_, response) => response.writeHead(200, json).end('['.repeat(1_000_000))],
    [
      'an answer without end',
      (_, response) => {
        response.writeHead(200, json);
        const more = () => {
          while (!response.destroyed && response.write(' '.repeat(4_000_000)));
          if (!response.destroyed) response.once('drain', more);
        };
        more();
      },
    ],
  ])('is a store that is out of reach where it is %s', async (_, given) => {
    answer = given;
    const [error, took] = await timed(() => store.queue({ workspace }).catch((caught: unknown) => caught));
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect(took).toBeLessThan(PATIENCE_MS);
  });
});
