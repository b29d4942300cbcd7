import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatDesk } from '../../src/chat/chat-desk.ts';
import { noticeReplies } from '../../src/chat/notice.ts';
import { openEmbeddedStore } from '../../src/store/pglite/open.ts';
import type { AuditRow } from '../../src/store/rows.ts';
import type { Store } from '../../src/store/store.ts';
import { enqueue, SMALL_SOP, TestClock } from '../booking/office.ts';
import { storeTemplate } from '../store/template.ts';
import { DELAY_SECONDS, driveToTheEnd, type GoogleOffice, openGoogleOffice } from './office/google-office.ts';
import type { Fault, FaultOrder } from './stand-in/google.ts';

let store: Store;
const clock = new TestClock('2026-11-22T09:00:00-08:00');
let number = 0;

beforeAll(async () => {
  store = await openEmbeddedStore({ dataDir: null, clock: clock.now, template: await storeTemplate() });
});
afterAll(() => store.close());

/** What a run shows: the texts for admins, the audit, and what stands in the calendar. */
interface Seen {
  readonly office: GoogleOffice;
  readonly id: string;
  notices(): Promise<string[]>;
  audit(): Promise<readonly AuditRow[]>;
  /** The statistics of the last row that has any. */
  counts(): Promise<Record<string, unknown>>;
  ownEvents(): number;
  work(): Promise<void>;
  state(): Promise<string>;
  finish(): Promise<void>;
}

/** Dana, in weeks of her own; what goes wrong is arranged before anything is done. */
async function withDana(
  arrange: (office: GoogleOffice) => void,
  options: { sop?: string; pendingLookups?: number; fails?: boolean; hangs?: boolean } = {},
): Promise<Seen> {
  number += 1;
  const day = Temporal.PlainDate.from('2026-12-01').add({ weeks: 4 * number });
  const morning = day
    .subtract({ days: 3 })
    .toZonedDateTime({ timeZone: 'America/Los_Angeles', plainTime: '09:00' });
  clock.pass({ milliseconds: morning.epochMilliseconds - clock.now().epochMilliseconds });
  const workspace = `dana ${number}`;
  const office = await openGoogleOffice({
    store,
    clock,
    workspace,
    sop: options.sop ?? SMALL_SOP,
    // Waited for in real time, so only where it is needed.
    timeoutMs: options.hangs === true ? 300 : 20_000,
    maxRetries: 2,
    conference: { pendingLookups: options.pendingLookups ?? 0, fails: options.fails ?? false },
  });
  arrange(office);
  const window = { start: `${day}`, end: `${day.add({ days: 5 })}` };
  const id = await enqueue(store, 'Dana', window, workspace);
  const { worker, desk } = office.process();
  const chat: ChatDesk = { ...desk, wakeWorker: () => {}, wakeWatcher: () => {} };
  const audit = () => store.audit({ workspace, candidateId: id });
  return {
    office,
    id,
    audit,
    notices: async () =>
      Promise.all(
        (await store.outbox({ workspace, limit: 10 })).map(async (row) =>
          (await noticeReplies(chat, row)).map(({ text }) => text).join('\n'),
        ),
      ),
    counts: async () =>
      (await audit()).findLast(({ details }) => 'calendar' in details)!.details['calendar'] as Record<
        string,
        unknown
      >,
    ownEvents: () =>
      office.google.events().filter(({ extendedProperties }) => extendedProperties?.private !== undefined)
        .length,
    work: () => worker.runUntilIdle(),
    state: async () => (await store.candidates({ workspace, id }))[0]!.state,
    finish: async () => {
      await driveToTheEnd(office, worker, id);
      await office.google.close();
    },
  };
}

const status = (code: number, reason?: string, retryAfter?: number | string): Fault => ({
  kind: 'status',
  status: code,
  ...(reason === undefined ? {} : { reason }),
  ...(retryAfter === undefined ? {} : { retryAfter }),
});

/** Meets the second event, so that one is booked and one is still to come. */
const atTheSecondEvent = (fault: Fault, times = 1): Fault & FaultOrder => ({
  ...fault,
  method: 'insert',
  skip: 1,
  times,
});

const actions = async (seen: Seen) => (await seen.audit()).map(({ action }) => action).join(' ');
const insertCounts = async (seen: Seen) => (await seen.counts())['byMethod'] as { insert: object };
const BOOKED = 'queued claimed reserved booked booked booked scheduled';
const WAITED = 'queued claimed reserved booked waiting resumed booked booked scheduled';
const GIVEN_UP = 'queued claimed reserved booked taking-back released released released escalated';

type Counted = 'rateErrors' | 'quotaErrors' | 'otherErrors';

describe('a fault that passes', () => {
  const once: readonly [string, Fault, Counted, number][] = [
    ['too many calls for the project', status(403, 'rateLimitExceeded'), 'rateErrors', 6],
    ['too many calls for the account', status(403, 'userRateLimitExceeded'), 'rateErrors', 6],
    ['429 without Retry-After', status(429), 'rateErrors', 6],
    ['429 with Retry-After', status(429, undefined, 7), 'rateErrors', 11],
    ['500', status(500, 'backendError'), 'otherErrors', 4],
    ['502', status(502), 'otherErrors', 4],
    ['503', status(503), 'otherErrors', 4],
    ['503 with Retry-After', status(503, undefined, 20), 'otherErrors', 24],
    ['a connection closed before the work was done', { kind: 'drop', when: 'before' }, 'otherErrors', 4],
    ['no answer, nothing done', { kind: 'hang', when: 'before' }, 'otherErrors', 4],
    ['no answer of Google, nothing done', { kind: 'garbage', when: 'before' }, 'otherErrors', 4],
    ['an access token that has expired', status(401, 'authError'), 'otherErrors', 4],
  ];
  it.each(once)('is not even noticed: %s', async (_title, fault, counted, waited) => {
    const seen = await withDana(({ google }) => google.fault(atTheSecondEvent(fault)), {
      hangs: fault.kind === 'hang',
    });
    await seen.work();
    expect(await seen.state()).toBe('scheduled');
    expect(await seen.notices()).toEqual([
      expect.stringMatching(
        /^Dana <dana@example\.com>: All 3 mocks are booked, the last on \w{3} \w{3} \d+\.\n/,
      ),
    ]);
    expect(await actions(seen)).toBe(BOOKED);
    expect(await insertCounts(seen)).toMatchObject({
      insert: { calls: 4, successes: 3, retries: 1, [counted]: 1 },
    });
    const { waitedMs } = (await seen.counts()) as { waitedMs: number };
    expect(waitedMs).toBeGreaterThanOrEqual(waited * 1000);
    expect(seen.ownEvents()).toBe(3);
    await seen.finish();
  });

  it('is told in the log with the candidate whom it met', async () => {
    const seen = await withDana(({ google }) => google.fault(atTheSecondEvent(status(503))));
    await seen.work();
    const lines = seen.office.logged.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ msg, candidateId }) => [msg, candidateId === seen.id])).toEqual([
      ['A candidate is taken up', true],
      ['A call to Google Calendar is repeated', true],
      ['The turn with a candidate is over', true],
    ]);
    await seen.finish();
  });

  it.each<[string, Fault]>([
    ['a connection closed after the work was done', { kind: 'drop', when: 'after' }],
    ['no answer after the work was done', { kind: 'hang', when: 'after' }],
    ['no answer of Google after the work was done', { kind: 'garbage', when: 'after' }],
  ])('makes no event twice: %s', async (_title, fault) => {
    const seen = await withDana(({ google }) => google.fault(atTheSecondEvent(fault)), {
      hangs: fault.kind === 'hang',
    });
    await seen.work();
    expect(await actions(seen)).toBe(BOOKED);
    // The repetition hears that the id is taken, and looks whose it is.
    expect(await seen.counts()).toMatchObject({
      byMethod: {
        insert: { calls: 4, successes: 2, retries: 1, otherErrors: 2 },
        get: { calls: 1, successes: 1 },
      },
    });
    expect(seen.ownEvents()).toBe(3);
    expect(seen.office.google.mails.filter(({ what }) => what === 'invited')).toHaveLength(3 * 3);
    await seen.finish();
  });
});

describe('a fault that lasts', () => {
  const GOES_ON = String.raw`1 of 3 mocks is booked and stays so\. It goes on by itself \w+ \w+ \d+ TIME P[SD]T; nothing need be done\.$`;
  const lasting: readonly [string, Fault, string, string, Counted, number][] = [
    [
      'too many calls',
      status(403, 'userRateLimitExceeded'),
      String.raw`calls come faster than Google allows \(403 userRateLimitExceeded\), also when tried again 2 times`,
      '09:02',
      'rateErrors',
      3,
    ],
    [
      '429 without Retry-After',
      status(429),
      'calls come faster than Google allows',
      '09:02',
      'rateErrors',
      3,
    ],
    [
      '429 that asks for more patience than a worker has',
      status(429, undefined, 600),
      String.raw`calls come faster than Google allows \(429 rateLimitExceeded\)`,
      '09:10',
      'rateErrors',
      1,
    ],
    [
      'a limit on invitations',
      status(403, 'quotaExceeded'),
      String.raw`the account has reached one of Google's limits on invitations or changes \(403 quotaExceeded\)`,
      '10:00',
      'quotaErrors',
      1,
    ],
    [
      'the quota of the day',
      status(403, 'dailyLimitExceeded'),
      String.raw`the project's quota for today is used up \(403 dailyLimitExceeded\)`,
      '00:00',
      'quotaErrors',
      1,
    ],
    ['500', status(500), String.raw`Google had trouble of its own \(500 `, '09:02', 'otherErrors', 3],
    ['502', status(502), String.raw`Google had trouble of its own \(502 `, '09:02', 'otherErrors', 3],
    ['503', status(503), String.raw`Google had trouble of its own \(503 `, '09:02', 'otherErrors', 3],
    [
      'closed connections',
      { kind: 'drop', when: 'before' },
      'Google could not be reached',
      '09:02',
      'otherErrors',
      3,
    ],
    [
      'closed connections after the work was done',
      { kind: 'drop', when: 'after' },
      'Google could not be reached',
      '09:02',
      'otherErrors',
      3,
    ],
    [
      'no answers',
      { kind: 'hang', when: 'after' },
      'Google did not answer in time',
      '09:02',
      'otherErrors',
      3,
    ],
    [
      'garbage',
      { kind: 'garbage' },
      'what came back is no answer of Google Calendar',
      '09:02',
      'otherErrors',
      3,
    ],
  ];
  it.each(lasting)('is told once, with when it goes on by itself, and then does: %s', async (...row) => {
    const [, fault, cause, time, counted, count] = row;
    const seen = await withDana(
      ({ google }) => google.fault(atTheSecondEvent(fault, Number.POSITIVE_INFINITY)),
      { hangs: fault.kind === 'hang' },
    );
    await seen.work();
    expect(await seen.state()).toBe('waiting');
    const [message, ...more] = await seen.notices();
    expect(more).toEqual([]);
    expect(message).toMatch(
      new RegExp(
        `^Dana <dana@example\\.com>: An event could not be made in Google Calendar: ${cause}.*\\. ${GOES_ON.replace('TIME', time)}`,
      ),
    );
    expect((await seen.audit()).at(-1)).toMatchObject({
      action: 'waiting',
      fromState: 'scheduling',
      toState: 'waiting',
      details: { resumeAt: expect.any(String), calendar: { byMethod: { insert: { [counted]: count } } } },
    });
    seen.office.google.clearFaults();
    await seen.finish();
    expect(await actions(seen)).toBe(WAITED);
    expect(await seen.counts()).toMatchObject({ [counted]: expect.any(Number) });
    expect(await insertCounts(seen)).toMatchObject({ insert: { calls: count + 3 } });
    expect(seen.ownEvents()).toBe(3);
    expect((await seen.notices()).map((text) => text.split('\n')[0])).toEqual([
      message,
      expect.stringContaining('All 3 mocks are booked'),
    ]);
  });
});

describe('a fault that a person has to mend', () => {
  const mended: readonly [string, Fault, RegExp][] = [
    [
      'no right to make changes',
      status(403, 'forbidden'),
      /the account may not do this in the calendar mocks@example\.com \(403 forbidden\)\. 1 of 3 mocks is booked and stays so\. Share the calendar with the account/,
    ],
    [
      'a box left unticked at the consent',
      status(403, 'insufficientPermissions'),
      /the consent given to this program does not cover it .*Run `mock-scheduler auth google`/,
    ],
    [
      'the API not enabled',
      status(403, 'accessNotConfigured'),
      /the Google Calendar API is not enabled .*Enable the Google Calendar API in the Google Cloud console/,
    ],
    [
      'a calendar that is gone',
      status(404, 'notFound'),
      /the calendar mocks@example\.com does not exist, or the account may not see it .*Set GOOGLE_CALENDAR_ID/,
    ],
    [
      'a sign-in that is refused again and again',
      status(401, 'authError'),
      /Google does not accept the sign-in of this program any more .*Run `mock-scheduler auth google`/,
    ],
  ];
  it.each(mended)(
    'is told once, with what to do, while it is tried again: %s',
    async (_title, fault, text) => {
      const seen = await withDana(
        ({ google }) => google.fault(atTheSecondEvent(fault, Number.POSITIVE_INFINITY)),
        { hangs: fault.kind === 'hang' },
      );
      await seen.work();
      clock.pass({ minutes: 11 });
      await seen.work();
      expect(await seen.state()).toBe('waiting');
      const [message, ...more] = await seen.notices();
      expect(more).toEqual([]);
      expect(message).toMatch(text);
      expect(message).toMatch(
        /It is tried again by itself .* 09:10 P[SD]T, and goes on once that is mended\.$/,
      );
      expect((await seen.audit()).filter(({ action }) => action === 'waiting')).toHaveLength(2);
      expect(await insertCounts(seen)).toMatchObject({ insert: { successes: 1 } });
      seen.office.google.clearFaults();
      await seen.finish();
      expect(await seen.state()).toBe('scheduled');
      expect(seen.ownEvents()).toBe(3);
    },
  );

  it('is told where the consent was withdrawn, before anything is booked', async () => {
    const seen = await withDana(({ google }) => google.revokeToken());
    await seen.work();
    expect(await seen.state()).toBe('waiting');
    expect(await seen.notices()).toEqual([
      expect.stringMatching(
        /^Dana <dana@example\.com>: Signing in to Google failed: Google has ended this program's consent .*\. Nothing is booked yet\. Run `mock-scheduler auth google`, then start the program again\. It is tried again by itself/,
      ),
    ]);
    expect(await actions(seen)).toBe('queued claimed waiting');
    expect(seen.office.google.calls.filter(({ method }) => method !== 'token')).toEqual([]);
    await seen.office.google.close();
  });
});

describe('a fault that will never pass', () => {
  it.each<[string, Fault, RegExp]>([
    [
      'a refused request',
      status(400, 'invalid'),
      /Google refused the request \(400 invalid\)\. What was booked is taken back\./,
    ],
    [
      'another organizer',
      status(403, 'forbiddenForNonOrganizer'),
      /the event belongs to another organizer .*What was booked is taken back\. Book in the calendar of the account/,
    ],
  ])(
    'takes back what was booked and is put before a person, with cause and cure: %s',
    async (_title, fault, text) => {
      const seen = await withDana(({ google }) => google.fault(atTheSecondEvent(fault)), {
        hangs: fault.kind === 'hang',
      });
      await seen.work();
      expect(await seen.state()).toBe('escalated');
      expect(await seen.notices()).toEqual([
        expect.stringMatching(
          /^Dana <dana@example\.com> could not be scheduled:\n {2}• An event could not be made/,
        ),
      ]);
      expect((await seen.notices())[0]).toMatch(text);
      expect(await actions(seen)).toBe(GIVEN_UP);
      expect(await seen.counts()).toMatchObject({
        calls: 7,
        otherErrors: 1,
        byMethod: {
          insert: { calls: 2, successes: 1, otherErrors: 1 },
          delete: { calls: 3 },
          list: { calls: 2 },
        },
      });
      expect(seen.ownEvents()).toBe(0);
      await seen.finish();
    },
  );
});

describe('while a candidate is booked', () => {
  it('13 mocks cost 16 calls, and no more time than their distance and 5 %', async () => {
    const sop = SMALL_SOP.replace('mocks: [60, 60]', `mocks: [${Array(12).fill(60)}]`)
      .replace('name: Alpha,', 'name: Alpha, calendar: alpha@example.com,')
      .replace('minGap: 12h', 'minGap: 0m')
      .replace('maxPerInterviewerPerDay: 2', 'maxPerInterviewerPerDay: 3');
    const seen = await withDana(({ google }) => google.addCalendar('alpha@example.com'), { sop });
    const began = clock.now();
    await seen.work();
    const took = clock.now().since(began).total('seconds');
    expect(await seen.state()).toBe('scheduled');
    expect(seen.ownEvents()).toBe(13);
    const calls = seen.office.google.calls.filter(({ method }) => method !== 'token');
    expect(calls).toHaveLength(16);
    expect(await seen.counts()).toMatchObject({
      calls: 16,
      successes: 16,
      byMethod: { list: { calls: 2 }, freebusy: { calls: 1 }, insert: { calls: 13 } },
    });
    expect(took).toBeLessThanOrEqual(calls.length * DELAY_SECONDS * 1.05);
    await seen.office.google.close();
  });

  it('a reading that breaks off in the middle is no reading: nothing is booked on it', async () => {
    const seen = await withDana(({ google }) => {
      google.fault({ kind: 'drop', when: 'before', method: 'list', times: Number.POSITIVE_INFINITY });
    });
    await seen.work();
    expect(await seen.notices()).toEqual([
      expect.stringMatching(
        /Google Calendar could not be read: Google could not be reached .* Nothing is booked yet\. It goes on by itself/,
      ),
    ]);
    seen.office.google.clearFaults();
    await seen.finish();
    expect(await seen.state()).toBe('scheduled');
  });

  it('an interviewer whose own calendar cannot be read gives no mock, and the audit says so', async () => {
    const sop = SMALL_SOP.replace('name: Alpha,', 'name: Alpha, calendar: alpha@example.com,');
    const seen = await withDana(
      ({ google }) => google.addCalendar('alpha@example.com', { error: 'notFound' }),
      { sop },
    );
    await seen.finish();
    const warning = 'Alpha is given no mock: the calendar alpha@example.com could not be read.';
    const said = (await seen.audit()).filter(({ details }) =>
      JSON.stringify(details['warnings'] ?? '').includes(warning),
    );
    expect(said.map(({ action }) => action)).toEqual(['reserved', 'scheduled']);
    expect((await seen.notices())[0]).toContain(warning);
    expect((await seen.notices())[0]).not.toContain('with Alpha');
  });

  it('one that cannot be read is used all the same where the SOP says so, with a warning to the end', async () => {
    const sop = SMALL_SOP.replace('name: Alpha,', 'name: Alpha, calendar: alpha@example.com,').concat(
      'busy: { unreadable: ignore }\n',
    );
    const seen = await withDana(
      ({ google }) => google.addCalendar('alpha@example.com', { error: 'notFound' }),
      { sop },
    );
    await seen.finish();
    const warning = "Alpha's calendar alpha@example.com could not be read and is ignored, as the SOP says.";
    expect((await seen.audit()).at(-1)!.details['warnings']).toEqual([warning]);
    expect((await seen.notices())[0]).toContain(`. ${warning}\n`);
    expect((await seen.notices())[0]).toContain('with Alpha');
  });

  it('sync tokens that Google forgets cost one call more', async () => {
    const seen = await withDana(({ google }) =>
      google.fault({ kind: 'slow', method: 'insert', skip: 2, meanwhile: () => google.forgetSyncTokens() }),
    );
    await seen.finish();
    expect(await seen.counts()).toMatchObject({ byMethod: { list: { calls: 3 } } });
    expect(await actions(seen)).toBe(BOOKED);
  });

  it('somebody who gets busy is seen at the last look, and the event goes to another interviewer', async () => {
    const seen = await withDana(({ google }) =>
      google.fault({
        kind: 'slow',
        method: 'insert',
        skip: 2,
        meanwhile: () => {
          const [first] = google.events();
          google.put({
            summary: 'Dentist',
            start: first!.start!,
            end: first!.end!,
            attendees: [{ email: 'alpha@example.com', responseStatus: 'accepted' }],
          });
        },
      }),
    );
    await seen.finish();
    expect(await actions(seen)).toBe('queued claimed reserved booked booked booked moving moved scheduled');
    expect(await seen.counts()).toMatchObject({
      byMethod: { list: { calls: 3 }, get: { calls: 1 }, patch: { calls: 1 } },
    });
    expect((await seen.notices())[0]).toContain('One Mock1 with Charlie (backup)');
    const [changed] = seen.office.google
      .events()
      .filter(({ summary }) => summary === 'Dana : Charlie One Mock1');
    expect(changed!.attendees!.map(({ email }) => email)).toEqual([
      'dana@example.com',
      'charlie@example.com',
      'team@example.com',
    ]);
  });

  it('an event that somebody else changes at the same moment is moved on its newest version', async () => {
    const seen = await withDana(({ google }) => {
      google.fault({
        kind: 'slow',
        method: 'insert',
        skip: 2,
        meanwhile: () => {
          const [first] = google.events();
          google.put({
            start: first!.start!,
            end: first!.end!,
            attendees: [{ email: 'alpha@example.com', responseStatus: 'accepted' }],
          });
        },
      });
      google.fault({
        kind: 'slow',
        method: 'patch',
        meanwhile: () => {
          const own = google.events().find(({ summary }) => summary === 'Dana : Alpha One Mock1');
          google.put({ id: own!.id, location: 'Room 1' });
        },
      });
    });
    await seen.finish();
    expect(await seen.counts()).toMatchObject({ byMethod: { get: { calls: 2 }, patch: { calls: 2 } } });
    const [moved] = seen.office.google
      .events()
      .filter(({ summary }) => summary === 'Dana : Charlie One Mock1');
    expect(moved!.location).toBe('Room 1');
  });

  it('a video call that takes a moment is waited for', async () => {
    const seen = await withDana(() => {}, { pendingLookups: 2 });
    await seen.finish();
    expect(await seen.state()).toBe('scheduled');
    expect((await seen.notices())[0]!.match(/https:\/\/meet\.google\.com\//g)).toHaveLength(3);
  });

  it('a video call that Google refuses is put before a person, with what helps', async () => {
    const seen = await withDana(() => {}, { fails: true });
    await seen.finish();
    expect(await seen.state()).toBe('escalated');
    expect((await seen.notices())[0]).toMatch(
      /Google refused to make the video call of One Mock1 with Alpha \(.*\)\. What was booked is taken back\. Turn Google Meet on for the account of the calendar, or set event\.conference: none in the SOP/,
    );
    expect(seen.ownEvents()).toBe(0);
  });
});
