import type { CallTally } from './calls.ts';
import type { BookingMark, BusyRange, CalendarEvent } from './event.ts';

/**
 * The calendar port: where mocks are booked, and where it is seen who is busy. Adapters: `local` and
 * `google`. Every method may throw a `CalendarError`; nothing else is to be expected, except what the
 * `keep` of a piece of work throws.
 */
export interface Calendar {
  /** The calendar's own name, for people: a file, or a calendar id. */
  readonly name: string;

  /** All events that touch `[from, to)`, whole or not at all: half a calendar is no calendar. */
  events(from: Temporal.Instant, to: Temporal.Instant): Promise<readonly CalendarEvent[]>;

  /**
   * Busy times of calendars of interviewers' own within `[from, to)`. A calendar that could not be
   * read is named in `unreadable`: unknown is never free.
   */
  freeBusy(calendars: readonly string[], from: Temporal.Instant, to: Temporal.Instant): Promise<FreeBusy>;

  /**
   * Makes an event under the id it brings. Doing it twice is doing it once: where the id is taken
   * by the same event, that one is returned; by another, `CalendarError` of kind `final`.
   */
  create(event: NewEvent): Promise<CalendarEvent>;

  /** The event, or null where there is none (or it was deleted). */
  find(id: string): Promise<CalendarEvent | null>;

  /**
   * Brings an event of ours to what is asked for now (time, people, title, description). Its attendees
   * are told once where time or people change, and not where only the words do. One that is so already
   * is success; one that is gone, or another booking's, is a `CalendarError` of kind `final`.
   */
  move(event: NewEvent): Promise<CalendarEvent>;

  /** Deletes an event and tells its attendees; an event that is gone already is success. */
  remove(id: string): Promise<void>;

  /**
   * Calls `onChange` soon after something in the calendar has changed, by whatever hand, until closed; it
   * says nothing of what: read `events`. Null where the calendar cannot tell: look from time to time.
   */
  listen(onChange: () => void): Promise<Listening | null>;

  /** The same calendar, its calls made and counted for one piece of work. */
  during(work: CalendarWork): Calendar;

  close(): Promise<void>;
}

export interface Listening {
  close(): Promise<void>;
}

/** On whose behalf calls are made. */
export interface CalendarWork {
  /**
   * Asked right before a call is sent, and every few seconds while one waits: throws where the work
   * must not go on (a lease that is lost, a program that stops). What it throws is passed on.
   */
  readonly keep: () => Promise<void>;
  /** Counts the calls of this work alone. */
  readonly tally: CallTally;
}

export interface FreeBusy {
  readonly busy: readonly (BusyRange & { readonly calendar: string })[];
  readonly unreadable: readonly string[];
}

/** An event that we make: always timed, always for one booking. */
export interface NewEvent {
  /** 5 to 1024 characters of a–v and 0–9, derived from the booking. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  /** The zone in which calendars show it. */
  readonly timeZone: string;
  readonly attendees: readonly {
    readonly email: string;
    readonly name: string | null;
    readonly optional: boolean;
  }[];
  readonly conference: 'meet' | 'none';
  readonly booking: BookingMark;
}

/**
 * What went wrong at the calendar, and what may be done about it. `passing`: the same call may
 * succeed later; `final`: it will not; `person`: somebody has to mend something first.
 */
export class CalendarError extends Error {
  override readonly name = 'CalendarError';
  readonly kind: 'passing' | 'final' | 'person';
  readonly remedy: string;
  /** Where known, when to go on by itself. */
  readonly retryAt: Temporal.Instant | null;

  constructor(
    message: string,
    options: {
      kind: 'passing' | 'final' | 'person';
      remedy: string;
      retryAt?: Temporal.Instant | null;
      cause?: unknown;
    },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = options.kind;
    this.remedy = options.remedy;
    this.retryAt = options.retryAt ?? null;
  }
}
