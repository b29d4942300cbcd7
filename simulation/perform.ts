import type { RawEvent } from '../test/google/stand-in/raw-event.ts';
import { WORKSPACES } from './crew.ts';
import { ZONE } from './draw-sop.ts';
import { CALENDARS } from './google.ts';
import { AT_WORK, type CandidatePlan, type Deed } from './script.ts';
import type { World } from './world.ts';

/** What people did to events by hand, so that nobody expects them to be as booked. */
export class Hands {
  readonly #world: World;
  readonly #entries: { readonly id: string; readonly calendarId: string }[] = [];
  /** Events of ours that somebody moved, deleted, renamed or answered. */
  readonly touched = new Set<string>();
  /** What happened, by kind. */
  readonly done = new Map<string, number>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Carries a deed out, as far as the world allows it by now. */
  async perform(deed: Deed): Promise<void> {
    this.done.set(deed.kind, (this.done.get(deed.kind) ?? 0) + 1);
    const { google, people, telegram, timeline, story } = this.#world;
    switch (deed.kind) {
      case 'arrives':
        await this.#arrives(deed);
        return;
      case 'says':
        people.says(deed.admin, deed.text);
        return;
      case 'taps':
        people.taps(deed.admin, deed.which);
        return;
      case 'orders':
        people.orders(deed);
        return;
      case 'enters':
        this.#enters(deed);
        return;
      case 'moves entry': {
        const entry = this.#entry(deed.which);
        if (entry !== null) this.#shift(entry.event, entry.calendarId, deed.byMinutes);
        return;
      }
      case 'removes entry': {
        const entry = this.#entry(deed.which);
        if (entry === null) return;
        story.tell('somebody', `removes the entry ${entry.event.summary} again`);
        google.hand.erase(entry.event.id, entry.calendarId);
        return;
      }
      case 'moves mock':
      case 'deletes mock':
      case 'renames mock':
      case 'answers invitation':
        this.#touch(deed);
        return;
      case 'edits SOP':
        await this.#editsSop(deed.sop);
        return;
      case 'dies':
      case 'stops':
      case 'is paused':
      case 'has its clock set':
        this.#toProcess(deed);
        return;
      case 'forgets sync tokens':
        story.tell('Google', 'forgets its sync tokens');
        google.forgetSyncTokens();
        return;
      case 'expires access tokens':
        story.tell('Google', 'lets all access tokens end');
        google.expireTokens();
        return;
      case 'brings updates in disorder':
        story.tell('Telegram', 'brings updates again and out of order for a while');
        telegram.disorder = 0.5;
        timeline.after(deed.forMs, () => {
          telegram.disorder = 0;
        });
    }
  }

  async #arrives({ candidate, by, admin }: Extract<Deed, { kind: 'arrives' }>): Promise<void> {
    const { script, people, server, timeline, story, chance } = this.#world;
    const plan = script.candidates[candidate];
    if (plan === undefined) return;
    const window = this.#windowOf(plan);
    story.tell(plan.name, `is to be prepared from ${window[0]} to ${window[1]}`);
    if (by === 'chat') {
      people.onboards(admin, plan, window);
      return;
    }
    const { name, email, timeZone, slots } = plan;
    this.#world.arrived.add(email);
    await server.call('enqueue_candidate', {
      p_workspace: WORKSPACES[plan.workspace] ?? WORKSPACES[0],
      p_candidate_id: chance.split(`candidate ${candidate}`).uuid(),
      p_name: name,
      p_email: email,
      p_time_zone: timeZone,
      p_request: {
        candidate: { name, email, timeZone },
        window: { start: window[0], end: window[1] },
        slots,
      },
      p_chat: null,
      p_actor: 'by hand',
      p_now: timeline.instant().toString(),
    });
  }

  #windowOf({ windowFrom, windowDays }: CandidatePlan): [string, string] {
    const today = this.#world.timeline.instant().toZonedDateTimeISO(ZONE).toPlainDate();
    const first = today.add({ days: windowFrom });
    return [first.toString(), first.add({ days: windowDays }).toString()];
  }

  #enters(deed: Extract<Deed, { kind: 'enters' }>): void {
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

  #touch(deed: Extract<Deed, { which: number }>): void {
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

  async #editsSop(number: number): Promise<void> {
    const world = this.#world;
    const sop = world.script.sops[number];
    if (sop === undefined) return;
    world.story.tell('somebody', `edits the SOP (version ${number}), and every process is started anew`);
    world.sop = sop;
    for (const process of [...world.running.keys()]) {
      world.stopProcess(process);
      world.timeline.after(3_000, () => world.startProcess(process));
    }
  }

  #toProcess(deed: Extract<Deed, { process: number }>): void {
    const world = this.#world;
    const number = deed.process === AT_WORK ? this.#atWork() : deed.process;
    const running = world.running.get(number);
    if (running === undefined) return;
    const { process } = running;
    const back = (milliseconds: number) => {
      world.timeline.after(milliseconds, () => world.startProcess(number));
    };
    switch (deed.kind) {
      case 'dies':
        world.story.tell(
          process.name,
          `is to die ${deed.doom.when} its ${deed.doom.after}th exchange from now`,
        );
        process.onDeath = () => {
          world.killProcess(number);
          back(deed.backAfterMs);
        };
        process.doom(deed.doom);
        return;
      case 'stops':
        world.stopProcess(number);
        back(deed.backAfterMs);
        return;
      case 'is paused':
        world.story.tell(process.name, `stands still for ${deed.forMs / 1_000} s`);
        process.pause(deed.forMs);
        return;
      case 'has its clock set':
        world.story.tell(process.name, `has its clock set by ${deed.byMs / 1_000} s`);
        process.stepClock(deed.byMs);
    }
  }

  #atWork(): number {
    return this.#world.google.calls.findLast(({ by }) => by.isAlive)?.by.number ?? 0;
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
