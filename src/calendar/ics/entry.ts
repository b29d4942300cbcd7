import { createHash } from 'node:crypto';
import type { Attendee, BookingMark, CalendarEvent } from '../event.ts';
import type { Rule } from './rule.ts';
import { dateText, instantOf, utcText, type WallSecond } from './wall.ts';

/** One VEVENT as far as this program uses it: a single event, a series, or one changed occurrence. */
export interface Entry {
  readonly uid: string;
  /** Grows with every change that its organiser sends round. */
  readonly sequence: number;
  /** DTSTAMP: when this version was written. */
  readonly stamp: Temporal.Instant | null;
  readonly title: string;
  readonly description: string;
  readonly span: Span;
  readonly repeats: Repeats | null;
  /** On a changed occurrence: the key of the one whose place it takes. */
  readonly replaces: OccurrenceKey | null;
  readonly status: CalendarEvent['status'];
  readonly markedFree: boolean;
  readonly type: 'default' | 'outOfOffice' | 'workingLocation';
  readonly organizer: string | null;
  readonly attendees: readonly Attendee[];
  readonly booking: BookingMark | null;
  /** Whose personal calendar it was imported from. */
  readonly owner: string | null;
}

/** A time on the clocks of a zone. Single timed events are always kept in UTC. */
export interface Span {
  readonly allDay: boolean;
  readonly timeZone: string;
  readonly start: WallSecond;
  /** Seconds; of an all-day entry whole days of 86,400. */
  readonly length: number;
}

export interface Repeats {
  readonly rules: readonly Rule[];
  /** Further starts (RDATE). */
  readonly alsoOn: readonly WallSecond[];
  /** Occurrences that do not take place (EXDATE); a day's key stands for all of that day. */
  readonly notOn: readonly OccurrenceKey[];
}

/** Names an occurrence by its original start: `20261201T180000Z`, or `20261201` for a whole day. */
export type OccurrenceKey = string;

export function keyOf(span: Span, start: WallSecond): OccurrenceKey {
  return span.allDay ? dateText(start) : utcText(instantOf(start, span.timeZone));
}

const UID_TAIL = '@mock-scheduler';

/** The UID under which an event that we made is known in every calendar program. */
export function uidOf(eventId: string): string {
  return `${eventId}${UID_TAIL}`;
}

/** The event id that a UID of ours stands for, or null for anybody else's. */
export function eventIdIn(uid: string): string | null {
  return uid.endsWith(UID_TAIL) ? uid.slice(0, -UID_TAIL.length) : null;
}

/**
 * The event's id: for a booking the one it was made under, else 27 characters of the same alphabet,
 * derived from the UID (which may be anything at all) and the owner of the calendar it came from,
 * since each person's copy of one meeting is an entry of its own.
 */
export function entryId(entry: Entry): string {
  const ours = entry.booking === null ? null : eventIdIn(entry.uid);
  if (ours !== null) return ours;
  const hash = createHash('sha256')
    .update(JSON.stringify([entry.owner, entry.uid]))
    .digest('hex')
    .slice(0, 32);
  return `i${BigInt(`0x${hash}`).toString(32).padStart(26, '0')}`;
}
