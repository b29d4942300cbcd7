import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Worker } from '../../src/booking/worker.ts';
import { type Calendar, CalendarError } from '../../src/calendar/calendar.ts';
import { openLog } from '../../src/cli/logger.ts';
import { type Store, StoreUnavailable } from '../../src/store/store.ts';
import {
  appointment,
  calendarWith,
  deskOver,
  enqueue,
  openTestOffice,
  ownEvents,
  SMALL_SOP,
  type TestOffice,
  WORKSPACE,
} from './office.ts';

let office: TestOffice;

beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(async () => {
  await office.store.close();
});

const work = (calendar: Calendar = office.calendar) =>
  new Worker(deskOver({ ...office, procedure: office.desk.procedure, calendar }), 'worker').runUntilIdle();

async function candidate(id: string) {
  const [row] = await office.store.candidates({ workspace: WORKSPACE, id });
  return row!;
}

const bookingsOf = (candidateId: string) => office.store.bookings({ workspace: WORKSPACE, candidateId });

/** The calendar with one method done otherwise. */
const withMethod = <Key extends keyof Calendar>(key: Key, method: Calendar[Key]): Calendar =>
  calendarWith(office.calendar, { [key]: method });

const passing = (message: string, retryAt?: string) =>
  new CalendarError(message, {
    kind: 'passing',
    remedy: 'Wait.',
    retryAt: retryAt === undefined ? null : Temporal.Instant.from(retryAt),
  });

describe('the worker', () => {
  it('books every mock of a candidate and says so step by step', async () => {
    const id = await enqueue(office.store, 'Dana');
    await work();
    expect(await candidate(id)).toMatchObject({ state: 'scheduled', mocks: 3, booked: 3 });
    const events = await ownEvents(office.calendar);
    expect(events.map(({ title }) => title)).toEqual([
      'Dana : Alpha One Mock1',
      'Dana : Alpha One Mock2',
      'Dana : Bravo Two Mock1',
    ]);
    expect(events[0]!.attendees.map(({ email, optional }) => ({ email, optional }))).toEqual([
      { email: 'dana@example.com', optional: false },
      { email: 'alpha@example.com', optional: false },
      { email: 'team@example.com', optional: true },
    ]);
    expect(events[0]!.description).toContain('Tue, Dec 1, 2026, 18:00–19:00 PST (America/Los_Angeles)');
    expect(events[0]!.description).toContain('Tue, Dec 1, 2026, 21:00–22:00 EST (America/New_York)');
    expect(office.seen.map(({ step }) => step)).toEqual([
      'claimed',
      'planned',
      'booked',
      'booked',
      'booked',
      'scheduled',
    ]);
  });

  it('takes the oldest first, and plans the next around what is booked', async () => {
    const first = await enqueue(office.store, 'Dana', { start: '2026-12-01', end: '2026-12-03' });
    const second = await enqueue(office.store, 'Eli', { start: '2026-12-01', end: '2026-12-03' });
    await work();
    const [a, b] = [await bookingsOf(first), await bookingsOf(second)];
    expect(a.map(({ role }) => role)).toEqual(['main', 'main', 'main']);
    for (const one of a) {
      for (const other of b) {
        const apart =
          one.interviewer !== other.interviewer ||
          Temporal.Instant.compare(one.end, other.start) <= 0 ||
          Temporal.Instant.compare(other.end, one.start) <= 0;
        expect(apart).toBe(true);
      }
    }
  });

  it('never books an interviewer over an appointment of theirs', async () => {
    await appointment(office.calendar, {
      who: 'alpha@example.com',
      start: '2026-12-02T02:00:00Z',
      end: '2026-12-02T05:00:00Z',
    });
    const id = await enqueue(office.store, 'Dana');
    await work();
    const onFirstDay = (await bookingsOf(id)).filter(({ start }) =>
      start.toString().startsWith('2026-12-02T0'),
    );
    expect(onFirstDay.map(({ interviewer }) => interviewer)).not.toContain('alpha');
  });

  it('escalates a candidate who cannot be placed, with reasons, and holds nothing for them', async () => {
    const id = await enqueue(office.store, 'Dana', { start: '2026-12-01', end: '2026-12-01' });
    await work();
    expect(await candidate(id)).toMatchObject({ state: 'escalated', mocks: 0 });
    const [open] = await office.store.escalations({ workspace: WORKSPACE, open: true, candidateId: id });
    expect(open).toMatchObject({ code: 'infeasible' });
    expect(open!.reasons.length).toBeGreaterThan(0);
    expect(open!.proposals.length).toBeGreaterThan(0);
    expect(await ownEvents(office.calendar)).toEqual([]);
  });

  it('says how calendar entries were counted where they had a part in there being no plan', async () => {
    const counted = 'Calendar entries were counted by the SOP';
    const message = async (id: string) => {
      const [open] = await office.store.escalations({ workspace: WORKSPACE, open: true, candidateId: id });
      return open!.message.split('\n').at(-1);
    };
    const free = await enqueue(office.store, 'Dana', { start: '2026-12-01', end: '2026-12-01' });
    await work();
    expect(await message(free)).not.toContain(counted);
    await appointment(office.calendar, { who: 'alpha@example.com', start: '2026-12-02T02:00:00Z' });
    const busy = await enqueue(office.store, 'Eli', { start: '2026-12-01', end: '2026-12-01' });
    await work();
    expect(await message(busy)).toBe(
      `${counted}'s “busy” table, as busy: tentative, unanswered, all-day, out of office; as free: declined, marked free, working location.`,
    );
  });

  it('waits with what is booked while the calendar has a passing trouble, then goes on by itself', async () => {
    const id = await enqueue(office.store, 'Dana');
    let calls = 0;
    await work(
      withMethod('create', (event) => {
        calls += 1;
        if (calls === 2) throw passing('The quota is used up', '2026-11-22T18:00:00Z');
        return office.calendar.create(event);
      }),
    );
    expect(await candidate(id)).toMatchObject({ state: 'waiting', mocks: 3, booked: 1 });
    await work();
    expect(await candidate(id)).toMatchObject({ state: 'waiting' });
    office.clock.pass({ hours: 2 });
    await work();
    expect(await candidate(id)).toMatchObject({ state: 'scheduled', booked: 3 });
    expect(await ownEvents(office.calendar)).toHaveLength(3);
    const notices = await office.store.outbox({ workspace: WORKSPACE, limit: 10 });
    expect(notices.map(({ kind }) => kind)).toEqual(['waiting', 'scheduled']);
  });

  it('says at whom it broke off when the store is out of reach, and goes on there by itself', async () => {
    const id = await enqueue(office.store, 'Dana');
    let isAway = true;
    const store = new Proxy(office.store, {
      get(target, key) {
        const member = Reflect.get(target, key) as unknown;
        if (key !== 'reserve' || !isAway) return member;
        return () => {
          isAway = false;
          return Promise.reject(new StoreUnavailable('The store is away.', 'Wait.'));
        };
      },
    });
    const log: Record<string, unknown>[] = [];
    const write = (line: string) => log.push(JSON.parse(line) as Record<string, unknown>);
    const desk = {
      ...deskOver({ ...office, store, procedure: office.desk.procedure }),
      log: openLog('info', { write }),
    };
    const worker = new Worker(desk, 'worker');
    await expect(worker.runUntilIdle()).rejects.toThrow('The store is away.');
    await worker.runUntilIdle();
    expect(await candidate(id)).toMatchObject({ state: 'scheduled', booked: 3 });
    expect(log.map(({ msg, candidateId }) => [msg, candidateId === id])).toEqual([
      ['A candidate is taken up', true],
      ['The turn with a candidate breaks off: the store is out of reach', true],
      ['A candidate is taken up', true],
      ['The turn with a candidate is over', true],
    ]);
  });

  it('waits with nothing booked when the calendar cannot be read', async () => {
    const id = await enqueue(office.store, 'Dana');
    await work(withMethod('events', () => Promise.reject(passing('The calendar does not answer'))));
    expect(await candidate(id)).toMatchObject({ state: 'waiting', mocks: 0 });
  });

  it('waits while somebody has to mend the calendar, and tells people once what to mend', async () => {
    const id = await enqueue(office.store, 'Dana');
    const broken = withMethod('create', () =>
      Promise.reject(
        new CalendarError('No write access.', { kind: 'person', remedy: 'Share the calendar.' }),
      ),
    );
    for (let round = 0; round < 3; round += 1) {
      await work(broken);
      expect(await candidate(id)).toMatchObject({ state: 'waiting', mocks: 3, booked: 0 });
      office.clock.pass({ minutes: 11 });
    }
    const notices = await office.store.outbox({ workspace: WORKSPACE, limit: 10 });
    expect(notices).toHaveLength(1);
    expect(String(notices[0]!.payload['summary'])).toMatch(
      /^No write access\. 0 of 3 mocks are booked and stay so\. Share the calendar\. It is tried again by itself Sun Nov 22 09:10 PST, and goes on once that is mended\.$/,
    );
    await work();
    expect(await candidate(id)).toMatchObject({ state: 'scheduled', booked: 3 });
  });

  it('keeps the others going when taking back fails unexpectedly again and again', async () => {
    const first = await enqueue(office.store, 'Dana');
    let created = 0;
    const broken = calendarWith(office.calendar, {
      remove: () => Promise.reject(new TypeError('a bug')),
      create: (event) => {
        created += 1;
        if (created === 2) throw new TypeError('a bug');
        return office.calendar.create(event);
      },
    });
    await work(broken);
    expect(await candidate(first)).toMatchObject({ state: 'waiting' });
    const second = await enqueue(office.store, 'Eli');
    await work(broken);
    expect(await candidate(second)).toMatchObject({ state: 'scheduled' });
    office.clock.pass({ minutes: 11 });
    await work();
    expect(await candidate(first)).toMatchObject({ state: 'escalated', mocks: 0 });
  });

  it('books on when those who watch cannot be told', async () => {
    const id = await enqueue(office.store, 'Dana');
    const blind = {
      ...office.desk,
      watch: () => {
        throw new Error('the terminal is gone');
      },
    };
    await new Worker(blind, 'worker').runUntilIdle();
    expect(await candidate(id)).toMatchObject({ state: 'scheduled', booked: 3 });
  });

  it('takes back what it made when the calendar refuses for good, and says why', async () => {
    const id = await enqueue(office.store, 'Dana');
    let calls = 0;
    await work(
      withMethod('create', (event) => {
        calls += 1;
        if (calls === 3)
          throw new CalendarError('No write access', { kind: 'final', remedy: 'Share the calendar.' });
        return office.calendar.create(event);
      }),
    );
    expect(await candidate(id)).toMatchObject({ state: 'escalated', mocks: 0 });
    expect(await ownEvents(office.calendar)).toEqual([]);
    const [open] = await office.store.escalations({ workspace: WORKSPACE, open: true, candidateId: id });
    expect(open).toMatchObject({
      code: 'calendar',
      message: 'No write access. What was booked is taken back. Share the calendar.',
    });
  });

  it('plans anew when another workspace reserved a time between reading and reserving', async () => {
    const id = await enqueue(office.store, 'Dana');
    const rival = await enqueue(office.store, 'Rival', undefined, 'other');
    let reservations = 0;
    const store = new Proxy(office.store, {
      get(target, key) {
        if (key !== 'reserve') return Reflect.get(target, key) as unknown;
        return async (input: Parameters<Store['reserve']>[0]) => {
          reservations += 1;
          if (reservations === 1)
            await new Worker({ ...office.desk, workspace: 'other' }, 'rival').runUntilIdle();
          return target.reserve(input);
        };
      },
    });
    await new Worker({ ...office.desk, store }, 'worker').runUntilIdle();
    expect(reservations).toBe(2);
    expect(await candidate(id)).toMatchObject({ state: 'scheduled', booked: 3 });
    const taken = await office.store.bookings({ workspace: null, candidateId: rival });
    expect(taken).toHaveLength(3);
  });

  it('can be asked to say when there is nothing left to do, and ends when it is told to stop', async () => {
    const worker = new Worker(office.desk, 'worker');
    const stop = new AbortController();
    const running = worker.run(stop.signal);
    const first = await enqueue(office.store, 'Dana');
    const second = await enqueue(office.store, 'Eli');
    await worker.untilIdle();
    expect(await candidate(first)).toMatchObject({ state: 'scheduled' });
    expect(await candidate(second)).toMatchObject({ state: 'scheduled' });
    stop.abort();
    await running;
  });

  it('gives the candidate in hand back when it is told to stop, and the next one goes on', async () => {
    const id = await enqueue(office.store, 'Dana');
    const stop = new AbortController();
    const desk = deskOver({
      ...office,
      procedure: office.desk.procedure,
      calendar: withMethod('create', async (event) => {
        stop.abort();
        return office.calendar.create(event);
      }),
    });
    await new Worker(desk, 'first').runUntilIdle(stop.signal);
    expect(await candidate(id)).toMatchObject({ state: 'scheduling', booked: 1 });
    await work();
    expect(await candidate(id)).toMatchObject({ state: 'scheduled', booked: 3 });
  });

  it('puts a candidate before a human when the program itself fails, and goes on with the next', async () => {
    const first = await enqueue(office.store, 'Dana');
    let calls = 0;
    await work(
      withMethod('create', (event) => {
        calls += 1;
        if (calls === 2) throw new TypeError('undefined is not a function');
        return office.calendar.create(event);
      }),
    );
    const second = await enqueue(office.store, 'Eli');
    await work();
    expect(await candidate(first)).toMatchObject({ state: 'escalated', mocks: 0 });
    const [open] = await office.store.escalations({ workspace: WORKSPACE, open: true, candidateId: first });
    expect(open!.message).toMatch(/reference [0-9a-f]{8}/);
    expect(open!.message).not.toContain('undefined is not a function');
    expect(await candidate(second)).toMatchObject({ state: 'scheduled' });
  });

  it('does not book into the past after a long sleep, but takes back and asks', async () => {
    const id = await enqueue(office.store, 'Dana');
    let calls = 0;
    await work(
      withMethod('create', (event) => {
        calls += 1;
        if (calls === 2) throw passing('The quota is used up');
        return office.calendar.create(event);
      }),
    );
    office.clock.pass({ hours: 24 * 20 });
    await work();
    expect(await candidate(id)).toMatchObject({ state: 'escalated', mocks: 0 });
    expect(await ownEvents(office.calendar)).toEqual([]);
  });

  it('gives no mock to an interviewer whose calendar cannot be read, and says so', async () => {
    await office.store.close();
    const own = SMALL_SOP.replace('name: Alpha,', 'name: Alpha, calendar: alpha@example.com,');
    office = await openTestOffice(own);
    const id = await enqueue(office.store, 'Dana');
    await work(withMethod('freeBusy', async (calendars) => ({ busy: [], unreadable: [...calendars] })));
    expect((await bookingsOf(id)).map(({ interviewer }) => interviewer)).toEqual([
      'charlie',
      'charlie',
      'bravo',
    ]);
    const audit = await office.store.audit({ workspace: WORKSPACE, candidateId: id });
    const planned = audit.find(({ action }) => action === 'reserved');
    expect(JSON.stringify(planned!.details)).toContain('Alpha is given no mock');
  });
});
