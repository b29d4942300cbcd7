import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IcsFault } from '../../../src/calendar/ics/fault.ts';
import { type ReadCalendar, readCalendar } from '../../../src/calendar/ics/read-calendar.ts';
import { bookOf, bookText, eventsOf } from '../../../src/calendar/local/entry-book.ts';
import { importEntries } from '../../../src/calendar/local/import-entries.ts';
import { at, LOS_ANGELES } from '../builders.ts';
import { hostileText } from '../hostile-text.ts';

const HEAD = { name: 'Mock interviews', timeZone: LOS_ANGELES };
const RANGE = [at('2026-09-01T00:00'), at('2027-02-01T00:00')] as const;

function read(text: string, trusted: boolean, owner: string | null = null): ReadCalendar {
  return readCalendar(text, { timeZone: LOS_ANGELES, trusted, owner, eventsMax: 100 });
}

function readable(text: string, owner: string | null): ReadCalendar {
  try {
    return read(text, false, owner);
  } catch (fault) {
    expect(fault).toBeInstanceOf(IcsFault);
    return { entries: [], unread: [] };
  }
}

describe('What is stored', () => {
  it('reads back as the same events, and is written the same again', () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom(null, 'alpha@example.com'), (text, owner) => {
        const { book } = importEntries(bookOf([]), readable(text, owner));
        const stored = bookText(book, HEAD);
        const again = bookOf(read(stored, true).entries);
        expect(bookText(again, HEAD)).toBe(stored);
        expect(eventsOf(again, ...RANGE, 50_000)).toEqual(eventsOf(book, ...RANGE, 50_000));
      }),
      { numRuns: 150 },
    );
  });

  it('imports to nothing new', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const { book } = importEntries(bookOf([]), readable(text, null));
        const second = importEntries(book, readable(text, null));
        expect(second.book).toBe(book);
        expect(second.report).toMatchObject({ added: 0, updated: 0 });
      }),
      { numRuns: 150 },
    );
  });
});
