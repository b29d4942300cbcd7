import type { Clock } from '../../time/clock.ts';
import { CalendarError, type Listening } from '../calendar.ts';
import { IcsFault } from '../ics/fault.ts';
import { readCalendar } from '../ics/read-calendar.ts';
import type { CalendarHead } from '../ics/write-calendar.ts';
import { type FileVersion, openCalendarFile } from './calendar-file.ts';
import { bookOf, bookText, type EntryBook } from './entry-book.ts';
import { fileChanges } from './file-changes.ts';
import { inTurn } from './write-turn.ts';

/** Where a calendar's entries are kept. */
export interface Shelf {
  /** The entries as they are now, whoever wrote them. */
  book(): Promise<EntryBook>;
  /** Replaces the book by what `work` makes of it, one change after the other; a failed one changes nothing. */
  change<Result>(work: (book: EntryBook) => { book: EntryBook; result: Result }): Promise<Result>;
  /** Calls `onChange` soon after the entries have changed, whoever wrote them. */
  listen(onChange: () => void): Promise<Listening>;
  close(): Promise<void>;
}

/** Entries in a file, or in memory where there is none. Reads the file at once. */
export async function openShelf(
  path: string | null,
  head: CalendarHead,
  sleep: Clock['sleep'],
): Promise<Shelf> {
  return path === null ? memoryShelf() : await fileShelf(path, head, sleep);
}

function memoryShelf(): Shelf {
  let book = bookOf([]);
  const listeners = new Set<() => void>();
  return {
    book: async () => book,
    change: async (work) => {
      const changed = work(book);
      const before = book;
      book = changed.book;
      if (book !== before) for (const onChange of [...listeners]) onChange();
      return changed.result;
    },
    listen: async (onChange) => {
      const listener = () => onChange();
      listeners.add(listener);
      return {
        close: async () => {
          listeners.delete(listener);
        },
      };
    },
    close: async () => listeners.clear(),
  };
}

async function fileShelf(path: string, head: CalendarHead, sleep: Clock['sleep']): Promise<Shelf> {
  const file = await openCalendarFile(path);
  const changes = fileChanges(file, sleep);
  let held: { book: EntryBook; version: FileVersion } = { book: bookOf([]), version: null };

  // Another process may have written in between, so the file is looked at before every use.
  const current = async (): Promise<EntryBook> => {
    const version = await file.version();
    if (version !== held.version) {
      const text = await file.read();
      held = { book: text === null ? bookOf([]) : readBook(text, path, head.timeZone), version };
    }
    return held.book;
  };
  await current();

  return {
    book: current,
    change: (work) =>
      inTurn(path, async () => {
        const before = await current();
        const { book, result } = work(before);
        if (book !== before) {
          held = { book, version: await file.write(bookText(book, head)) };
          changes.written(held.version);
        }
        return result;
      }),
    listen: changes.listen,
    async close() {
      await changes.close();
      await inTurn(path, async () => undefined);
    },
  };
}

function readBook(text: string, path: string, timeZone: string): EntryBook {
  try {
    const options = { timeZone, trusted: true, owner: null, eventsMax: Number.POSITIVE_INFINITY };
    return bookOf(readCalendar(text, options).entries);
  } catch (fault) {
    if (!(fault instanceof IcsFault)) throw fault;
    throw new CalendarError(`The calendar file is damaged: ${path}:${fault.line}: ${fault.message}.`, {
      kind: 'person',
      remedy:
        'Mend that line or put a copy of the file back. It was left as it is; moving it away starts an empty calendar.',
      cause: fault,
    });
  }
}
