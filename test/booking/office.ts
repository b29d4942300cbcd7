import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import type { BookingDesk } from '../../src/booking/booking-desk.ts';
import type { Progress } from '../../src/booking/progress.ts';
import type { Calendar, CalendarWork } from '../../src/calendar/calendar.ts';
import { type LocalCalendar, openLocalCalendar } from '../../src/calendar/local/local-calendar.ts';
import type { CandidateRequestJson } from '../../src/request/model.ts';
import { loadSop } from '../../src/sop/load-sop.ts';
import type { Procedure } from '../../src/sop/model.ts';
import { openEmbeddedStore } from '../../src/store/pglite/open.ts';
import type { JsonObject } from '../../src/store/rows.ts';
import type { Store } from '../../src/store/store.ts';
import { reasonsGone } from '../../src/watching/reasons-gone.ts';
import { storeTemplate } from '../store/template.ts';

export const ZONE = 'America/Los_Angeles';
export const WORKSPACE = 'default';

/** Two courses, three mocks, two mains and a backup: small, and yet everything a sequence has. */
export const SMALL_SOP = `
sop: 1
name: Small
timeZone: ${ZONE}
interviewers:
  alpha: { name: Alpha, email: alpha@example.com, hours: { everyday: ["18:00-21:00"] } }
  bravo: { name: Bravo, email: bravo@example.com, hours: { everyday: ["18:00-21:00"] } }
  charlie: { name: Charlie, email: charlie@example.com, hours: { everyday: ["18:00-21:00"] } }
courses:
  One: { mocks: [60, 60], main: [alpha], backup: [charlie] }
  Two: { mocks: [90], main: [bravo], backup: [charlie] }
sequence:
  - anyOrder: [One]
  - inOrder: [Two]
rules: { startEvery: 30m, minGap: 12h, maxGap: 4d, maxPerInterviewerPerDay: 2 }
event: { title: "{candidate} : {interviewer} {course} Mock{number}", optionalAttendees: [team@example.com], conference: meet }
`;

export function procedureOf(text: string): Procedure {
  const loaded = loadSop(text, 'test.yaml');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return loaded.procedure;
}

/** A clock that stands still until it is moved; sleeping moves it. */
export class TestClock {
  #now: Temporal.Instant;

  constructor(start: string) {
    this.#now = Temporal.Instant.from(start);
  }

  readonly now = (): Temporal.Instant => this.#now;

  readonly sleep = async (milliseconds: number): Promise<void> => {
    this.pass({ milliseconds });
    await setImmediate();
  };

  pass(duration: Temporal.DurationLike): void {
    this.#now = this.#now.add(duration);
  }
}

export interface TestOffice {
  readonly desk: BookingDesk;
  readonly store: Store;
  readonly calendar: LocalCalendar;
  readonly clock: TestClock;
  readonly seen: Progress[];
}

/** A store in memory, a calendar in memory, and a clock that stands at 22 November 2026. */
export async function openTestOffice(sop = SMALL_SOP): Promise<TestOffice> {
  const clock = new TestClock('2026-11-22T09:00:00-08:00');
  const store = await openEmbeddedStore({ dataDir: null, clock: clock.now, template: await storeTemplate() });
  const calendar = await openLocalCalendar({ file: null, timeZone: ZONE, now: clock.now });
  const seen: Progress[] = [];
  const desk = deskOver({ store, calendar, clock, procedure: procedureOf(sop), seen });
  return { desk, store, calendar, clock, seen };
}

export function deskOver(parts: {
  store: Store;
  calendar: Calendar;
  clock: TestClock;
  procedure: Procedure;
  calendarAccount?: string | null;
  seen?: Progress[];
}): BookingDesk {
  const { store, calendar, clock, procedure, calendarAccount = null, seen = [] } = parts;
  return {
    workspace: WORKSPACE,
    procedure,
    store,
    calendar,
    calendarAccount,
    clock,
    log: pino({ level: 'silent' }),
    watch: (_candidate, progress) => seen.push(progress),
    reasonsGone,
    newId: randomUUID,
  };
}

/** A candidate with evenings free; `window` is two weeks in December unless said otherwise. */
export async function enqueue(
  store: Store,
  name: string,
  window = { start: '2026-12-01', end: '2026-12-14' },
  workspace = WORKSPACE,
): Promise<string> {
  const candidateId = randomUUID();
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.com`;
  const request: CandidateRequestJson = {
    candidate: { name, email, timeZone: 'America/New_York' },
    window,
    slots: { everyday: ['18:00-21:00'] },
  };
  await store.enqueue({
    workspace,
    candidateId,
    name,
    email,
    timeZone: 'America/New_York',
    request: request as unknown as JsonObject,
    chat: null,
    actor: 'test',
  });
  return candidateId;
}

/**
 * The calendar with some methods done otherwise, also for those who work through it on somebody's
 * behalf.
 */
export function calendarWith(calendar: Calendar, methods: Partial<Calendar>): Calendar {
  const view: Calendar = new Proxy(calendar, {
    get(target, key) {
      if (key in methods) return Reflect.get(methods, key) as unknown;
      return key === 'during' ? () => view : (Reflect.get(target, key) as unknown);
    },
  });
  return view;
}

/** Somebody enters an appointment of an hour (or until `end`) into the shared calendar. */
export async function appointment(
  calendar: LocalCalendar,
  entry: { who: string; start: string; end?: string; title?: string },
): Promise<void> {
  const stamp = (instant: Temporal.Instant) =>
    instant.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');
  const start = Temporal.Instant.from(entry.start);
  const end = entry.end === undefined ? start.add({ hours: 1 }) : Temporal.Instant.from(entry.end);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:test',
    'BEGIN:VEVENT',
    `UID:${randomUUID()}`,
    'DTSTAMP:20261101T000000Z',
    `SUMMARY:${entry.title ?? 'Dentist'}`,
    `DTSTART:${stamp(start)}`,
    `DTEND:${stamp(end)}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ];
  await calendar.importIcs(lines.join('\r\n'), { owner: entry.who });
}

const METHODS = {
  events: 'list',
  freeBusy: 'freebusy',
  create: 'insert',
  find: 'get',
  move: 'patch',
  remove: 'delete',
} as const;

/** The calendar as one over a network behaves: asks whether it may go on before each call, and counts. */
export function countingCalendar(calendar: Calendar): Calendar {
  return new Proxy(calendar, {
    get(target, key) {
      if (key !== 'during') return Reflect.get(target, key) as unknown;
      return ({ keep, tally }: CalendarWork) =>
        new Proxy(target, {
          get(inner, asked) {
            const member = Reflect.get(inner, asked) as unknown;
            const method = METHODS[asked as keyof typeof METHODS];
            if (method === undefined || typeof member !== 'function') return member;
            return async (...given: unknown[]) => {
              await keep();
              tally.add(method, { calls: 1 });
              const result = await (member as (...all: unknown[]) => unknown).apply(inner, given);
              tally.add(method, { successes: 1 });
              return result;
            };
          },
        });
    },
  });
}

/** All events of the calendar that this program made. */
export async function ownEvents(calendar: Calendar) {
  const from = Temporal.Instant.from('2026-01-01T00:00Z');
  const to = Temporal.Instant.from('2050-01-01T00:00Z');
  return (await calendar.events(from, to)).filter(({ booking }) => booking !== null);
}
