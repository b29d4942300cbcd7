import { describe, expect, it } from 'vitest';
import type { NewEvent } from '../../../src/calendar/calendar.ts';
import { titleDigest } from '../../../src/calendar/title-digest.ts';
import type { Fault } from '../../google/stand-in/google.ts';
import { at, booking, newEvent } from '../builders.ts';
import { errorOf, openScene, type Scene } from './scene.ts';

function lastCall({ google }: Scene, method: string) {
  return google.calls.findLast((call) => call.method === method)!;
}

const MOVED: Partial<NewEvent> = {
  title: 'Sam : Bravo FS1 Mock1',
  start: at('2026-12-02T18:00'),
  end: at('2026-12-02T19:30'),
  attendees: [
    { email: 'sam@example.com', name: 'Sam', optional: false },
    { email: 'bravo@example.com', name: 'Bravo', optional: false },
  ],
  booking: booking({ interviewerEmail: 'bravo@example.com' }),
};

describe('A mock that is booked', () => {
  it('invites its people, with reminders, a link, and the marks by which it is known again', async () => {
    const scene = await openScene();
    await scene.calendar.create(newEvent({ conference: 'meet' }));
    const { query, body } = lastCall(scene, 'insert');
    expect(query).toMatchObject({ sendUpdates: 'all', conferenceDataVersion: '1' });
    expect(body).toEqual({
      id: 'abcde0001',
      summary: 'Sam : Alpha FS1 Mock1',
      description: 'FS1, mock 1 of 2',
      start: { dateTime: '2026-12-01T19:30:00-08:00', timeZone: 'America/Los_Angeles' },
      end: { dateTime: '2026-12-01T21:00:00-08:00', timeZone: 'America/Los_Angeles' },
      attendees: [
        { email: 'sam@example.com', displayName: 'Sam', optional: false, responseStatus: 'needsAction' },
        { email: 'alpha@example.com', displayName: 'Alpha', optional: false, responseStatus: 'needsAction' },
        { email: 'team@example.com', optional: true, responseStatus: 'needsAction' },
      ],
      guestsCanSeeOtherGuests: true,
      guestsCanInviteOthers: false,
      guestsCanModify: false,
      reminders: {
        useDefault: false,
        overrides: [
          { method: 'popup', minutes: 30 },
          { method: 'email', minutes: 1440 },
        ],
      },
      extendedProperties: {
        private: {
          mockScheduler: '1',
          bookingId: 'b-1',
          candidateEmail: 'sam@example.com',
          interviewerEmail: 'alpha@example.com',
          course: 'FS1',
          number: '1',
          titleDigest: titleDigest(newEvent().title),
        },
      },
      conferenceData: {
        createRequest: { requestId: 'meet-abcde0001', conferenceSolutionKey: { type: 'hangoutsMeet' } },
      },
    });
    expect(scene.google.mails.map(({ to, what }) => [to, what])).toEqual([
      ['sam@example.com', 'invited'],
      ['alpha@example.com', 'invited'],
      ['team@example.com', 'invited'],
    ]);
  });

  it('has a link at once, later, or never, as Google makes it', async () => {
    const asked = newEvent({ conference: 'meet' });
    const atOnce = await openScene();
    expect(await atOnce.calendar.create(asked)).toMatchObject({
      conference: 'ready',
      meetLink: expect.stringMatching(/^https:\/\/meet\.google\.com\//),
    });
    const later = await openScene({}, { conference: { pendingLookups: 2 } });
    expect(await later.calendar.create(asked)).toMatchObject({ conference: 'pending', meetLink: null });
    expect(await later.calendar.find(asked.id)).toMatchObject({ conference: 'pending' });
    expect(await later.calendar.find(asked.id)).toMatchObject({
      conference: 'ready',
      meetLink: expect.stringContaining('meet.google.com'),
    });
    const never = await openScene({}, { conference: { fails: true } });
    expect(await never.calendar.create(asked)).toMatchObject({ conference: 'failed', meetLink: null });
  });

  it('asks for no link where the procedure wants none', async () => {
    const scene = await openScene();
    expect(await scene.calendar.create(newEvent())).toMatchObject({ conference: 'none', meetLink: null });
    expect(lastCall(scene, 'insert').body).not.toHaveProperty('conferenceData');
  });

  it.each<[string, Fault]>([
    ['the connection was closed', { kind: 'drop', when: 'after' }],
    ['no answer came in time', { kind: 'hang', when: 'after' }],
    ['the answer was unreadable', { kind: 'garbage' }],
  ])('is booked once where it was made and %s', async (_, fault) => {
    const scene = await openScene({ timeoutMs: 500 });
    scene.google.fault({ ...fault, method: 'insert' });
    const made = await scene.calendar.create(newEvent({ conference: 'meet' }));
    expect(made).toMatchObject({ id: 'abcde0001', conference: 'ready' });
    expect(scene.google.events()).toHaveLength(1);
    expect(scene.google.mails).toHaveLength(3);
    expect(scene.methods()).toEqual(['insert', 'insert', 'get']);
    expect(scene.counted('insert')).toMatchObject({ calls: 2, retries: 1, otherErrors: 2 });
  });

  it('is booked once where this was given up for now and done again later', async () => {
    const scene = await openScene({ maxRetries: 0 });
    scene.google.fault({ kind: 'drop', when: 'after', method: 'insert' });
    expect((await errorOf(scene.calendar.create(newEvent()))).kind).toBe('passing');
    expect((await scene.calendar.create(newEvent())).id).toBe('abcde0001');
    expect(scene.google.events()).toHaveLength(1);
  });

  it('is not booked over an event that somebody deleted: its id stays taken', async () => {
    const scene = await openScene();
    await scene.calendar.create(newEvent());
    scene.google.erase('abcde0001');
    const error = await errorOf(scene.calendar.create(newEvent()));
    expect(error).toMatchObject({ kind: 'final' });
    expect(error.message).toContain('somebody deleted it');
    expect(error.remedy).toContain('Retry');
    expect(scene.google.events()).toEqual([]);
  });

  it('is looked up twice where its id is taken and it cannot be seen yet', async () => {
    const scene = await openScene();
    await scene.calendar.create(newEvent());
    scene.google.fault({ kind: 'status', status: 404, method: 'get' });
    expect((await scene.calendar.create(newEvent())).id).toBe('abcde0001');
    scene.google.fault({ kind: 'status', status: 404, method: 'get', times: 2 });
    const error = await errorOf(scene.calendar.create(newEvent()));
    expect(error.kind).toBe('final');
    expect(error.message).toContain('taken by another event');
  });
});

describe('A mock that is moved', () => {
  it('keeps the answers of who stays, invites who comes, and lets go who leaves', async () => {
    const scene = await openScene();
    await scene.calendar.create(newEvent());
    scene.google.put({
      id: 'abcde0001',
      attendees: [
        { email: 'Sam@Example.com', responseStatus: 'accepted', comment: 'Looking forward to it' },
        { email: 'alpha@example.com', responseStatus: 'declined' },
      ],
    });
    const moved = await scene.calendar.move(newEvent(MOVED));
    expect(moved.attendees.map(({ email, response }) => [email, response])).toEqual([
      ['Sam@Example.com', 'accepted'],
      ['bravo@example.com', 'needsAction'],
    ]);
    const { query, body, headers } = lastCall(scene, 'patch');
    expect(query).toMatchObject({ sendUpdates: 'all' });
    expect(headers['if-match']).toMatch(/^".+"$/);
    expect(body).toMatchObject({
      attendees: [{ comment: 'Looking forward to it' }, { displayName: 'Bravo' }],
    });
    expect(scene.google.events()[0]).toMatchObject({
      summary: 'Sam : Bravo FS1 Mock1',
      extendedProperties: { private: { interviewerEmail: 'bravo@example.com' } },
      reminders: { overrides: [{ minutes: 30 }, { minutes: 1440 }] },
    });
  });

  it('keeps its link', async () => {
    const scene = await openScene();
    const { meetLink } = await scene.calendar.create(newEvent({ conference: 'meet' }));
    expect(await scene.calendar.move(newEvent({ ...MOVED, conference: 'meet' }))).toMatchObject({ meetLink });
  });

  it('is moved over what somebody changed at the same moment, without undoing it', async () => {
    const scene = await openScene();
    await scene.calendar.create(newEvent());
    scene.google.fault({
      kind: 'slow',
      method: 'patch',
      meanwhile: () => {
        scene.google.put({ id: 'abcde0001', location: 'Room 5' });
      },
    });
    expect(await scene.calendar.move(newEvent(MOVED))).toMatchObject({ title: MOVED.title });
    expect(scene.google.events()[0]).toMatchObject({ location: 'Room 5', summary: MOVED.title });
    expect(scene.methods()).toEqual(['insert', 'get', 'patch', 'get', 'patch']);
  });

  it('is given up for now where somebody changes it again and again', async () => {
    const scene = await openScene();
    await scene.calendar.create(newEvent());
    scene.google.fault({ kind: 'status', status: 412, method: 'patch', times: Number.POSITIVE_INFINITY });
    expect(await errorOf(scene.calendar.move(newEvent(MOVED)))).toMatchObject({ kind: 'passing' });
    expect(scene.methods().filter((method) => method === 'patch')).toHaveLength(3);
  });

  it.each<[string, Fault]>([
    ['the connection was closed', { kind: 'drop', when: 'after' }],
    ['the answer was unreadable', { kind: 'garbage' }],
  ])('tells its people once where it was moved and %s', async (_, fault) => {
    const scene = await openScene();
    await scene.calendar.create(newEvent());
    const before = scene.google.mails.length;
    scene.google.fault({ ...fault, method: 'patch' });
    expect(await scene.calendar.move(newEvent(MOVED))).toMatchObject({ title: MOVED.title });
    const mails = scene.google.mails.slice(before).map(({ to }) => to);
    expect(mails).toEqual([...new Set(mails)]);
    expect(scene.methods()).toEqual(['insert', 'get', 'patch', 'patch', 'get']);
  });

  it('tells nobody where it is so already', async () => {
    const scene = await openScene();
    await scene.calendar.create(newEvent());
    await scene.calendar.move(newEvent());
    expect(scene.methods()).toEqual(['insert', 'get']);
  });

  it('is gone for good where somebody deleted it', async () => {
    const scene = await openScene();
    await scene.calendar.create(newEvent());
    scene.google.erase('abcde0001');
    const error = await errorOf(scene.calendar.move(newEvent(MOVED)));
    expect(error).toMatchObject({ kind: 'final' });
    expect(error.message).toContain('not in the calendar any more');
  });
});

describe('A mock that is taken back', () => {
  it('tells its people', async () => {
    const scene = await openScene();
    await scene.calendar.create(newEvent());
    await scene.calendar.remove('abcde0001');
    expect(scene.google.mails.slice(3).map(({ what }) => what)).toEqual([
      'cancelled',
      'cancelled',
      'cancelled',
    ]);
  });

  it.each<[string, Fault]>([
    ['the connection was closed', { kind: 'drop', when: 'after' }],
    ['the answer was unreadable', { kind: 'garbage' }],
    ['no answer came in time', { kind: 'hang', when: 'after' }],
  ])('is taken back once where it was deleted and %s', async (_, fault) => {
    const scene = await openScene({ timeoutMs: 500 });
    await scene.calendar.create(newEvent());
    scene.google.fault({ ...fault, method: 'delete' });
    await scene.calendar.remove('abcde0001');
    expect(scene.google.events()).toEqual([]);
    expect(scene.google.mails).toHaveLength(6);
    expect(scene.methods()).toEqual(['insert', 'delete', 'delete']);
  });
});
