import type { CalendarEvent } from '../event.ts';
import type { Entry } from './entry.ts';
import { type MockToWrite, mockEntry } from './mock-entry.ts';
import type { Series } from './series.ts';
import { instantOf } from './wall.ts';
import { entryLines, type WriteOptions } from './write-entry.ts';
import { foldedText, textValue } from './write-line.ts';
import { zoneLines } from './zone-lines.ts';

export interface CalendarHead {
  /** The name under which calendar programs show it. */
  readonly name: string;
  readonly timeZone: string;
}

/**
 * An iCalendar text (RFC 5545) that calendar programs take: CRLF, folded at 75 octets, without
 * METHOD (nobody is invited by reading it), times of single events in UTC, of repeating ones in
 * their zone, which is described in the text.
 */
export function calendarText(head: CalendarHead, all: readonly Series[], options: WriteOptions): string {
  const blocks = all.map((series) => seriesText(series, options));
  return `${headText(head, all)}${blocks.join('')}${foldedText(['END:VCALENDAR'])}`;
}

/** What stands before the events: the calendar's properties and the zones that the events need. */
export function headText(head: CalendarHead, all: Iterable<Series>): string {
  return foldedText([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//mock-scheduler//mock interviews//EN',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${textValue(head.name)}`,
    `X-WR-TIMEZONE:${textValue(head.timeZone)}`,
    ...[...zonesNeeded(all)].flatMap(([timeZone, from]) => zoneLines(timeZone, from)),
  ]);
}

/** The events of one series. */
export function seriesText({ master, changes }: Series, options: WriteOptions): string {
  const entries: Entry[] = [...(master === null ? [] : [master]), ...changes];
  return foldedText(entries.flatMap((entry) => entryLines(entry, master, options)));
}

/**
 * One candidate's mocks as a file to hand out: from events of any calendar, or from what was asked
 * of it. Cancelled and all-day events are no mocks and are left out. A Meet link that the
 * description does not hold yet is added to it, the one place that every program shows.
 */
export function icsOfMocks(
  mocks: readonly (MockToWrite | CalendarEvent)[],
  head: CalendarHead,
  stamp: Temporal.Instant,
): string {
  const entries = mocks.flatMap((mock): Entry[] => {
    if (!('when' in mock)) return [mockEntry(mock)];
    if (mock.when.kind !== 'timed' || mock.status === 'cancelled') return [];
    const { meetLink, description } = mock;
    const joined =
      meetLink === null || description.includes(meetLink)
        ? description
        : `${description}\n\n${meetLink}`.trim();
    const entry = mockEntry({ ...mock, description: joined, start: mock.when.start, end: mock.when.end });
    return [{ ...entry, status: mock.status, organizer: mock.organizer }];
  });
  return calendarText(
    head,
    entries.map((master) => ({ master, changes: [] })),
    { private: false, stamp },
  );
}

function zonesNeeded(all: Iterable<Series>): Map<string, Temporal.Instant> {
  const zones = new Map<string, Temporal.Instant>();
  for (const { master } of all) {
    if (master === null || master.repeats === null || master.span.allDay || master.span.timeZone === 'UTC')
      continue;
    const start = instantOf(master.span.start, master.span.timeZone);
    const known = zones.get(master.span.timeZone);
    if (known === undefined || Temporal.Instant.compare(start, known) < 0)
      zones.set(master.span.timeZone, start);
  }
  return zones;
}
