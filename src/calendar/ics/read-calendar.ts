import { zoneNamed } from '../../time/zone.ts';
import { type Component, componentsOf, property } from './component.ts';
import type { Entry } from './entry.ts';
import { IcsFault } from './fault.ts';
import { cleanText, textOf } from './property.ts';
import { readEntry } from './read-entry.ts';
import { windowsZone } from './windows-zones.ts';
import { zonesOf } from './zones.ts';

/** What an iCalendar text holds, and what of it could not be read. */
export interface ReadCalendar {
  readonly entries: readonly Entry[];
  readonly unread: readonly UnreadEvent[];
}

export interface UnreadEvent {
  readonly title: string;
  readonly line: number;
  /** In plain words, about the event: "it has no start". */
  readonly why: string;
}

const TITLE_SHOWN_MAX = 80;

/**
 * Reads every VEVENT of a text; to-dos, journals, free/busy lists and alarms are no events and are
 * passed over. An event that cannot be read is told apart; only a text that is no iCalendar, or was
 * cut off, throws (an `IcsFault`).
 *
 * `timeZone` is that of times without one where the calendar names none. `trusted` is for our own
 * storage: there our private lines count, and nothing at all is passed over.
 */
export function readCalendar(
  text: string,
  options: { timeZone: string; trusted: boolean; owner: string | null; eventsMax: number },
): ReadCalendar {
  const calendars = componentsOf(text, { tolerant: !options.trusted });
  const other = calendars.find(({ name }) => name !== 'VCALENDAR');
  if (other !== undefined || calendars.length === 0) {
    throw new IcsFault('this is no iCalendar text: it does not begin with BEGIN:VCALENDAR', other?.line ?? 1);
  }
  const entries: Entry[] = [];
  const unread: UnreadEvent[] = [];
  const counted = { days: 0 };
  for (const calendar of calendars) {
    const timeZone = options.trusted ? options.timeZone : (calendarZone(calendar) ?? options.timeZone);
    const context = { ...options, timeZone, counted, zoneOf: zonesOf(calendar, timeZone) };
    for (const event of calendar.children) {
      if (event.name !== 'VEVENT') continue;
      if (entries.length + unread.length >= options.eventsMax) {
        throw new IcsFault(`it holds more than ${options.eventsMax} events`, event.line);
      }
      try {
        entries.push(readEntry(event, context));
      } catch (fault) {
        if (!(fault instanceof IcsFault) || options.trusted) throw fault;
        unread.push({ title: shownTitle(event), line: fault.line, why: fault.message });
      }
    }
  }
  return { entries, unread };
}

/** The zone of a calendar's own days, as Google and Apple write it. */
function calendarZone(calendar: Component): string | null {
  const name = textOf(property(calendar, 'X-WR-TIMEZONE'));
  return zoneNamed(name) ?? windowsZone(name);
}

function shownTitle(event: Component): string {
  const title = cleanText(textOf(property(event, 'SUMMARY')))
    .replace(/\s+/g, ' ')
    .trim();
  return title === '' ? '(no title)' : title.slice(0, TITLE_SHOWN_MAX).toWellFormed();
}
