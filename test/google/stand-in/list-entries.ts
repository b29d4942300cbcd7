import type { KeptCalendar, KeptEvent, World } from './calendars.ts';
import { instantOf } from './event-times.ts';
import type { ListParameters } from './list-parameters.ts';
import type { RawEvent } from './raw-event.ts';
import { occurrencesOf } from './recurrence.ts';

/** Where an entry stands in the order of a list. */
export type ListKey = readonly [number, number, string];

/** What decides on the entries of a list and their order. */
export type ListScope = Pick<ListParameters, 'singleEvents' | 'timeMin' | 'timeMax'> &
  Partial<Pick<ListParameters, 'orderBy' | 'syncToken'>>;

export interface ListEntry {
  readonly event: RawEvent;
  readonly revision: number;
  readonly key: ListKey;
}

/**
 * All that a list could show, in its order: with `singleEvents` the occurrences of a series and not
 * the series itself, else series and exceptions as they are. Deleted ones are among them.
 */
export function listEntries(world: World, calendar: KeptCalendar, scope: ListScope): ListEntry[] {
  const { timeMin, timeMax, singleEvents } = scope;
  const zone = calendar.timeZone;
  const entries: ListEntry[] = [];
  for (const kept of calendar.events.values()) {
    const { event, revision } = kept;
    const series = event.recurrence !== undefined;
    const occurrences = series ? occurrencesOf(kept, zone, world.now(), timeMax) : [];
    const events = series && singleEvents ? [...occurrences, ...former(kept, occurrences)] : [event];
    const reach = series && !singleEvents ? occurrences : null;
    for (const one of events) {
      // An exception was written down, and counts instead of the occurrence that it replaces.
      if (one !== event && calendar.events.has(one.id)) continue;
      if (!(reach ?? [one]).some((each) => touches(each, zone, timeMin, timeMax))) continue;
      entries.push({ event: one, revision, key: keyOf(one, kept, zone, scope) });
    }
  }
  return entries.sort((a, b) => compareKeys(a.key, b.key));
}

export function compareKeys(a: ListKey, b: ListKey): number {
  return a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0);
}

/** Occurrences that a series had before it was changed are shown as deleted. */
function former({ event, formerly }: KeptEvent, now: readonly RawEvent[]): RawEvent[] {
  const present = new Set(now.map(({ id }) => id));
  return [...formerly]
    .filter((id) => !present.has(id))
    .map((id) => ({ ...event, id, recurringEventId: event.id, status: 'cancelled' }));
}

/** `timeMin` bounds the end and `timeMax` the start, both exclusive. */
function touches(
  event: RawEvent,
  zone: string,
  timeMin: Temporal.Instant | null,
  timeMax: Temporal.Instant | null,
): boolean {
  if (event.start === undefined || event.end === undefined) return true;
  return (
    (timeMin === null || Temporal.Instant.compare(instantOf(event.end, zone), timeMin) > 0) &&
    (timeMax === null || Temporal.Instant.compare(instantOf(event.start, zone), timeMax) < 0)
  );
}

/** "An unspecified, stable order" is here the order in which events came to be; of changes, of the changes. */
function keyOf(
  event: RawEvent,
  kept: KeptEvent,
  zone: string,
  { orderBy, syncToken = null }: ListScope,
): ListKey {
  const start = event.start === undefined ? 0 : instantOf(event.start, zone).epochMilliseconds;
  if (orderBy === 'startTime') return [start, kept.born, event.id];
  return [orderBy === 'updated' || syncToken !== null ? kept.revision : kept.born, start, event.id];
}
