import { type Entry, entryId, eventIdIn } from '../ics/entry.ts';
import type { ReadCalendar } from '../ics/read-calendar.ts';
import type { Series } from '../ics/series.ts';
import { entryLines } from '../ics/write-entry.ts';
import { bookOf, type EntryBook } from './entry-book.ts';

/** What became of the events of an imported file, each VEVENT counted once. */
export interface ImportReport {
  readonly added: number;
  readonly updated: number;
  /** There already, just as they are. */
  readonly unchanged: number;
  readonly skipped: readonly SkippedEvent[];
}

export interface SkippedEvent {
  readonly title: string;
  /** Where in the file, 1-based; null where the event could be read but was not wanted. */
  readonly line: number | null;
  /** In plain words, about the event: "it has no start". */
  readonly why: string;
}

/**
 * Lays imported entries over a book. An event is known by its UID, within the calendar of its owner.
 * A higher SEQUENCE wins; of equal ones, what is imported last. A series that comes with its rule
 * replaces what was known of it whole; changed occurrences alone are added to it. Our own bookings
 * are never touched, whatever the file says.
 */
export function importEntries(
  book: EntryBook,
  read: ReadCalendar,
): { book: EntryBook; report: ImportReport } {
  const skipped: SkippedEvent[] = [...read.unread];
  const skip = (entry: Entry, why: string) =>
    skipped.push({ title: entry.title || '(no title)', line: null, why });
  const foreign = read.entries.filter((entry) => {
    const ownId = eventIdIn(entry.uid);
    const ours = ownId !== null && book.get(ownId)?.master?.booking != null;
    if (ours) skip(entry, 'it is a booking of this calendar');
    return !ours;
  });
  const result = new Map(book);
  const counts = { added: 0, updated: 0, unchanged: 0 };
  for (const [id, incoming] of bookOf(newestOf(foreign, skip))) {
    const known = new Map(entriesOf(book.get(id)).map((entry) => [entry.replaces, entry]));
    const winners = new Map<string | null, Entry>();
    for (const entry of entriesOf(incoming)) {
      const before = known.get(entry.replaces);
      const outdated = before !== undefined && before.sequence > entry.sequence;
      if (outdated) skip(entry, 'a newer version of it is there already');
      else counts[changeFrom(before, entry)] += 1;
      winners.set(entry.replaces, outdated ? before : entry);
    }
    const whole = incoming.master !== null && winners.get(null) === incoming.master;
    // A changed occurrence that the new version of its series no longer has was changed back.
    if (whole) counts.updated += [...known.keys()].filter((replaced) => !winners.has(replaced)).length;
    const kept = whole ? winners : new Map([...known, ...winners]);
    result.set(id, seriesFrom([...kept.values()]));
  }
  const report = { ...counts, skipped };
  return { book: counts.added + counts.updated === 0 ? book : result, report };
}

function seriesFrom(entries: readonly Entry[]): Series {
  return {
    master: entries.find(({ replaces }) => replaces === null) ?? null,
    changes: entries.filter(({ replaces }) => replaces !== null),
  };
}

/** Of several versions of one event in one file, the one that wins, where the first of them stood. */
function newestOf(entries: readonly Entry[], skip: (entry: Entry, why: string) => void): Entry[] {
  const newest = new Map<string, Entry>();
  for (const entry of entries) {
    const key = JSON.stringify([entryId(entry), entry.replaces]);
    const other = newest.get(key);
    if (other !== undefined)
      skip(other.sequence <= entry.sequence ? other : entry, 'the file holds another version of it');
    if (other === undefined || other.sequence <= entry.sequence) newest.set(key, entry);
  }
  return [...newest.values()];
}

function entriesOf(series: Series | undefined): Entry[] {
  if (series === undefined) return [];
  return [...(series.master === null ? [] : [series.master]), ...series.changes];
}

/** Exporters write a new DTSTAMP every time, so it is no change; everything else that is kept is. */
function changeFrom(before: Entry | undefined, entry: Entry): 'added' | 'updated' | 'unchanged' {
  if (before === undefined) return 'added';
  const text = (version: Entry) => {
    const stamp = Temporal.Instant.fromEpochMilliseconds(0);
    return entryLines({ ...version, stamp }, null, { private: true, stamp }).join('\n');
  };
  return text(before) === text(entry) ? 'unchanged' : 'updated';
}
