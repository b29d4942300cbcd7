import { beforeEach, describe, expect, it } from 'vitest';
import { Worker } from '../../src/booking/worker.ts';
import { type Calendar, CalendarError, type NewEvent } from '../../src/calendar/calendar.ts';
import {
  calendarWith,
  deskOver,
  enqueue,
  openTestOffice,
  ownEvents,
  type TestOffice,
  WORKSPACE,
} from './office.ts';

let office: TestOffice;
let id: string;

beforeEach(async () => {
  office = await openTestOffice();
  id = await enqueue(office.store, 'Dana');
  return () => office.store.close();
});

const work = (calendar: Calendar = office.calendar) =>
  new Worker(deskOver({ ...office, calendar, procedure: office.desk.procedure }), 'worker').runUntilIdle();
const candidate = async () => (await office.store.candidates({ workspace: WORKSPACE, id }))[0]!;

/** Refuses the third event for good, and makes it all the same, once it was deleted. */
function makingOneTooLate(when: 'at once' | 'after the last look'): Calendar {
  let made = 0;
  let late: NewEvent | null = null;
  const makeIt = async () => {
    if (late !== null) await office.calendar.create(late);
    late = null;
  };
  return calendarWith(office.calendar, {
    create: async (event) => {
      made += 1;
      if (made < 3) return office.calendar.create(event);
      late = event;
      throw new CalendarError('No answer.', { kind: 'final', remedy: 'Ask.' });
    },
    remove: async (eventId) => {
      await office.calendar.remove(eventId);
      if (when === 'at once' && eventId === late?.id) await makeIt();
    },
    events: async (from, to) => {
      const read = await office.calendar.events(from, to);
      if (when === 'after the last look') await makeIt();
      return read;
    },
  });
}

describe('an event that the calendar makes after it was deleted', () => {
  it('is found when everything was taken back, and deleted', async () => {
    await work(makingOneTooLate('at once'));
    expect(await candidate()).toMatchObject({ state: 'escalated', mocks: 0 });
    expect(await ownEvents(office.calendar)).toEqual([]);
  });

  it('is found at the latest when the candidate is booked anew, and stands in nobody’s way', async () => {
    await work(makingOneTooLate('after the last look'));
    expect(await ownEvents(office.calendar)).toHaveLength(1);
    await office.store.retry({ candidateId: id, request: null, actor: 'admin', note: '' });
    await work();
    expect(await candidate()).toMatchObject({ state: 'scheduled', booked: 3 });
    const bookings = await office.store.bookings({ workspace: WORKSPACE, candidateId: id });
    const events = await ownEvents(office.calendar);
    expect(events.map((event) => event.id).sort()).toEqual(bookings.map(({ eventId }) => eventId).sort());
  });

  it('is waited for where the calendar cannot be read then', async () => {
    const calendar = makingOneTooLate('at once');
    let readings = 0;
    const silent = calendarWith(calendar, {
      events: (from, to) => {
        readings += 1;
        if (readings === 2)
          throw new CalendarError('The calendar does not answer.', { kind: 'passing', remedy: 'Wait.' });
        return calendar.events(from, to);
      },
    });
    await work(silent);
    expect(await candidate()).toMatchObject({ state: 'waiting', mocks: 0 });
    const [notice] = await office.store.outbox({ workspace: WORKSPACE, limit: 10 });
    expect(notice!.payload['summary']).toContain(
      'Taking back: all events are deleted, and still to be looked for is one that came late.',
    );
    office.clock.pass({ minutes: 11 });
    await work(silent);
    expect(await candidate()).toMatchObject({ state: 'escalated', mocks: 0 });
    expect(await ownEvents(office.calendar)).toEqual([]);
  });
});

describe('an event that the calendar says is deleted, and is not', () => {
  it('is deleted once more, and again later where that does not help', async () => {
    const calendar = makingOneTooLate('at once');
    let asked = 0;
    const stubborn = calendarWith(calendar, {
      remove: async (eventId) => {
        asked += 1;
        // One event stays through its own deletion, and two of them through those of two looks.
        const isDone = asked === 2 || asked === 3 || asked > 7;
        if (isDone) await calendar.remove(eventId);
      },
    });
    await work(stubborn);
    expect(await candidate()).toMatchObject({ state: 'waiting', mocks: 0 });
    const [notice] = await office.store.outbox({ workspace: WORKSPACE, limit: 10 });
    expect(notice!.payload['summary']).toBe(
      'The calendar still shows 2 events that were deleted. Taking back: all events are deleted, and still to be looked for is one that came late. It goes on by itself Sun Nov 22 09:10 PST; nothing need be done.',
    );
    office.clock.pass({ minutes: 11 });
    await work(stubborn);
    expect(await candidate()).toMatchObject({ state: 'escalated', mocks: 0 });
    expect(await ownEvents(office.calendar)).toEqual([]);
  });
});

describe('an event of ours that this store does not know', () => {
  it('is left alone: it may belong to another installation on the same calendar', async () => {
    const elsewhere = await openTestOffice();
    const theirs = await enqueue(elsewhere.store, 'Dana', { start: '2026-12-07', end: '2026-12-10' });
    await new Worker(
      deskOver({ ...elsewhere, calendar: office.calendar, procedure: office.desk.procedure }),
      'elsewhere',
    ).runUntilIdle();
    await elsewhere.store.close();
    expect(theirs).not.toBe(id);
    await work(makingOneTooLate('at once'));
    expect(await candidate()).toMatchObject({ state: 'escalated' });
    expect(await ownEvents(office.calendar)).toHaveLength(3);
  });
});
