import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Calendar } from '../../src/calendar/calendar.ts';
import { CallTally } from '../../src/calendar/calls.ts';
import type { GoogleConnection } from '../../src/calendar/google/client.ts';
import { openGoogleCalendar } from '../../src/calendar/google/open.ts';
import { askConsent, exchangeCode, openSetup, SCOPES } from '../../src/calendar/google/setup.ts';
import { at, newEvent } from '../calendar/builders.ts';
import { CALENDAR, type GoogleEmulator, REDIRECT, sayYes, startEmulator } from './emulator.ts';
import { CREDENTIALS } from './stand-in/oauth.ts';

/*
 * The program's own adapter at a Google that was made by others. It goes as far as `emulate` does:
 * that has no get and no patch, gives events ids of its own and keeps no private properties, so an
 * event that was made can neither be found nor moved there, nor known again as ours.
 */

let emulator: GoogleEmulator;
let connection: GoogleConnection;
let calendar: Calendar;

beforeAll(async () => {
  emulator = await startEmulator();
  const { clientId, clientSecret } = CREDENTIALS;
  const client = { clientId, clientSecret };
  const { url, state, codeVerifier } = await askConsent({
    client,
    redirectUri: REDIRECT,
    authUrl: null,
    state: 'a-word-nobody-can-guess',
  });
  const answer = await sayYes(emulator, Object.fromEntries(new URL(url).searchParams));
  const back = new URL(answer.headers.get('location') ?? '').searchParams;
  expect(back.get('state')).toBe(state);
  const code = back.get('code') ?? '';
  const { tokenUrl, root: apiRoot } = emulator;
  const granted = await exchangeCode({ client, redirectUri: REDIRECT, tokenUrl, code, codeVerifier });
  expect(granted).toMatchObject({ scopes: SCOPES, missing: [] });
  connection = { account: { ...client, refreshToken: granted.refreshToken! }, apiRoot, tokenUrl };
  let now = at('2026-11-22T09:00');
  calendar = openGoogleCalendar({
    ...connection,
    calendarId: CALENDAR,
    delaySeconds: 0,
    maxRetries: 0,
    clock: {
      now: () => now,
      sleep: async (milliseconds) => {
        now = now.add({ milliseconds });
      },
    },
    random: () => 0.5,
    pace: {
      takeTurn: async ({ delayMs }) => ({ waitMs: 0, paceMs: delayMs }),
      slow: async ({ delayMs }) => ({ paceMs: delayMs, nextTurnAt: now }),
    },
    tally: new CallTally(),
    log: { info: () => {}, warn: () => {} },
  });
});

afterAll(async () => {
  await calendar.close();
  await emulator.close();
});

it('signs in with the token that consent gave, and sees the calendar and the server’s time', async () => {
  const setup = openSetup(connection);
  expect(await setup.signIn()).toEqual({ scopes: SCOPES, missing: [] });
  expect(await setup.calendars()).toEqual([{ id: CALENDAR, name: 'Mocks', primary: true, access: 'owner' }]);
  // Its lists say neither the zone nor the access role.
  const { serverTime, ...rest } = await setup.calendar(CALENDAR);
  expect(rest).toEqual({ name: CALENDAR, access: 'unknown', timeZone: null });
  expect(serverTime).toBeInstanceOf(Temporal.Instant);
});

it('makes an event, reads it, sees its time as busy, and deletes it under the id that came back', async () => {
  const asked = newEvent();
  const day = [at('2026-12-01T00:00'), at('2026-12-02T00:00')] as const;
  const made = await calendar.create(asked);
  const when = { kind: 'timed', start: asked.start, end: asked.end };
  expect(made).toMatchObject({
    title: asked.title,
    description: asked.description,
    status: 'confirmed',
    when,
  });
  expect(made.id).not.toBe(asked.id);
  expect(made.attendees.map(({ email, name, response }) => [email, name, response])).toEqual(
    asked.attendees.map(({ email, name }) => [email, name, 'needsAction']),
  );
  expect(await calendar.events(...day)).toEqual([made]);
  expect(await calendar.events(at('2026-12-02T00:00'), at('2026-12-03T00:00'))).toEqual([]);
  expect(await calendar.freeBusy([CALENDAR], ...day)).toEqual({
    busy: [{ calendar: CALENDAR, start: asked.start, end: asked.end }],
    unreadable: [],
  });
  await calendar.remove(made.id);
  expect(await calendar.events(...day)).toEqual([]);
  await calendar.remove(made.id);
});

it('calls a calendar unreadable of which the answer says nothing', async () => {
  const read = await calendar.freeBusy(
    ['nobody@example.com'],
    at('2026-12-01T00:00'),
    at('2026-12-02T00:00'),
  );
  expect(read).toEqual({ busy: [], unreadable: ['nobody@example.com'] });
});
