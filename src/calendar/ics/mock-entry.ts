import type { Attendee } from '../event.ts';
import { type Entry, uidOf } from './entry.ts';
import { cleanText } from './property.ts';
import { wallAt } from './wall.ts';

/** What a mock has to say to stand in any calendar; both `NewEvent` and a timed event of ours are one. */
export interface MockToWrite {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly attendees: readonly (Pick<Attendee, 'email' | 'name' | 'optional'> & Partial<Attendee>)[];
}

/**
 * A mock as an entry: in whole seconds, without what iCalendar cannot hold (control characters),
 * and with each address once, since programs disagree on what a second one means.
 */
export function mockEntry(mock: MockToWrite): Entry {
  const start = wallAt(mock.start, 'UTC');
  const attendees = new Map<string, Attendee>();
  for (const { email, name, optional, response = 'needsAction' } of mock.attendees) {
    const key = email.toLowerCase();
    const before = attendees.get(key);
    if (before === undefined || (before.optional && !optional)) {
      attendees.set(key, { email, name: cleanText(name ?? '').trim() || null, optional, response });
    }
  }
  return {
    uid: uidOf(mock.id),
    sequence: 0,
    stamp: null,
    title: cleanText(mock.title),
    description: cleanText(mock.description),
    span: { allDay: false, timeZone: 'UTC', start, length: wallAt(mock.end, 'UTC') - start },
    repeats: null,
    replaces: null,
    status: 'confirmed',
    markedFree: false,
    type: 'default',
    organizer: null,
    attendees: [...attendees.values()],
    booking: null,
    owner: null,
  };
}
