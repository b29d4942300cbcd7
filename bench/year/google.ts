import type { Network } from '../../src/calendar/google/access-token.ts';
import { marksIn } from '../../src/calendar/google/marks.ts';
import { answerTo } from '../../test/google/stand-in/answer.ts';
import type { KeptCalendar, World } from '../../test/google/stand-in/calendars.ts';
import { Channels } from '../../test/google/stand-in/channels.ts';
import { instantOf } from '../../test/google/stand-in/event-times.ts';
import { handOf } from '../../test/google/stand-in/hand.ts';
import { OAuth } from '../../test/google/stand-in/oauth.ts';
import { type People, peopleOf } from '../../test/google/stand-in/people.ts';
import { Quota } from '../../test/google/stand-in/quota.ts';
import type { RawAttendee, RawEvent } from '../../test/google/stand-in/raw-event.ts';
import { routeOf } from '../../test/google/stand-in/routes.ts';
import type { YearClock } from './year-clock.ts';

export const CALENDAR_ID = 'mocks@example.com';
/** What Google takes to answer, about. */
const ANSWER_MS = 350;
const QUOTA_PER_MINUTE = 600;
/** Nobody looks at what is over for so long; it is put away, so that reading a year takes no longer and longer. */
const KEPT_DAYS = 45;

/** An event that stands in the calendar, as a reader of its own sees it. */
export interface Standing {
  readonly id: string;
  /** Null where it is none of the program's. */
  readonly bookingId: string | null;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly title: string;
  readonly attendees: readonly RawAttendee[];
}

/** Google as the stand-in of the tests answers it, in this process, each answer taking its time. */
export class YearGoogle {
  readonly people: People;
  /** Calls of the Calendar API by day (UTC). */
  readonly callsByDay = new Map<string, number>();
  readonly #world: World;
  readonly #oauth: OAuth;
  readonly #quota = new Quota(QUOTA_PER_MINUTE);
  readonly #clock: YearClock;
  readonly #calendar: KeptCalendar;

  constructor(clock: YearClock, timeZone: string) {
    this.#clock = clock;
    const { now } = clock;
    this.#world = {
      now,
      account: CALENDAR_ID,
      calendars: new Map(),
      conference: { pendingLookups: 0, fails: false },
      pageSize: 2500,
      mails: [],
      channels: new Channels(now),
      revision: 0,
      syncGeneration: 1,
    };
    this.#oauth = new OAuth(now, null);
    this.people = peopleOf(this.#world);
    handOf(this.#world, timeZone).addCalendar(CALENDAR_ID, { accessRole: 'owner', summary: 'Mocks' });
    this.#calendar = this.#world.calendars.get(CALENDAR_ID)!;
  }

  /** Grows with every change in the calendar. */
  get revision(): number {
    return this.#world.revision;
  }

  /** How the adapter reaches it, in place of HTTP. */
  readonly network: Network = async (input, init) => {
    const url = new URL(String(input));
    const route = routeOf(init?.method ?? 'GET', url.pathname);
    if (route.method !== 'token') this.count(1);
    await this.#clock.sleep(ANSWER_MS);
    const { status, body } = answerTo(
      {
        route,
        query: url.searchParams,
        text: init?.body === undefined || init.body === null ? '' : String(init.body),
        headers: Object.fromEntries(new Headers(init?.headers)),
      },
      this.#world,
      this.#oauth,
      this.#quota,
    );
    const date = new Date(this.#clock.now().epochMilliseconds).toUTCString();
    return new Response(body === null ? null : JSON.stringify(body), {
      status,
      headers: { date, 'content-type': 'application/json; charset=UTF-8' },
    });
  };

  count(calls: number, at = this.#clock.now()): void {
    const day = at.toString().slice(0, 10);
    this.callsByDay.set(day, (this.callsByDay.get(day) ?? 0) + calls);
  }

  /** One event that is not deleted. */
  event(id: string): Standing | null {
    const kept = this.#calendar.events.get(id);
    return kept === undefined || kept.event.status === 'cancelled' ? null : this.#standing(kept.event);
  }

  /** All events that are not deleted and not put away. */
  standing(): readonly Standing[] {
    return [...this.#calendar.events.values()]
      .filter(({ event }) => event.status !== 'cancelled')
      .map(({ event }) => this.#standing(event));
  }

  putAwayOld(): void {
    const before = this.#clock.now().subtract({ hours: KEPT_DAYS * 24 });
    for (const [id, { event }] of this.#calendar.events) {
      const end = event.end === undefined ? null : instantOf(event.end, this.#calendar.timeZone);
      if (end !== null && Temporal.Instant.compare(end, before) < 0) this.#calendar.events.delete(id);
    }
    this.#world.mails.length = 0;
  }

  #standing({ id, start, end, summary, attendees, extendedProperties }: RawEvent): Standing {
    const { timeZone } = this.#calendar;
    return {
      id,
      bookingId: marksIn(extendedProperties?.private ?? {})?.bookingId ?? null,
      start: instantOf(start!, timeZone),
      end: instantOf(end!, timeZone),
      title: summary ?? '',
      attendees: attendees ?? [],
    };
  }
}
