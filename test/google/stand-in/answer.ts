import { calendarEntry, calendarList, calendarResource } from './calendar-list.ts';
import type { World } from './calendars.ts';
import { calendarFor } from './calendars.ts';
import { lookedAt } from './conference.ts';
import { findEvent } from './find-event.ts';
import { freeBusy } from './free-busy.ts';
import { list } from './list.ts';
import type { OAuth } from './oauth.ts';
import type { Quota } from './quota.ts';
import { notFound, Refusal, refusal, scopeMissing } from './refusals.ts';
import type { Route } from './routes.ts';
import { scopesAllow } from './scopes.ts';
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
  /** null: no body at all. */
  readonly body: object | null;
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
    if (error instanceof Refusal) return { status: error.status, headers: error.headers, body: error.body };
    throw error;
  }
}

function answerOfApi(
  { route, query, text, headers }: Request,
  world: World,
  oauth: OAuth,
  quota: Quota,
): object | null {
  const { method } = route;
  if (method === 'unknown') throw notFound();
  const scopes = oauth.scopesOf(headers['authorization']);
  const calendar = route.calendarId === null ? null : world.calendars.get(route.calendarId);
  const owned = calendar === null || calendar === undefined || calendar.accessRole === 'owner';
  if (!scopesAllow(scopes, method, owned)) throw scopeMissing(method);
  quota.use(world.now(), COST[method] ?? 1);
  if (method === 'freebusy') return freeBusy(world, jsonOf(text));
  if (method === 'calendarList') {
    return route.calendarId === null
      ? calendarList(world)
      : calendarEntry(calendarFor(world, route.calendarId));
  }
  const room = calendarFor(world, route.calendarId!);
  if (method === 'calendars') return calendarResource(room);
  if (method === 'list') return list(world, room, query);
  const ifMatch = headers['if-match'];
  if (method === 'insert') return insert(world, room, { query, body: jsonOf(text), ifMatch });
  const id = route.eventId!;
  if (method === 'patch') return patch(world, room, id, { query, body: jsonOf(text), ifMatch });
  if (method === 'update') return update(world, room, id, { query, body: jsonOf(text), ifMatch });
  if (method === 'delete') {
    remove(world, room, id, { query, ifMatch });
    return null;
  }
  const kept = findEvent(room, id);
  if (kept === null) throw notFound();
  return lookedAt(world, room, kept).event;
}

function jsonOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Answered below, like a body that is JSON but no object.
  }
  throw refusal(400, 'parseError', 'Parse Error');
}
