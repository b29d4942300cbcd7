import { beforeEach, describe, expect, it } from 'vitest';
import { Worker } from '../../src/booking/worker.ts';
import type { Calendar } from '../../src/calendar/calendar.ts';
import {
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
import { withVideoCalls } from './video-calls.ts';

let office: TestOffice;
let id: string;

beforeEach(async () => {
  office = await openTestOffice();
  id = await enqueue(office.store, 'Dana');
  return () => office.store.close();
});

const work = (calendar: Calendar, sop = SMALL_SOP) =>
  new Worker(deskOver({ ...office, calendar, procedure: procedureOf(sop) }), 'worker').runUntilIdle();
const candidate = async () => (await office.store.candidates({ workspace: WORKSPACE, id }))[0]!;
const links = async () =>
  (await office.store.bookings({ workspace: WORKSPACE, candidateId: id })).map(({ meetLink }) => meetLink);
const escalation = async () =>
  (await office.store.escalations({ workspace: WORKSPACE, open: true, candidateId: id }))[0]!;

/** How long the worker was at it, in seconds of the simulated clock. */
async function secondsOf(working: Promise<void>): Promise<number> {
  const began = office.clock.now();
  await working;
  return office.clock.now().since(began).total('seconds');
}

describe('video calls', () => {
  it('that exist at once are noted with the event, without a further look', async () => {
    let lookUps = 0;
    const calendar = withVideoCalls(office.calendar, { lookUps: 0 });
    const watched = calendarWith(calendar, {
      find: (eventId) => {
        lookUps += 1;
        return calendar.find(eventId);
      },
    });
    expect(await secondsOf(work(watched))).toBe(0);
    expect(lookUps).toBe(0);
    expect((await links()).every((link) => link?.startsWith('https://meet.example.com/'))).toBe(true);
  });

  it('that take a moment are looked up again at growing distances until their links exist', async () => {
    expect(await secondsOf(work(withVideoCalls(office.calendar, { lookUps: 3 })))).toBe(2 + 4 + 8);
    expect(await candidate()).toMatchObject({ state: 'scheduled', booked: 3 });
    expect((await links()).every((link) => link?.startsWith('https://meet.example.com/'))).toBe(true);
  });

  it('that are still missing after four minutes end the plan, with what helps', async () => {
    const calendar = withVideoCalls(office.calendar, { lookUps: Number.POSITIVE_INFINITY });
    expect(await secondsOf(work(calendar))).toBe(242);
    expect(await candidate()).toMatchObject({ state: 'escalated', mocks: 0 });
    expect(await ownEvents(office.calendar)).toEqual([]);
    expect(await escalation()).toMatchObject({
      code: 'meet',
      message: expect.stringMatching(
        /^Google did not make the video call of One Mock1 with Alpha \(.*\), .* within 4 minutes\. What was booked is taken back\. Turn Google Meet on .* or set event\.conference: none in the SOP; then retry\.$/,
      ),
    });
  });

  it('that are refused end the plan at the first event', async () => {
    let made = 0;
    const calendar = withVideoCalls(office.calendar, { lookUps: 0, fails: true });
    await work(
      calendarWith(calendar, {
        create: (event) => {
          made += 1;
          return calendar.create(event);
        },
      }),
    );
    expect(made).toBe(1);
    expect(await candidate()).toMatchObject({ state: 'escalated', mocks: 0 });
    expect((await escalation()).message).toContain('Google refused to make the video call of One Mock1');
    expect(await ownEvents(office.calendar)).toEqual([]);
  });

  it('are not waited for where the SOP wants none', async () => {
    const calendar = withVideoCalls(office.calendar, { lookUps: Number.POSITIVE_INFINITY });
    await work(calendar, SMALL_SOP.replace('conference: meet', 'conference: none'));
    expect(await candidate()).toMatchObject({ state: 'scheduled' });
  });

  it('are waited for no longer where the process is asked to stop, and the next one goes on', async () => {
    const stop = new AbortController();
    const calendar = withVideoCalls(office.calendar, { lookUps: 4 });
    const stopping = calendarWith(calendar, {
      find: (eventId) => {
        stop.abort();
        return calendar.find(eventId);
      },
    });
    const desk = deskOver({ ...office, calendar: stopping, procedure: office.desk.procedure });
    await new Worker(desk, 'first').runUntilIdle(stop.signal);
    expect(await candidate()).toMatchObject({ state: 'scheduling', booked: 3 });
    await work(calendar);
    expect(await candidate()).toMatchObject({ state: 'scheduled' });
    expect((await links()).every((link) => link !== null)).toBe(true);
  });
});
