import { type CalendarEvent, instantsOf } from '../event.ts';
import { type Entry, entryId } from '../ics/entry.ts';
import { eventsIn, eventWithId, type Series } from '../ics/series.ts';
import { type CalendarHead, headText, seriesText } from '../ics/write-calendar.ts';

/** All entries of a local calendar, by the id of their event or series. Never changed, only replaced. */
export type EntryBook = ReadonlyMap<string, Series>;

/** A book of entries in any order. */
export function bookOf(entries: readonly Entry[]): EntryBook {
  const book = new Map<string, { master: Entry | null; changes: Entry[] }>();
  for (const entry of entries) {
    const id = entryId(entry);
    const series = book.get(id) ?? { master: null, changes: [] };
    book.set(id, series);
    if (entry.replaces === null) series.master = entry;
    else series.changes.push(entry);
  }
  return book;
}

export function withSeries(book: EntryBook, id: string, series: Series): EntryBook {
  return new Map(book).set(id, series);
}

/** The events that touch `[from, to)`, by start; null where there are more than `max`. */
export function eventsOf(
  book: EntryBook,
  from: Temporal.Instant,
  to: Temporal.Instant,
  max: number,
): CalendarEvent[] | null {
  const events: CalendarEvent[] = [];
  for (const series of book.values()) {
    for (const event of eventsIn(series, from, to)) {
      if (events.length === max) return null;
      events.push(event);
    }
  }
  const start = new Map(events.map((event) => [event, instantsOf(event.when).start.epochMilliseconds]));
  return events.sort((a, b) => (start.get(a) ?? 0) - (start.get(b) ?? 0));
}

export function findIn(book: EntryBook, id: string): CalendarEvent | null {
  const series = seriesOf(book, id);
  return series === undefined ? null : eventWithId(series, id);
}

/** The book without one event; of a series, without that occurrence. Null where there is no such event. */
export function without(book: EntryBook, id: string): EntryBook | null {
  const series = seriesOf(book, id);
  if (series === undefined || eventWithId(series, id) === null) return null;
  const [seriesId = id, key] = id.split('_', 2);
  const { master } = series;
  const rest = new Map(book);
  const changes = series.changes.filter(({ replaces }) => replaces !== key);
  if (key === undefined || (master === null && changes.length === 0)) {
    rest.delete(seriesId);
  } else if (master?.repeats == null) {
    rest.set(seriesId, { master, changes });
  } else {
    const repeats = { ...master.repeats, notOn: [...master.repeats.notOn, key] };
    rest.set(seriesId, { master: { ...master, repeats }, changes });
  }
  return rest;
}

function seriesOf(book: EntryBook, id: string): Series | undefined {
  return book.get(id.split('_', 1)[0] ?? id);
}

const STORED = { private: true, stamp: Temporal.Instant.fromEpochMilliseconds(0) };

/** Texts of series as they are stored: each write changes one of what may be thousands. */
const texts = new WeakMap<Series, string>();

/** The whole book as the text that is stored. */
export function bookText(book: EntryBook, head: CalendarHead): string {
  let text = headText(head, book.values());
  for (const series of book.values()) {
    const known = texts.get(series) ?? seriesText(series, STORED);
    texts.set(series, known);
    text += known;
  }
  return `${text}END:VCALENDAR\r\n`;
}
