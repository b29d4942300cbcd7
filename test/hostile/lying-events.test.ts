import { beforeEach, describe, expect, it } from 'vitest';
import { busyByMocks } from '../../src/booking/reading.ts';
import { Worker } from '../../src/booking/worker.ts';
import type { Calendar } from '../../src/calendar/calendar.ts';
import { CalendarError } from '../../src/calendar/calendar.ts';
import type { CalendarEvent } from '../../src/calendar/event.ts';
import type { BookingRow } from '../../src/store/rows.ts';
import {
  calendarWith,
  deskOver,
  enqueue,
  openTestOffice,
  ownEvents,
  type TestOffice,
  WORKSPACE,
} from '../booking/office.ts';

let office: TestOffice;
let id: string;
beforeEach(async () => {
  office = await openTestOffice();
  id = await enqueue(office.store, 'Dana');
  return () => office.store.close();
});

const work = (calendar: Calendar = office.calendar) =>
  new Worker(deskOver({ ...office, calendar, procedure: office.desk.procedure }), 'worker').runUntilIdle();
const bookings = (): Promise<readonly BookingRow[]> =>
  office.store.bookings({ workspace: WORKSPACE, candidateId: id, released: true });

/** Somebody's copy of an event of ours, hours later: it says that it is the booking's. */
function copyOf(event: CalendarEvent, hours: number): CalendarEvent {
  if (event.when.kind !== 'timed') throw new Error('a mock has times');
  const [start, end] = [event.when.start.add({ hours }), event.when.end.add({ hours })];
  return { ...event, id: `copy${event.id}`, when: { kind: 'timed', start, end } };
}

describe('An event that says it is ours, under another id', () => {
  it('keeps its interviewer busy at its own time, also for the candidate whose booking it names', async () => {
    await work();
    const [first] = await ownEvents(office.calendar);
    if (first?.when.kind !== 'timed') throw new Error('nothing was booked');
    const copy = copyOf(first, 3);
    const rows = await bookings();
    const { base } = office.desk.procedure;
    const dana = { name: 'Dana', email: rows[0]!.candidateEmail, timeZone: base.timeZone };
    const busy = busyByMocks(base, dana, [first, copy], rows, id);
    const interviewer = first.booking!.interviewerEmail;
    expect(busy.filter(({ email }) => email === interviewer).map(({ start }) => `${start}`)).toEqual([
      `${first.when.start.add({ hours: 3 })}`,
    ]);
  });

  it('is never deleted as one that we left behind', async () => {
    const removed: string[] = [];
    let made = 0;
    let copy: CalendarEvent | null = null;
    const calendar = calendarWith(office.calendar, {
      create: async (event) => {
        made += 1;
        if (made === 3) throw new CalendarError('No answer.', { kind: 'final', remedy: 'Ask.' });
        const done = await office.calendar.create(event);
        copy ??= copyOf(done, 3);
        return done;
      },
      remove: async (eventId) => {
        removed.push(eventId);
        await office.calendar.remove(eventId);
      },
      events: async (from, to) => [
        ...(await office.calendar.events(from, to)),
        ...(copy === null ? [] : [copy]),
      ],
    });
    await work(calendar);
    const rows = await bookings();
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ state }) => state === 'released')).toBe(true);
    expect(copy).not.toBeNull();
    for (const each of removed) expect(rows.map(({ eventId }) => eventId)).toContain(each);
  });
});
