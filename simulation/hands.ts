import type { RawEvent } from '../test/google/stand-in/raw-event.ts';
import { ZONE } from './draw-sop.ts';
import { CALENDARS } from './google.ts';
import type { Deed } from './script.ts';
import type { World } from './world.ts';

type TouchesMock = Extract<
  Deed,
  { kind: 'moves mock' | 'deletes mock' | 'renames mock' | 'answers invitation' }
>;

/** What people do in the calendars by hand. */
export class Hands {
  readonly #world: World;
  readonly #entries: { readonly id: string; readonly calendarId: string }[] = [];
  /** Events of ours that somebody moved, deleted, renamed or answered: nobody expects them to be as booked. */
  readonly touched = new Set<string>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Somebody enters an appointment of their own. */
  enters(deed: Extract<Deed, { kind: 'enters' }>): void {
    const { google, story, timeline, script } = this.#world;
    const interviewers = this.#interviewers();
    const everybody = [...interviewers, ...script.candidates.map(({ email }) => email)];
    const mock = this.#mock(deed.near);
    const near = mock?.event;
    const shared = mock?.calendarId ?? CALENDARS[deed.near % script.workspaces]!;
    // Where a mock is near, mostly one of its own people.
    const people =
      near?.attendees?.map(({ email }) => email).filter((email) => everybody.includes(email)) ?? [];
    const email =
      deed.whose < people.length ? people[deed.whose]! : everybody[deed.whose % everybody.length]!;
    const base =
      near?.start?.dateTime === undefined
        ? timeline
            .instant()
            .toZonedDateTimeISO(ZONE)
            .add({ days: 1 + deed.near })
            .with({ hour: 18, minute: 0, second: 0, millisecond: 0 })
            .toInstant()
        : Temporal.Instant.from(near.start.dateTime);
    const start = base.add({ minutes: deed.offsetMinutes });
    const calendarId = deed.own && google.world.calendars.has(email) ? email : shared;
    const when =
      deed.manner === 'whole day'
        ? wholeDay(start)
        : { start: timed(start), end: timed(start.add({ minutes: deed.minutes })) };
    const response = deed.manner === 'tentative' || deed.manner === 'declined' ? deed.manner : 'accepted';
    const { id } = google.hand.put(
      {
        summary: `Appointment ${this.#entries.length + 1}`,
        ...when,
        attendees: [{ email, responseStatus: response }],
        ...(deed.manner === 'free' ? { transparency: 'transparent' as const } : {}),
      },
      calendarId,
    );
    this.#entries.push({ id, calendarId });
    story.tell(
      email,
      `enters an appointment (${deed.manner}) at ${start} for ${deed.minutes} minutes${calendarId === shared ? '' : ' in their own calendar'}`,
    );
  }

  /** Somebody moves an appointment, where there is one. */
  movesEntry({ which, byMinutes }: Extract<Deed, { kind: 'moves entry' }>): void {
    const entry = this.#entry(which);
    if (entry !== null) this.#shift(entry.event, entry.calendarId, byMinutes);
  }

  removesEntry({ which }: Extract<Deed, { kind: 'removes entry' }>): void {
    const { google, story } = this.#world;
    const entry = this.#entry(which);
    if (entry === null) return;
    story.tell('somebody', `removes the entry ${entry.event.summary} again`);
    google.hand.erase(entry.event.id, entry.calendarId);
  }

  /** Somebody does something to the event of a mock, where there is one. */
  touches(deed: TouchesMock): void {
    const { google, story } = this.#world;
    const mock = this.#mock(deed.which);
    if (mock === undefined) return;
    const { event, calendarId } = mock;
    this.touched.add(event.id);
    switch (deed.kind) {
      case 'moves mock':
        this.#shift(event, calendarId, deed.byMinutes);
        return;
      case 'deletes mock':
        story.tell('somebody', `deletes the event ${event.summary} by hand`);
        google.hand.erase(event.id, calendarId);
        return;
      case 'renames mock':
        story.tell('somebody', `renames the event ${event.summary} by hand`);
        google.hand.put({ id: event.id, summary: `${event.summary} (moved room)` }, calendarId);
        return;
      case 'answers invitation': {
        const marks = event.extendedProperties?.private ?? {};
        const email = marks[deed.who === 'interviewer' ? 'interviewerEmail' : 'candidateEmail'];
        story.tell(String(email), `has ${deed.says} ${event.summary}`);
        const attendees = (event.attendees ?? []).map((attendee) =>
          attendee.email === email ? { ...attendee, responseStatus: deed.says } : attendee,
        );
        google.hand.put({ id: event.id, attendees }, calendarId);
      }
    }
  }

  #shift(event: RawEvent, calendarId: string, minutes: number): void {
    const { google, story } = this.#world;
    if (event.start?.dateTime === undefined || event.end?.dateTime === undefined) return;
    const later = (time: string) => timed(Temporal.Instant.from(time).add({ minutes }));
    story.tell('somebody', `moves ${event.summary} by ${minutes} minutes by hand`);
    google.hand.put(
      { id: event.id, start: later(event.start.dateTime), end: later(event.end.dateTime) },
      calendarId,
    );
  }

  #interviewers(): string[] {
    return [...this.#world.sop.matchAll(/email: (\S+@example\.com)/g)].map(([, email]) => email!);
  }

  /** The events of mocks that stand in the calendar, by when they were made. */
  #mock(which: number): { readonly event: RawEvent; readonly calendarId: string } | undefined {
    const mocks = this.#world.google.events().filter(({ event }) => isOurs(event));
    return mocks[which % Math.max(1, mocks.length)];
  }

  #entry(which: number): { event: RawEvent; calendarId: string } | null {
    const { google } = this.#world;
    const entry = this.#entries[which % Math.max(1, this.#entries.length)];
    if (entry === undefined) return null;
    const event = google.hand.events(entry.calendarId).find(({ id }) => id === entry.id);
    return event === undefined ? null : { event, calendarId: entry.calendarId };
  }
}

export function isOurs({ extendedProperties }: RawEvent): boolean {
  return extendedProperties?.private?.['mockScheduler'] !== undefined;
}

function timed(instant: Temporal.Instant): { dateTime: string } {
  return { dateTime: instant.toString() };
}

function wholeDay(instant: Temporal.Instant) {
  const date = instant.toZonedDateTimeISO(ZONE).toPlainDate();
  return { start: { date: date.toString() }, end: { date: date.add({ days: 1 }).toString() } };
}
