import { z } from 'zod';
import { zoneNamed } from '../../time/zone.ts';
import { CalendarError } from '../calendar.ts';
import { type CalendarEvent, instantsOf } from '../event.ts';
import type { Call } from './call.ts';
import { EVENT_FIELDS, RawEvent, readEvent } from './read-event.ts';
import { secondsDown, secondsUp } from './whole-seconds.ts';

/** A mirror is made anew after this long: instances of changed series may stay behind in it. */
const AGE_MAX = { hours: 6 };
/** How far back a mirror is kept when it is made anew. */
const PAST_MAX = { hours: 24 };
/** A wider time is read when it is asked for, but not kept up from then on. */
const SPAN_DAYS_MAX = 400;
/** The most that one page may hold, by Google's rules. */
const PAGE_EVENTS = 2500;
const PAGES_MAX = 200;

/** A page may lack `items`, but one that has nothing of a listing is none: it would make everybody free. */
const Page = z
  .object({
    items: z.array(RawEvent).optional(),
    timeZone: z.string().optional().catch(undefined),
    nextPageToken: z.string().min(1).optional(),
    nextSyncToken: z.string().min(1).optional(),
  })
  .refine((page) => Object.values(page).some((value) => value !== undefined));

/** A sync token is only good for a listing with the very parameters of the one that gave it. */
const LIKE_EVERY_TIME = {
  singleEvents: true,
  maxResults: PAGE_EVENTS,
  fields: `nextPageToken,nextSyncToken,timeZone,items(${EVENT_FIELDS})`,
};

interface WholeRange {
  readonly timeMin: string;
  readonly timeMax: string;
}

interface SinceToken {
  readonly syncToken: string;
}

interface Listing {
  readonly items: readonly RawEvent[];
  readonly timeZone: string | null;
  readonly syncToken: string | null;
}

interface Held {
  readonly event: CalendarEvent;
  /** The series that this is one occurrence of. */
  readonly series: string | null;
}

/** The calendar's events in a range of time, as they were at one moment. Never changed, only replaced. */
interface Mirror {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
  readonly timeZone: string | null;
  readonly events: ReadonlyMap<string, Held>;
  /** What to ask with for all that changed since; null where Google gave none. */
  readonly syncToken: string | null;
  readonly madeAt: Temporal.Instant;
}

export interface EventMirror {
  /** All events that touch `[from, to)`, by start. Two readings must not run at the same time. */
  events(call: Call, from: Temporal.Instant, to: Temporal.Instant): Promise<readonly CalendarEvent[]>;
  /** The calendar's own zone; null where it is not known yet. */
  timeZone(): string | null;
}

/**
 * Reads a calendar through a copy of it. The first reading lists the asked time, every page of it;
 * later ones within that time only ask what changed (one call, where little did). The whole time is
 * listed anew where the asked time is wider, the copy old, or Google has forgotten the sync token
 * (410). It then covers what is asked and what was held before, from a day ago on.
 *
 * A reading that fails, at whichever page, leaves the copy and its token as they were.
 */
export function openMirror(calendarId: string, now: () => Temporal.Instant): EventMirror {
  let mirror: Mirror | null = null;

  /** All pages of a listing; null where Google does not know the sync token any more. */
  const pages = async (call: Call, range: WholeRange | SinceToken): Promise<Listing | null> => {
    const items: RawEvent[] = [];
    let page: { pageToken?: string } = {};
    for (let count = 0; count < PAGES_MAX; count += 1) {
      const params = { calendarId, ...range, ...page, ...LIKE_EVERY_TIME };
      const answer = await call(
        'list',
        (api) => api.events.list(params),
        (data) => Page.safeParse(data).data ?? null,
      );
      if (answer.outcome !== 'done') return null;
      const { nextPageToken: pageToken, timeZone, nextSyncToken } = answer.value;
      items.push(...(answer.value.items ?? []));
      if (pageToken === undefined) {
        const zone = timeZone === undefined ? null : zoneNamed(timeZone);
        return { items, timeZone: zone, syncToken: nextSyncToken ?? null };
      }
      page = { pageToken };
    }
    throw new CalendarError(`Google Calendar gave more than ${PAGES_MAX} pages of events.`, {
      kind: 'final',
      remedy: 'Use a calendar of its own for mocks.',
    });
  };

  const readWhole = async (call: Call, from: Temporal.Instant, to: Temporal.Instant): Promise<Mirror> => {
    const madeAt = now();
    const wide = mirror === null ? { from, to } : union({ from, to }, mirror, madeAt.subtract(PAST_MAX));
    const listing = await pages(call, { timeMin: secondsDown(wide.from), timeMax: secondsUp(wide.to) });
    if (listing === null) throw notListed();
    const { items, timeZone, syncToken } = listing;
    return { ...wide, timeZone, events: changed(new Map(), items, timeZone, wide), syncToken, madeAt };
  };

  /** The mirror brought up to date; null where only a whole reading can. */
  const readChanges = async (call: Call, old: Mirror): Promise<Mirror | null> => {
    if (old.syncToken === null) return null;
    const listing = await pages(call, { syncToken: old.syncToken });
    if (listing === null || listing.timeZone !== old.timeZone) return null;
    const events = changed(old.events, listing.items.map(goneIfBare), old.timeZone, old);
    return { ...old, events, syncToken: listing.syncToken };
  };

  return {
    async events(call, from, to) {
      if (Temporal.Instant.compare(from, to) >= 0) return [];
      const fresh = mirror !== null && covers(mirror, from, to) && !isOld(mirror, now()) ? mirror : null;
      const next =
        (fresh === null ? null : await readChanges(call, fresh)) ?? (await readWhole(call, from, to));
      mirror = next;
      return [...next.events.values()]
        .map(({ event }) => ({ event, when: instantsOf(event.when) }))
        .filter(({ when }) => touches(when, from, to))
        .sort(
          (a, b) =>
            Temporal.Instant.compare(a.when.start, b.when.start) || (a.event.id < b.event.id ? -1 : 1),
        )
        .map(({ event }) => event);
    },

    timeZone: () => mirror?.timeZone ?? null,
  };
}

/**
 * Lays changes over events. They may lie outside the mirror's time (an event that moved away is gone
 * from it), and deleted ones come with their id alone. An id is either one event or a series, whose
 * occurrences have ids of their own: what turned from one into the other replaces it.
 */
function changed(
  before: ReadonlyMap<string, Held>,
  items: readonly RawEvent[],
  timeZone: string | null,
  range: { readonly from: Temporal.Instant; readonly to: Temporal.Instant },
): ReadonlyMap<string, Held> {
  const events = new Map(before);
  const occurrences = new Map<string, Set<string>>();
  for (const [id, { series }] of before) {
    if (series !== null) occurrences.set(series, (occurrences.get(series) ?? new Set()).add(id));
  }
  const live = items.filter(({ status }) => status !== 'cancelled');
  for (const { id, recurringEventId } of items) {
    events.delete(id);
    if (recurringEventId === undefined) {
      for (const occurrence of occurrences.get(id) ?? []) events.delete(occurrence);
    }
  }
  for (const { recurringEventId } of live) {
    if (recurringEventId !== undefined) events.delete(recurringEventId);
  }
  for (const item of live) {
    const event = readEvent(item, timeZone);
    const held = { event, series: item.recurringEventId ?? null };
    if (touches(instantsOf(event.when), range.from, range.to)) events.set(item.id, held);
    else events.delete(item.id);
  }
  return events;
}

/** Among changes, only the id of what was deleted is promised: an entry that says nothing else is gone. */
function goneIfBare(item: RawEvent): RawEvent {
  const isBare = item.status === undefined && item.start === undefined && item.end === undefined;
  return isBare ? { ...item, status: 'cancelled' } : item;
}

function covers(mirror: Mirror, from: Temporal.Instant, to: Temporal.Instant): boolean {
  return Temporal.Instant.compare(mirror.from, from) <= 0 && Temporal.Instant.compare(to, mirror.to) <= 0;
}

function isOld(mirror: Mirror, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(mirror.madeAt.add(AGE_MAX), now) < 0;
}

interface Range {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

/** What is asked and what was held, without what is past; only what is asked where that is too much. */
function union(asked: Range, held: Range, past: Temporal.Instant): Range {
  const recent = later(held.from, past);
  const wide = { from: earlier(asked.from, recent), to: later(asked.to, held.to) };
  return wide.to.since(wide.from).total('hours') <= SPAN_DAYS_MAX * 24 ? wide : asked;
}

function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) <= 0 ? a : b;
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) >= 0 ? a : b;
}

function touches(
  { start, end }: { start: Temporal.Instant; end: Temporal.Instant },
  from: Temporal.Instant,
  to: Temporal.Instant,
): boolean {
  return Temporal.Instant.compare(start, to) < 0 && Temporal.Instant.compare(end, from) > 0;
}

function notListed(): CalendarError {
  return new CalendarError('Google Calendar refused a whole reading as if it were one of changes (410).', {
    kind: 'passing',
    remedy: 'Nothing need be done: it goes on by itself.',
  });
}
