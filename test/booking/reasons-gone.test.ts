import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReasonsGone } from '../../src/booking/booking-desk.ts';
import { cancelOrder } from '../../src/booking/change-order.ts';
import { Worker } from '../../src/booking/worker.ts';
import { type Calendar, CalendarError } from '../../src/calendar/calendar.ts';
import type { JsonObject } from '../../src/store/rows.ts';
import { calendarWith, deskOver, enqueue, openTestOffice, type TestOffice, WORKSPACE } from './office.ts';

let office: TestOffice;
let count = 0;

beforeAll(async () => {
  office = await openTestOffice();
});
afterAll(() => office.store.close());

const bookingsOf = (candidateId: string) => office.store.bookings({ workspace: WORKSPACE, candidateId });
const candidateOf = async (id: string) => (await office.store.candidates({ workspace: WORKSPACE, id }))[0]!;
const busyNow = () => new CalendarError('Google is busy.', { kind: 'passing', remedy: 'Wait.' });

/** Works off all there is, with somebody who looks at reasons; how often they were asked. */
async function work(reasonsGone: ReasonsGone, calendar: Calendar = office.calendar): Promise<number> {
  let looks = 0;
  const { store, clock, desk } = office;
  const own = deskOver({ store, calendar, clock, procedure: desk.procedure });
  const counted: ReasonsGone = (...asked) => {
    looks += 1;
    return reasonsGone(...asked);
  };
  await new Worker({ ...own, reasonsGone: counted }, 'worker').runUntilIdle();
  return looks;
}

const allGone: ReasonsGone = async () => ['Alpha declined.'];
const noneGone: ReasonsGone = async () => [];

/** Somebody scheduled, two of whose mocks are to be cancelled by an order that has waited so long. */
async function ordered(waitedMinutes: number | null): Promise<string> {
  const day = Temporal.PlainDate.from('2026-12-01').add({ weeks: 2 * count });
  count += 1;
  const window = { start: day.toString(), end: day.add({ days: 13 }).toString() };
  const id = await enqueue(office.store, `Candidate ${count}`, window);
  await work(noneGone);
  const order: JsonObject = cancelOrder(randomUUID(), (await bookingsOf(id)).slice(0, 2), []);
  const orderedAt =
    waitedMinutes === null ? null : `${office.clock.now().subtract({ minutes: waitedMinutes })}`;
  await office.store.orderChange({
    candidateId: id,
    change: { ...order, orderedAt },
    summary: 'Ordered.',
    actor: 'watcher',
    chat: null,
  });
  return id;
}

describe('a change that was ordered by itself and has waited', () => {
  it('is let go of where its reason is gone, and carried out where it is not', async () => {
    const gone = await ordered(30);
    expect(await work(allGone)).toBe(1);
    expect(await candidateOf(gone)).toMatchObject({ state: 'scheduled', change: null, mocks: 3 });
    const still = await ordered(30);
    expect(await work(noneGone)).toBe(1);
    expect(await candidateOf(still)).toMatchObject({ state: 'scheduled', change: null, mocks: 1 });
  });

  it('is carried out without another look where it was ordered a moment ago, or by a person', async () => {
    for (const waited of [1, null]) {
      const id = await ordered(waited);
      expect(await work(allGone)).toBe(0);
      expect(await candidateOf(id)).toMatchObject({ mocks: 1 });
    }
  });

  it('waits on where the calendar cannot be looked at now', async () => {
    const id = await ordered(30);
    const blind: ReasonsGone = async () => {
      throw busyNow();
    };
    await work(blind);
    expect(await candidateOf(id)).toMatchObject({ state: 'waiting', mocks: 3 });
    office.clock.pass({ minutes: 11 });
    await work(allGone);
    expect(await candidateOf(id)).toMatchObject({ state: 'scheduled', mocks: 3 });
  });

  it('is brought to its end once it has begun, whatever became of its reasons', async () => {
    const id = await ordered(30);
    let removed = 0;
    const remove: Calendar['remove'] = async (eventId) => {
      if (removed === 1) throw busyNow();
      removed += 1;
      await office.calendar.remove(eventId);
    };
    expect(await work(noneGone, calendarWith(office.calendar, { remove }))).toBe(1);
    expect(await candidateOf(id)).toMatchObject({ state: 'waiting', mocks: 2 });
    office.clock.pass({ minutes: 11 });
    expect(await work(allGone)).toBe(0);
    expect(await candidateOf(id)).toMatchObject({ state: 'scheduled', mocks: 1 });
  });
});
