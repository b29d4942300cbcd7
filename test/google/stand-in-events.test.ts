import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Asking, mockEvent, reasonOf, startAsking } from './asking.ts';

let on: Asking;
beforeEach(async () => {
  on = await startAsking();
});
afterEach(() => on.google.close());

const insert = (fields?: Record<string, unknown>, parameters?: Record<string, string>) =>
  on.ask('POST', on.events(parameters), mockEvent(fields));
const get = (id = 'mock0001') => on.ask('GET', on.event(id));
const remove = (id = 'mock0001', parameters?: Record<string, string>) =>
  on.ask('DELETE', on.event(id, parameters));
const patch = (body: object, headers?: Record<string, string>, parameters?: Record<string, string>) =>
  on.ask('PATCH', on.event('mock0001', parameters), body, headers);

describe('inserting an event', () => {
  it('keeps it under the caller’s id and gives it what Google gives', async () => {
    const { status, body } = await insert({ extendedProperties: { private: { booking: 'b1' } } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      kind: 'calendar#event',
      id: 'mock0001',
      status: 'confirmed',
      created: '2026-11-22T17:00:00.000Z',
      updated: '2026-11-22T17:00:00.000Z',
      summary: 'Sam : Alpha FS Mock1',
      organizer: { email: 'mocks@example.com', self: true },
      start: { dateTime: '2026-12-01T18:00:00-08:00', timeZone: 'America/Los_Angeles' },
      iCalUID: 'mock0001@google.com',
      sequence: 0,
      reminders: { useDefault: true },
      eventType: 'default',
      extendedProperties: { private: { booking: 'b1' } },
      attendees: [
        { email: 'sam@candidates.example', responseStatus: 'needsAction' },
        { email: 'alpha@example.com', responseStatus: 'needsAction' },
      ],
    });
    expect(body.etag).toMatch(/^"\d+"$/);
    expect((await get()).body).toEqual(body);
    expect(on.google.events()).toEqual([body]);
  });

  it('chooses an id of the same alphabet where the caller gives none', async () => {
    const first = await insert({ id: undefined });
    const second = await insert({ id: undefined });
    expect(first.body.id).toMatch(/^[a-v0-9]{26}$/);
    expect(second.body.id).not.toBe(first.body.id);
  });

  it('answers 409 duplicate for an id that is taken, and changes nothing', async () => {
    await insert();
    expect(reasonOf(await insert({ summary: 'Another' }))).toBe('409 duplicate');
    expect((await get()).body.summary).toBe('Sam : Alpha FS Mock1');
  });

  it('holds the id of a deleted event taken: 409, and get says cancelled', async () => {
    await insert();
    await remove();
    expect(reasonOf(await insert())).toBe('409 duplicate');
    expect((await get()).body).toMatchObject({ id: 'mock0001', status: 'cancelled' });
    expect(on.google.events()).toEqual([]);
  });

  it('shows times in the calendar’s zone, whatever offset they came with, and ignores fractions', async () => {
    const { body } = await insert({
      start: { dateTime: '2026-12-02T02:00:00.9Z', timeZone: 'Europe/Berlin' },
      end: { dateTime: '2026-12-02T04:00:00', timeZone: 'Europe/Berlin' },
    });
    expect(body.start).toEqual({ dateTime: '2026-12-01T18:00:00-08:00', timeZone: 'Europe/Berlin' });
    expect(body.end).toEqual({ dateTime: '2026-12-01T19:00:00-08:00', timeZone: 'Europe/Berlin' });
    const elsewhere = await on.ask('GET', on.event('mock0001', { timeZone: 'UTC' }));
    expect(elsewhere.body.start.dateTime).toBe('2026-12-02T02:00:00Z');
  });

  it('drops long names of extended properties and cuts long values, without a word', async () => {
    const { body } = await insert({
      extendedProperties: { private: { ['k'.repeat(45)]: 'gone', kept: 'v'.repeat(1025) } },
    });
    expect(body.extendedProperties.private).toEqual({ kept: 'v'.repeat(1024) });
  });

  const early = { dateTime: '2026-12-01T17:00:00-08:00' };
  it.each([
    ['without a start', { start: undefined }, '400 required'],
    ['without an end', { end: undefined }, '400 required'],
    ['that ends before it starts', { end: early }, '400 timeRangeEmpty'],
    ['that ends when it starts', { end: { dateTime: '2026-12-01T18:00:00-08:00' } }, '400 timeRangeEmpty'],
    ['with a date for a start and a time for an end', { start: { date: '2026-12-01' } }, '400 invalid'],
    [
      'with a day that there is not',
      { start: { date: '2026-02-30' }, end: { date: '2026-03-01' } },
      '400 invalid',
    ],
    ['at a time without an offset or a zone', { start: { dateTime: '2026-12-01T18:00:00' } }, '400 required'],
    ['in a zone that there is not', { start: { ...early, timeZone: 'Mars/Base' } }, '400 invalid'],
    ['with an id that has a w in it', { id: 'wwwww' }, '400 invalid'],
    ['with an id in capitals', { id: 'MOCK0001' }, '400 invalid'],
    ['with an id of four characters', { id: 'abcd' }, '400 invalid'],
    ['with an id of 1025 characters', { id: 'a'.repeat(1025) }, '400 invalid'],
    ['with a guest who has no address', { attendees: [{ displayName: 'Sam' }] }, '400 required'],
    ['with a guest whose address is none', { attendees: [{ email: 'sam' }] }, '400 invalid'],
    ['with a status that there is not', { status: 'maybe' }, '400 invalid'],
    [
      'with default reminders and others',
      { reminders: { useDefault: true, overrides: [{ method: 'popup', minutes: 5 }] } },
      '400 cannotUseDefaultRemindersAndSpecifyOverride',
    ],
    [
      'with a reminder by carrier pigeon',
      { reminders: { useDefault: false, overrides: [{ method: 'pigeon', minutes: 5 }] } },
      '400 invalid',
    ],
    ['as a series in no zone', { start: early, recurrence: ['RRULE:FREQ=DAILY'] }, '400 required'],
  ])('refuses an event %s', async (_, fields, reason) => {
    expect(reasonOf(await insert(fields))).toBe(reason);
    expect(on.google.events()).toEqual([]);
  });

  it('refuses a body that is no JSON, and a parameter that it does not know', async () => {
    const { google } = on;
    await get();
    const authorization = google.calls.at(-1)!.headers['authorization']!;
    const answer = await fetch(`${google.apiRoot}calendar/v3/${on.events()}`, {
      method: 'POST',
      headers: { authorization },
      body: '{"summary":',
    });
    expect(answer.status).toBe(400);
    expect((await answer.json()) as object).toMatchObject({ error: { errors: [{ reason: 'parseError' }] } });
    expect(reasonOf(await insert({}, { sendUpdate: 'all' }))).toBe('400 invalidParameter');
    expect(reasonOf(await insert({}, { sendUpdates: 'some' }))).toBe('400 invalidParameter');
  });
});

describe('changing an event', () => {
  beforeEach(() => insert());

  it('patches only what is named, merges objects, takes away what is null, and replaces lists whole', async () => {
    const { body } = await patch({
      description: 'Bring paper.',
      start: { dateTime: '2026-12-01T18:30:00-08:00' },
      attendees: [{ email: 'bravo@example.com' }],
      summary: null,
    });
    expect(body).toMatchObject({
      description: 'Bring paper.',
      start: { dateTime: '2026-12-01T18:30:00-08:00', timeZone: 'America/Los_Angeles' },
      attendees: [{ email: 'bravo@example.com', responseStatus: 'needsAction' }],
      sequence: 1,
    });
    expect(body).not.toHaveProperty('summary');
  });

  it('loses with update what the body does not name', async () => {
    const { start, end } = mockEvent();
    const { body } = await on.ask('PUT', on.event('mock0001'), { start, end });
    expect(body).not.toHaveProperty('summary');
    expect(body).not.toHaveProperty('attendees');
    expect(reasonOf(await on.ask('PUT', on.event('mock0001'), { start }))).toBe('400 required');
  });

  it('cannot turn a timed event into days without taking the time away', async () => {
    const days = { start: { date: '2026-12-01' }, end: { date: '2026-12-02' } };
    expect(reasonOf(await patch(days))).toBe('400 invalid');
    const gone = { dateTime: null, timeZone: null };
    const { body } = await patch({ start: { ...days.start, ...gone }, end: { ...days.end, ...gone } });
    expect([body.start, body.end]).toEqual([days.start, days.end]);
  });

  it('gives every change a new etag, and refuses with 412 a change that comes with an old one', async () => {
    const old = (await get()).body.etag;
    on.pass({ minutes: 1 });
    const { body } = await patch({ summary: 'Moved' }, { 'if-match': old });
    expect(body.etag).not.toBe(old);
    expect(body.updated).toBe('2026-11-22T17:01:00.000Z');
    expect(reasonOf(await patch({ summary: 'Again' }, { 'if-match': old }))).toBe('412 conditionNotMet');
    expect((await patch({ summary: 'Again' }, { 'if-match': body.etag })).status).toBe(200);
    expect(reasonOf(await on.ask('DELETE', on.event('mock0001'), undefined, { 'if-match': old }))).toBe(
      '412 conditionNotMet',
    );
  });

  it('sees a change by somebody’s hand in the etag as well', async () => {
    const old = (await get()).body.etag;
    on.google.put({ id: 'mock0001', summary: 'By hand' });
    expect(reasonOf(await patch({ location: 'Here' }, { 'if-match': old }))).toBe('412 conditionNotMet');
    expect((await get()).body).toMatchObject({ summary: 'By hand', start: mockEvent()['start'] });
  });

  it('deletes once with 204, and answers 410 deleted from then on', async () => {
    const { status, body } = await remove();
    expect([status, body]).toEqual([204, '']);
    expect(reasonOf(await remove())).toBe('410 deleted');
    expect(reasonOf(await remove('never0001'))).toBe('404 notFound');
    expect(reasonOf(await get('never0001'))).toBe('404 notFound');
  });

  it('changes a deleted event only where it is brought back', async () => {
    await remove();
    expect(reasonOf(await patch({ summary: 'Ghost' }))).toBe('403 forbidden');
    expect((await patch({ status: 'confirmed' })).body).toMatchObject({ status: 'confirmed' });
  });
});

describe('mails to the guests', () => {
  const mails = () => on.google.mails.map(({ to, what }) => `${what} ${to}`);

  it('are not sent where sendUpdates is left out, on no kind of write', async () => {
    await insert();
    await patch({ summary: 'Moved' });
    await remove();
    expect(mails()).toEqual([]);
  });

  it('go to all, on every write that says so, also to those who are taken off', async () => {
    const all = { sendUpdates: 'all' };
    await insert({}, all);
    await patch({ attendees: [{ email: 'alpha@example.com' }, { email: 'bravo@example.com' }] }, {}, all);
    await remove('mock0001', all);
    expect(mails()).toEqual([
      'invited sam@candidates.example',
      'invited alpha@example.com',
      'updated alpha@example.com',
      'invited bravo@example.com',
      'cancelled sam@candidates.example',
      'cancelled alpha@example.com',
      'cancelled bravo@example.com',
    ]);
    expect(on.google.mails.every(({ eventId }) => eventId === 'mock0001')).toBe(true);
  });

  it('go outside only where that is asked for', async () => {
    await insert({}, { sendUpdates: 'externalOnly' });
    expect(mails()).toEqual(['invited sam@candidates.example']);
  });

  it('are not sent for what was refused', async () => {
    await insert({ id: 'no' }, { sendUpdates: 'all' });
    expect(mails()).toEqual([]);
  });
});

describe('a Meet conference', () => {
  const wish = (requestId: string, type = 'hangoutsMeet') => ({
    conferenceData: { createRequest: { requestId, conferenceSolutionKey: { type } } },
  });
  const one = { conferenceDataVersion: '1' };
  const statusOf = (body: { conferenceData?: { createRequest: { status: { statusCode: string } } } }) =>
    body.conferenceData?.createRequest.status.statusCode;

  it('is made only where conferenceDataVersion=1 says so', async () => {
    expect((await insert(wish('r1'))).body).not.toHaveProperty('conferenceData');
    const { body } = await insert({ id: 'mock0002', ...wish('r1') }, one);
    expect(statusOf(body)).toBe('success');
    expect(body.hangoutLink).toMatch(/^https:\/\/meet\.google\.com\/[a-z]{3}-[a-z]{4}-[a-z]{3}$/);
    expect(body.conferenceData.entryPoints[0]).toMatchObject({
      entryPointType: 'video',
      uri: body.hangoutLink,
    });
  });

  it('is pending until it has been looked up often enough, and the event then has a new etag', async () => {
    await on.google.close();
    on = await startAsking({ conference: { pendingLookups: 2 } });
    const { body } = await insert(wish('r1'), one);
    expect([statusOf(body), body.hangoutLink]).toEqual(['pending', undefined]);
    const first = await get();
    expect([statusOf(first.body), first.body.etag]).toEqual(['pending', body.etag]);
    const second = await get();
    expect(statusOf(second.body)).toBe('success');
    expect(second.body.hangoutLink).toMatch(/^https:/);
    expect(second.body.etag).not.toBe(body.etag);
    expect((await get()).body).toEqual(second.body);
  });

  it('may fail, at once or later', async () => {
    await on.google.close();
    on = await startAsking({ conference: { fails: true, pendingLookups: 1 } });
    expect(statusOf((await insert(wish('r1'), one)).body)).toBe('pending');
    const { body } = await get();
    expect([statusOf(body), body.hangoutLink]).toEqual(['failure', undefined]);
  });

  it('ignores a request id that it has heard before', async () => {
    const first = await insert(wish('r1'), one);
    const again = await patch({ summary: 'Moved', ...wish('r1') }, {}, one);
    expect(again.body.hangoutLink).toBe(first.body.hangoutLink);
    const other = await insert({ id: 'mock0002', ...wish('r1') }, one);
    expect(other.body).not.toHaveProperty('hangoutLink');
    const anew = await patch(wish('r2'), {}, one);
    expect(anew.body.hangoutLink).not.toBe(first.body.hangoutLink);
  });

  it('stays through writes that do not speak of conferences, and goes with one that does', async () => {
    await insert(wish('r1'), one);
    const { start, end } = mockEvent();
    const kept = await on.ask('PUT', on.event('mock0001'), { start, end });
    expect(kept.body).toHaveProperty('hangoutLink');
    const gone = await on.ask('PUT', on.event('mock0001', one), { start, end });
    expect(gone.body).not.toHaveProperty('hangoutLink');
  });

  it('refuses a kind that the calendar does not have', async () => {
    expect(reasonOf(await insert(wish('r1', 'telephone'), one))).toBe('400 invalid');
    expect(on.google.events()).toEqual([]);
  });
});
