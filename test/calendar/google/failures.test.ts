import { describe, expect, it } from 'vitest';
import type { Calendar } from '../../../src/calendar/calendar.ts';
import type { CallCounts } from '../../../src/calendar/calls.ts';
import type { Fault } from '../../google/stand-in/google.ts';
import { at, newEvent } from '../builders.ts';
import { errorOf, openScene } from './scene.ts';

const DAY = [at('2026-12-01T00:00'), at('2026-12-02T00:00')] as const;
const reading = (calendar: Calendar) => calendar.events(...DAY);
const booking = (calendar: Calendar) => calendar.create(newEvent());
const deleting = (calendar: Calendar) => calendar.remove('abcde0001');
const lookingUp = (calendar: Calendar) => calendar.find('abcde0001');
const asking = (calendar: Calendar) => calendar.freeBusy(['alpha@example.com'], ...DAY);

const refused = (status: number, reason?: string): Fault =>
  reason === undefined ? { kind: 'status', status } : { kind: 'status', status, reason };

const HOUR = 3600;
/** Until midnight, from nine in the morning. */
const MIDNIGHT = 15 * HOUR;

describe('A call that calls come too fast for, or a quota', () => {
  it.each<[string, Fault, { says: string; later: number; hold: number; counted: Partial<CallCounts> }]>([
    ['quotaExceeded', refused(403, 'quotaExceeded'), LIMIT('quotaExceeded')],
    [
      'calendarUsageLimitsExceeded',
      refused(403, 'calendarUsageLimitsExceeded'),
      LIMIT('calendarUsageLimitsExceeded'),
    ],
    [
      'dailyLimitExceeded',
      refused(403, 'dailyLimitExceeded'),
      {
        says: "Google Calendar could not be read: the project's quota for today is used up (403 dailyLimitExceeded).",
        later: MIDNIGHT,
        hold: MIDNIGHT,
        counted: { calls: 1, quotaErrors: 1 },
      },
    ],
  ])('is not repeated, and all calls wait for the window of the quota: %s', async (_, fault, expected) => {
    const scene = await openScene();
    scene.google.fault(fault);
    const error = await errorOf(reading(scene.calendar));
    expect(error).toMatchObject({ kind: 'passing', message: expected.says });
    expect(error.remedy).toContain('Nothing need be done');
    expect(error.retryAt?.since(scene.clock.now()).total('seconds')).toBe(expected.later);
    expect(scene.pace.slowed).toEqual([{ delayMs: 2050, holdMs: expected.hold * 1000 }]);
    expect(scene.counted('list')).toEqual(expected.counted);
    expect(scene.methods()).toEqual(['list']);
  });

  it('meets nobody of the account before the window: the next one is told so without a call', async () => {
    const scene = await openScene();
    scene.google.fault(refused(403, 'quotaExceeded'));
    await errorOf(reading(scene.calendar));
    scene.clock.pass({ minutes: 20 });
    const error = await errorOf(reading(scene.calendar));
    expect(error).toMatchObject({ kind: 'passing' });
    expect(error.message).toContain('held back');
    expect(error.retryAt?.since(scene.clock.now()).total('minutes')).toBe(40);
    expect(scene.methods()).toEqual(['list']);
    scene.clock.pass({ minutes: 40 });
    expect(await reading(scene.calendar)).toEqual([]);
  });

  it.each<[string, Fault]>([
    ['403 rateLimitExceeded', refused(403, 'rateLimitExceeded')],
    ['403 userRateLimitExceeded', refused(403, 'userRateLimitExceeded')],
    ['429 rateLimitExceeded', refused(429)],
    ['429 RESOURCE_EXHAUSTED', refused(429, 'RESOURCE_EXHAUSTED')],
  ])('is repeated at half the pace: %s', async (code, fault) => {
    const scene = await openScene();
    scene.google.fault(fault);
    expect(await reading(scene.calendar)).toEqual([]);
    expect(scene.pace.slowed).toEqual([{ delayMs: 2050, holdMs: 0 }]);
    expect(distances(scene)).toEqual([4.1]);
    expect(scene.counted('list')).toEqual({
      calls: 2,
      successes: 1,
      rateErrors: 1,
      retries: 1,
      waits: 1,
      waitedMs: 4100,
    });
    expect(scene.logged.join()).toContain(code);
  });

  it('says so when it is used up, and goes on by itself', async () => {
    const scene = await openScene();
    scene.google.fault({ ...refused(403, 'rateLimitExceeded'), times: 4 });
    const error = await errorOf(booking(scene.calendar));
    expect(error).toMatchObject({
      kind: 'passing',
      message:
        'An event could not be made in Google Calendar: calls come faster than Google allows (403 rateLimitExceeded), also when tried again 3 times.',
      remedy: 'Nothing need be done: it goes on by itself.',
    });
    expect(error.retryAt?.since(scene.clock.now()).total('seconds')).toBe(120);
    expect(distances(scene)).toEqual([4.1, 8.2, 16.4]);
    expect(scene.counted('insert')).toMatchObject({ calls: 4, retries: 3, rateErrors: 4, waits: 3 });
    expect((await booking(scene.calendar)).id).toBe(newEvent().id);
  });

  it.each<[string, number | string]>([
    ['seconds', 25],
    ['a date', 'Sun, 22 Nov 2026 17:00:25 GMT'],
  ])('is repeated when Google says so, and so is every other: Retry-After in %s', async (_, retryAfter) => {
    const scene = await openScene();
    scene.google.fault({ kind: 'status', status: 429, retryAfter });
    expect(await reading(scene.calendar)).toEqual([]);
    expect(distances(scene)).toEqual([25]);
    expect(scene.pace.slowed).toEqual([{ delayMs: 2050, holdMs: 25_000 }]);
  });

  it('is not slept through where Google asks for more than a minute', async () => {
    const scene = await openScene();
    scene.google.fault({ kind: 'status', status: 503, retryAfter: 600 });
    const error = await errorOf(reading(scene.calendar));
    expect(error.kind).toBe('passing');
    expect(error.retryAt?.since(scene.clock.now()).total('seconds')).toBe(600);
    expect(scene.pace.slowed).toEqual([{ delayMs: 2050, holdMs: 600_000 }]);
    expect(scene.methods()).toEqual(['list']);
  });
});

function LIMIT(reason: string) {
  return {
    says: `Google Calendar could not be read: the account has reached one of Google's limits on invitations or changes (403 ${reason}).`,
    later: HOUR,
    hold: HOUR,
    counted: { calls: 1, quotaErrors: 1 },
  };
}

describe('A call that fails for a reason that passes', () => {
  it.each<[string, Fault, string]>([
    ['500', refused(500), 'Google had trouble of its own (500 backendError)'],
    ['502', refused(502, 'badGateway'), 'Google had trouble of its own (502 badGateway)'],
    ['503', refused(503), 'Google had trouble of its own (503 backendError)'],
    ['an unknown 5xx', refused(599, 'newTrouble'), 'Google had trouble of its own (599 newTrouble)'],
    ['408', refused(408, 'timeout'), 'Google waited too long for the request (408 timeout)'],
    ['409 outside of an insert', refused(409), 'it clashed with another change (409 conflict)'],
    ['a connection closed', { kind: 'drop', when: 'before' }, 'Google could not be reached (ECONNRESET)'],
    ['no answer in time', { kind: 'hang', when: 'before' }, 'Google did not answer in time (timeout)'],
    [
      'a page of something else',
      { kind: 'garbage' },
      'what came back is no answer of Google Calendar (200 garbage)',
    ],
  ])(
    'is repeated until it succeeds, and given up for two minutes when it does not: %s',
    async (_, fault, says) => {
      const scene = await openScene({ timeoutMs: 500 });
      scene.google.fault({ ...fault, times: 3 });
      expect(await reading(scene.calendar)).toEqual([]);
      expect(scene.counted('list')).toMatchObject({ calls: 4, retries: 3, successes: 1, otherErrors: 3 });
      scene.google.fault({ ...fault, times: 4 });
      const error = await errorOf(reading(scene.calendar));
      expect(error).toMatchObject({
        kind: 'passing',
        message: `Google Calendar could not be read: ${says}, also when tried again 3 times.`,
      });
      expect(error.remedy).toContain('Nothing need be done');
      expect(error.retryAt?.since(scene.clock.now()).total('seconds')).toBe(120);
      expect(scene.pace.slowed).toEqual([]);
    },
  );

  it('is repeated as often as the configuration says', async () => {
    const scene = await openScene({ maxRetries: 1 });
    scene.google.fault({ ...refused(500), times: Number.POSITIVE_INFINITY });
    const error = await errorOf(reading(scene.calendar));
    expect(error.message).toContain('also when tried again once');
    expect(scene.methods()).toEqual(['list', 'list']);
    const never = await openScene({ maxRetries: 0 });
    never.google.fault(refused(500));
    expect((await errorOf(reading(never.calendar))).message).not.toContain('again');
  });

  it('fails where nobody listens at all', async () => {
    const scene = await openScene();
    await reading(scene.calendar);
    await scene.google.close();
    const error = await errorOf(reading(scene.calendar));
    expect(error.kind).toBe('passing');
    expect(error.message).toContain('Google could not be reached (ECONNREFUSED)');
  });
});

describe('A call that fails until somebody mends something', () => {
  it.each<[string, Fault, (calendar: Calendar) => Promise<unknown>, string, string]>([
    [
      'no write access',
      refused(403, 'requiredAccessLevel'),
      booking,
      'may not do this in the calendar mocks@example.com',
      'right to make changes to events',
    ],
    ['a plain forbidden', refused(403, 'forbidden'), deleting, 'may not do this', 'Share the calendar'],
    [
      'a 403 for a reason Google has not told yet',
      refused(403, 'somethingNew'),
      booking,
      '(403 somethingNew)',
      'Share the calendar',
    ],
    [
      'the consent does not cover it',
      refused(403, 'insufficientPermissions'),
      asking,
      'consent',
      'Leave every box',
    ],
    [
      'the consent does not cover it, by another name',
      refused(403, 'ACCESS_TOKEN_SCOPE_INSUFFICIENT'),
      asking,
      'consent',
      'auth google',
    ],
    [
      'the API is not enabled',
      refused(403, 'accessNotConfigured'),
      reading,
      'not enabled',
      'Enable the Google Calendar API',
    ],
    [
      'the API is switched off',
      refused(403, 'SERVICE_DISABLED'),
      reading,
      'not enabled',
      'Enable the Google Calendar API',
    ],
    [
      'a service account',
      refused(403, 'forbiddenForServiceAccounts'),
      booking,
      'service account',
      'auth google',
    ],
    ['a proxy that wants a sign-in', refused(407, 'proxy'), reading, 'proxy', 'HTTPS_PROXY'],
  ])('is not repeated, and says how to mend it: %s', async (_, fault, doing, says, remedy) => {
    const scene = await openScene();
    scene.google.fault(fault);
    const error = await errorOf(doing(scene.calendar));
    expect(error).toMatchObject({ kind: 'person', retryAt: null });
    expect(error.message).toContain(says);
    expect(error.remedy).toContain(remedy);
    expect(scene.methods()).toHaveLength(1);
    expect(scene.counted(scene.methods()[0]!)).toEqual({ calls: 1, otherErrors: 1 });
    expect(scene.pace.slowed).toEqual([]);
  });
});

describe('A calendar that is not found', () => {
  it.each([
    ['reading', reading],
    ['booking', booking],
  ])('is asked for once more before a person is: %s', async (_, doing) => {
    const scene = await openScene();
    scene.google.fault({ ...refused(404), times: Number.POSITIVE_INFINITY });
    const error = await errorOf(doing(scene.calendar));
    expect(error).toMatchObject({ kind: 'person', retryAt: null });
    expect(error.message).toContain('the calendar mocks@example.com does not exist');
    expect(error.remedy).toContain('GOOGLE_CALENDAR_ID');
    expect(scene.counted(scene.methods()[0]!)).toMatchObject({ calls: 2, retries: 1, otherErrors: 2 });
    expect(scene.pace.slowed).toEqual([]);
  });

  it('was there all the time where only one answer said otherwise', async () => {
    const scene = await openScene();
    scene.google.fault(refused(404));
    await booking(scene.calendar);
    expect(scene.google.events()).toHaveLength(1);
  });

  it('is asked for only once where nothing is to be repeated', async () => {
    const scene = await openScene({ maxRetries: 0 });
    scene.google.fault(refused(404));
    expect((await errorOf(reading(scene.calendar))).kind).toBe('person');
  });
});

describe('A call that will never succeed', () => {
  it.each<[string, Fault, (calendar: Calendar) => Promise<unknown>, string]>([
    [
      'an event of another organizer',
      refused(403, 'forbiddenForNonOrganizer'),
      deleting,
      'belongs to another organizer',
    ],
    ['a request that is wrong', refused(400), booking, 'Google refused the request (400 invalid)'],
    ['a time that is empty', refused(400, 'timeRangeEmpty'), reading, '(400 timeRangeEmpty)'],
    [
      'a method that there is not',
      refused(405, 'httpMethodNotAllowed'),
      reading,
      '(405 httpMethodNotAllowed)',
    ],
  ])('is not repeated: %s', async (_, fault, doing, says) => {
    const scene = await openScene();
    scene.google.fault(fault);
    const error = await errorOf(doing(scene.calendar));
    expect(error).toMatchObject({ kind: 'final', retryAt: null });
    expect(error.message).toContain(says);
    expect(scene.methods()).toHaveLength(1);
  });
});

describe('An event that is not there', () => {
  it.each<[string, Fault]>([
    ['404 notFound', refused(404)],
    ['410 deleted', refused(410)],
  ])('is an answer and no failure: %s', async (_, fault) => {
    const scene = await openScene();
    await reading(scene.calendar);
    scene.google.fault({ ...fault, times: 2 });
    expect(await lookingUp(scene.calendar)).toBeNull();
    await deleting(scene.calendar);
    expect(scene.counted('get')).toMatchObject({ calls: 1, successes: 1 });
    expect(scene.counted('delete')).toMatchObject({ calls: 1, successes: 1 });
    expect(scene.methods()).toEqual(['list', 'get', 'delete']);
  });

  it('is not believed to be gone where the calendar itself cannot be seen', async () => {
    const scene = await openScene();
    await booking(scene.calendar);
    scene.clock.pass({ minutes: 5 });
    scene.google.fault({ ...refused(404), times: Number.POSITIVE_INFINITY });
    for (const doing of [deleting, lookingUp, (calendar: Calendar) => calendar.move(newEvent())]) {
      const error = await errorOf(doing(scene.calendar));
      expect(error.kind).toBe('person');
      expect(error.message).toContain('the calendar mocks@example.com does not exist');
    }
    scene.google.clearFaults();
    await deleting(scene.calendar);
    expect(scene.google.events()).toEqual([]);
  });
});

/** Seconds between the starts of the Calendar calls. */
function distances({ google }: { google: { calls: readonly { at: Temporal.Instant; method: string }[] } }) {
  const starts = google.calls.filter(({ method }) => method !== 'token').map((call) => call.at);
  return starts.slice(1).map((start, index) => start.since(starts[index]!).total('seconds'));
}
