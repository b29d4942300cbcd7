import { calendarEntry, calendarList, calendarResource } from './calendar-list.ts';
import { calendarFor, type KeptCalendar, type World } from './calendars.ts';
import { lookedAt } from './conference.ts';
import { knownZone } from './event-times.ts';
import { selected } from './fields.ts';
import { findEvent } from './find-event.ts';
import { freeBusy } from './free-busy.ts';
import { fieldsOf } from './known-fields.ts';
import { checkParameters } from './known-parameters.ts';
import { list } from './list.ts';
import type { OAuth } from './oauth.ts';
import type { Quota } from './quota.ts';
import type { RawEvent } from './raw-event.ts';
import { invalidParameter, notFound, Refusal, refusal, scopeMissing } from './refusals.ts';
import type { Route } from './routes.ts';
import { scopesAllow } from './scopes.ts';
import { shownTo } from './shown-event.ts';
import { insert, patch, remove, update } from './write-event.ts';

export interface Request {
  readonly route: Route;
  readonly query: URLSearchParams;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or a page of HTML, or nothing at all. */
  readonly body: object | string | null;
}

/** "`events.patch` costs three quota units" (Events reference). */
const COST: Readonly<Record<string, number>> = { patch: 3 };

/** Does what a request asks for, and says what is answered. */
export function answerTo(request: Request, world: World, oauth: OAuth, quota: Quota): Answer {
  try {
    if (request.route.method === 'token') {
      return { status: 200, body: oauth.token(new URLSearchParams(request.text)) };
    }
    const body = answerOfApi(request, world, oauth, quota);
    return body === null ? { status: 204, body } : { status: 200, body };
  } catch (error) {
    if (error instanceof Refusal) return answerOf(error);
    throw error;
  }
}

export function answerOf({ status, headers, body }: Refusal): Answer {
  return { status, headers, body };
}

/** First who asks and what they may, then how often they asked, then what they want. */
function answerOfApi(request: Request, world: World, oauth: OAuth, quota: Quota): object | null {
  const { route, query, headers } = request;
  const { method } = route;
  if (method === 'unknown') throw notFound();
  const scopes = oauth.scopesOf(headers['authorization']);
  const target = route.calendarId === null ? undefined : world.calendars.get(route.calendarId);
  if (!scopesAllow(scopes, method, target === undefined || target.accessRole === 'owner')) {
    throw scopeMissing(method);
  }
  quota.use(world.now(), COST[method] ?? 1);
  checkParameters(method, query);
  const body = work(request, world);
  const fields = query.get('fields');
  if (body === null || fields === null) return body;
  return selected(body, fields, fieldsOf(method, route.calendarId !== null));
}

function work({ route, query, text, headers }: Request, world: World): object | null {
  const { method } = route;
  if (method === 'freebusy') return freeBusy(world, jsonOf(text));
  if (method === 'stop') {
    world.channels.stop(jsonOf(text));
    return null;
  }
  if (route.calendarId === null) return calendarList(world);
  const calendar = calendarFor(world, route.calendarId);
  if (method === 'calendarList') return calendarEntry(calendar);
  if (method === 'calendars') return calendarResource(calendar);
  if (method === 'list') return list(world, calendar, query);
  if (method === 'watch') return world.channels.watch(calendar, jsonOf(text));
  const ifMatch = headers['if-match'];
  const id = route.eventId ?? '';
  if (method === 'delete') {
    remove(world, calendar, id, { query, ifMatch });
    return null;
  }
  if (method === 'get') return shown(calendar, query, look(world, calendar, id));
  const write = { query, body: jsonOf(text), ifMatch };
  if (method === 'insert') return shown(calendar, query, insert(world, calendar, write));
  const rewrite = method === 'patch' ? patch : update;
  return shown(calendar, query, rewrite(world, calendar, id, write));
}

/** `events.get`: deleted events too, with the status that says so. */
function look(world: World, calendar: KeptCalendar, id: string): RawEvent {
  const kept = findEvent(world, calendar, id);
  if (kept === null) throw notFound();
  return lookedAt(world, calendar, kept).event;
}

function shown(calendar: KeptCalendar, query: URLSearchParams, event: RawEvent): RawEvent {
  const timeZone = query.get('timeZone') ?? calendar.timeZone;
  if (!knownZone(timeZone)) throw invalidParameter('timeZone', `Invalid value: ${timeZone}`);
  const maxAttendees = query.get('maxAttendees');
  return shownTo(calendar, event, {
    timeZone,
    maxAttendees: maxAttendees === null ? null : Number(maxAttendees),
  });
}

function jsonOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Answered below, like a body that is JSON but no object.
  }
  throw refusal(400, 'parseError', 'Parse Error');
}
