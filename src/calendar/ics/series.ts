import { type Attendee, type CalendarEvent, type EventTime, instantsOf } from '../event.ts';
import { type Entry, entryId, keyOf, type OccurrenceKey, type Span } from './entry.ts';
import { occurrences } from './occurrences.ts';
import { DAY_SECONDS, dateText, instantOf, parseTime, plainOf, type WallSecond, wallAt } from './wall.ts';

/** All entries of one UID of one owner: the event or series itself, and its changed occurrences. */
export interface Series {
  /** Null where only changed occurrences are known: somebody was invited to just these. */
  readonly master: Entry | null;
  readonly changes: readonly Entry[];
}

/** No calendar reaches further; it bounds the reading of endless rules whatever range is asked for. */
const EARLIEST = Date.UTC(1900, 0, 1) / 1000;
const LATEST = Date.UTC(2300, 0, 1) / 1000;

/** The events of a series that touch `[from, to)`; an event without length touches the range it lies in. */
export function* eventsIn(
  series: Series,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Generator<CalendarEvent> {
  for (const occurrence of occurrencesAround(series, from, to)) {
    const { start, end } = instantsOf(eventTime(occurrence.span));
    const before = Temporal.Instant.compare(start, to) < 0;
    const after = Temporal.Instant.compare(end, from) > 0 || Temporal.Instant.compare(start, from) === 0;
    if (before && after) yield asEvent(occurrence);
  }
}

/** The event of a series that has an id, or null. */
export function eventWithId(series: Series, id: string): CalendarEvent | null {
  for (const entry of [series.master, ...series.changes]) {
    if (entry === null || entry.repeats !== null) continue;
    const single = { entry, span: entry.span, key: entry.replaces };
    if (idOf(single) === id) return asEvent(single);
  }
  const { master } = series;
  const original = parseTime(id.slice(id.indexOf('_') + 1));
  if (master === null || original === null) return null;
  const around = [-2, 2].map((days) => instantOf(original.wall + days * DAY_SECONDS, 'UTC'));
  for (const occurrence of occurrencesAround(
    { master, changes: [] },
    ...(around as [Temporal.Instant, Temporal.Instant]),
  )) {
    if (idOf(occurrence) === id) return asEvent(occurrence);
  }
  return null;
}

interface Occurrence {
  readonly entry: Entry;
  readonly span: Span;
  /** Null for a single event. */
  readonly key: OccurrenceKey | null;
}

/** Somewhat more than the occurrences of the range: whatever may touch it in some zone. */
function* occurrencesAround(
  series: Series,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Generator<Occurrence> {
  const { master, changes } = series;
  for (const entry of changes) {
    if (master === null || entry.status !== 'cancelled')
      yield { entry, span: entry.span, key: entry.replaces };
  }
  if (master === null) return;
  if (master.repeats === null) {
    yield { entry: master, span: master.span, key: null };
    return;
  }
  const first = Math.max(EARLIEST, wallAt(from, 'UTC') - master.span.length - 2 * DAY_SECONDS);
  const last = Math.min(LATEST, wallAt(to, 'UTC') + 2 * DAY_SECONDS);
  for (const [key, start] of startsOf(master, changes, first, last)) {
    yield { entry: master, span: { ...master.span, start }, key };
  }
}

/**
 * The starts of a series with their keys, each once: what the rules give and RDATE adds, without
 * what EXDATE takes away and without those that a change replaces. A day's key speaks of all starts
 * of that day.
 */
function* startsOf(
  master: Entry,
  changes: readonly Entry[],
  from: WallSecond,
  to: WallSecond,
): Generator<[OccurrenceKey, WallSecond]> {
  const { repeats, span } = master;
  if (repeats === null) return;
  const done = new Set<OccurrenceKey | null>([...repeats.notOn, ...changes.map(({ replaces }) => replaces)]);
  const single = [span.start, ...repeats.alsoOn].filter((start) => start >= from && start < to);
  for (const starts of [single, ...repeats.rules.map((rule) => occurrences(rule, span.start, from, to))]) {
    for (const start of starts) {
      const key = keyOf(span, start);
      if (done.has(key) || done.has(dateText(start))) continue;
      done.add(key);
      yield [key, start];
    }
  }
}

/** One occurrence as everybody else sees it. */
function asEvent(occurrence: Occurrence): CalendarEvent {
  const { entry, span } = occurrence;
  return {
    id: idOf(occurrence),
    title: entry.title,
    description: entry.description,
    when: eventTime(span),
    status: entry.status,
    markedFree: entry.markedFree,
    type: entry.type,
    ...participants(entry),
    booking: entry.booking,
    conference: 'none',
    meetLink: null,
    htmlLink: null,
  };
}

function idOf({ entry, key }: Occurrence): string {
  return key === null ? entryId(entry) : `${entryId(entry)}_${key}`;
}

function eventTime({ allDay, timeZone, start, length }: Span): EventTime {
  if (!allDay) {
    const first = instantOf(start, timeZone);
    return { kind: 'timed', start: first, end: first.add({ seconds: length }) };
  }
  return {
    kind: 'allDay',
    start: plainOf(start).toPlainDate(),
    end: plainOf(start + length).toPlainDate(),
    timeZone,
  };
}

/**
 * Who takes part. An entry of a personal calendar concerns its owner even where it does not say so:
 * an appointment without guests is theirs, and an invitation that came through a list has been
 * put into their calendar.
 */
function participants(entry: Entry): { organizer: string | null; attendees: readonly Attendee[] } {
  const { owner, organizer, attendees } = entry;
  const same = (email: string | null) => email?.toLowerCase() === owner?.toLowerCase();
  if (owner === null || same(organizer) || attendees.some(({ email }) => same(email)))
    return { organizer, attendees };
  if (organizer === null && attendees.length === 0) return { organizer: owner, attendees };
  return {
    organizer,
    attendees: [...attendees, { email: owner, name: null, optional: false, response: 'accepted' }],
  };
}
