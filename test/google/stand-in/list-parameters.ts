import { knownZone, timestamp } from './event-times.ts';
import { invalidParameter, refusal, timeRangeEmpty } from './refusals.ts';

/** What a list is asked for. */
export interface ListParameters {
  readonly singleEvents: boolean;
  readonly showDeleted: boolean;
  readonly timeMin: Temporal.Instant | null;
  readonly timeMax: Temporal.Instant | null;
  readonly updatedMin: Temporal.Instant | null;
  readonly orderBy: 'startTime' | 'updated' | null;
  readonly maxResults: number;
  readonly maxAttendees: number | null;
  readonly timeZone: string;
  readonly eventTypes: readonly string[];
  readonly iCalUID: string | null;
  readonly q: string | null;
  readonly privateProperties: readonly (readonly [string, string])[];
  readonly sharedProperties: readonly (readonly [string, string])[];
  readonly syncToken: string | null;
  readonly pageToken: string | null;
}

/** These cannot be combined with a sync token. */
const NOT_WITH_SYNC = [
  'iCalUID',
  'orderBy',
  'privateExtendedProperty',
  'q',
  'sharedExtendedProperty',
  'timeMin',
  'timeMax',
  'updatedMin',
];

/**
 * A list that was asked for with one of these ends without a sync token. A first, full list may be
 * bounded in time all the same (guide "Synchronize resources efficiently").
 */
export const NEVER_SYNCED = NOT_WITH_SYNC.filter((name) => name !== 'timeMin' && name !== 'timeMax');

/** Reads the parameters of `events.list`. Throws 400. */
export function readListParameters(query: URLSearchParams, calendarZone: string): ListParameters {
  const timeMin = time(query, 'timeMin');
  const timeMax = time(query, 'timeMax');
  if (timeMin !== null && timeMax !== null && Temporal.Instant.compare(timeMin, timeMax) >= 0) {
    throw timeRangeEmpty();
  }
  const singleEvents = flag(query, 'singleEvents') ?? false;
  const orderBy = order(query, singleEvents);
  const syncToken = query.get('syncToken');
  const showDeleted = flag(query, 'showDeleted');
  if (syncToken !== null) {
    const clash = NOT_WITH_SYNC.find((name) => query.has(name));
    if (clash !== undefined) throw badRequest(clash, `A sync token cannot be combined with ${clash}.`);
    if (showDeleted === false) throw badRequest('showDeleted', 'Deleted events are part of a sync.');
  }
  const timeZone = query.get('timeZone') ?? calendarZone;
  if (!knownZone(timeZone)) throw invalidParameter('timeZone', `Invalid value: ${timeZone}`);
  return {
    singleEvents,
    showDeleted: showDeleted ?? false,
    timeMin,
    timeMax,
    updatedMin: time(query, 'updatedMin'),
    orderBy,
    maxResults: wholeNumber(query, 'maxResults', 2500) ?? 250,
    maxAttendees: wholeNumber(query, 'maxAttendees', Number.MAX_SAFE_INTEGER),
    timeZone,
    eventTypes: query.getAll('eventTypes'),
    iCalUID: query.get('iCalUID'),
    q: query.get('q'),
    privateProperties: properties(query, 'privateExtendedProperty'),
    sharedProperties: properties(query, 'sharedExtendedProperty'),
    syncToken,
    pageToken: query.get('pageToken'),
  };
}

function badRequest(location: string, message: string): Error {
  return refusal(400, 'badRequest', message, { locationType: 'parameter', location });
}

/** "Must be an RFC3339 timestamp with mandatory time zone offset"; milliseconds are ignored. */
function time(query: URLSearchParams, name: string): Temporal.Instant | null {
  const value = query.get(name);
  if (value === null) return null;
  const instant = timestamp(value);
  if (instant === null) throw badRequest(name, 'Bad Request');
  return instant;
}

function flag(query: URLSearchParams, name: string): boolean | null {
  const value = query.get(name);
  if (value === null) return null;
  if (value !== 'true' && value !== 'false')
    throw invalidParameter(name, `Invalid boolean value: '${value}'.`);
  return value === 'true';
}

function wholeNumber(query: URLSearchParams, name: string, max: number): number | null {
  const value = query.get(name);
  if (value === null) return null;
  const number = /^\d+$/.test(value) ? Number(value) : 0;
  if (number >= 1 && number <= max) return number;
  throw invalidParameter(name, `Invalid value '${value}'. Values must be within the range: [1, ${max}]`);
}

function order(query: URLSearchParams, singleEvents: boolean): ListParameters['orderBy'] {
  const value = query.get('orderBy');
  if (value === null || value === 'updated') return value;
  if (value !== 'startTime') throw invalidParameter('orderBy', `Invalid string value: '${value}'.`);
  if (singleEvents) return value;
  throw badRequest('orderBy', 'The requested ordering is not available for the particular query.');
}

function properties(query: URLSearchParams, name: string): [string, string][] {
  return query.getAll(name).map((constraint) => {
    const at = constraint.indexOf('=');
    if (at < 1) throw invalidParameter(name, `Invalid value: ${constraint}`);
    return [constraint.slice(0, at), constraint.slice(at + 1)];
  });
}
