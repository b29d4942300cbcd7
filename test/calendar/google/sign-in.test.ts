import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Calendar } from '../../../src/calendar/calendar.ts';
import { openGoogleCalendar } from '../../../src/calendar/google/open.ts';
import type { Fault } from '../../google/stand-in/google.ts';
import { at, newEvent } from '../builders.ts';
import { errorOf, openScene, type Scene } from './scene.ts';
import { scripted } from './scripted.ts';

const DAY = [at('2026-12-01T00:00'), at('2026-12-02T00:00')] as const;
const all = ({ google }: Scene) => google.calls.map(({ method }) => method);

describe('Signing in', () => {
  it('happens once for many calls, and takes no turn', async () => {
    const scene = await openScene();
    await scene.calendar.events(...DAY);
    await scene.calendar.create(newEvent());
    expect(all(scene)).toEqual(['token', 'list', 'insert']);
    expect(scene.pace.turns.filter(({ waitMs }) => waitMs === 0)).toHaveLength(2);
    expect(Object.keys(scene.tally.byMethod())).toEqual(['list', 'insert']);
  });

  it('happens anew shortly before the access token ends', async () => {
    const scene = await openScene({}, { accessTokenSeconds: 3600 });
    await scene.calendar.events(...DAY);
    scene.clock.pass({ minutes: 57 });
    await scene.calendar.events(...DAY);
    scene.clock.pass({ minutes: 2 });
    await scene.calendar.events(...DAY);
    expect(all(scene)).toEqual(['token', 'list', 'list', 'token', 'list']);
  });

  it('happens anew where Google no longer takes the access token, and the call is sent again once', async () => {
    const scene = await openScene();
    await scene.calendar.events(...DAY);
    scene.google.expireTokens();
    await scene.calendar.create(newEvent());
    expect(all(scene)).toEqual(['token', 'list', 'insert', 'token', 'insert']);
    expect(scene.counted('insert')).toMatchObject({ calls: 2, successes: 1, otherErrors: 1, retries: 1 });
    const [, , first, , second] = scene.google.calls;
    expect(second!.at.since(first!.at).total('seconds')).toBeGreaterThanOrEqual(2);
  });

  it('is a matter for a person where Google takes no new access token either', async () => {
    const scene = await openScene();
    scene.google.fault({ kind: 'status', status: 401, times: 2 });
    const error = await errorOf(scene.calendar.create(newEvent()));
    expect(error).toMatchObject({ kind: 'person' });
    expect(error.remedy).toContain('mock-scheduler auth google');
    expect(all(scene)).toEqual(['token', 'insert', 'token', 'insert']);
  });

  it('is never done again because of a refusal that has nothing to do with it', async () => {
    const scene = await openScene();
    scene.google.fault({ kind: 'status', status: 403, reason: 'rateLimitExceeded' });
    scene.google.fault({ kind: 'status', status: 403, reason: 'forbidden' });
    await errorOf(scene.calendar.create(newEvent()));
    expect(all(scene)).toEqual(['token', 'insert', 'insert']);
  });

  it('is a matter for a person where the consent has ended', async () => {
    const scene = await openScene();
    await scene.calendar.events(...DAY);
    scene.google.revokeToken();
    const error = await errorOf(scene.calendar.create(newEvent()));
    expect(error).toMatchObject({ kind: 'person', retryAt: null });
    expect(error.message).toContain("ended this program's consent");
    expect(error.message).toContain('(400 invalid_grant)');
    expect(error.remedy).toBe('Run `mock-scheduler auth google`, then start the program again.');
    expect(all(scene)).toEqual(['token', 'list', 'insert', 'token']);
  });

  it.each<[string, Fault, string, string]>([
    [
      'an unknown client',
      { kind: 'status', status: 401, reason: 'invalid_client' },
      'does not know this OAuth client',
      'GOOGLE_CLIENT_SECRET',
    ],
    [
      'a client that is not allowed',
      { kind: 'status', status: 400, reason: 'admin_policy_enforced' },
      'administrator does not allow',
      'administrator',
    ],
    [
      'a reason nobody knows',
      { kind: 'status', status: 400, reason: 'something_new' },
      '(400 something_new)',
      'auth google',
    ],
  ])('is a matter for a person, and is not tried again by itself: %s', async (_, fault, says, remedy) => {
    const scene = await openScene();
    scene.google.fault({ ...fault, method: 'token' });
    const error = await errorOf(scene.calendar.events(...DAY));
    expect(error).toMatchObject({ kind: 'person' });
    expect(error.message).toContain(says);
    expect(error.remedy).toContain(remedy);
    expect(all(scene)).toEqual(['token']);
    expect(scene.counted('list')).toEqual({ otherErrors: 1 });
  });

  it.each<[string, Fault, string]>([
    ['500', { kind: 'status', status: 500, reason: 'internal_failure' }, '(500 internal_failure)'],
    ['429', { kind: 'status', status: 429, reason: 'rate_limit_exceeded' }, '(429 rate_limit_exceeded)'],
    ['a connection closed', { kind: 'drop', when: 'before' }, '(ECONNRESET)'],
    ['no answer in time', { kind: 'hang', when: 'before' }, '(timeout)'],
    ['a page of something else', { kind: 'garbage' }, 'garbage'],
  ])(
    'is tried again after trouble that passes, as often as calls are and not more: %s',
    async (_, fault, says) => {
      const scene = await openScene({ timeoutMs: 500 });
      scene.google.fault({ ...fault, method: 'token', times: 3 });
      await scene.calendar.events(...DAY);
      expect(all(scene)).toEqual(['token', 'token', 'token', 'token', 'list']);
      expect(scene.counted('list')).toMatchObject({ calls: 1, successes: 1, otherErrors: 3 });
      expect(scene.counted('list')).not.toHaveProperty('retries');
      scene.google.expireTokens();
      scene.google.fault({ ...fault, method: 'token', times: 4 });
      const error = await errorOf(scene.calendar.events(...DAY));
      expect(error.kind).toBe('passing');
      expect(error.message).toContain('Signing in to Google failed');
      expect(error.message).toContain(says);
      expect(error.retryAt?.since(scene.clock.now()).total('seconds')).toBe(120);
    },
  );

  it('is needed again within half an hour where Google does not say how long it lasts', async () => {
    const { calendar } = await scripted(
      [{ body: { timeZone: 'UTC' } }],
      [{ body: { access_token: 'access' } }],
    );
    expect(await calendar.events(...DAY)).toEqual([]);
  });

  it('says which consent is missing where a box was left unticked', async () => {
    const scene = await openScene();
    scene.google.grantScopes(['https://www.googleapis.com/auth/calendar.events']);
    await scene.calendar.events(...DAY);
    const error = await errorOf(scene.calendar.freeBusy(['alpha@example.com'], ...DAY));
    expect(error).toMatchObject({ kind: 'person' });
    expect(error.message).toContain('consent');
    expect(error.remedy).toContain('Leave every box');
  });
});

describe('Secrets and addresses', () => {
  const faults: Fault[] = [
    ...[400, 401, 403, 404, 409, 410, 412, 429, 500].map((status) => ({ kind: 'status' as const, status })),
    { kind: 'drop', when: 'before' },
    { kind: 'hang', when: 'before' },
    { kind: 'garbage', when: 'before' },
  ];
  const doings: ((calendar: Calendar) => Promise<unknown>)[] = [
    (calendar) => calendar.events(...DAY),
    (calendar) => calendar.freeBusy(['alpha@example.com'], ...DAY),
    (calendar) => calendar.create(newEvent({ title: 'A mock' })),
    (calendar) => calendar.find('abcde0001'),
    (calendar) => calendar.remove('abcde0001'),
  ];

  it.each(['token', 'api'])('are in no error and in no log, whatever goes wrong: %s', async (where) => {
    const scene = await openScene({ timeoutMs: 30, maxRetries: 1 });
    let errors = 0;
    for (const fault of faults) {
      for (const doing of doings) {
        const calendar = openGoogleCalendar({ ...scene.options, delaySeconds: 0 });
        scene.google.fault({
          ...fault,
          ...(where === 'token' ? { method: 'token' } : {}),
          times: Number.POSITIVE_INFINITY,
        });
        const error = await doing(calendar).catch((thrown: unknown) => thrown);
        scene.google.clearFaults();
        scene.clock.pass({ minutes: 10 });
        if (!(error instanceof Error)) continue;
        errors += 1;
        const shown = `${inspect(error, { depth: 20, showHidden: true })} ${JSON.stringify(error)} ${String(error.cause)}`;
        expect(shown).not.toMatch(/stand-in-secret|refresh-token|ya29|Bearer|alpha@|sam@/);
        expect(error.cause).toBeUndefined();
      }
    }
    expect(errors).toBeGreaterThan(30);
    expect(scene.logged.length).toBeGreaterThan(0);
    expect(scene.logged.join()).not.toMatch(/stand-in-secret|refresh-token|ya29|Bearer|@example/);
  });
});
