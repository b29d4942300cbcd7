import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from '../../src/booking/worker.ts';
import type { Calendar } from '../../src/calendar/calendar.ts';
import { instantsOf } from '../../src/calendar/event.ts';
import { type LocalCalendar, openLocalCalendar } from '../../src/calendar/local/local-calendar.ts';
import { openEmbeddedStore } from '../../src/store/pglite/open.ts';
import type {
  BookingRow,
  CandidateRow,
  EscalationRow,
  ObservationRow,
  OutboxRow,
} from '../../src/store/rows.ts';
import type { Store } from '../../src/store/store.ts';
import { reasonsGone } from '../../src/watching/reasons-gone.ts';
import type { WatchDesk } from '../../src/watching/watch-desk.ts';
import { Watcher } from '../../src/watching/watcher.ts';
import {
  appointment,
  deskOver,
  enqueue,
  ownEvents,
  procedureOf,
  TestClock,
  ZONE,
} from '../booking/office.ts';
import { storeTemplate } from '../store/template.ts';
import { Hands } from './hands.ts';

/**
 * Two courses with three mocks, as in the small office, but with two backups each; evenings from 18 to 21, and
 * for the weekend afternoons.
 */
export const WATCHED_SOP = `
sop: 1
name: Watched
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
event: { title: "{candidate} : {interviewer} {course} Mock{number}", optionalAttendees: [team@example.com], conference: none }
`;

/** A store in memory for all scenes of a file: each has a workspace, a calendar and four weeks of its own. */
export interface Stage {
  readonly store: Store;
  readonly clock: TestClock;
  scenes: number;
}

export async function openStage(): Promise<Stage> {
  const clock = new TestClock('2026-11-22T09:00:00-08:00');
  const store = await openEmbeddedStore({ dataDir: null, clock: clock.now, template: await storeTemplate() });
  return { store, clock, scenes: 0 };
}

interface Parts extends Pick<Stage, 'store' | 'clock'> {
  readonly calendar: LocalCalendar;
  readonly workspace: string;
  readonly day: Temporal.PlainDate;
  readonly directory: string;
  readonly file: string;
  readonly sop: string;
}

/** Candidates, a calendar in a file that people edit by hand, a worker and a watcher. */
export class Scene {
  readonly store: Store;
  readonly calendar: LocalCalendar;
  readonly clock: TestClock;
  readonly hands: Hands;
  readonly workspace: string;
  /** The first day of candidates' windows: their mocks are on this and the next two days, at 18:00. */
  readonly day: Temporal.PlainDate;
  readonly #directory: string;
  readonly #sop: string;

  /** Nine days before the first mocks, at nine in the morning. */
  static async open(stage: Stage, sop = WATCHED_SOP): Promise<Scene> {
    const { store, clock } = stage;
    stage.scenes += 1;
    const now = clock.now().toZonedDateTimeISO(ZONE);
    const morning = now.add({ days: 28 }).with({ hour: 9, minute: 0 });
    clock.pass(now.toInstant().until(morning.toInstant()));
    const directory = await mkdtemp(join(tmpdir(), 'watching-'));
    const file = join(directory, 'calendar.ics');
    const calendar = await openLocalCalendar({ file, timeZone: ZONE, now: clock.now });
    const day = morning.toPlainDate().add({ days: 9 });
    return new Scene({
      store,
      clock,
      calendar,
      workspace: `scene-${stage.scenes}`,
      day,
      directory,
      file,
      sop,
    });
  }

  private constructor(parts: Parts) {
    this.store = parts.store;
    this.calendar = parts.calendar;
    this.clock = parts.clock;
    this.workspace = parts.workspace;
    this.day = parts.day;
    this.hands = new Hands(parts.file);
    this.#directory = parts.directory;
    this.#sop = parts.sop;
  }

  async close(): Promise<void> {
    await this.calendar.close();
    await rm(this.#directory, { recursive: true });
  }

  /** `on(1, 18)`: 18:00 on the second day; `on(0, 18.5)`: 18:30 on the first. */
  on(days: number, hour: number): Temporal.Instant {
    const plainTime = Temporal.PlainTime.from({ hour: Math.floor(hour), minute: (hour % 1) * 60 });
    return this.day.add({ days }).toZonedDateTime({ timeZone: ZONE, plainTime }).toInstant();
  }

  /** Moves the clock on to that time. */
  until(days: number, hour: number): void {
    this.clock.pass(this.clock.now().until(this.on(days, hour)));
  }

  /** Somebody enters an appointment, of an hour unless it is said until when. */
  busy(who: string, start: Temporal.Instant, end = start.add({ hours: 1 })): Promise<void> {
    return appointment(this.calendar, { who: `${who}@example.com`, start: `${start}`, end: `${end}` });
  }

  /** Somebody types a mock of an hour by hand, `Sam : Alpha One Mock1`. */
  typed(title: string, start: Temporal.Instant): Promise<void> {
    return appointment(this.calendar, { who: 'coordinator@example.com', start: `${start}`, title });
  }

  /** Somebody has no time at all, from the morning of one day until that of another. */
  async away(who: string, from: number, to: number): Promise<void> {
    await this.busy(who, this.on(from, 0), this.on(to, 0));
  }

  /** A whole-day entry, as people set one when they are away; `to` is the first day back. */
  async outOfOffice(who: string, from: number, to: number): Promise<void> {
    const [start, end] = [from, to].map((days) => `${this.day.add({ days })}`.replaceAll('-', ''));
    const lines = [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:test',
      'BEGIN:VEVENT',
      `UID:out-${who}-${start}`,
      'DTSTAMP:20261101T000000Z',
      'SUMMARY:Out of office',
      `DTSTART;VALUE=DATE:${start}`,
      `DTEND;VALUE=DATE:${end}`,
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ];
    await this.calendar.importIcs(lines.join('\r\n'), { owner: `${who}@example.com` });
  }

  desk(parts: { store?: Store; calendar?: Calendar; sop?: string } = {}): WatchDesk {
    const { store, calendar, clock } = { ...this, ...parts };
    const procedure = procedureOf(parts.sop ?? this.#sop);
    const desk = { ...deskOver({ store, calendar, clock, procedure }), workspace: this.workspace };
    return { ...desk, everyMinutes: 5, wakeWorker: () => {} };
  }

  worker(desk = this.desk(), name = 'worker'): Worker {
    return new Worker({ ...desk, watch: () => {}, reasonsGone }, name);
  }

  watcher(desk = this.desk(), name = 'watcher'): Watcher {
    return new Watcher(desk, name);
  }

  /** Somebody with mocks on days 0, 1 and 2, where nobody else was booked before them. */
  async scheduled(name: string, { from = 0, days = 14 } = {}): Promise<string> {
    const [start, end] = [from, from + days - 1].map((each) => `${this.day.add({ days: each })}`);
    const unique = `${name} ${this.workspace}`;
    const id = await enqueue(this.store, unique, { start: start!, end: end! }, this.workspace);
    await this.worker().runUntilIdle();
    return id;
  }

  /** One look and all that follows from it; a minute passes. */
  async look(sop?: string): Promise<void> {
    const desk = this.desk(sop === undefined ? {} : { sop });
    await this.watcher(desk).look();
    await this.worker(desk).runUntilIdle();
    this.clock.pass({ minutes: 1 });
  }

  async candidate(id: string): Promise<CandidateRow> {
    return (await this.store.candidates({ workspace: this.workspace, id }))[0]!;
  }

  mocks(candidateId: string): Promise<readonly BookingRow[]> {
    return this.store.bookings({ workspace: this.workspace, candidateId });
  }

  async mock(candidateId: string, index: number): Promise<BookingRow> {
    return (await this.mocks(candidateId))[index]!;
  }

  /** `One 1 +0 18:00 alpha`: days after the first. */
  async plan(id: string): Promise<string[]> {
    return (await this.mocks(id)).map(({ course, number, start, interviewer }) => {
      const local = start.toZonedDateTimeISO(ZONE);
      const days = this.day.until(local.toPlainDate(), { largestUnit: 'day' }).days;
      const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
      return `${course} ${number} +${days} ${time} ${interviewer}`;
    });
  }

  /** The same of the calendar, by who is invited. */
  async inCalendar(id: string): Promise<string[]> {
    const { email } = await this.candidate(id);
    const events = (await ownEvents(this.calendar)).filter(
      ({ booking }) => booking!.candidateEmail === email,
    );
    return events.map(({ booking, when, attendees }) => {
      const local = instantsOf(when).start.toZonedDateTimeISO(ZONE);
      const days = this.day.until(local.toPlainDate(), { largestUnit: 'day' }).days;
      const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
      return `${booking!.course} ${booking!.number} +${days} ${time} ${attendees[1]!.email.split('@')[0]}`;
    });
  }

  observations(candidateId: string): Promise<readonly ObservationRow[]> {
    return this.store.observations({ workspace: this.workspace, candidateId, settled: true });
  }

  async question(candidateId: string): Promise<EscalationRow | undefined> {
    return (await this.store.escalations({ workspace: this.workspace, open: true, candidateId }))[0];
  }

  async notices(candidateId: string): Promise<OutboxRow[]> {
    const all = await this.store.outbox({ workspace: this.workspace, limit: 1000 });
    return all.filter(({ payload }) => payload['candidateId'] === candidateId);
  }

  /** What people are told besides that the candidate is scheduled, by kind. */
  async told(candidateId: string): Promise<string[]> {
    return (await this.notices(candidateId)).map(({ kind }) => kind).filter((kind) => kind !== 'scheduled');
  }

  /** Takes the way out of that kind that a question offers first. */
  async decide(candidateId: string, kind: string, sop = this.#sop): Promise<void> {
    const { proposals } = (await this.question(candidateId))!;
    const chosen = proposals.find((proposal) => proposal['kind'] === kind)!;
    const order = chosen['order'] as Record<string, never> | null;
    if (order === null) await this.store.keepObserved({ candidateId, actor: 'Ann', note: '' });
    else
      await this.store.orderChange({
        candidateId,
        change: order,
        summary: 'Decided.',
        actor: 'Ann',
        chat: null,
      });
    await this.worker(this.desk({ sop })).runUntilIdle();
  }
}
