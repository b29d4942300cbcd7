import type { KeptCalendar, World } from './calendars.ts';
import { compareKeys, type ListEntry, listEntries } from './list-entries.ts';
import { type ListParameters, NEVER_SYNCED, readListParameters } from './list-parameters.ts';
import { type PageMark, pageToken, readPageToken, readSyncToken, syncToken } from './list-tokens.ts';
import type { RawEvent } from './raw-event.ts';
import { refusal } from './refusals.ts';
import { shownTo } from './shown-event.ts';

/** Unconfirmed how far back `updatedMin` may lie; that there is a limit is documented. */
const UPDATED_MIN_DAYS = 28;

/**
 * `events.list`: one page. A page is cut before deleted and other unwanted entries are taken out, so
 * that it may be short, even empty, and not the last. Only the last has a sync token; it stands for
 * the time of the first page, so that what changed while pages were turned comes again.
 */
export function list(world: World, calendar: KeptCalendar, query: URLSearchParams): object {
  const parameters = readListParameters(query, calendar.timeZone);
  checkUpdatedMin(world, parameters);
  const since =
    parameters.syncToken === null ? null : readSyncToken(parameters.syncToken, world, calendar, query);
  const mark: PageMark | null =
    parameters.pageToken === null ? null : readPageToken(parameters.pageToken, calendar, query);
  const asOf = mark?.asOf ?? world.revision;
  const rest = listEntries(world, calendar, parameters).filter(
    (entry) =>
      (since === null || (entry.revision > since && entry.revision <= asOf)) &&
      (mark === null || compareKeys(entry.key, mark.after) > 0),
  );
  const page = rest.slice(0, Math.min(parameters.maxResults, world.pageSize));
  const items = page.filter((entry) => isWanted(entry, parameters, calendar));
  const last = page.length === rest.length;
  return {
    kind: 'calendar#events',
    etag: `"list${world.revision}"`,
    summary: calendar.summary,
    updated: world.now().toString({ smallestUnit: 'millisecond' }),
    timeZone: calendar.timeZone,
    accessRole: calendar.accessRole,
    defaultReminders: [],
    ...(last ? {} : { nextPageToken: pageToken(calendar, query, { after: page.at(-1)!.key, asOf }) }),
    ...(last && !NEVER_SYNCED.some((name) => query.has(name))
      ? { nextSyncToken: syncToken(world, calendar, query, asOf) }
      : {}),
    items: items.map(({ event }) =>
      event.status === 'cancelled' ? bare(event, calendar) : shownTo(calendar, event, parameters),
    ),
  };
}

/** Of a deleted event only the id is guaranteed, of a skipped occurrence also which one it was. */
function bare(
  { kind, etag, id, status, recurringEventId, originalStartTime }: RawEvent,
  calendar: KeptCalendar,
) {
  const series = recurringEventId === undefined ? undefined : calendar.events.get(recurringEventId);
  const skipped = series !== undefined && series.event.status !== 'cancelled';
  return { kind, etag, id, status, ...(skipped ? { recurringEventId, originalStartTime } : {}) };
}

function isWanted({ event }: ListEntry, parameters: ListParameters, calendar: KeptCalendar): boolean {
  const { showDeleted, syncToken: sync, updatedMin, singleEvents, eventTypes, iCalUID } = parameters;
  if (updatedMin !== null && Temporal.Instant.compare(event.updated!, updatedMin) < 0) return false;
  if (event.status === 'cancelled') {
    const series = calendar.events.get(event.recurringEventId ?? '');
    const skipped = series !== undefined && series.event.status !== 'cancelled' && !singleEvents;
    return showDeleted || sync !== null || updatedMin !== null || skipped;
  }
  if (eventTypes.length > 0 && !eventTypes.includes(event.eventType ?? 'default')) return false;
  if (iCalUID !== null && event.iCalUID !== iCalUID) return false;
  const { private: own = {}, shared = {} } = event.extendedProperties ?? {};
  return (
    parameters.privateProperties.every(([name, value]) => own[name] === value) &&
    parameters.sharedProperties.every(([name, value]) => shared[name] === value) &&
    (parameters.q === null || mentions(event, parameters.q))
  );
}

function mentions(event: RawEvent, words: string): boolean {
  const people = [...(event.attendees ?? []), ...(event.organizer === undefined ? [] : [event.organizer])];
  const text = [
    event.summary,
    event.description,
    event.location,
    ...people.flatMap(({ email, displayName }) => [email, displayName]),
  ];
  const searched = text.join('\n').toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => searched.includes(word));
}

function checkUpdatedMin(world: World, { updatedMin }: ListParameters): void {
  if (updatedMin === null || world.now().since(updatedMin).total('hours') <= UPDATED_MIN_DAYS * 24) return;
  throw refusal(
    410,
    'updatedMinTooLongAgo',
    'The requested minimum modification time lies too far in the past.',
    { domain: 'calendar', locationType: 'parameter', location: 'updatedMin' },
  );
}
