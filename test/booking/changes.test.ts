import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cancelOrder, moveOrder } from '../../src/booking/change-order.ts';
import { readForChange } from '../../src/booking/read-for-change.ts';
import { replan } from '../../src/booking/replan.ts';
import { Worker } from '../../src/booking/worker.ts';
import { type Calendar, CalendarError } from '../../src/calendar/calendar.ts';
import { instantsOf } from '../../src/calendar/event.ts';
import { readCandidateRequest } from '../../src/request/candidate-request.ts';
import type { BookingRow, JsonObject } from '../../src/store/rows.ts';
import { dyingAt, Killed } from './mortal.ts';
import {
  appointment,
  calendarWith,
  deskOver,
  enqueue,
  openTestOffice,
  ownEvents,
  type TestOffice,
  WORKSPACE,
  ZONE,
} from './office.ts';

let office: TestOffice;
let count = 0;

beforeAll(async () => {
  office = await openTestOffice();
});
afterAll(() => office.store.close());

const worker = (calendar: Calendar = office.calendar, name = 'worker') =>
  new Worker(
    deskOver({ store: office.store, calendar, clock: office.clock, procedure: office.desk.procedure }),
    name,
  );
const bookingsOf = (candidateId: string) => office.store.bookings({ workspace: WORKSPACE, candidateId });
const candidateOf = async (id: string) => (await office.store.candidates({ workspace: WORKSPACE, id }))[0]!;
const noticeOf = async (id: string) =>
  (await office.store.outbox({ workspace: WORKSPACE, limit: 10_000 }))
    .filter(({ payload }) => payload['candidateId'] === id)
    .at(-1)!;
const escalationOf = async (candidateId: string) =>
  (await office.store.escalations({ workspace: WORKSPACE, open: true, candidateId }))[0]!;

/** A candidate with weeks of their own, so that one store serves all; on the first three days at 18:00. */
async function scheduled(): Promise<{ id: string; day: Temporal.PlainDate; mocks: readonly BookingRow[] }> {
  const day = Temporal.PlainDate.from('2026-12-01').add({ weeks: 2 * count });
  count += 1;
  const window = { start: day.toString(), end: day.add({ days: 13 }).toString() };
  const id = await enqueue(office.store, `Candidate ${count}`, window);
  await worker().runUntilIdle();
  return { id, day, mocks: await bookingsOf(id) };
}

const hourOf = (day: Temporal.PlainDate, days: number, hour = 18) =>
  day
    .add({ days })
    .toZonedDateTime({ timeZone: ZONE, plainTime: `${hour}:00` })
    .toInstant();
const busyOn = (who: string, start: Temporal.Instant) =>
  appointment(office.calendar, { who: `${who}@example.com`, start: start.toString() });

async function order(candidateId: string, change: JsonObject): Promise<void> {
  await office.store.orderChange({
    candidateId,
    change,
    summary: 'A change is ordered.',
    actor: 'Ann',
    chat: null,
  });
}

/** What is to come planned anew as things are now, as an order. */
async function replanned(id: string): Promise<JsonObject> {
  const { procedure } = office.desk;
  const request = readCandidateRequest((await candidateOf(id)).request);
  const held = await bookingsOf(id);
  const now = office.clock.now();
  const reading = await readForChange(office, procedure, request, held, now);
  const found = replan({ procedure, request, held, now, ...reading });
  if (found.outcome !== 'planned') throw new Error(JSON.stringify(found));
  return moveOrder(randomUUID(), found.moves, { request: null, variant: found.variant });
}

/** `One 1 +0 18 alpha`: day after the first and hour. */
async function plan(id: string, day: Temporal.PlainDate): Promise<string[]> {
  return (await bookingsOf(id)).map(({ course, number, start, interviewer }) => {
    const local = start.toZonedDateTimeISO(ZONE);
    const days = day.until(local.toPlainDate(), { largestUnit: 'day' }).days;
    return `${course} ${number} +${days} ${local.hour} ${interviewer}`;
  });
}

/** Events and bookings tell the same story, each mock once. */
async function expectOneStory(id: string): Promise<void> {
  const { email } = await candidateOf(id);
  const story = (rows: { eventId: string; start: Temporal.Instant; interviewer: string }[]) =>
    rows.map(({ eventId, start, interviewer }) => `${eventId} ${start} ${interviewer}`).sort();
  const events = (await ownEvents(office.calendar)).filter(
    ({ booking }) => booking!.candidateEmail === email,
  );
  const held = await bookingsOf(id);
  expect(held.every(({ state }) => state === 'booked')).toBe(true);
  expect(
    story(
      events.map((event) => ({
        eventId: event.id,
        start: instantsOf(event.when).start,
        interviewer: event.attendees[1]!.email,
      })),
    ),
  ).toEqual(
    story(
      held.map(({ eventId, start, interviewerEmail }) => ({ eventId, start, interviewer: interviewerEmail })),
    ),
  );
}

async function expectUnchanged(id: string, mocks: readonly BookingRow[], why: string): Promise<void> {
  expect(await candidateOf(id)).toMatchObject({ state: 'scheduled', change: null });
  const held = await bookingsOf(id);
  const places = (rows: readonly BookingRow[]) =>
    rows.map((row) => `${row.id} ${row.start} ${row.interviewer}`);
  expect(places(held)).toEqual(places(mocks));
  const notice = await noticeOf(id);
  expect(notice.kind).toBe('unchanged');
  expect(notice.payload['summary']).toContain(why);
}

const UNDISTURBED = ['One 1 +0 18 alpha', 'One 2 +1 18 alpha', 'Two 1 +2 18 bravo'];

describe('mocks that are moved by order', () => {
  it('stand at their new places, their events moved, the others as they were', async () => {
    const { id, day } = await scheduled();
    await busyOn('alpha', hourOf(day, 1));
    await order(id, await replanned(id));
    await worker().runUntilIdle();
    expect(await plan(id, day)).toEqual([UNDISTURBED[0], 'One 2 +1 19 alpha', UNDISTURBED[2]]);
    await expectOneStory(id);
    expect(await candidateOf(id)).toMatchObject({ state: 'scheduled', change: null });
    const { kind, payload } = await noticeOf(id);
    expect(kind).toBe('changed');
    expect(payload['summary']).toMatch(
      /^One mock was moved, and the attendees are told\. One Mock2 with Alpha \(.*\) goes to .* 19:00–20:00 P.T\. The last mock is on/,
    );
  });

  it('may take one another’s former places', async () => {
    const { id, day, mocks } = await scheduled();
    const [first, second] = mocks as [BookingRow, BookingRow];
    const swapped = [
      { from: first, to: { ...first, start: second.start, end: second.end }, seen: null },
      { from: second, to: { ...second, start: first.start, end: first.end }, seen: null },
    ];
    await order(id, moveOrder(randomUUID(), swapped, { request: null, variant: null }));
    await worker().runUntilIdle();
    expect(await plan(id, day)).toEqual(['One 2 +0 18 alpha', 'One 1 +1 18 alpha', UNDISTURBED[2]]);
    await expectOneStory(id);
  });

  it('are brought back to their places where somebody had moved their events by hand', async () => {
    const { id, day, mocks } = await scheduled();
    const event = (await office.calendar.find(mocks[0]!.eventId))!;
    const elsewhere = {
      id: event.id,
      title: event.title,
      description: '',
      start: mocks[0]!.start.add({ hours: 1 }),
      end: mocks[0]!.end.add({ hours: 1 }),
      timeZone: ZONE,
      attendees: [],
      conference: 'none' as const,
      booking: event.booking!,
    };
    await office.calendar.move(elsewhere);
    await order(id, await replanned(id));
    await worker().runUntilIdle();
    expect(await plan(id, day)).toEqual(UNDISTURBED);
    await expectOneStory(id);
  });

  it('keep the request by which they were planned', async () => {
    const { id, mocks } = await scheduled();
    const request = { ...(await candidateOf(id)).request, slots: { everyday: ['19:00-21:00'] } };
    const later = mocks.map((mock) => ({
      from: mock,
      to: { ...mock, start: mock.start.add({ hours: 1 }), end: mock.end.add({ hours: 1 }) },
      seen: null,
    }));
    await order(id, moveOrder(randomUUID(), later, { request: request as never, variant: null }));
    await worker().runUntilIdle();
    expect(await candidateOf(id)).toMatchObject({ state: 'scheduled', request });
  });

  it('wait where the calendar cannot be reached, and go on', async () => {
    const { id, day } = await scheduled();
    await busyOn('alpha', hourOf(day, 0));
    await busyOn('alpha', hourOf(day, 1));
    await order(id, await replanned(id));
    let moves = 0;
    const passing = calendarWith(office.calendar, {
      move: async (event) => {
        moves += 1;
        if (moves === 2) throw new CalendarError('It is away', { kind: 'passing', remedy: 'Wait.' });
        return office.calendar.move(event);
      },
    });
    await worker(passing).runUntilIdle();
    expect(await candidateOf(id)).toMatchObject({ state: 'waiting', mocks: 3, booked: 2 });
    expect((await noticeOf(id)).payload['summary']).toContain('1 of 2 mocks are moved so far');
    office.clock.pass({ minutes: 11 });
    await worker(passing).runUntilIdle();
    expect(await plan(id, day)).toEqual(['One 1 +0 19 alpha', 'One 2 +1 19 alpha', UNDISTURBED[2]]);
    await expectOneStory(id);
  });
});

describe('what was ordered and cannot be any more', () => {
  const moved = async () => {
    const here = await scheduled();
    await busyOn('alpha', hourOf(here.day, 1));
    return { ...here, change: await replanned(here.id) };
  };

  it('changes nothing where somebody got busy at a new place', async () => {
    const { id, day, mocks, change } = await moved();
    await busyOn('alpha', hourOf(day, 1, 19));
    await order(id, change);
    await worker().runUntilIdle();
    await expectUnchanged(id, mocks, 'Alpha is busy');
    await expectOneStory(id);
  });

  it('changes nothing where another workspace has taken the time', async () => {
    const { id, day, mocks, change } = await moved();
    await order(id, change);
    const taken = calendarWith(office.calendar, {});
    const store = new Proxy(office.store, {
      get(target, key) {
        if (key !== 'move') return Reflect.get(target, key) as unknown;
        return async (input: Parameters<typeof office.store.move>[0]) => {
          const other = await enqueue(office.store, `Other ${count}`, undefined, `elsewhere ${count}`);
          const claim = await office.store.claim({
            workspace: `elsewhere ${count}`,
            worker: 'w',
            leaseSeconds: 60,
          });
          const mock = {
            ...mocks[1]!,
            id: `x${count}`,
            eventId: `x${count}x`,
            start: hourOf(day, 1, 19),
            end: hourOf(day, 1, 20),
          };
          await office.store.reserve({
            candidateId: other,
            fence: claim!.fence,
            variant: null,
            bookings: [mock],
            summary: '',
            details: {},
          });
          return office.store.move(input);
        };
      },
    });
    await new Worker({ ...office.desk, store, calendar: taken }, 'worker').runUntilIdle();
    await expectUnchanged(id, mocks, 'Somebody else holds a time');
  });

  it('changes nothing where an event was deleted or moved by hand', async () => {
    const deleted = await moved();
    await office.calendar.remove(deleted.mocks[1]!.eventId);
    await order(deleted.id, deleted.change);
    await worker().runUntilIdle();
    await expectUnchanged(deleted.id, deleted.mocks, 'was deleted from the calendar');

    const dragged = await moved();
    const event = (await office.calendar.find(dragged.mocks[1]!.eventId))!;
    const [start, end] = [dragged.mocks[1]!.start, dragged.mocks[1]!.end].map((at) =>
      at.add({ minutes: 30 }),
    );
    await office.calendar.move({
      ...event,
      start: start!,
      end: end!,
      timeZone: ZONE,
      conference: 'none',
      booking: event.booking!,
    });
    await order(dragged.id, dragged.change);
    await worker().runUntilIdle();
    await expectUnchanged(dragged.id, dragged.mocks, 'was moved by hand');
  });

  it('changes nothing where it is too late by then', async () => {
    const { id, day, mocks, change } = await moved();
    await order(id, change);
    const now = office.clock.now();
    const late = { now: () => hourOf(day, 1).add({ minutes: 1 }), sleep: office.clock.sleep };
    await new Worker({ ...office.desk, clock: late }, 'worker').runUntilIdle();
    expect(office.clock.now()).toEqual(now);
    await expectUnchanged(id, mocks, 'It is too late for One Mock2');
  });

  it('is taken back where an event cannot be moved for good', async () => {
    const { id, day, mocks } = await scheduled();
    await busyOn('alpha', hourOf(day, 0));
    await busyOn('alpha', hourOf(day, 1));
    await order(id, await replanned(id));
    let moves = 0;
    const refusing = calendarWith(office.calendar, {
      move: async (event) => {
        moves += 1;
        if (moves === 2) throw new CalendarError('Not yours', { kind: 'final', remedy: 'Share it.' });
        return office.calendar.move(event);
      },
    });
    await worker(refusing).runUntilIdle();
    await expectUnchanged(id, mocks, 'Not yours. Share it.');
    await expectOneStory(id);
  });

  it('is escalated with what stands where, where an event is gone in the middle; and /retry, deleting or calling off end it', async () => {
    const { id, day, mocks } = await scheduled();
    await busyOn('alpha', hourOf(day, 0));
    await busyOn('alpha', hourOf(day, 1));
    await order(id, await replanned(id));
    const losing = calendarWith(office.calendar, {
      move: async (event) => {
        if (event.id === mocks[1]!.eventId) await office.calendar.remove(event.id);
        return office.calendar.move(event);
      },
    });
    await worker(losing).runUntilIdle();
    expect(await candidateOf(id)).toMatchObject({ state: 'escalated', mocks: 3, booked: 2 });
    const { code, message } = await escalationOf(id);
    expect(code).toBe('change');
    expect(message).toMatch(
      /could not all be moved: .* is not in the calendar any more[\s\S]*One Mock2 with Alpha \(.*\) is held, without its event/,
    );
    expect(await plan(id, day)).toEqual(UNDISTURBED);

    await office.store.retry({ candidateId: id, request: null, actor: 'Ann', note: '' });
    await worker().runUntilIdle();
    expect(await candidateOf(id)).toMatchObject({ state: 'escalated' });
    await expect(office.store.dropChange({ candidateId: id, actor: 'Ann', note: '' })).rejects.toThrow(
      'half done',
    );
    await order(id, cancelOrder(randomUUID(), (await bookingsOf(id)).slice(1, 2), []));
    await worker().runUntilIdle();
    expect(await candidateOf(id)).toMatchObject({ state: 'scheduled', mocks: 2 });
    await expectOneStory(id);
  });

  it('is escalated where the former times are taken by then', async () => {
    const { id, day, mocks } = await scheduled();
    await busyOn('alpha', hourOf(day, 0));
    await busyOn('alpha', hourOf(day, 1));
    await order(id, await replanned(id));
    const store = new Proxy(office.store, {
      get(target, key) {
        if (key !== 'takeBackChange') return Reflect.get(target, key) as unknown;
        return async () => ({ outcome: 'conflict', message: 'Taken.' });
      },
    });
    const refusing = calendarWith(office.calendar, {
      move: async (event) => {
        if (event.id === mocks[1]!.eventId)
          throw new CalendarError('Not yours', { kind: 'final', remedy: 'Share it.' });
        return office.calendar.move(event);
      },
    });
    await new Worker({ ...office.desk, store, calendar: refusing }, 'worker').runUntilIdle();
    const { message } = await escalationOf(id);
    expect(message).toContain('somebody else has one of the former times');
    expect(message).toMatch(/One Mock1 with Alpha \(.* 19:00.*\) stands at its new place\./);
    expect(message).toMatch(
      /One Mock2 with Alpha \(.* 19:00.*\) is held; its event stands where it was: One Mock2 with Alpha \(.* 18:00/,
    );
    await office.store.retry({ candidateId: id, request: null, actor: 'Ann', note: '' });
    await worker().runUntilIdle();
    expect(await candidateOf(id)).toMatchObject({ state: 'scheduled' });
    await expectOneStory(id);
  });

  it('is told, and nothing is taken back, where the program fails unexpectedly', async () => {
    const { id, mocks, change } = await moved();
    await order(id, change);
    const broken = calendarWith(office.calendar, { move: () => Promise.reject(new TypeError('oops')) });
    await worker(broken).runUntilIdle();
    expect(await candidateOf(id)).toMatchObject({ state: 'escalated', mocks: mocks.length });
    expect(await escalationOf(id)).toMatchObject({
      code: 'change',
      message: expect.stringContaining('The program failed unexpectedly'),
    });
    await office.store.retry({ candidateId: id, request: null, actor: 'Ann', note: '' });
    await worker().runUntilIdle();
    expect(await candidateOf(id)).toMatchObject({ state: 'scheduled' });
    await expectOneStory(id);
  });
});

describe('mocks that are cancelled by order', () => {
  it('are gone with their events, and the rest stays', async () => {
    const { id, day, mocks } = await scheduled();
    await order(id, cancelOrder(randomUUID(), mocks.slice(1), []));
    await worker().runUntilIdle();
    expect(await plan(id, day)).toEqual(UNDISTURBED.slice(0, 1));
    await expectOneStory(id);
    expect((await noticeOf(id)).payload['summary']).toMatch(
      /^Cancelled, and the attendees are told: One Mock2 .*, Two Mock1 .*\. 1 mock stays booked\.$/,
    );
  });

  it('leave a cancelled candidate where none is left', async () => {
    const { id, mocks } = await scheduled();
    await order(id, cancelOrder(randomUUID(), mocks, []));
    await worker().runUntilIdle();
    expect(await candidateOf(id)).toMatchObject({ state: 'cancelled', mocks: 0 });
    await expectOneStory(id);
  });

  it('stay where they have begun by then', async () => {
    const { id, day, mocks } = await scheduled();
    await order(id, cancelOrder(randomUUID(), mocks.slice(0, 2), []));
    const late = { now: () => hourOf(day, 0).add({ minutes: 1 }), sleep: office.clock.sleep };
    await new Worker({ ...office.desk, clock: late }, 'worker').runUntilIdle();
    expect(await plan(id, day)).toEqual([UNDISTURBED[0], UNDISTURBED[2]]);
    expect((await noticeOf(id)).payload['summary']).toMatch(
      /One Mock1 with Alpha \(.*\) has begun and stays\./,
    );
  });

  it('take events typed by hand with them, but none that somebody changed since', async () => {
    const { id, day } = await scheduled();
    for (const days of [5, 6]) {
      await appointment(office.calendar, {
        who: 'team@example.com',
        start: hourOf(day, days).toString(),
        title: `Candidate : Alpha One Mock${days}`,
      });
    }
    const from = hourOf(day, 4);
    const events = (await office.calendar.events(from, from.add({ hours: 72 }))).filter(({ title }) =>
      title.startsWith('Candidate : Alpha One'),
    );
    const typed = events.map(({ id: eventId, title, when }) => ({ eventId, title, ...instantsOf(when) }));
    const changed = { ...typed[1]!, title: 'Candidate : Bravo One Mock6' };
    await order(id, cancelOrder(randomUUID(), [], [typed[0]!, changed]));
    await worker().runUntilIdle();
    expect(await office.calendar.find(typed[0]!.eventId)).toBeNull();
    expect(await office.calendar.find(typed[1]!.eventId)).not.toBeNull();
    const { summary } = (await noticeOf(id)).payload;
    expect(summary).toMatch(
      /told: “Candidate : Alpha One Mock5” \(.*\)\. “Candidate : Bravo One Mock6” \(.*\) was changed by hand since and stays\. 3 mocks stay booked\./,
    );
  });

  it('stay all where the calendar refuses the first, and are escalated where it refuses a later one', async () => {
    const { id, mocks } = await scheduled();
    let refusedAt = 1;
    let removed = 0;
    const refusing = calendarWith(office.calendar, {
      remove: async (eventId) => {
        removed += 1;
        if (removed === refusedAt)
          throw new CalendarError('Not yours', { kind: 'final', remedy: 'Share it.' });
        await office.calendar.remove(eventId);
      },
    });
    await order(id, cancelOrder(randomUUID(), mocks.slice(1), []));
    await worker(refusing).runUntilIdle();
    await expectUnchanged(id, mocks, 'Nothing was cancelled: Not yours. Share it.');

    [refusedAt, removed] = [2, 0];
    await order(id, cancelOrder(randomUUID(), mocks.slice(1), []));
    await worker(refusing).runUntilIdle();
    expect((await escalationOf(id)).message).toMatch(
      /Not yours[\s\S]*Cancelled: One Mock2 with Alpha \(.*\)\.\nStill in the calendar: Two Mock1 with Bravo/,
    );
    await office.store.dropChange({ candidateId: id, actor: 'Ann', note: '' });
    expect(await candidateOf(id)).toMatchObject({ state: 'scheduled', mocks: 2, booked: 2 });
    await expectOneStory(id);
  });

  it('wait where the calendar cannot be reached, and go on', async () => {
    const { id, mocks } = await scheduled();
    await order(id, cancelOrder(randomUUID(), mocks.slice(1), []));
    let removed = 0;
    const passing = calendarWith(office.calendar, {
      remove: async (eventId) => {
        removed += 1;
        if (removed === 2) throw new CalendarError('It is away', { kind: 'passing', remedy: 'Wait.' });
        await office.calendar.remove(eventId);
      },
    });
    await worker(passing).runUntilIdle();
    expect((await noticeOf(id)).payload['summary']).toContain('1 of 2 mocks are cancelled so far');
    office.clock.pass({ minutes: 11 });
    await worker(passing).runUntilIdle();
    expect(await candidateOf(id)).toMatchObject({ state: 'scheduled', mocks: 1 });
    await expectOneStory(id);
  });
});

describe('a process that dies while changing what is booked', () => {
  /** Lets a worker die after every step of a change, and another go on. */
  async function dyingEverywhere(
    prepare: (here: Awaited<ReturnType<typeof scheduled>>) => Promise<JsonObject>,
    judge: (here: Awaited<ReturnType<typeof scheduled>>) => Promise<void>,
    calendarOf: () => Calendar = () => office.calendar,
  ): Promise<number> {
    let steps = 0;
    // To die before a call is to die after the one before it.
    for (let at = 1; ; at += 1) {
      const here = await scheduled();
      await order(here.id, await prepare(here));
      const fate = { calls: 0, at, when: 'after' as const };
      const calendar = calendarOf();
      const mortal = {
        ...office.desk,
        store: dyingAt(office.store, fate),
        calendar: dyingAt(calendar, fate),
      };
      let isDead = false;
      await new Worker(mortal, 'first').runUntilIdle().catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
        isDead = true;
      });
      office.clock.pass({ minutes: 3 });
      await worker(calendar, 'second').runUntilIdle();
      expect(await candidateOf(here.id)).toMatchObject({ change: null });
      await expectOneStory(here.id);
      await judge(here);
      const actions = (await office.store.audit({ workspace: WORKSPACE, candidateId: here.id })).map(
        ({ action }) => action,
      );
      const ends = actions.filter((action) => ['changed', 'unchanged'].includes(action));
      expect(ends).toHaveLength(1);
      if (!isDead && fate.calls < at) break;
      steps = at;
    }
    return steps;
  }

  it('leaves mocks half moved that the next process moves', async () => {
    const steps = await dyingEverywhere(
      async ({ id, day }) => {
        await busyOn('alpha', hourOf(day, 0));
        await busyOn('alpha', hourOf(day, 1));
        return replanned(id);
      },
      async ({ id, day }) =>
        expect(await plan(id, day)).toEqual(['One 1 +0 19 alpha', 'One 2 +1 19 alpha', UNDISTURBED[2]]),
    );
    // Claim, time off, audit, two readings, the new places, an event and its confirmation for each of two, finish, claim.
    expect(steps).toBe(3 + 2 + 1 + 4 + 2);
  });

  it('leaves mocks half taken back that the next process takes back', async () => {
    const steps = await dyingEverywhere(
      async ({ id, day }) => {
        await busyOn('alpha', hourOf(day, 0));
        await busyOn('alpha', hourOf(day, 1));
        return replanned(id);
      },
      async ({ id, day }) => expect(await plan(id, day)).toEqual(UNDISTURBED),
      () =>
        calendarWith(office.calendar, {
          move: async (event) => {
            if (event.title.includes('One Mock2') && event.start.toZonedDateTimeISO(ZONE).hour === 19)
              throw new CalendarError('Not yours', { kind: 'final', remedy: 'Share it.' });
            return office.calendar.move(event);
          },
        }),
    );
    // As above up to the refusal; the former places, two events back with their confirmations, finish, claim.
    expect(steps).toBe(3 + 2 + 1 + 3 + 1 + 4 + 2);
  });

  it('leaves mocks half cancelled that the next process cancels', async () => {
    const steps = await dyingEverywhere(
      async ({ mocks }) => cancelOrder(randomUUID(), mocks.slice(1), []),
      async ({ id, day }) => expect(await plan(id, day)).toEqual(UNDISTURBED.slice(0, 1)),
    );
    // Claim, time off, audit, an event and its release for each of two, a look for strays (what there ever was, the
    // calendar, what was released), what is left, finish, claim.
    expect(steps).toBe(3 + 4 + 3 + 1 + 2);
  });
});
