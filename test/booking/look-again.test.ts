import { beforeEach, describe, expect, it } from 'vitest';
import { Worker } from '../../src/booking/worker.ts';
import type { Calendar, NewEvent } from '../../src/calendar/calendar.ts';
import { instantsOf } from '../../src/calendar/event.ts';
import type { Store } from '../../src/store/store.ts';
import {
  appointment,
  calendarWith,
  deskOver,
  enqueue,
  openTestOffice,
  ownEvents,
  procedureOf,
  SMALL_SOP,
  type TestOffice,
  WORKSPACE,
} from './office.ts';

// With nothing in the way Dana's mocks are, in Los Angeles, on Dec 1 18:00 (One 1, Alpha), Dec 2 18:00
// (One 2, Alpha) and Dec 3 18:00 (Two 1, Bravo); Charlie is the backup of both courses.
const FIRST = '2026-12-02T02:00:00Z';
const SECOND = '2026-12-03T02:00:00Z';

let office: TestOffice;
let id: string;

beforeEach(async () => {
  office = await openTestOffice();
  id = await enqueue(office.store, 'Dana', { start: '2026-12-01', end: '2026-12-04' });
  return () => office.store.close();
});

const work = (calendar: Calendar, parts: { store?: Store; sop?: string } = {}) =>
  new Worker(
    deskOver({
      store: parts.store ?? office.store,
      calendar,
      clock: office.clock,
      procedure: procedureOf(parts.sop ?? SMALL_SOP),
      seen: office.seen,
    }),
    'worker',
  ).runUntilIdle();

/** The calendar in which something happens while the event of a number is being made. */
function whileMaking(number: number, happens: () => Promise<unknown>): Calendar {
  let made = 0;
  return calendarWith(office.calendar, {
    create: async (event) => {
      const created = await office.calendar.create(event);
      made += 1;
      if (made === number) await happens();
      return created;
    },
  });
}

const candidate = async () => (await office.store.candidates({ workspace: WORKSPACE, id }))[0]!;
const bookings = () => office.store.bookings({ workspace: WORKSPACE, candidateId: id });
const plan = async () =>
  (await bookings()).map(({ course, number, start, interviewerName }) => {
    const when = start.toZonedDateTimeISO('America/Los_Angeles').toPlainDateTime();
    return `${course} ${number} ${when.toString({ smallestUnit: 'minute' }).slice(5)} ${interviewerName}`;
  });
const actions = async () =>
  (await office.store.audit({ workspace: WORKSPACE, candidateId: id })).map(({ action }) => action);
const escalation = async () =>
  (await office.store.escalations({ workspace: WORKSPACE, open: true, candidateId: id }))[0]!;

async function expectNothingLeft() {
  expect(await candidate()).toMatchObject({ state: 'escalated', mocks: 0 });
  expect(await ownEvents(office.calendar)).toEqual([]);
}

/** Events and bookings tell the same story, and one story only. */
async function expectScheduledOnce() {
  expect(await candidate()).toMatchObject({ state: 'scheduled', mocks: 3, booked: 3 });
  const events = (await ownEvents(office.calendar)).map(({ id: eventId, when, attendees }) => ({
    eventId,
    start: `${instantsOf(when).start}`,
    interviewer: attendees[1]!.email,
  }));
  const held = (await bookings()).map(({ eventId, start, interviewerEmail }) => ({
    eventId,
    start: `${start}`,
    interviewer: interviewerEmail,
  }));
  expect(events).toEqual(held);
}

const UNDISTURBED = ['One 1 12-01T18:00 Alpha', 'One 2 12-02T18:00 Alpha', 'Two 1 12-03T18:00 Bravo'];

describe('after the last event', () => {
  it('looks at the calendar once more, and finishes where nothing came up', async () => {
    let readings = 0;
    await work(
      calendarWith(office.calendar, {
        events: (from, to) => {
          readings += 1;
          return office.calendar.events(from, to);
        },
      }),
    );
    expect(readings).toBe(2);
    expect(await plan()).toEqual(UNDISTURBED);
    await expectScheduledOnce();
  });

  it('gives a mock to another interviewer at the same time where its own got busy meanwhile', async () => {
    await work(
      whileMaking(3, () => appointment(office.calendar, { who: 'alpha@example.com', start: FIRST })),
    );
    expect(await plan()).toEqual(['One 1 12-01T18:00 Charlie', ...UNDISTURBED.slice(1)]);
    await expectScheduledOnce();
    expect((await actions()).slice(-3)).toEqual(['moving', 'moved', 'scheduled']);
    const moving = (await office.store.audit({ workspace: WORKSPACE, candidateId: id })).at(-3)!;
    expect(moving.summary).toBe(
      'Alpha is busy Tue Dec 1 18:00–19:00 PST now, at the time of One Mock1 with Alpha (Tue Dec 1 18:00–19:00 PST). One Mock1 with Alpha (Tue Dec 1 18:00–19:00 PST) goes to Charlie at the same time.',
    );
    expect(office.seen.map(({ step }) => step).slice(-2)).toEqual(['moved', 'scheduled']);
    const [notice] = await office.store.outbox({ workspace: WORKSPACE, limit: 10 });
    expect(notice!.payload['summary']).toBe(
      'All 3 mocks are booked, the last on Thu Dec 3; 1 had to be moved while they were being booked',
    );
  });

  it('moves a mock to another time where the candidate got busy, and leaves the others where they are', async () => {
    await work(whileMaking(3, () => appointment(office.calendar, { who: 'dana@example.com', start: FIRST })));
    expect(await plan()).toEqual(['One 1 12-01T19:00 Alpha', ...UNDISTURBED.slice(1)]);
    await expectScheduledOnce();
  });

  it('moves others too where that alone makes room, each into the former time of the next', async () => {
    // Nobody but Alpha gives One, in one hour of the day; and Alpha is away on Dec 1.
    const sop = SMALL_SOP.replaceAll('"18:00-21:00"', '"18:00-19:00"')
      .replace('main: [alpha], backup: [charlie]', 'main: [alpha], backup: []')
      .replace('mocks: [90]', 'mocks: [60]');
    await work(
      whileMaking(3, () => appointment(office.calendar, { who: 'alpha@example.com', start: FIRST })),
      { sop },
    );
    expect(await plan()).toEqual([
      'One 1 12-02T18:00 Alpha',
      'One 2 12-03T18:00 Alpha',
      'Two 1 12-04T18:00 Bravo',
    ]);
    await expectScheduledOnce();
  });

  it('keeps to the buffer and the cap of an interviewer who was given another mock by hand', async () => {
    const byHand = {
      who: 'somebody@example.com',
      start: '2026-12-02T03:15:00Z',
      title: 'Eli : Alpha FS1 Mock1',
    };
    const sop = SMALL_SOP.replace('maxPerInterviewerPerDay: 2', 'maxPerInterviewerPerDay: 1');
    await work(
      whileMaking(2, () => appointment(office.calendar, byHand)),
      { sop },
    );
    expect(await plan()).toEqual(['One 1 12-01T18:00 Charlie', ...UNDISTURBED.slice(1)]);
  });

  it('takes a copy by hand of a mock that it made for that mock', async () => {
    const copy = { who: 'somebody@example.com', start: FIRST, title: 'Dana : Alpha One Mock1' };
    await work(whileMaking(3, () => appointment(office.calendar, copy)));
    expect(await plan()).toEqual(UNDISTURBED);
    expect(await actions()).not.toContain('moving');
  });

  it('looks again after moving, and moves again where something else came up', async () => {
    let moves = 0;
    const calendar = calendarWith(
      whileMaking(3, () => appointment(office.calendar, { who: 'alpha@example.com', start: FIRST })),
      {
        move: async (event) => {
          moves += 1;
          const moved = await office.calendar.move(event);
          if (moves === 1) await appointment(office.calendar, { who: 'alpha@example.com', start: SECOND });
          return moved;
        },
      },
    );
    await work(calendar);
    expect(await plan()).toEqual(['One 1 12-01T18:00 Charlie', 'One 2 12-02T18:00 Charlie', UNDISTURBED[2]]);
    await expectScheduledOnce();
  });

  it('asks a person where something comes up after every move, three times in a row', async () => {
    const busy = async (event: NewEvent) =>
      appointment(office.calendar, { who: event.attendees[1]!.email, start: event.start.toString() });
    let made = 0;
    let moves = 0;
    await work(
      calendarWith(office.calendar, {
        create: async (event) => {
          const created = await office.calendar.create(event);
          made += 1;
          if (made === 1) await busy(event);
          return created;
        },
        move: async (event) => {
          const moved = await office.calendar.move(event);
          moves += 1;
          await busy(event);
          return moved;
        },
      }),
    );
    expect(moves).toBe(3);
    await expectNothingLeft();
    expect((await escalation()).message).toContain('Mocks were moved out of the way 3 times');
  });

  it('looks again where somebody else reserved the new time meanwhile', async () => {
    let asked = 0;
    const store = new Proxy(office.store, {
      get(target, key) {
        if (key !== 'move') return Reflect.get(target, key) as unknown;
        return async (input: Parameters<Store['move']>[0]) => {
          asked += 1;
          return asked === 1
            ? { outcome: 'conflict', message: 'Charlie is taken.' }
            : office.store.move(input);
        };
      },
    });
    await work(
      whileMaking(3, () => appointment(office.calendar, { who: 'alpha@example.com', start: FIRST })),
      { store },
    );
    expect((await actions()).filter((action) => ['conflict', 'moving'].includes(action))).toEqual([
      'conflict',
      'moving',
    ]);
    await expectScheduledOnce();
  });

  it('takes everything back and says who got busy when, and what helps, where nothing can be moved', async () => {
    await work(
      whileMaking(3, () =>
        appointment(office.calendar, {
          who: 'dana@example.com',
          start: '2026-12-01T08:00:00Z',
          end: '2026-12-05T08:00:00Z',
        }),
      ),
    );
    await expectNothingLeft();
    const { code, message, proposals } = await escalation();
    expect(code).toBe('overlap');
    expect(message.split('\n').slice(0, 4)).toEqual([
      'Dana is busy Tue Dec 1 00:00 – Sat Dec 5 00:00 PST now, at the time of One Mock1 with Alpha (Tue Dec 1 18:00–19:00 PST).',
      'Dana is busy Tue Dec 1 00:00 – Sat Dec 5 00:00 PST now, at the time of One Mock2 with Alpha (Wed Dec 2 18:00–19:00 PST).',
      'Dana is busy Tue Dec 1 00:00 – Sat Dec 5 00:00 PST now, at the time of Two Mock1 with Bravo (Thu Dec 3 18:00–19:30 PST).',
      'This came up while the mocks were being booked, and moving a few of them does not settle it. What was booked is taken back.',
    ]);
    expect(message).toContain("Calendar entries were counted by the SOP's “busy” table, as busy: tentative");
    expect(proposals.length).toBeGreaterThan(0);
  });

  it('asks a person where an event was deleted or moved by hand meanwhile', async () => {
    const [deleted] = [await enqueue(office.store, 'Eli', { start: '2026-12-05', end: '2026-12-08' })];
    let made = 0;
    await work(
      calendarWith(office.calendar, {
        create: async (event) => {
          const created = await office.calendar.create(event);
          made += 1;
          const elsewhere = { start: event.start.add({ hours: 1 }), end: event.end.add({ hours: 1 }) };
          if (made === 2) await office.calendar.move({ ...event, ...elsewhere });
          if (made === 5) await office.calendar.remove(event.id);
          return created;
        },
      }),
    );
    await expectNothingLeft();
    expect((await escalation()).message).toContain(
      'One Mock2 with Alpha (Wed Dec 2 18:00–19:00 PST) was moved to another time.',
    );
    const [other] = await office.store.escalations({
      workspace: WORKSPACE,
      open: true,
      candidateId: deleted,
    });
    expect(other).toMatchObject({ code: 'changed', message: expect.stringContaining('was deleted.') });
  });
});
