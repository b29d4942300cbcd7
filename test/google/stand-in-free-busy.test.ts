import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Asking, reasonOf, startAsking } from './asking.ts';

let on: Asking;
beforeEach(async () => {
  on = await startAsking();
});
afterEach(() => on.google.close());

const query = (ids: readonly string[], fields: Record<string, unknown> = {}) =>
  on.ask('POST', 'freeBusy', {
    timeMin: '2026-12-01T00:00:00Z',
    timeMax: '2026-12-15T00:00:00Z',
    items: ids.map((id) => ({ id })),
    ...fields,
  });

describe('free/busy', () => {
  it('tells what is busy in each calendar, in UTC unless another zone is asked for', async () => {
    on.google.addCalendar('alpha@example.com', {
      busy: [{ start: '2026-12-02T09:00:00-08:00', end: '2026-12-02T10:00:00-08:00' }],
    });
    const { body } = await query(['alpha@example.com']);
    expect(body).toEqual({
      kind: 'calendar#freeBusy',
      timeMin: '2026-12-01T00:00:00Z',
      timeMax: '2026-12-15T00:00:00Z',
      calendars: {
        'alpha@example.com': { busy: [{ start: '2026-12-02T17:00:00Z', end: '2026-12-02T18:00:00Z' }] },
      },
    });
    const local = await query(['alpha@example.com'], { timeZone: 'America/Los_Angeles' });
    expect(local.body.calendars['alpha@example.com'].busy[0].start).toBe('2026-12-02T09:00:00-08:00');
  });

  it('counts events and occurrences of series, not what is free, deleted or a place of work', async () => {
    const put = (id: string, day: string, fields = {}) =>
      on.google.put({
        id,
        start: { dateTime: `2026-12-${day}T18:00:00Z`, timeZone: 'UTC' },
        end: { dateTime: `2026-12-${day}T19:00:00Z`, timeZone: 'UTC' },
        ...fields,
      });
    put('busy1', '03');
    put('free1', '04', { transparency: 'transparent' });
    put('gone1', '05');
    on.google.erase('gone1');
    put('place', '06', { eventType: 'workingLocation' });
    put('daily', '07', { recurrence: ['RRULE:FREQ=DAILY;COUNT=2'] });
    const { body } = await query([on.google.calendarId]);
    expect(body.calendars[on.google.calendarId].busy.map(({ start }: { start: string }) => start)).toEqual([
      '2026-12-03T18:00:00Z',
      '2026-12-07T18:00:00Z',
      '2026-12-08T18:00:00Z',
    ]);
  });

  it('joins what overlaps, and leaves out what only touches the window', async () => {
    on.google.addCalendar('alpha@example.com', {
      busy: [
        { start: '2026-12-02T11:00:00Z', end: '2026-12-02T13:00:00Z' },
        { start: '2026-12-02T10:00:00Z', end: '2026-12-02T12:00:00Z' },
        { start: '2026-11-30T23:00:00Z', end: '2026-12-01T00:00:00Z' },
        { start: '2026-12-15T00:00:00Z', end: '2026-12-15T01:00:00Z' },
      ],
    });
    const { body } = await query(['alpha@example.com']);
    expect(body.calendars['alpha@example.com'].busy).toEqual([
      { start: '2026-12-02T10:00:00Z', end: '2026-12-02T13:00:00Z' },
    ]);
  });

  it('tells inside the 200 of a calendar that cannot be read, whose list of busy times is then empty', async () => {
    on.google.addCalendar('bravo@example.com', { error: 'internalError' });
    on.google.addCalendar('secret@example.com', { accessRole: 'none' });
    const { status, body } = await query(['bravo@example.com', 'secret@example.com', 'nobody@example.com']);
    expect(status).toBe(200);
    expect(body.calendars).toEqual({
      'bravo@example.com': { errors: [{ domain: 'calendar', reason: 'internalError' }], busy: [] },
      'secret@example.com': { errors: [{ domain: 'global', reason: 'notFound' }], busy: [] },
      'nobody@example.com': { errors: [{ domain: 'global', reason: 'notFound' }], busy: [] },
    });
  });

  it('answers for fifty calendars and no more', async () => {
    const ids = Array.from({ length: 51 }, (_, index) => `person${index}@example.com`);
    for (const id of ids) on.google.addCalendar(id);
    const { body } = await query(ids);
    expect(body.calendars['person49@example.com']).toEqual({ busy: [] });
    expect(body.calendars['person50@example.com'].errors[0].reason).toBe('tooManyCalendarsRequested');
    expect(reasonOf(await query(ids, { calendarExpansionMax: 51 }))).toBe('400 invalidParameter');
  });

  it.each([
    ['without an end', { timeMax: undefined }, 'required'],
    ['of no length', { timeMax: '2026-12-01T00:00:00Z' }, 'timeRangeEmpty'],
    ['of more than about ninety days', { timeMax: '2027-03-01T00:00:01Z' }, 'timeRangeTooLong'],
    ['from a time without its offset', { timeMin: '2026-12-01T00:00:00' }, 'badRequest'],
    ['in a zone that there is not', { timeZone: 'Mars/Base' }, 'invalid'],
  ])('refuses a window %s', async (_, fields, reason) => {
    expect(reasonOf(await query([on.google.calendarId], fields))).toBe(`400 ${reason}`);
  });
});
