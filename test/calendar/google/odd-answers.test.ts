import { describe, expect, it } from 'vitest';
import { at } from '../builders.ts';
import { errorOf } from './scene.ts';
import { type Scripted, scripted } from './scripted.ts';

const DAY = [at('2026-12-01T00:00'), at('2026-12-02T00:00')] as const;
const HOUR = {
  start: { dateTime: '2026-12-01T10:00:00-08:00' },
  end: { dateTime: '2026-12-01T11:00:00-08:00' },
};

const page = (...items: unknown[]): Scripted => ({ body: { timeZone: 'America/Los_Angeles', items } });

async function reading(...answers: Scripted[]) {
  const { calendar } = await scripted(answers);
  return calendar.events(...DAY);
}

describe('An error told in another shape', () => {
  it.each<[string, Scripted, { kind: string; says: string }]>([
    [
      "as Google's newer services do, by details",
      {
        status: 403,
        body: {
          error: { code: 403, status: 'PERMISSION_DENIED', details: [{ reason: 'SERVICE_DISABLED' }] },
        },
      },
      { kind: 'person', says: 'not enabled' },
    ],
    [
      "as Google's newer services do, by status alone",
      { status: 403, body: { error: { code: 403, status: 'RESOURCE_EXHAUSTED' } } },
      { kind: 'passing', says: 'calls come faster' },
    ],
    [
      'as JSON that says it is text',
      { status: 403, body: '{"error":{"errors":[{"reason":"quotaExceeded"}]}}' },
      { kind: 'passing', says: "Google's limits" },
    ],
    ['as a page', { status: 502, body: '<html>Bad gateway</html>' }, { kind: 'passing', says: '(502)' }],
    ['with nothing in it', { status: 503, body: '' }, { kind: 'passing', says: '(503)' }],
    [
      'with parts that are of another kind',
      { status: 400, body: { error: { errors: 'many', details: 7, status: [] } } },
      { kind: 'final', says: '(400)' },
    ],
    [
      'as a redirection to nowhere',
      { status: 304 },
      { kind: 'passing', says: 'no answer of Google Calendar' },
    ],
  ])('is understood as far as it goes: %s', async (_, answer, { kind, says }) => {
    const error = await errorOf(reading(answer));
    expect(error.kind).toBe(kind);
    expect(error.message).toContain(says);
  });

  it('names the part of the request that was refused, and nothing that looks like data', async () => {
    const refusal = (reason: string, location: string): Scripted => ({
      status: 400,
      body: { error: { errors: [{ reason, location, message: 'sam@example.com is not invited' }] } },
    });
    expect((await errorOf(reading(refusal('invalid', 'timeMax')))).message).toContain(
      '(400 invalid, at timeMax)',
    );
    const strange = await errorOf(reading(refusal('sam@example.com', 'Bearer abc')));
    expect(strange.message).toMatch(/\(400\)\.$/);
  });
});

describe('An answer that is no answer', () => {
  it.each<[string, Scripted]>([
    ['a page of a proxy', { body: '<html>Please sign in</html>' }],
    ['half of a body', { headers: { 'Content-Type': 'application/json' }, body: '{"items":[{"id":"a"' }],
    ['a list', { body: [] }],
    ['entries without an id', page({ ...HOUR, summary: 'Whose?' })],
  ])('fails the reading: %s', async (_, answer) => {
    const error = await errorOf(reading(answer));
    expect(error).toMatchObject({ kind: 'passing' });
    expect(error.message).toContain('no answer of Google Calendar');
  });
});

describe('An entry that is told in another way', () => {
  it('is read as far as it goes: it keeps its people busy at its time', async () => {
    const [event] = await reading(
      page({
        id: 'odd',
        ...HOUR,
        status: 'new-status',
        summary: 7,
        transparency: 'see-through',
        eventType: 'newType',
        organizer: 'boss',
        attendees: [
          { email: 'alpha@example.com', responseStatus: 'maybe-later', optional: 'no' },
          { displayName: 'nobody' },
          { email: 'bravo@example.com' },
        ],
        extendedProperties: { private: 'none' },
        conferenceData: { entryPoints: 'many' },
        unheardOf: { a: 1 },
      }),
    );
    expect(event).toEqual({
      id: 'odd',
      title: '',
      description: '',
      when: {
        kind: 'timed',
        start: Temporal.Instant.from('2026-12-01T18:00:00Z'),
        end: Temporal.Instant.from('2026-12-01T19:00:00Z'),
      },
      status: 'confirmed',
      markedFree: false,
      type: 'other',
      organizer: null,
      attendees: [
        { email: 'alpha@example.com', name: null, optional: false, response: 'accepted' },
        { email: 'bravo@example.com', name: null, optional: false, response: 'needsAction' },
      ],
      booking: null,
      conference: 'none',
      meetLink: null,
      htmlLink: null,
    });
  });

  it.each([
    ['with its offset', { dateTime: '2026-12-01T18:00:00Z' }],
    ['with fractions of a second', { dateTime: '2026-12-01T10:00:00.000-08:00' }],
    ['on the clocks of a zone of its own', { dateTime: '2026-12-01T13:00:00', timeZone: 'America/New_York' }],
    ["on the clocks of the calendar's zone", { dateTime: '2026-12-01T10:00:00' }],
  ])('is understood in its time: %s', async (_, start) => {
    const [event] = await reading(page({ id: 'odd', ...HOUR, start }));
    expect(event?.when).toMatchObject({ start: Temporal.Instant.from('2026-12-01T18:00:00Z') });
  });

  it.each<[string, object]>([
    ['no start', { end: HOUR.end }],
    ['no end', { start: HOUR.start }],
    ['no times at all', {}],
    ['a time that is none', { ...HOUR, start: { dateTime: 'soon' } }],
    ['a day that is none', { start: { date: '2026-13-01' }, end: { date: '2026-13-02' } }],
    ['a start of one kind and an end of the other', { start: { date: '2026-12-01' }, end: HOUR.end }],
    [
      'a time of an unknown zone',
      { ...HOUR, start: { dateTime: '2026-12-01T10:00:00', timeZone: 'Mars/Olympus' } },
    ],
  ])(
    'makes the whole reading fail and is named, since nobody knows who is busy then: %s',
    async (_, time) => {
      const error = await errorOf(reading(page({ id: 'fine', ...HOUR }, { id: 'strange', ...time })));
      expect(error.kind).toBe('person');
      expect(error.message).toContain('with the id strange');
      expect(error.remedy).toContain('Correct or delete that entry');
    },
  );

  it('is skipped where it is deleted, whatever else is missing', async () => {
    const events = await reading(page({ id: 'gone', status: 'cancelled' }, { id: 'there', ...HOUR }));
    expect(events.map(({ id }) => id)).toEqual(['there']);
  });

  it('was deleted where an answer of changes says nothing of it but its id', async () => {
    const since = (...items: object[]) => ({ body: { items, nextSyncToken: 'token' } });
    const { calendar } = await scripted([
      since({ id: 'gone', ...HOUR }, { id: 'there', ...HOUR }),
      since({ id: 'gone' }, { id: 'never seen' }),
    ]);
    expect(await calendar.events(...DAY)).toHaveLength(2);
    expect((await calendar.events(...DAY)).map(({ id }) => id)).toEqual(['there']);
  });

  it('cannot be placed where it is a whole day and the zone of the calendar is not known', async () => {
    const day = { id: 'holiday', start: { date: '2026-12-01' }, end: { date: '2026-12-02' } };
    for (const timeZone of [undefined, 'Mars/Olympus']) {
      const error = await errorOf(reading({ body: { timeZone, items: [day] } }));
      expect(error.message).toContain('with the id holiday');
    }
  });

  it('is not taken for a booking of ours because of a mark alone', async () => {
    const marked = (properties: object) => ({
      id: 'odd',
      ...HOUR,
      extendedProperties: { private: properties },
    });
    const all = { bookingId: 'b', candidateEmail: 'c', interviewerEmail: 'i', course: 'FS1', number: '1' };
    for (const properties of [all, { mockScheduler: '1' }, { mockScheduler: '1', ...all, number: 'one' }]) {
      expect((await reading(page(marked(properties))))[0]?.booking).toBeNull();
    }
    expect((await reading(page(marked({ mockScheduler: '1', ...all }))))[0]?.booking).toEqual({
      ...all,
      number: 1,
    });
  });
});

describe('A listing that never ends', () => {
  it('is given up', async () => {
    const error = await errorOf(reading({ body: { items: [], nextPageToken: 'more' } }));
    expect(error).toMatchObject({ kind: 'final' });
    expect(error.message).toContain('more than 200 pages');
  });

  it('is read anew each time where Google gives no sync token', async () => {
    const { calendar } = await scripted([page(), page({ id: 'there', ...HOUR })]);
    expect(await calendar.events(...DAY)).toEqual([]);
    expect(await calendar.events(...DAY)).toHaveLength(1);
  });
});

describe('A free/busy answer that says nothing of a calendar', () => {
  it.each<[string, object]>([
    ['it is missing', {}],
    ['it has an error', { 'alpha@example.com': { errors: [{ reason: 'notFound' }], busy: [] } }],
    ['it has no list', { 'alpha@example.com': {} }],
    ['its list has no times', { 'alpha@example.com': { busy: [{ start: 'now', end: 'then' }] } }],
  ])('leaves it unreadable, never free: %s', async (_, calendars) => {
    const { calendar } = await scripted([{ body: { calendars } }]);
    expect(await calendar.freeBusy(['alpha@example.com'], ...DAY)).toEqual({
      busy: [],
      unreadable: ['alpha@example.com'],
    });
  });
});
