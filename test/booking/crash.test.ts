import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Worker } from '../../src/booking/worker.ts';
import { type Calendar, CalendarError, type NewEvent } from '../../src/calendar/calendar.ts';
import { instantsOf } from '../../src/calendar/event.ts';
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
} from './office.ts';
import { withVideoCalls } from './video-calls.ts';

let office: TestOffice;
let week = 0;

beforeAll(async () => {
  office = await openTestOffice();
});
afterAll(async () => {
  await office.store.close();
});

/** Every scenario has two weeks of its own, so that one store serves them all. */
function nextWindow() {
  const start = Temporal.PlainDate.from('2026-12-01').add({ weeks: 2 * week });
  week += 1;
  return { start: start.toString(), end: start.add({ days: 13 }).toString() };
}

async function runUntilKilled(
  at: number,
  when: 'before' | 'after',
  calendar: Calendar = office.calendar,
): Promise<boolean> {
  const fate = { calls: 0, at, when };
  const { store, clock, desk } = office;
  const worker = new Worker(
    deskOver({
      store: dyingAt(store, fate),
      calendar: dyingAt(calendar, fate),
      clock,
      procedure: desk.procedure,
    }),
    'first',
  );
  try {
    await worker.runUntilIdle();
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    return true;
  }
  return fate.calls >= at;
}

async function expectBookedOnce(candidateId: string): Promise<void> {
  const { store, calendar } = office;
  const [candidate] = await store.candidates({ workspace: WORKSPACE, id: candidateId });
  expect(candidate).toMatchObject({ state: 'scheduled', mocks: 3, booked: 3 });
  const bookings = await store.bookings({ workspace: WORKSPACE, candidateId });
  expect(bookings.map(({ course, number }) => `${course} ${number}`)).toEqual(['One 1', 'One 2', 'Two 1']);
  const events = (await ownEvents(calendar)).filter(
    ({ booking }) => booking!.candidateEmail === candidate!.email,
  );
  expect(events.map(({ booking }) => booking!.bookingId).sort()).toEqual(bookings.map(({ id }) => id).sort());
  const arrows = await store.audit({ workspace: WORKSPACE, candidateId });
  expect(arrows.filter(({ toState }) => toState === 'scheduled')).toHaveLength(1);
}

/**
 * Claim, time off, two readings, reserve, an event and its confirmation for each of three mocks, the look at
 * calendar, former bookings and reservations, finish, claim.
 */
const STEPS = 2 + 2 + 1 + 6 + 3 + 1 + 1;

/** Lets a worker die at every step, before it and after, and another go on; `calendarOf` is made for each anew. */
async function dyingEverywhere(
  calendarOf: () => Calendar,
  judge: (candidateId: string) => Promise<void>,
): Promise<number> {
  let steps = 0;
  for (const when of ['before', 'after'] as const) {
    for (let at = 1; ; at += 1) {
      const candidateId = await enqueue(office.store, `Candidate ${week} ${when} ${at}`, nextWindow());
      const calendar = calendarOf();
      const reached = await runUntilKilled(at, when, calendar);
      // The dead process still holds its lease until it runs out.
      office.clock.pass({ minutes: 3 });
      await new Worker({ ...office.desk, calendar }, 'second').runUntilIdle();
      await judge(candidateId);
      if (!reached) break;
      steps = at;
    }
  }
  return steps;
}

describe('a process that dies while booking', () => {
  it('leaves a candidate whom the next process finishes, whatever step it died at, before or after it', async () => {
    const steps = await dyingEverywhere(() => office.calendar, expectBookedOnce);
    expect(steps).toBe(STEPS);
  });

  it('leaves mocks half moved that the next process moves', async () => {
    const steps = await dyingEverywhere(
      () => {
        const made = new Map<string, NewEvent>();
        let entered = false;
        return calendarWith(office.calendar, {
          create: async (event) => {
            const created = await office.calendar.create(event);
            made.set(event.id, event);
            if (made.size === 3 && !entered) {
              entered = true;
              // Both mocks of the course have to go, to another interviewer or another time.
              for (const { start } of [...made.values()].slice(0, 2)) {
                await appointment(office.calendar, { who: 'alpha@example.com', start: start.toString() });
              }
            }
            return created;
          },
        });
      },
      async (candidateId) => {
        await expectBookedOnce(candidateId);
        const bookings = await office.store.bookings({ workspace: WORKSPACE, candidateId });
        const events = await ownEvents(office.calendar);
        for (const { id, start, interviewerEmail } of bookings) {
          const event = events.find(({ booking }) => booking!.bookingId === id)!;
          expect(instantsOf(event.when).start).toEqual(start);
          expect(event.attendees[1]!.email).toBe(interviewerEmail);
        }
        expect(bookings.slice(0, 2).map(({ interviewer }) => interviewer)).toEqual(['charlie', 'charlie']);
      },
    );
    // The new times, an event and its confirmation for each of two mocks, another look.
    expect(steps).toBe(STEPS + 1 + 4 + 3);
  });

  it('leaves mocks without the link of their video call, which the next process notes', async () => {
    const steps = await dyingEverywhere(
      () => withVideoCalls(office.calendar, { lookUps: 2 }),
      async (candidateId) => {
        await expectBookedOnce(candidateId);
        const bookings = await office.store.bookings({ workspace: WORKSPACE, candidateId });
        expect(bookings.map(({ meetLink }) => meetLink !== null)).toEqual([true, true, true]);
      },
    );
    // Two look-ups and the confirmation of each of three, the bookings as they are then, another look.
    expect(steps).toBe(STEPS + 6 + 3 + 1 + 3);
  });

  it('goes on taking back where an earlier process stopped taking back', async () => {
    const { store, calendar, clock, desk } = office;
    for (let at = 1; at <= 26; at += 1) {
      const candidateId = await enqueue(store, `Unlucky ${at}`, nextWindow());
      const fate = { calls: 0, at, when: 'after' as const };
      let created = 0;
      let late: NewEvent | null = null;
      const refusing = calendarWith(calendar, {
        create: async (event) => {
          created += 1;
          if (created <= 2) return calendar.create(event);
          late = event;
          throw new CalendarError('No write access', { kind: 'final', remedy: 'Share it.' });
        },
        // What was refused is made all the same, once it was deleted.
        remove: async (id) => {
          await calendar.remove(id);
          const event = late;
          if (id !== event?.id) return;
          late = null;
          await calendar.create(event);
        },
      });
      const mortal = deskOver({
        store: dyingAt(store, fate),
        calendar: dyingAt(refusing, fate),
        clock,
        procedure: desk.procedure,
      });
      await new Worker(mortal, 'first').runUntilIdle().catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
      clock.pass({ minutes: 3 });
      await new Worker(
        deskOver({ store, calendar: refusing, clock, procedure: desk.procedure }),
        'second',
      ).runUntilIdle();
      const [candidate] = await store.candidates({ workspace: WORKSPACE, id: candidateId });
      expect(candidate).toMatchObject({ state: 'escalated', mocks: 0 });
      expect(await store.escalations({ workspace: WORKSPACE, open: true, candidateId })).toHaveLength(1);
      const left = (await ownEvents(calendar)).filter(
        ({ booking }) => booking!.candidateEmail === candidate!.email,
      );
      expect(left).toEqual([]);
    }
  });
});
