import { beforeEach, describe, expect, it } from 'vitest';
import { Worker } from '../../src/booking/worker.ts';
import { type Calendar, CalendarError } from '../../src/calendar/calendar.ts';
import { type Store, StoreUnavailable } from '../../src/store/store.ts';
import {
  calendarWith,
  countingCalendar,
  deskOver,
  enqueue,
  openTestOffice,
  procedureOf,
  SMALL_SOP,
  type TestOffice,
  WORKSPACE,
} from './office.ts';

const ACCOUNT = 'google 0123456789ab';

let office: TestOffice;
let id: string;

beforeEach(async () => {
  office = await openTestOffice();
  id = await enqueue(office.store, 'Dana');
  return () => office.store.close();
});

function work(
  methods: Partial<Calendar> = {},
  parts: { store?: Store; sop?: string; stop?: AbortSignal } = {},
) {
  const desk = deskOver({
    store: parts.store ?? office.store,
    clock: office.clock,
    procedure: procedureOf(parts.sop ?? SMALL_SOP),
    calendar: countingCalendar(calendarWith(office.calendar, methods)),
    calendarAccount: ACCOUNT,
  });
  return new Worker(desk, 'worker').runUntilIdle(parts.stop);
}

const audit = () => office.store.audit({ workspace: WORKSPACE, candidateId: id });
const ended = async () => (await audit()).at(-1)!;
const counted = async () => (await ended()).details['calendar'];
const recorded = async () =>
  Object.fromEntries((await office.store.calendarCalls()).map(({ method, calls }) => [method, calls]));

const failing = (number: number, error: CalendarError): Partial<Calendar> => {
  let made = 0;
  return {
    create: (event) => {
      made += 1;
      if (made === number) throw error;
      return office.calendar.create(event);
    },
  };
};
const passing = () =>
  new CalendarError('The quota is used up.', { kind: 'passing', remedy: 'Wait.', retryAt: null });

describe('the calls of a candidate', () => {
  it('are one reading, one of own calendars, one for each mock, and one look after the last', async () => {
    const mocks = 13;
    const sop = SMALL_SOP.replace('mocks: [60, 60]', `mocks: [${Array(mocks - 1).fill(60)}]`)
      .replace(
        'main: [alpha], backup: [charlie] }\n  Two',
        'main: [alpha], backup: [charlie, bravo] }\n  Two',
      )
      .replace('name: Alpha,', 'name: Alpha, calendar: alpha@example.com,');
    await work({}, { sop });
    expect(await ended()).toMatchObject({ action: 'scheduled', details: { mocks } });
    expect(await counted()).toMatchObject({
      calls: 16,
      successes: 16,
      byMethod: { list: { calls: 2 }, freebusy: { calls: 1 }, insert: { calls: mocks } },
    });
  });

  it('stand in the audit where the candidate is scheduled, waits, or is escalated', async () => {
    await work(failing(2, passing()));
    expect(await ended()).toMatchObject({
      action: 'waiting',
      details: { calendar: { calls: 3, successes: 2 } },
    });
    office.clock.pass({ minutes: 11 });
    await work(failing(1, new CalendarError('Refused.', { kind: 'final', remedy: 'Ask.' })));
    // One more to make, three to delete, one look; and the three of the first turn.
    expect(await ended()).toMatchObject({
      action: 'escalated',
      details: {
        code: 'calendar',
        message: 'Refused. What was booked is taken back. Ask.',
        calendar: { calls: 8, successes: 6, byMethod: { insert: { calls: 3 }, delete: { calls: 3 } } },
      },
    });
  });

  it('are counted anew when the candidate is queued again', async () => {
    await work(failing(1, new CalendarError('Refused.', { kind: 'final', remedy: 'Ask.' })));
    await office.store.retry({ candidateId: id, request: null, actor: 'admin', note: '' });
    await work();
    expect(await counted()).toMatchObject({ calls: 5 });
  });

  it('are not forgotten where the process is asked to stop in between', async () => {
    const stop = new AbortController();
    await work(
      {
        create: (event) => {
          stop.abort();
          return office.calendar.create(event);
        },
      },
      { stop: stop.signal },
    );
    await work();
    expect(await counted()).toMatchObject({ calls: 5, byMethod: { insert: { calls: 3 } } });
  });

  it('are added to those of the account at the end of every turn, however it ends', async () => {
    await work(failing(2, passing()));
    expect(await recorded()).toEqual({ insert: 2, list: 1 });
    office.clock.pass({ minutes: 11 });
    await work();
    expect(await recorded()).toEqual({ insert: 4, list: 2 });
  });

  it('do not decide over the candidate where they cannot be recorded', async () => {
    const store = new Proxy(office.store, {
      get(target, key) {
        if (key !== 'recordCalendarCalls') return Reflect.get(target, key) as unknown;
        return () => Promise.reject(new StoreUnavailable('Gone.', 'Wait.'));
      },
    });
    await work({}, { store });
    expect(await ended()).toMatchObject({ action: 'scheduled' });
  });

  it('of a calendar that makes none over a network are not mentioned', async () => {
    await new Worker(office.desk, 'worker').runUntilIdle();
    expect((await ended()).details).not.toHaveProperty('calendar');
    expect(await recorded()).toEqual({});
  });

  it('say nothing about whether people know of a cause: they are told of it once', async () => {
    await work(failing(1, passing()));
    for (let round = 0; round < 2; round += 1) {
      office.clock.pass({ minutes: 11 });
      await work(failing(1, passing()));
    }
    const waits = (await audit()).filter(({ action }) => action === 'waiting');
    expect(waits.map(({ details }) => (details['calendar'] as { calls: number }).calls)).toEqual([2, 3, 4]);
    expect(await office.store.outbox({ workspace: WORKSPACE, limit: 10 })).toHaveLength(1);
  });
});

describe('a candidate whom another worker takes over', () => {
  it('is left alone from the next call on, right before it is sent', async () => {
    let made = 0;
    await work({
      create: async (event) => {
        made += 1;
        const created = await office.calendar.create(event);
        if (made === 1) {
          office.clock.pass({ minutes: 3 });
          await office.store.claim({ workspace: WORKSPACE, worker: 'another', leaseSeconds: 60 });
        }
        return created;
      },
    });
    expect(made).toBe(1);
    expect(await recorded()).toEqual({ insert: 1, list: 1 });
  });
});
