import { CalendarError } from '../../../src/calendar/calendar.ts';
import type { Store } from '../../../src/store/store.ts';
import { enqueue, SMALL_SOP, type TestClock, ZONE } from '../../booking/office.ts';
import { driveToTheEnd, type GoogleOffice, openGoogleOffice } from './google-office.ts';
import { Killed, mortal } from './mortal.ts';
import type { Hand, Schedule } from './schedule.ts';

/** A run that came to its end, and what there is to judge. */
export interface Run {
  readonly office: GoogleOffice;
  readonly candidateId: string;
  readonly deaths: number;
  /** Whether a call hung: then an answer that took long for another reason may have been given up, too. */
  readonly hangs: boolean;
}

/** Each run has weeks and people of its own, so that one store serves them all. */
export async function runSchedule(
  store: Store,
  clock: TestClock,
  number: number,
  schedule: Schedule,
): Promise<Run> {
  const day = Temporal.PlainDate.from('2026-12-01').add({ weeks: 4 * number });
  const at = day.subtract({ days: 3 }).toZonedDateTime({ timeZone: ZONE, plainTime: '09:00' }).toInstant();
  clock.pass({ milliseconds: Math.max(0, at.epochMilliseconds - clock.now().epochMilliseconds) });
  const hangs = schedule.troubles.some((each) => each.kind === 'fault' && each.fault.kind === 'hang');
  const office = await openGoogleOffice({
    store,
    clock,
    workspace: `run ${number}`,
    sop: SMALL_SOP.replace('name: Bravo,', 'name: Bravo, calendar: bravo@example.com,').replaceAll(
      '@example.com',
      `-${number}@example.com`,
    ),
    // Waited for in real time, and on a busy machine an answer can take a while.
    timeoutMs: hangs ? 300 : 20_000,
    maxRetries: 2,
    pageSize: schedule.pageSize,
    conference: { pendingLookups: schedule.pendingLookups, fails: schedule.conferenceFails },
    random: randomFrom(schedule.seed),
  });
  const { google } = office;
  google.addCalendar(`bravo-${number}@example.com`, schedule.unreadable ? { error: 'notFound' } : {});
  const window = { start: day.toString(), end: day.add({ days: 5 }).toString() };
  const candidateId = await enqueue(store, `Candidate ${number}`, window, office.workspace);
  for (const trouble of schedule.troubles) {
    if (trouble.kind === 'fault') google.fault(trouble.fault);
    else {
      const meanwhile = () => byHand(office, day, number, trouble.does);
      google.fault({ kind: 'slow', meanwhile, ...trouble.order });
    }
  }
  let deaths = 0;
  for (const death of schedule.deaths) {
    const fate = { ...death, calls: 0 };
    const { worker } = office.process({
      store: mortal(store, fate),
      wrap: (calendar) => mortal(calendar, fate),
    });
    const died = await worker.runUntilIdle().then(
      () => false,
      (error: unknown) => {
        if (error instanceof Killed) return true;
        throw error;
      },
    );
    if (died) deaths += 1;
    // The dead process still holds its lease until it runs out.
    clock.pass({ minutes: 3 });
  }
  const last = office.process();
  await last.worker.runUntilIdle();
  google.clearFaults();
  await driveToTheEnd(office, last.worker, candidateId);
  return { office, candidateId, deaths, hangs };
}

async function byHand(
  office: GoogleOffice,
  day: Temporal.PlainDate,
  number: number,
  does: Hand,
): Promise<void> {
  const { google } = office;
  switch (does.what) {
    case 'enters': {
      const at = day.add({ days: does.day }).toZonedDateTime({ timeZone: ZONE, plainTime: '18:00' });
      const start = at.add({ minutes: does.minutes });
      const who =
        does.who === 'candidate' ? `candidate.${number}@example.com` : `${does.who}-${number}@example.com`;
      google.put({
        summary: 'Dentist',
        start: { dateTime: start.toInstant().toString() },
        end: { dateTime: start.add({ minutes: 60 }).toInstant().toString() },
        attendees: [{ email: who, responseStatus: 'accepted' }],
      });
      return;
    }
    case 'deletes':
    case 'moves': {
      const own = google
        .events()
        .filter(({ extendedProperties }) => extendedProperties?.private !== undefined);
      const event = own[does.mock];
      if (event?.start?.dateTime === undefined || event.end?.dateTime === undefined) return;
      if (does.what === 'deletes') google.erase(event.id);
      else {
        const later = (time: string) => ({
          dateTime: Temporal.Instant.from(time).add({ minutes: 30 }).toString(),
        });
        google.put({ id: event.id, start: later(event.start.dateTime), end: later(event.end.dateTime) });
      }
      return;
    }
    case 'forgets sync tokens':
      google.forgetSyncTokens();
      return;
    case 'expires access tokens':
      google.expireTokens();
      return;
    case 'reads elsewhere': {
      const from = day.toZonedDateTime(ZONE).toInstant();
      const { calendar } = office.process().desk;
      await calendar.events(from, from.add({ hours: 48 })).catch((error: unknown) => {
        if (!(error instanceof CalendarError)) throw error;
      });
    }
  }
}

/** Numbers in [0, 1), always the same for a seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
