import { describe, expect, it } from 'vitest';
import type { RawEvent } from '../../google/stand-in/google.ts';
import { at, newEvent } from '../builders.ts';
import { errorOf, openScene, type Scene } from './scene.ts';

const DECEMBER = [at('2026-12-01T00:00'), at('2027-01-01T00:00')] as const;

/** An hour on a day of December. */
function hourOn(day: number, change: Partial<RawEvent> = {}): Partial<RawEvent> {
  const date = `2026-12-${String(day).padStart(2, '0')}`;
  return {
    id: `event${day}`,
    summary: `Day ${day}`,
    start: { dateTime: `${date}T10:00:00-08:00` },
    end: { dateTime: `${date}T11:00:00-08:00` },
    ...change,
  };
}

async function idsOf({ calendar }: Scene, [from, to] = DECEMBER as readonly Temporal.Instant[]) {
  return (await calendar.events(from!, to!)).map(({ id }) => id);
}

/** The query of the last list call. */
function lastQuery({ google }: Scene) {
  return google.calls.findLast(({ method }) => method === 'list')!.query;
}

describe('A calendar that is read for the first time', () => {
  it('is read whole, every page of it, by start', async () => {
    const scene = await openScene({}, { pageSize: 2 });
    for (const day of [9, 3, 7, 5, 1]) scene.google.put(hourOn(day));
    expect(await idsOf(scene)).toEqual(['event1', 'event3', 'event5', 'event7', 'event9']);
    expect(scene.methods()).toEqual(['list', 'list', 'list']);
    expect(lastQuery(scene)).toMatchObject({
      singleEvents: 'true',
      maxResults: '2500',
      timeMin: `${DECEMBER[0]}`,
      timeMax: `${DECEMBER[1]}`,
    });
  });

  it('is not read at all where one page of it cannot be had', async () => {
    const scene = await openScene({ maxRetries: 1 }, { pageSize: 2 });
    for (const day of [1, 2, 3, 4]) scene.google.put(hourOn(day));
    scene.google.fault({ kind: 'status', status: 500, skip: 1, times: 2 });
    expect((await errorOf(scene.calendar.events(...DECEMBER))).kind).toBe('passing');
    expect(await idsOf(scene)).toHaveLength(4);
  });

  it('is asked only for what is used', async () => {
    const scene = await openScene();
    scene.google.put(hourOn(1, { location: 'Room 5', colorId: '3' }));
    await scene.calendar.events(...DECEMBER);
    const { fields } = lastQuery(scene);
    expect(fields).toMatch(/^nextPageToken,nextSyncToken,timeZone,items\(/);
    expect(fields).not.toMatch(/location|creator|comment/);
  });

  it('has each occurrence of a series as an event of its own', async () => {
    const scene = await openScene();
    scene.google.put(hourOn(1, { id: 'daily', recurrence: ['RRULE:FREQ=DAILY;COUNT=3'] }));
    const events = await scene.calendar.events(...DECEMBER);
    expect(events).toHaveLength(3);
    expect(new Set(events.map(({ id }) => id)).size).toBe(3);
  });

  it('has no events in a time that is empty, and is not asked', async () => {
    const scene = await openScene();
    expect(await scene.calendar.events(DECEMBER[0], DECEMBER[0])).toEqual([]);
    expect(scene.methods()).toEqual([]);
  });
});

describe('A calendar that is read again', () => {
  it('is asked for what changed, in one call', async () => {
    const scene = await openScene();
    for (const day of [1, 2, 3]) scene.google.put(hourOn(day));
    await scene.calendar.events(...DECEMBER);
    scene.google.put(hourOn(4));
    scene.google.put(hourOn(2, { summary: 'Another name' }));
    scene.google.erase('event3');
    const events = await scene.calendar.events(at('2026-12-02T00:00'), at('2026-12-20T00:00'));
    expect(events.map(({ id, title }) => [id, title])).toEqual([
      ['event2', 'Another name'],
      ['event4', 'Day 4'],
    ]);
    expect(scene.methods()).toEqual(['list', 'list']);
    expect(lastQuery(scene)).toHaveProperty('syncToken');
    expect(lastQuery(scene)).not.toHaveProperty('timeMin');
  });

  it('has what this program itself booked, moved and deleted since', async () => {
    const scene = await openScene();
    await scene.calendar.events(...DECEMBER);
    await scene.calendar.create(newEvent());
    await scene.calendar.create(newEvent({ id: 'abcde0002' }));
    await scene.calendar.move(newEvent({ start: at('2026-12-05T18:00'), end: at('2026-12-05T19:30') }));
    await scene.calendar.remove('abcde0002');
    const [moved, ...others] = await scene.calendar.events(...DECEMBER);
    expect(moved).toMatchObject({ id: 'abcde0001', when: { start: at('2026-12-05T18:00') } });
    expect(others).toEqual([]);
  });

  it('has no event any more that was moved out of the time that is kept', async () => {
    const scene = await openScene();
    scene.google.put(hourOn(1));
    await scene.calendar.events(...DECEMBER);
    scene.google.put({
      id: 'event1',
      start: { dateTime: '2027-03-01T10:00:00-08:00' },
      end: { dateTime: '2027-03-01T11:00:00-08:00' },
    });
    expect(await idsOf(scene)).toEqual([]);
    expect(scene.methods()).toEqual(['list', 'list']);
  });

  it('has an occurrence that was moved where it is now, and not one that was skipped', async () => {
    const scene = await openScene();
    scene.google.put(hourOn(1, { id: 'daily', recurrence: ['RRULE:FREQ=DAILY;COUNT=4'] }));
    const [first, second] = await scene.calendar.events(...DECEMBER);
    scene.google.put({ id: first!.id, recurringEventId: 'daily', status: 'cancelled' });
    scene.google.put({
      id: second!.id,
      recurringEventId: 'daily',
      summary: 'Moved',
      start: { dateTime: '2026-12-20T10:00:00-08:00' },
      end: { dateTime: '2026-12-20T11:00:00-08:00' },
    });
    const events = await scene.calendar.events(...DECEMBER);
    expect(events.map(({ id }) => id)).not.toContain(first!.id);
    expect(events).toHaveLength(3);
    expect(events.at(-1)).toMatchObject({ id: second!.id, title: 'Moved' });
  });

  it('has nothing of a series that was deleted', async () => {
    const scene = await openScene();
    scene.google.put(hourOn(1, { id: 'daily', recurrence: ['RRULE:FREQ=DAILY;COUNT=4'] }));
    await scene.calendar.events(...DECEMBER);
    scene.google.erase('daily');
    expect(await idsOf(scene)).toEqual([]);
  });

  it('has an event that became a series once for each occurrence, and not beside them', async () => {
    const scene = await openScene();
    scene.google.put(hourOn(1, { id: 'once' }));
    expect(await idsOf(scene)).toEqual(['once']);
    scene.google.put(hourOn(1, { id: 'once', recurrence: ['RRULE:FREQ=DAILY;COUNT=2'] }));
    const ids = await idsOf(scene);
    expect(ids).toHaveLength(2);
    expect(ids).not.toContain('once');
  });

  it('is as it was where asking for changes fails, and has them the next time', async () => {
    const scene = await openScene({ maxRetries: 0 }, { pageSize: 2 });
    scene.google.put(hourOn(1));
    await scene.calendar.events(...DECEMBER);
    for (const day of [2, 3, 4, 5]) scene.google.put(hourOn(day));
    scene.google.erase('event1');
    scene.google.fault({ kind: 'status', status: 500, skip: 1 });
    expect((await errorOf(scene.calendar.events(...DECEMBER))).kind).toBe('passing');
    expect(await idsOf(scene)).toEqual(['event2', 'event3', 'event4', 'event5']);
    expect(lastQuery(scene)).toHaveProperty('syncToken');
  });

  it('is read whole again where Google has forgotten what it knew', async () => {
    const scene = await openScene();
    scene.google.put(hourOn(1));
    await scene.calendar.events(...DECEMBER);
    scene.google.forgetSyncTokens();
    scene.google.erase('event1');
    scene.google.put(hourOn(2));
    expect(await idsOf(scene)).toEqual(['event2']);
    expect(scene.methods()).toEqual(['list', 'list', 'list']);
    expect(lastQuery(scene)).toHaveProperty('timeMin');
    expect(scene.counted('list')).toMatchObject({ calls: 3, successes: 2, otherErrors: 1 });
    expect(scene.pace.slowed).toEqual([]);
  });

  it('is given up for now where Google takes a whole reading for one of changes', async () => {
    const scene = await openScene();
    scene.google.put(hourOn(1));
    await scene.calendar.events(...DECEMBER);
    scene.google.fault({ kind: 'status', status: 410, reason: 'fullSyncRequired', times: 2 });
    expect(await errorOf(scene.calendar.events(...DECEMBER))).toMatchObject({ kind: 'passing' });
    expect(await idsOf(scene)).toEqual(['event1']);
  });

  it('is read whole again after six hours', async () => {
    const scene = await openScene();
    await scene.calendar.events(...DECEMBER);
    scene.clock.pass({ hours: 6 });
    await scene.calendar.events(...DECEMBER);
    expect(lastQuery(scene)).toHaveProperty('syncToken');
    scene.clock.pass({ minutes: 1 });
    await scene.calendar.events(...DECEMBER);
    expect(lastQuery(scene)).not.toHaveProperty('syncToken');
  });

  it('is read whole again for a wider time, and kept for both from then on', async () => {
    const scene = await openScene();
    const january = [at('2027-01-01T00:00'), at('2027-02-01T00:00')] as const;
    await scene.calendar.events(...DECEMBER);
    await scene.calendar.events(...january);
    expect(lastQuery(scene)).toMatchObject({ timeMin: `${DECEMBER[0]}`, timeMax: `${january[1]}` });
    await scene.calendar.events(...DECEMBER);
    await scene.calendar.events(...january);
    expect(scene.methods()).toEqual(['list', 'list', 'list', 'list']);
    expect(lastQuery(scene)).toHaveProperty('syncToken');
  });

  it('is not kept for the past, nor for years', async () => {
    const scene = await openScene();
    await scene.calendar.events(at('2026-11-01T00:00'), at('2026-12-01T00:00'));
    const dayAgo = scene.clock.now().subtract({ hours: 24 });
    await scene.calendar.events(at('2026-12-01T00:00'), at('2026-12-10T00:00'));
    expect(lastQuery(scene)).toMatchObject({ timeMin: `${dayAgo}`, timeMax: `${at('2026-12-10T00:00')}` });
    await scene.calendar.events(at('2030-12-01T00:00'), at('2030-12-10T00:00'));
    expect(lastQuery(scene)).toMatchObject({ timeMin: `${at('2030-12-01T00:00')}` });
  });

  it('gives two that read at once the same, one after the other', async () => {
    const scene = await openScene({}, { pageSize: 2 });
    for (const day of [1, 2, 3]) scene.google.put(hourOn(day));
    const [one, other] = await Promise.all([idsOf(scene), idsOf(scene)]);
    expect(other).toEqual(one);
    expect(scene.methods()).toEqual(['list', 'list', 'list']);
  });
});

describe('Whole days', () => {
  it("are days of the calendar's own zone", async () => {
    const scene = await openScene({}, { timeZone: 'Asia/Tokyo' });
    scene.google.put({ id: 'holiday', start: { date: '2026-12-24' }, end: { date: '2026-12-26' } });
    const [event] = await scene.calendar.events(...DECEMBER);
    expect(event?.when).toEqual({
      kind: 'allDay',
      start: Temporal.PlainDate.from('2026-12-24'),
      end: Temporal.PlainDate.from('2026-12-26'),
      timeZone: 'Asia/Tokyo',
    });
  });

  it('are so too where such an event is looked up before anything was read', async () => {
    const scene = await openScene({}, { timeZone: 'Asia/Tokyo' });
    scene.google.put({ id: 'holiday', start: { date: '2026-12-24' }, end: { date: '2026-12-26' } });
    expect((await scene.calendar.find('holiday'))?.when).toMatchObject({ timeZone: 'Asia/Tokyo' });
    expect(scene.methods()).toEqual(['get', 'list']);
  });
});
