import { describe, expect, it } from 'vitest';
import type { CalendarEvent } from '../../../src/calendar/event.ts';
import { at, booking, newEvent } from '../builders.ts';
import { errorOf, openScene, type Scene } from './scene.ts';

const MOCK = 'abcde0001';
const WEEK = [at('2026-11-29T00:00'), at('2026-12-06T00:00')] as const;
const LATER = { start: at('2026-12-02T18:00'), end: at('2026-12-02T19:30') };
const BRAVO = {
  title: 'Sam : Bravo FS1 Mock1',
  attendees: [
    { email: 'sam@example.com', name: 'Sam', optional: false },
    { email: 'bravo@example.com', name: 'Bravo', optional: false },
    { email: 'team@example.com', name: null, optional: true },
  ],
  booking: booking({ interviewerEmail: 'bravo@example.com' }),
};

async function booked(): Promise<Scene> {
  const scene = await openScene();
  await scene.calendar.create(newEvent());
  await scene.calendar.events(...WEEK);
  return scene;
}

const answersOf = ({ attendees }: CalendarEvent) =>
  Object.fromEntries(attendees.map(({ email, response }) => [email, response]));

/** Who was written to since the mock was booked, and what. */
const mailsOf = ({ google }: Scene) => google.mails.slice(3).map(({ to, what }) => `${to} ${what}`);

const seen = async ({ calendar }: Scene) => (await calendar.events(...WEEK)).find(({ id }) => id === MOCK);

describe('What people do to a mock', () => {
  it('is seen with the next reading, and by its id', async () => {
    const scene = await booked();
    const { people } = scene.google;
    people.decline(MOCK, 'alpha@example.com');
    people.rename(MOCK, 'Sam and Alpha');
    people.invite(MOCK, 'charlie@example.com');
    people.drag(MOCK, LATER.start);
    people.resize(MOCK, at('2026-12-02T19:00'));
    const found = await seen(scene);
    expect(found).toMatchObject({ title: 'Sam and Alpha', booking: booking() });
    expect(found?.when).toEqual({ kind: 'timed', start: LATER.start, end: at('2026-12-02T19:00') });
    expect(answersOf(found!)).toMatchObject({
      'alpha@example.com': 'declined',
      'charlie@example.com': 'needsAction',
    });
    expect(await scene.calendar.find(MOCK)).toEqual(found);
  });

  it('takes it away, and may bring it back', async () => {
    const scene = await booked();
    scene.google.people.delete(MOCK);
    expect(await seen(scene)).toBeUndefined();
    expect(await scene.calendar.find(MOCK)).toBeNull();
    scene.google.people.restore(MOCK);
    expect(await seen(scene)).toMatchObject({ id: MOCK, status: 'confirmed' });
    expect(await scene.calendar.find(MOCK)).toMatchObject({ id: MOCK });
  });

  it('is seen of a mock that was deleted and made again under another id', async () => {
    const scene = await booked();
    scene.google.people.delete(MOCK);
    await scene.calendar.create(newEvent({ id: 'abcde0002' }));
    expect((await scene.calendar.events(...WEEK)).map(({ id }) => id)).toEqual(['abcde0002']);
  });

  it.each([
    ['Google forgets what was read', (scene: Scene) => scene.google.forgetSyncTokens()],
    [
      'Google forgets it, and fails in the midst of the pages that follow',
      (scene: Scene) => {
        scene.google.forgetSyncTokens();
        scene.google.fault({ kind: 'status', status: 503, method: 'list', skip: 2, times: 4 });
      },
    ],
    [
      'the page of changes is no answer',
      (scene: Scene) => scene.google.fault({ kind: 'garbage', method: 'list', times: 4 }),
    ],
    [
      'the calendar is said not to be there',
      (scene: Scene) => scene.google.fault({ kind: 'status', status: 404, method: 'list', times: 2 }),
    ],
  ])('is never taken to be a deletion where %s', async (_, trouble) => {
    const scene = await openScene({}, { pageSize: 2 });
    for (const number of [1, 2, 3, 4, 5]) {
      const day = {
        start: LATER.start.add({ hours: number * 3 }),
        end: LATER.end.add({ hours: number * 3 }),
      };
      await scene.calendar.create(
        newEvent({ ...day, id: `abcde000${number}`, booking: booking({ number }) }),
      );
    }
    const ids = async () => (await scene.calendar.events(...WEEK)).map(({ id }) => id);
    const all = await ids();
    expect(all).toHaveLength(5);
    trouble(scene);
    const first = await ids().catch((error: unknown) => (error as Error).name);
    if (typeof first === 'string') expect(first).toBe('CalendarError');
    else expect(first).toEqual(all);
    expect(await ids()).toEqual(all);
  });

  it('is not looked for in vain: an event is there while the calendar itself cannot be seen', async () => {
    const scene = await booked();
    scene.clock.pass({ minutes: 2 });
    scene.google.fault({ kind: 'status', status: 404, times: 6 });
    expect((await errorOf(scene.calendar.find(MOCK))).kind).toBe('person');
  });
});

describe('A mock that is brought in line', () => {
  it('tells nobody of a title or description, and leaves guests and answers alone', async () => {
    const scene = await booked();
    const { people } = scene.google;
    people.rename(MOCK, 'Sam and Alpha');
    people.invite(MOCK, 'charlie@example.com');
    people.decline(MOCK, 'alpha@example.com');
    const moved = await scene.calendar.move(newEvent({ description: 'FS1, mock 1 of 3' }));
    expect(moved).toMatchObject({ title: newEvent().title, description: 'FS1, mock 1 of 3' });
    expect(answersOf(moved)).toEqual({
      'sam@example.com': 'needsAction',
      'alpha@example.com': 'declined',
      'team@example.com': 'needsAction',
      'charlie@example.com': 'needsAction',
    });
    expect(mailsOf(scene)).toEqual([]);
    expect(scene.google.calls.at(-1)).toMatchObject({ method: 'patch', query: { sendUpdates: 'none' } });
    expect(scene.google.calls.at(-1)?.body).not.toHaveProperty('attendees');
    await scene.calendar.move(newEvent({ description: 'FS1, mock 1 of 3' }));
    expect(scene.methods().filter((method) => method === 'patch')).toHaveLength(1);
  });

  it('takes spaces at an end and other line ends for no change of its words', async () => {
    const scene = await booked();
    scene.google.people.describe(MOCK, 'one\r\ntwo\n');
    await scene.calendar.move(newEvent({ description: 'one\ntwo' }));
    expect(scene.methods()).not.toContain('patch');
  });

  it('tells everybody once of another time, and asks anew who declined', async () => {
    const scene = await booked();
    const { people } = scene.google;
    people.accept(MOCK, 'sam@example.com');
    people.decline(MOCK, 'alpha@example.com', 'I am ill');
    people.tentative(MOCK, 'team@example.com');
    expect(answersOf(await scene.calendar.move(newEvent(LATER)))).toEqual({
      'sam@example.com': 'accepted',
      'alpha@example.com': 'needsAction',
      'team@example.com': 'tentative',
    });
    expect(mailsOf(scene)).toEqual([
      'sam@example.com updated',
      'alpha@example.com updated',
      'team@example.com updated',
    ]);
  });

  it('is put back where somebody dragged it, or made whole days of it', async () => {
    const scene = await booked();
    scene.google.people.drag(MOCK, LATER.start);
    scene.google.people.decline(MOCK, 'alpha@example.com');
    const back = await scene.calendar.move(newEvent());
    expect(back.when).toEqual({ kind: 'timed', start: newEvent().start, end: newEvent().end });
    expect(answersOf(back)).toMatchObject({ 'alpha@example.com': 'needsAction' });
    scene.google.put({ id: MOCK, start: { date: '2026-12-02' }, end: { date: '2026-12-03' } });
    expect((await seen(scene))?.when.kind).toBe('allDay');
    expect((await scene.calendar.move(newEvent())).when).toEqual(back.when);
    expect((await seen(scene))?.when).toEqual(back.when);
  });

  it('lets the former interviewer go and keeps the answers of the others', async () => {
    const scene = await booked();
    scene.google.people.accept(MOCK, 'sam@example.com');
    scene.google.people.decline(MOCK, 'team@example.com');
    scene.google.people.decline(MOCK, 'alpha@example.com');
    expect(answersOf(await scene.calendar.move(newEvent(BRAVO)))).toEqual({
      'sam@example.com': 'accepted',
      'bravo@example.com': 'needsAction',
      'team@example.com': 'declined',
    });
    expect(mailsOf(scene)).toContain('alpha@example.com cancelled');
    expect(mailsOf(scene)).toContain('bravo@example.com invited');
  });

  it('lets the former interviewer go, too, where the new one was invited by hand before', async () => {
    const scene = await booked();
    scene.google.people.invite(MOCK, 'bravo@example.com');
    scene.google.people.accept(MOCK, 'bravo@example.com');
    const moved = await scene.calendar.move(newEvent(BRAVO));
    expect(answersOf(moved)).toEqual({
      'sam@example.com': 'needsAction',
      'bravo@example.com': 'accepted',
      'team@example.com': 'needsAction',
    });
    expect(mailsOf(scene)).toContain('alpha@example.com cancelled');
  });

  it('follows a hand that put another interviewer there, without telling anybody again', async () => {
    const scene = await booked();
    scene.google.people.swap(MOCK, 'alpha@example.com', 'bravo@example.com');
    scene.google.people.drag(MOCK, LATER.start);
    const moved = await scene.calendar.move(newEvent({ ...BRAVO, ...LATER }));
    expect(moved).toMatchObject({ title: BRAVO.title, booking: BRAVO.booking });
    expect(mailsOf(scene)).toEqual([]);
  });

  it('is put back where a hand put another interviewer there', async () => {
    const scene = await booked();
    scene.google.people.swap(MOCK, 'alpha@example.com', 'bravo@example.com');
    expect(Object.keys(answersOf(await scene.calendar.move(newEvent())))).toEqual([
      'sam@example.com',
      'alpha@example.com',
      'team@example.com',
    ]);
    expect(mailsOf(scene)).toContain('bravo@example.com cancelled');
    expect(mailsOf(scene)).toContain('alpha@example.com invited');
  });
});
