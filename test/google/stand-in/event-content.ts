import { instantOf, readTime } from './event-times.ts';
import type { RawEvent } from './raw-event.ts';
import { readRule } from './recurrence.ts';
import { invalid, refusal, required, timeRangeEmpty } from './refusals.ts';

/** What a caller may write of an event; everything else in a body is ignored. */
const WRITABLE = [
  'status',
  'summary',
  'description',
  'location',
  'colorId',
  'start',
  'end',
  'recurrence',
  'transparency',
  'visibility',
  'attendees',
  'extendedProperties',
  'guestsCanInviteOthers',
  'guestsCanModify',
  'guestsCanSeeOtherGuests',
  'reminders',
  'source',
  'eventType',
] as const satisfies readonly (keyof RawEvent)[];

type Json = Record<string, unknown>;

export function writablePart(body: Json): Json {
  return Object.fromEntries(
    WRITABLE.filter((key) => body[key] !== undefined && body[key] !== null).map((key) => [key, body[key]]),
  );
}

/** The semantics of PATCH: objects are merged, null takes away, everything else, lists too, is replaced whole. */
export function patched(old: Json, patch: Json): Json {
  const result: Json = { ...old };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else if (isObject(value)) result[key] = patched(isObject(result[key]) ? result[key] : {}, value);
    else result[key] = value;
  }
  return result;
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An event's content as the server keeps it. Throws 400 with the reason. */
export function checkedContent(content: Json, calendarZone: string): Partial<RawEvent> {
  const start = readTime(content['start'], 'start', calendarZone);
  const end = readTime(content['end'], 'end', calendarZone);
  if ((start.date === undefined) !== (end.date === undefined)) {
    throw invalid('Start and end times must either both be date or both be dateTime.');
  }
  if (Temporal.Instant.compare(instantOf(start, calendarZone), instantOf(end, calendarZone)) >= 0) {
    throw timeRangeEmpty();
  }
  oneOf(content, 'status', ['confirmed', 'tentative', 'cancelled']);
  oneOf(content, 'transparency', ['opaque', 'transparent']);
  oneOf(content, 'visibility', ['default', 'public', 'private', 'confidential']);
  oneOf(content, 'eventType', [
    'default',
    'outOfOffice',
    'focusTime',
    'workingLocation',
    'birthday',
    'fromGmail',
  ]);
  for (const key of ['summary', 'description', 'location']) text(content, key);
  checkReminders(content['reminders']);
  const given = content['start'] as Json;
  if (content['recurrence'] !== undefined && start.date === undefined && given['timeZone'] === undefined) {
    throw required('Missing time zone definition for start time.');
  }
  checkRecurrence(content['recurrence']);
  const properties = content['extendedProperties'];
  return {
    ...(content as Partial<RawEvent>),
    start,
    end,
    ...(content['attendees'] === undefined ? {} : { attendees: readAttendees(content['attendees']) }),
    ...(isObject(properties) ? { extendedProperties: keptProperties(properties) } : {}),
  };
}

function checkRecurrence(value: unknown): void {
  if (value === undefined) return;
  if (!Array.isArray(value) || !value.every((line) => typeof line === 'string')) {
    throw invalid('Invalid recurrence.');
  }
  readRule(value);
}

function oneOf(content: Json, key: string, allowed: readonly string[]): void {
  const value = content[key];
  if (value !== undefined && !allowed.includes(value as string)) {
    throw invalid(`Invalid value for field ${key}.`);
  }
}

function text(content: Json, key: string): void {
  if (content[key] !== undefined && typeof content[key] !== 'string')
    throw invalid(`Invalid value for field ${key}.`);
}

const ANSWERS = ['needsAction', 'declined', 'tentative', 'accepted'];

function readAttendees(value: unknown): NonNullable<RawEvent['attendees']> {
  if (!Array.isArray(value)) throw invalid('Invalid attendees.');
  const seen = new Set<string>();
  const attendees: NonNullable<RawEvent['attendees']>[number][] = [];
  for (const one of value as unknown[]) {
    if (!isObject(one) || one['email'] === undefined) throw required('Missing attendee email.');
    const { email, displayName, responseStatus = 'needsAction', optional, comment } = one;
    if (typeof email !== 'string' || !/^[^\s@]+@[^\s@]+$/.test(email))
      throw invalid('Invalid attendee email.');
    if (!ANSWERS.includes(responseStatus as string)) throw invalid('Invalid attendee response status.');
    if (seen.has(email.toLowerCase())) continue;
    seen.add(email.toLowerCase());
    attendees.push({
      email,
      ...(typeof displayName === 'string' ? { displayName } : {}),
      ...(optional === true ? { optional } : {}),
      ...(typeof comment === 'string' ? { comment } : {}),
      responseStatus: responseStatus as 'needsAction',
    });
  }
  return attendees;
}

const MAX_OVERRIDES = 5;
const MAX_MINUTES = 40_320;

function checkReminders(value: unknown): void {
  if (!isObject(value)) return;
  const { useDefault, overrides } = value;
  if (overrides === undefined) return;
  if (!Array.isArray(overrides)) throw invalid('Invalid reminders.');
  if (useDefault === true && overrides.length > 0) {
    throw refusal(
      400,
      'cannotUseDefaultRemindersAndSpecifyOverride',
      'Cannot specify both default reminders and overrides at the same time.',
      { domain: 'calendar' },
    );
  }
  if (overrides.length > MAX_OVERRIDES) throw invalid('Too many reminder overrides.');
  for (const one of overrides as unknown[]) {
    const { method, minutes } = isObject(one) ? one : {};
    if (method === undefined || minutes === undefined) throw required('Missing reminder method or minutes.');
    const fits = typeof minutes === 'number' && minutes >= 0 && minutes <= MAX_MINUTES;
    if ((method !== 'email' && method !== 'popup') || !fits) throw invalid('Invalid reminder override.');
  }
}

const KEY_LENGTH_MAX = 44;
const VALUE_LENGTH_MAX = 1024;

/** Beyond the limits of the guide "Extended properties" keys are dropped and values cut, without a word. */
function keptProperties(properties: Json): NonNullable<RawEvent['extendedProperties']> {
  const kept: Record<string, Record<string, string>> = {};
  for (const side of ['private', 'shared']) {
    const values = properties[side];
    if (!isObject(values)) continue;
    kept[side] = Object.fromEntries(
      Object.entries(values)
        .filter(([key, value]) => key.length <= KEY_LENGTH_MAX && value !== null)
        .map(([key, value]) => [key, String(value).slice(0, VALUE_LENGTH_MAX)]),
    );
  }
  return kept;
}
