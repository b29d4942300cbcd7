import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Asking, mockEvent, type Reply, reasonOf, startAsking } from './asking.ts';
import type { RawEvent } from './stand-in/google.ts';

let on: Asking;
beforeEach(async () => {
  on = await startAsking();
});
afterEach(() => on.google.close());

const list = (parameters?: Record<string, string>) => on.ask('GET', on.events(parameters));
const idsOf = ({ body }: Reply): string[] => body.items.map(({ id }: RawEvent) => id);

/** An hour on a day of December 2026. */
const onDay = (day: number, id: string, fields: Partial<RawEvent> = {}) =>
  on.google.put({
    id,
    summary: id,
    start: { dateTime: `2026-12-${`${day}`.padStart(2, '0')}T18:00:00-08:00` },
    end: { dateTime: `2026-12-${`${day}`.padStart(2, '0')}T19:00:00-08:00` },
    ...fields,
  });

/** Turns all pages; the answers in their order. */
async function pages(parameters: Record<string, string>): Promise<Reply[]> {
  const answers: Reply[] = [];
  let pageToken: string | undefined;
  do {
    const answer = await list({ ...parameters, ...(pageToken === undefined ? {} : { pageToken }) });
    answers.push(answer);
    pageToken = answer.body.nextPageToken;
  } while (pageToken !== undefined);
  return answers;
}

describe('a list of events', () => {
  it('bounds the end by timeMin and the start by timeMax, both exclusive, whatever their offset', async () => {
    onDay(1, 'first');
    const bounded = async (timeMin: string, timeMax: string) => idsOf(await list({ timeMin, timeMax }));
    expect(await bounded('2026-12-01T18:59:59-08:00', '2026-12-09T00:00:00Z')).toEqual(['first']);
    expect(await bounded('2026-12-01T19:00:00-08:00', '2026-12-09T00:00:00Z')).toEqual([]);
    expect(await bounded('2026-11-01T00:00:00Z', '2026-12-02T02:00:01Z')).toEqual(['first']);
    expect(await bounded('2026-11-01T00:00:00Z', '2026-12-02T02:00:00.999Z')).toEqual([]);
  });

  it('takes whole days for days of the calendar’s zone', async () => {
    on.google.put({ id: 'day01', start: { date: '2026-12-01' }, end: { date: '2026-12-02' } });
    expect(idsOf(await list({ timeMin: '2026-12-02T07:59:59Z' }))).toEqual(['day01']);
    expect(idsOf(await list({ timeMin: '2026-12-02T08:00:00Z' }))).toEqual([]);
  });

  it('comes in the order of starts where that is asked for, else in a stable one', async () => {
    onDay(3, 'third');
    onDay(1, 'first');
    onDay(2, 'second');
    on.google.put({ id: 'third', summary: 'changed' });
    expect(idsOf(await list())).toEqual(['third', 'first', 'second']);
    const ordered = await list({ orderBy: 'startTime', singleEvents: 'true' });
    expect(idsOf(ordered)).toEqual(['first', 'second', 'third']);
    expect(idsOf(await list({ orderBy: 'updated' }))).toEqual(['first', 'second', 'third']);
  });

  it('narrows by private property, kind, words and iCalendar id', async () => {
    onDay(1, 'first', { extendedProperties: { private: { booking: 'b=1' } } });
    onDay(2, 'second', { eventType: 'outOfOffice', attendees: [{ email: 'alpha@example.com' }] });
    const narrowed = async (parameters: Record<string, string>) => idsOf(await list(parameters));
    expect(await narrowed({ privateExtendedProperty: 'booking=b=1' })).toEqual(['first']);
    expect(await narrowed({ privateExtendedProperty: 'booking=b2' })).toEqual([]);
    expect(await narrowed({ eventTypes: 'outOfOffice' })).toEqual(['second']);
    expect(await narrowed({ q: 'ALPHA' })).toEqual(['second']);
    expect(await narrowed({ iCalUID: 'first@google.com' })).toEqual(['first']);
    const both = `${on.events()}?eventTypes=default&eventTypes=outOfOffice`;
    expect(idsOf(await on.ask('GET', both))).toEqual(['first', 'second']);
  });

  it('leaves deleted events out unless they are asked for, and then shows little of them', async () => {
    onDay(1, 'first');
    onDay(2, 'second');
    on.google.erase('first');
    expect(idsOf(await list())).toEqual(['second']);
    const { body } = await list({ showDeleted: 'true' });
    expect(body.items[0]).toEqual({
      kind: 'calendar#event',
      etag: expect.any(String),
      id: 'first',
      status: 'cancelled',
    });
  });

  it('shows changes since a time, deleted ones too, and not since long ago', async () => {
    onDay(1, 'first');
    on.pass({ hours: 1 });
    onDay(2, 'second');
    on.google.erase('second');
    expect(idsOf(await list({ updatedMin: '2026-11-22T17:30:00Z' }))).toEqual(['second']);
    expect(reasonOf(await list({ updatedMin: '2026-10-22T17:30:00Z' }))).toBe('410 updatedMinTooLongAgo');
  });

  it('cuts long lists of attendees where that is asked for', async () => {
    onDay(1, 'first', { attendees: [{ email: 'a@example.com' }, { email: 'b@example.com' }] });
    const cut = await list({ maxAttendees: '1' });
    expect(cut.body.items[0]).toMatchObject({ attendees: [], attendeesOmitted: true });
    const whole = await list({ maxAttendees: '2' });
    expect(whole.body.items[0]).not.toHaveProperty('attendeesOmitted');
  });

  it.each([
    [
      'a range that is empty',
      { timeMin: '2026-12-02T00:00:00Z', timeMax: '2026-12-01T00:00:00Z' },
      'timeRangeEmpty',
    ],
    ['a time without its offset', { timeMin: '2026-12-01T00:00:00' }, 'badRequest'],
    ['more than 2500 on a page', { maxResults: '2501' }, 'invalidParameter'],
    ['none on a page', { maxResults: '0' }, 'invalidParameter'],
    ['the order of starts without single events', { orderBy: 'startTime' }, 'badRequest'],
    ['an order that there is not', { orderBy: 'summary' }, 'invalidParameter'],
    ['a yes that is neither true nor false', { singleEvents: '1' }, 'invalidParameter'],
    ['a zone that there is not', { timeZone: 'Mars/Base' }, 'invalidParameter'],
    ['a page that it never gave', { pageToken: 'guess' }, 'invalidParameter'],
    ['a sync token that it never gave', { syncToken: 'guess' }, 'invalidParameter'],
    ['a parameter that there is not', { timeMinimum: '2026-12-01T00:00:00Z' }, 'invalidParameter'],
  ])('refuses %s', async (_, parameters, reason) => {
    expect(reasonOf(await list(parameters))).toBe(`400 ${reason}`);
  });
});

describe('the pages of a list', () => {
  beforeEach(async () => {
    await on.google.close();
    on = await startAsking({ pageSize: 2 });
    for (let day = 1; day <= 5; day += 1) onDay(day, `event${day}`);
  });

  it('hold no more than the server likes, and together every event once', async () => {
    const answers = await pages({ maxResults: '2500' });
    expect(answers.map(idsOf)).toEqual([['event1', 'event2'], ['event3', 'event4'], ['event5']]);
  });

  it('have a sync token on the last only', async () => {
    const answers = await pages({});
    expect(answers.map(({ body }) => 'nextSyncToken' in body)).toEqual([false, false, true]);
  });

  it('may be empty without being the last', async () => {
    for (const id of ['event1', 'event2', 'event4']) on.google.erase(id);
    expect((await pages({})).map(idsOf)).toEqual([[], ['event3'], ['event5']]);
  });

  it('lose and double nothing where events come and go between them', async () => {
    const first = await list();
    on.google.erase('event1');
    onDay(6, 'event6');
    const rest = await pages({ pageToken: first.body.nextPageToken });
    expect(rest.flatMap(idsOf)).toEqual(['event3', 'event4', 'event5', 'event6']);
    // What happened meanwhile comes again with the next changes: the token is as old as the first page.
    const changes = await list({ syncToken: rest.at(-1)?.body.nextSyncToken });
    expect(idsOf(changes)).toEqual(['event1', 'event6']);
  });

  it('can only be turned with the parameters of the first', async () => {
    const { body } = await list({ singleEvents: 'true' });
    expect(reasonOf(await list({ pageToken: body.nextPageToken }))).toBe('400 invalidParameter');
    expect((await list({ singleEvents: 'true', pageToken: body.nextPageToken })).status).toBe(200);
  });
});

describe('a list of changes', () => {
  const since = async (syncToken: string, parameters: Record<string, string> = {}) =>
    list({ syncToken, ...parameters });

  it('holds what came, what changed and what was deleted, each once, and a token to go on', async () => {
    onDay(1, 'stays');
    onDay(2, 'changes');
    onDay(3, 'goes1');
    const { body: all } = await list();
    onDay(4, 'comes');
    on.google.put({ id: 'changes', summary: 'Once' });
    on.google.put({ id: 'changes', summary: 'Twice' });
    on.google.erase('goes1');
    const { body: changes } = await since(all.nextSyncToken);
    expect(changes.items.map(({ id, status, summary }: RawEvent) => [id, status, summary])).toEqual([
      ['comes', 'confirmed', 'comes'],
      ['changes', 'confirmed', 'Twice'],
      ['goes1', 'cancelled', undefined],
    ]);
    expect(changes.items[2]).not.toHaveProperty('start');
    const { body: nothing } = await since(changes.nextSyncToken);
    expect(nothing.items).toEqual([]);
  });

  it('is not bounded by the time to which the first list was', async () => {
    const { body } = await list({ timeMin: '2026-12-01T00:00:00Z', timeMax: '2026-12-10T00:00:00Z' });
    onDay(20, 'late1');
    expect(idsOf(await since(body.nextSyncToken))).toEqual(['late1']);
  });

  it('comes in pages too, to be turned with the same sync token', async () => {
    await on.google.close();
    on = await startAsking({ pageSize: 2 });
    const { body } = await list();
    for (let day = 1; day <= 3; day += 1) onDay(day, `event${day}`);
    const answers = await pages({ syncToken: body.nextSyncToken });
    expect(answers.map(idsOf)).toEqual([['event1', 'event2'], ['event3']]);
  });

  it('loses nothing that changes while its pages are turned', async () => {
    await on.google.close();
    on = await startAsking({ pageSize: 2 });
    const { body } = await list();
    for (let day = 1; day <= 3; day += 1) onDay(day, `event${day}`);
    const first = await since(body.nextSyncToken);
    on.google.put({ id: 'event1', summary: 'Changed' });
    on.google.put({ id: 'event3', summary: 'Changed' });
    const second = await since(body.nextSyncToken, { pageToken: first.body.nextPageToken });
    expect([first, second].map(idsOf)).toEqual([['event1', 'event2'], []]);
    expect(idsOf(await since(second.body.nextSyncToken))).toEqual(['event1', 'event3']);
  });

  it.each([
    ['timeMin', { timeMin: '2026-12-01T00:00:00Z' }],
    ['timeMax', { timeMax: '2026-12-01T00:00:00Z' }],
    ['updatedMin', { updatedMin: '2026-11-22T00:00:00Z' }],
    ['q', { q: 'mock' }],
    ['iCalUID', { iCalUID: 'x@google.com' }],
    ['an order', { orderBy: 'updated' }],
    ['a private property', { privateExtendedProperty: 'a=b' }],
    ['a shared property', { sharedExtendedProperty: 'a=b' }],
    ['deleted events left out', { showDeleted: 'false' }],
  ])('cannot be combined with %s', async (_, parameters) => {
    const { body } = await list();
    expect(reasonOf(await since(body.nextSyncToken, parameters as Record<string, string>))).toBe(
      '400 badRequest',
    );
  });

  it('must be asked for with the other parameters of the first list', async () => {
    const { body } = await list({ singleEvents: 'true' });
    expect(reasonOf(await since(body.nextSyncToken))).toBe('400 invalidParameter');
    const same = await since(body.nextSyncToken, { singleEvents: 'true', maxResults: '10' });
    expect(same.status).toBe(200);
  });

  it('is not to be had after a list that was ordered or searched', async () => {
    for (const parameters of [{ orderBy: 'updated' }, { q: 'mock' }, { privateExtendedProperty: 'a=b' }]) {
      expect((await list(parameters as unknown as Record<string, string>)).body).not.toHaveProperty(
        'nextSyncToken',
      );
    }
  });

  it('is refused with 410 fullSyncRequired once the server has forgotten the token', async () => {
    const { body } = await list();
    on.google.forgetSyncTokens();
    expect(reasonOf(await since(body.nextSyncToken))).toBe('410 fullSyncRequired');
    const fresh = await list();
    expect((await since(fresh.body.nextSyncToken)).status).toBe(200);
  });
});

describe('a series', () => {
  const single = (parameters: Record<string, string> = {}) => list({ singleEvents: 'true', ...parameters });
  const startsOf = ({ body }: Reply): string[] =>
    body.items.map(({ start }: RawEvent) => start?.dateTime ?? start?.date);

  /** Mondays and Thursdays at 9 in Los Angeles, from 22 February 2027, over the change of the clocks. */
  const lessons = (recurrence = ['RRULE:FREQ=WEEKLY;BYDAY=MO,TH;COUNT=8']) =>
    on.google.put({
      id: 'lessons',
      summary: 'Lesson',
      start: { dateTime: '2027-02-22T09:00:00-08:00', timeZone: 'America/Los_Angeles' },
      end: { dateTime: '2027-02-22T10:00:00-08:00', timeZone: 'America/Los_Angeles' },
      recurrence,
    });

  it('is one event, or its occurrences where single events are asked for', async () => {
    lessons();
    expect(idsOf(await list())).toEqual(['lessons']);
    const { body } = await single();
    expect(body.items).toHaveLength(8);
    expect(body.items[0]).toMatchObject({
      id: 'lessons_20270222T170000Z',
      recurringEventId: 'lessons',
      originalStartTime: { dateTime: '2027-02-22T09:00:00-08:00' },
      summary: 'Lesson',
    });
    expect(body.items[0]).not.toHaveProperty('recurrence');
  });

  it('keeps its time of day when the clocks change', async () => {
    lessons();
    const window = { timeMin: '2027-03-11T00:00:00-08:00', timeMax: '2027-03-16T00:00:00-07:00' };
    expect(startsOf(await single(window))).toEqual([
      '2027-03-11T09:00:00-08:00',
      '2027-03-15T09:00:00-07:00',
    ]);
  });

  it('may go every so many days or weeks, until a time, in whole days', async () => {
    lessons(['RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20270322T160000Z']);
    expect(startsOf(await single())).toEqual([
      '2027-02-22T09:00:00-08:00',
      '2027-03-08T09:00:00-08:00',
      '2027-03-22T09:00:00-07:00',
    ]);
    const recurrence = ['RRULE:FREQ=DAILY;INTERVAL=3;COUNT=2'];
    on.google.put({ id: 'lessons', start: { date: '2027-02-22' }, end: { date: '2027-02-24' }, recurrence });
    const { body } = await single();
    const whole = body.items.filter(({ status }: RawEvent) => status !== 'cancelled');
    expect(whole.map(({ start, end }: RawEvent) => [start?.date, end?.date])).toEqual([
      ['2027-02-22', '2027-02-24'],
      ['2027-02-25', '2027-02-27'],
    ]);
  });

  it('touches a window where one of its occurrences does', async () => {
    lessons();
    const march = { timeMin: '2027-03-10T00:00:00-08:00', timeMax: '2027-03-12T00:00:00-08:00' };
    expect(idsOf(await list(march))).toEqual(['lessons']);
    const april = { timeMin: '2027-04-10T00:00:00-08:00', timeMax: '2027-04-12T00:00:00-08:00' };
    expect(idsOf(await list(april))).toEqual([]);
  });

  it('can be found, moved and skipped one occurrence at a time', async () => {
    lessons(['RRULE:FREQ=DAILY;COUNT=3']);
    const [first, second, third] = idsOf(await single());
    expect((await on.ask('GET', on.event(second!))).body.start.dateTime).toBe('2027-02-23T09:00:00-08:00');
    const moved = {
      start: { dateTime: '2027-02-23T15:00:00-08:00' },
      end: { dateTime: '2027-02-23T16:00:00-08:00' },
    };
    const { body } = await on.ask('PATCH', on.event(second!), moved);
    expect(body).toMatchObject({
      recurringEventId: 'lessons',
      originalStartTime: { dateTime: '2027-02-23T09:00:00-08:00' },
    });
    expect((await on.ask('DELETE', on.event(third!))).status).toBe(204);
    expect(startsOf(await single())).toEqual(['2027-02-22T09:00:00-08:00', '2027-02-23T15:00:00-08:00']);
    // A list of series names the skipped occurrence: only so does a caller know to leave it out.
    const asSeries = await list();
    expect(idsOf(asSeries)).toEqual(['lessons', second, third]);
    expect(asSeries.body.items[2]).toMatchObject({
      status: 'cancelled',
      recurringEventId: 'lessons',
      originalStartTime: { dateTime: '2027-02-24T09:00:00-08:00' },
    });
    expect(first).toBe('lessons_20270222T170000Z');
  });

  it('shows in a list of changes which occurrences are new and which are gone', async () => {
    lessons(['RRULE:FREQ=DAILY;COUNT=2']);
    const { body } = await single();
    lessons(['RRULE:FREQ=DAILY;INTERVAL=2;COUNT=2']);
    const changes = await single({ syncToken: body.nextSyncToken });
    const told = Object.fromEntries(changes.body.items.map(({ id, status }: RawEvent) => [id, status]));
    expect(told).toEqual({
      lessons_20270222T170000Z: 'confirmed',
      lessons_20270223T170000Z: 'cancelled',
      lessons_20270224T170000Z: 'confirmed',
    });
    on.google.erase('lessons');
    const gone = await single({ syncToken: changes.body.nextSyncToken });
    expect(new Set(gone.body.items.map(({ status }: RawEvent) => status))).toEqual(new Set(['cancelled']));
    expect(gone.body.items).toHaveLength(3);
  });

  it('is refused where the stand-in does not know the rule', async () => {
    const monthly = mockEvent({ recurrence: ['RRULE:FREQ=MONTHLY;COUNT=3'] });
    expect(reasonOf(await on.ask('POST', on.events(), monthly))).toBe('400 invalid');
  });
});

describe('a partial response', () => {
  beforeEach(() =>
    onDay(1, 'first', { attendees: [{ email: 'a@example.com', responseStatus: 'accepted' }] }),
  );

  it('holds only the fields asked for, at every depth, and in every entry of a list', async () => {
    const { body } = await list({
      fields: 'nextPageToken,items(id,start/dateTime,attendees(email,responseStatus))',
    });
    expect(body).toEqual({
      items: [
        {
          id: 'first',
          start: { dateTime: '2026-12-01T18:00:00-08:00' },
          attendees: [{ email: 'a@example.com', responseStatus: 'accepted' }],
        },
      ],
    });
  });

  it('takes in everything below a name without parentheses, and any name for a star', async () => {
    expect((await on.ask('GET', on.event('first', { fields: 'start' }))).body).toEqual({
      start: { dateTime: '2026-12-01T18:00:00-08:00' },
    });
    const starred = await list({ fields: 'items/attendees/*' });
    expect(starred.body).toEqual({
      items: [{ attendees: [{ email: 'a@example.com', responseStatus: 'accepted' }] }],
    });
  });

  it('brings no sync token that was not asked for', async () => {
    expect((await list({ fields: 'items(id)' })).body).not.toHaveProperty('nextSyncToken');
    expect((await list({ fields: 'items(id),nextSyncToken' })).body).toHaveProperty('nextSyncToken');
  });

  it.each(['items(id', 'items(id))', 'items(name)', 'item', 'items/id/more', '', 'items(id,)'])(
    'refuses the selection "%s"',
    async (fields) => {
      expect(reasonOf(await list({ fields }))).toBe('400 invalidParameter');
    },
  );
});
