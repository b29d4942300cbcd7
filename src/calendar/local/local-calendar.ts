import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../time/clock.ts';
import { busyOf } from '../busy.ts';
import { type Calendar, CalendarError, type NewEvent } from '../calendar.ts';
import { answerAfter, type Change, changeOf, spelling } from '../change-of.ts';
import type { CalendarEvent } from '../event.ts';
import { IcsFault } from '../ics/fault.ts';
import { type MockToWrite, mockEntry } from '../ics/mock-entry.ts';
import { readCalendar } from '../ics/read-calendar.ts';
import { eventsIn, type Series } from '../ics/series.ts';
import { calendarText } from '../ics/write-calendar.ts';
import { checkedEvent, idTaken, isAsAsked, notOurs } from '../own-event.ts';
import { titleDigest } from '../title-digest.ts';
import { eventsOf, findIn, without, withSeries } from './entry-book.ts';
import { type ImportReport, importEntries } from './import-entries.ts';
import { openShelf } from './shelf.ts';

/** The calendar port, kept in one iCalendar file (or in memory), and what only it can do. */
export interface LocalCalendar extends Calendar {
  /**
   * Takes over the events of a file that Google, Apple or Outlook exported, so that they make people
   * busy. `owner` is the address of the person whose calendar it was: personal calendars often hold
   * appointments that name nobody. A text that is no iCalendar, was cut off or is too large throws a
   * `CalendarError` of kind `person`, and nothing is taken over.
   */
  importIcs(text: string, options?: { readonly owner?: string | null }): Promise<ImportReport>;
  /**
   * The calendar as a file for other programs, without anything private to this one. With `wanted`,
   * only what it holds for; of a series it is asked about the first occurrence.
   */
  exportIcs(wanted?: (event: CalendarEvent) => boolean): Promise<string>;
}

export interface LocalCalendarOptions {
  /** The calendar's file; null keeps it in memory. */
  readonly file: string | null;
  /** The zone of its whole days, an IANA name. */
  readonly timeZone: string;
  readonly now?: () => Temporal.Instant;
  /** Waits between two looks at whether others have changed the file. */
  readonly sleep?: Clock['sleep'];
}

const ADDRESS = /^[^\s@]+@[^\s@]+$/;

/** A personal calendar of twenty years is a few megabytes. */
const IMPORT_LENGTH_MAX = 20_000_000;
const IMPORT_EVENTS_MAX = 20_000;
/** Eight people with twenty appointments a day for ten months. */
const EVENTS_READ_MAX = 50_000;

/**
 * Opens the local calendar; the file is made by the first write. Throws a `CalendarError` of kind
 * `person` where the file is damaged (with the line) or cannot be used; a damaged file is never
 * written over.
 *
 * There is no Meet here, so `conference` makes no link. `freeBusy` answers for any address from
 * this same calendar, by who attends or organises its events, and knows no unreadable one: the
 * people of an installation without Google have no other calendar that could be read.
 */
export async function openLocalCalendar(options: LocalCalendarOptions): Promise<LocalCalendar> {
  const { timeZone, now = () => Temporal.Now.instant(), sleep = realSleep } = options;
  const head = { name: 'Mock interviews', timeZone };
  const shelf = await openShelf(options.file, head, sleep);

  const read = async (from: Temporal.Instant, to: Temporal.Instant) => {
    const events = eventsOf(await shelf.book(), from, to, EVENTS_READ_MAX);
    if (events !== null) return events;
    throw new CalendarError(`More than ${EVENTS_READ_MAX} events lie between ${from} and ${to}.`, {
      kind: 'final',
      remedy: 'Ask for a shorter time.',
    });
  };

  const calendar: LocalCalendar = {
    name: options.file ?? 'a calendar in memory',
    events: read,

    async freeBusy(calendars, from, to) {
      const people = [...new Set(calendars)].map((email) => ({ email, name: '' }));
      const busy = busyOf(await read(from, to), people, FREE_BUSY);
      return { busy: busy.map(({ email, start, end }) => ({ calendar: email, start, end })), unreadable: [] };
    },

    create: (event) =>
      shelf.change((book) => {
        const series = seriesOf(checkedEvent(event), now());
        const next = book.has(event.id) ? book : withSeries(book, event.id, series);
        const made = findIn(next, event.id);
        if (made === null || !isAsAsked(made, event)) throw idTaken(event, made);
        return { book: next, result: made };
      }),

    move: (event) =>
      shelf.change((book) => {
        const found = findIn(book, event.id);
        if (found?.booking?.bookingId !== event.booking.bookingId) throw notOurs(event, found);
        const change = changeOf(found, checkedEvent(event));
        if (change === 'nothing') return { book, result: found };
        const before = book.get(event.id)?.master?.sequence ?? 0;
        const attendees = change === 'words' ? found.attendees : attendeesAfter(found, event, change);
        const series = seriesOf({ ...event, attendees }, now(), change === 'words' ? before : before + 1);
        const next = withSeries(book, event.id, series);
        return { book: next, result: findIn(next, event.id)! };
      }),

    listen: (onChange) => shelf.listen(onChange),

    during: () => calendar,

    find: async (id) => findIn(await shelf.book(), id),

    remove: (id) => shelf.change((book) => ({ book: without(book, id) ?? book, result: undefined })),

    importIcs: (text, { owner = null } = {}) =>
      shelf.change((book) => {
        const { book: next, report } = importEntries(book, readImport(text, timeZone, ownerAddress(owner)));
        return { book: next, result: report };
      }),

    async exportIcs(wanted = () => true) {
      const all = [...(await shelf.book()).values()];
      const chosen = all.filter((series) => {
        const event = firstEvent(series);
        return event !== null && wanted(event);
      });
      return calendarText(head, chosen, { private: false, stamp: now() });
    },

    close: () => shelf.close(),
  };
  return calendar;
}

/** Who stays keeps their answer, unless it was a "no" to another time. */
function attendeesAfter(found: CalendarEvent, event: NewEvent, change: Change): MockToWrite['attendees'] {
  const before = new Map(found.attendees.map(({ email, response }) => [spelling(email), response]));
  return event.attendees.map((attendee) => ({
    ...attendee,
    response: answerAfter(before.get(spelling(attendee.email)) ?? 'needsAction', change),
  }));
}

function seriesOf(
  event: MockToWrite & Pick<NewEvent, 'booking'>,
  stamp: Temporal.Instant,
  sequence = 0,
): Series {
  const booking = { ...event.booking, titleDigest: titleDigest(event.title) };
  return { master: { ...mockEntry(event), stamp, sequence, booking }, changes: [] };
}

/** As Google's free/busy counts. */
const FREE_BUSY = {
  tentative: 'busy',
  unanswered: 'busy',
  declined: 'free',
  markedFree: 'free',
  allDay: 'busy',
  outOfOffice: 'busy',
  workingLocation: 'free',
} as const;

function readImport(text: string, timeZone: string, owner: string | null) {
  if (text.length > IMPORT_LENGTH_MAX) {
    throw new CalendarError(
      `The file to import is larger than ${IMPORT_LENGTH_MAX / 1_000_000} million characters.`,
      {
        kind: 'person',
        remedy: 'Export a shorter time, or without attachments.',
      },
    );
  }
  try {
    return readCalendar(text, { timeZone, trusted: false, owner, eventsMax: IMPORT_EVENTS_MAX });
  } catch (fault) {
    if (!(fault instanceof IcsFault)) throw fault;
    throw new CalendarError(`The file to import cannot be read: line ${fault.line}: ${fault.message}.`, {
      kind: 'person',
      remedy: 'Export it again, and choose the .ics file itself (not a .zip of it).',
      cause: fault,
    });
  }
}

/** The owner in one spelling, since their copy of an event is known by it; null where nobody is named. */
function ownerAddress(owner: string | null): string | null {
  if (owner === null || ADDRESS.test(owner.trim())) return owner?.trim().toLowerCase() ?? null;
  throw new CalendarError(`"${owner}" is no email address, so the file cannot be imported as theirs.`, {
    kind: 'person',
    remedy: 'Name the owner by their email address, or nobody.',
  });
}

/** Keeps no process alive that has nothing else to do. */
async function realSleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await delay(milliseconds, undefined, { ref: false, ...(signal === undefined ? {} : { signal }) });
  } catch (error) {
    if (signal?.aborted !== true) throw error;
  }
}

function firstEvent(series: Series): CalendarEvent | null {
  const { master, changes } = series;
  const entry = master ?? changes[0];
  if (entry === undefined) return null;
  const single: Series = { master: { ...entry, repeats: null, replaces: null }, changes: [] };
  const whole = Temporal.Instant.fromEpochMilliseconds(8.64e15);
  return eventsIn(single, Temporal.Instant.fromEpochMilliseconds(-8.64e15), whole).next().value ?? null;
}
