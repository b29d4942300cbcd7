import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeOrderFrom, type MockMove, moveOrder } from '../../src/booking/change-order.ts';
import { Worker } from '../../src/booking/worker.ts';
import { type Calendar, CalendarError, type NewEvent } from '../../src/calendar/calendar.ts';
import { instantsOf } from '../../src/calendar/event.ts';
import type { BookingRow } from '../../src/store/rows.ts';
import { calendarWith, enqueue, openTestOffice, type TestOffice, WORKSPACE, ZONE } from './office.ts';

let office: TestOffice;
let count = 0;

beforeAll(async () => {
  office = await openTestOffice();
});
afterAll(() => office.store.close());

const work = (calendar: Calendar = office.calendar) =>
  new Worker({ ...office.desk, calendar }, 'worker').runUntilIdle();
const bookingsOf = (candidateId: string) => office.store.bookings({ workspace: WORKSPACE, candidateId });
const candidateOf = async (id: string) => (await office.store.candidates({ workspace: WORKSPACE, id }))[0]!;
const noticeOf = async (id: string) =>
  (await office.store.outbox({ workspace: WORKSPACE, limit: 1000 }))
    .filter(({ payload }) => payload['candidateId'] === id)
    .at(-1)!;

async function scheduled() {
  const day = Temporal.PlainDate.from('2026-12-01').add({ weeks: 2 * count });
  count += 1;
  const window = { start: day.toString(), end: day.add({ days: 13 }).toString() };
  const id = await enqueue(office.store, `Candidate ${count}`, window);
  await work();
  const [first, second, third] = (await bookingsOf(id)) as [BookingRow, BookingRow, BookingRow];
  return { id, day, first, second, third };
}

async function order(candidateId: string, moves: readonly MockMove[], because: string[] = []) {
  const change = moveOrder(randomUUID(), moves, { request: null, variant: null, because });
  await office.store.orderChange({ candidateId, change, summary: 'Ordered.', actor: 'watcher', chat: null });
}

/** An hour later, with the same interviewer. */
const later = <Mock extends BookingRow>(mock: Mock): Mock => ({
  ...mock,
  start: mock.start.add({ hours: 1 }),
  end: mock.end.add({ hours: 1 }),
});
const moved = (mock: BookingRow): MockMove => ({ from: mock, to: later(mock), seen: null });
const followed = (mock: BookingRow): MockMove => {
  const { start, end } = later(mock);
  return { from: mock, to: later(mock), seen: { start, end, interviewer: null } };
};
const madeAnew = (mock: BookingRow, to = mock): MockMove => ({
  from: mock,
  to,
  seen: null,
  newEventId: `fresh${mock.id.replaceAll('-', '')}`,
});

/** Somebody drags the event to where that mock says, and may invite other people. */
async function drag(mock: BookingRow, attendees?: readonly string[]): Promise<void> {
  const event = (await office.calendar.find(mock.eventId))!;
  await office.calendar.move({
    ...event,
    start: mock.start,
    end: mock.end,
    timeZone: ZONE,
    conference: 'none',
    booking: event.booking!,
    attendees: attendees?.map((email) => ({ email, name: null, optional: false })) ?? event.attendees,
  });
}

const startOf = async (eventId: string) => {
  const event = await office.calendar.find(eventId);
  return event === null ? null : instantsOf(event.when).start.toString();
};

/** The calendar, where one mock's event cannot be had anywhere but where it stands. */
function refusing(mock: BookingRow, isMissing = false): Calendar {
  const name = `${mock.course} Mock${mock.number}`;
  const refused = ({ title, start }: NewEvent) =>
    title.includes(name) && (isMissing || !start.equals(mock.start));
  const why = () => new CalendarError('Not yours', { kind: 'final', remedy: 'Share it.' });
  return calendarWith(office.calendar, {
    move: (event) => (refused(event) ? Promise.reject(why()) : office.calendar.move(event)),
    create: (event) => (refused(event) ? Promise.reject(why()) : office.calendar.create(event)),
  });
}

describe('an order that follows what somebody changed by hand', () => {
  it('brings the booking to its event, and says why and what', async () => {
    const { id, second } = await scheduled();
    await drag(later(second));
    await order(id, [followed(second)], ['It was moved by hand.']);
    await work();
    expect((await bookingsOf(id))[1]).toMatchObject({ start: later(second).start, state: 'booked' });
    const { kind, payload } = await noticeOf(id);
    expect(kind).toBe('changed');
    expect(payload['summary']).toMatch(/^It was moved by hand\. One Mock2 .* is booked now as it stands/);
    expect(payload['summary']).not.toContain('attendees');
  });

  it('changes nothing where the event was moved again, or given to somebody else', async () => {
    const again = await scheduled();
    await drag(later(later(again.second)));
    await order(again.id, [followed(again.second)]);
    await work();
    expect((await noticeOf(again.id)).payload['summary']).toContain('was moved by hand');

    const given = await scheduled();
    await drag(given.second);
    const charlie = {
      interviewer: 'charlie',
      interviewerName: 'Charlie',
      interviewerEmail: 'charlie@example.com',
    };
    const { start, end } = given.second;
    const seen = { start, end, interviewer: 'charlie@example.com' };
    await order(given.id, [{ from: given.second, to: { ...given.second, ...charlie }, seen }]);
    await work();
    expect((await noticeOf(given.id)).payload['summary']).toContain('was changed by hand');
    expect((await bookingsOf(given.id))[1]).toMatchObject({ interviewer: 'alpha' });
  });

  it('leaves the event where it stands where the rest of the order cannot be carried out', async () => {
    const { id, first, third } = await scheduled();
    await drag(later(first));
    await order(id, [followed(first), moved(third)]);
    await work(refusing(third));
    expect((await noticeOf(id)).kind).toBe('unchanged');
    expect((await bookingsOf(id))[0]).toMatchObject({ start: first.start, state: 'booked' });
    expect(await startOf(first.eventId)).toBe(later(first).start.toString());
  });
});

describe('an order that puts an event back', () => {
  const putBack = (mock: BookingRow, seen: BookingRow): MockMove => ({
    from: mock,
    to: mock,
    seen: { start: seen.start, end: seen.end, interviewer: null },
  });
  const inThePast = (mock: BookingRow): BookingRow => {
    const start = office.clock.now().subtract({ hours: 3 });
    return { ...mock, start, end: start.add({ hours: 1 }) };
  };

  it('does so where it was dragged into the past, as long as its booked time is to come', async () => {
    const { id, second } = await scheduled();
    const seen = inThePast(second);
    await drag(seen);
    await order(id, [putBack(second, seen)]);
    await work();
    expect((await noticeOf(id)).kind).toBe('changed');
    expect(await startOf(second.eventId)).toBe(second.start.toString());
  });

  it('may as well take it to another time', async () => {
    const { id, second } = await scheduled();
    const seen = inThePast(second);
    await drag(seen);
    await order(id, [{ ...putBack(second, seen), to: later(second) }]);
    await work();
    expect((await noticeOf(id)).kind).toBe('changed');
    expect(await startOf(second.eventId)).toBe(later(second).start.toString());
  });

  it('is too late when the booked time has come', async () => {
    const { id, second } = await scheduled();
    const seen = inThePast(second);
    await drag(seen);
    const { clock } = office;
    clock.pass(clock.now().until(second.start.add({ minutes: 1 })));
    await order(id, [putBack(second, seen)]);
    await work();
    expect((await noticeOf(id)).payload['summary']).toContain('It is too late for One Mock2');
  });
});

describe('an order that makes a deleted event anew', () => {
  it('makes it under another id, at the same place or at another', async () => {
    const { id, first, second } = await scheduled();
    for (const { eventId } of [first, second]) await office.calendar.remove(eventId);
    const moves = [madeAnew(first), madeAnew(second, later(second))];
    await order(id, moves, ['Two were deleted.']);
    await work();
    const held = await bookingsOf(id);
    expect(held.slice(0, 2).map(({ eventId }) => eventId)).toEqual(moves.map(({ newEventId }) => newEventId));
    expect(await startOf(held[0]!.eventId)).toBe(first.start.toString());
    expect(await startOf(held[1]!.eventId)).toBe(later(second).start.toString());
    expect((await noticeOf(id)).payload['summary']).toMatch(
      /One Mock1 .* gets a new event, since .*\.\n• One Mock2 .* goes to .*, with a new event/,
    );
  });

  it('makes none where the deleted one is there again', async () => {
    const { id, first } = await scheduled();
    await order(id, [madeAnew(first)]);
    await work();
    expect((await noticeOf(id)).payload['summary']).toContain('is in the calendar again');
    expect((await bookingsOf(id))[0]).toMatchObject({ eventId: first.eventId, state: 'booked' });
  });

  it('leaves all as it was where it cannot be made', async () => {
    const { id, first, third } = await scheduled();
    await office.calendar.remove(first.eventId);
    await order(id, [moved(third), madeAnew(first)]);
    await work(refusing(first, true));
    expect((await noticeOf(id)).kind).toBe('unchanged');
    const held = await bookingsOf(id);
    expect(held.every(({ state }) => state === 'booked')).toBe(true);
    expect(await startOf(held[0]!.eventId)).toBeNull();
    expect(await startOf(third.eventId)).toBe(third.start.toString());
  });

  it('has it stand at the former place where another mock cannot be moved', async () => {
    const { id, first, third } = await scheduled();
    await office.calendar.remove(first.eventId);
    const move = madeAnew(first, later(first));
    await order(id, [move, moved(third)]);
    await work(refusing(third));
    expect((await noticeOf(id)).kind).toBe('unchanged');
    expect((await bookingsOf(id))[0]).toMatchObject({ eventId: move.newEventId, start: first.start });
    expect(await startOf(move.newEventId!)).toBe(first.start.toString());
  });
});

describe('an order for a mock that was missed', () => {
  it('gives it another time, and the candidate is scheduled again', async () => {
    const { id, third } = await scheduled();
    const { clock, store } = office;
    clock.pass(clock.now().until(third.end.add({ hours: 1 })));
    await store.markMock({ bookingId: third.id, outcome: 'no-show', note: '', actor: 'Ann' });
    await store.closeOver({ workspace: WORKSPACE, actor: 'watcher' });
    expect((await candidateOf(id)).state).toBe('closed');
    const days = 24 * 2;
    const to = { ...third, start: third.start.add({ hours: days }), end: third.end.add({ hours: days }) };
    await order(id, [{ from: third, to, seen: null }]);
    await work();
    expect((await candidateOf(id)).state).toBe('scheduled');
    expect((await bookingsOf(id))[2]).toMatchObject({ start: to.start, outcome: null });
    expect(await startOf(third.eventId)).toBe(to.start.toString());
  });

  it('is too late for one that has begun and was not missed', async () => {
    const { id, third } = await scheduled();
    const { clock } = office;
    clock.pass(clock.now().until(third.start.add({ minutes: 1 })));
    const to = { ...third, start: third.start.add({ hours: 48 }), end: third.end.add({ hours: 48 }) };
    await order(id, [{ from: third, to, seen: null }]);
    await work();
    expect((await noticeOf(id)).payload['summary']).toContain('It is too late for Two Mock1');
  });
});

describe('an order of an earlier version', () => {
  it('is read as it was meant', async () => {
    const { first } = await scheduled();
    const { observations, because, bookings, ...rest } = moveOrder('o', [followed(first)], {
      request: null,
      variant: null,
    }) as Record<string, unknown>;
    const [{ newEventId, seen, ...mock }] = bookings as unknown as [Record<string, unknown>];
    const { interviewer, ...range } = seen as Record<string, unknown>;
    expect([observations, because, newEventId, interviewer]).toEqual([[], [], null, null]);
    expect(changeOrderFrom({ ...rest, bookings: [{ ...mock, seen: range }] } as never)).toMatchObject({
      observations: [],
      because: [],
      bookings: [{ newEventId: null, seen: { interviewer: null } }],
    });
  });
});
