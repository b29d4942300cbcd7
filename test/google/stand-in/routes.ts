import type { CallMethod } from './calls.ts';

/** Which method of the API a request is, and of what. */
export interface Route {
  readonly method: CallMethod;
  readonly calendarId: string | null;
  readonly eventId: string | null;
}

const ROUTES: readonly (readonly [string, RegExp, CallMethod])[] = [
  ['POST', /^\/token$/, 'token'],
  ['GET', /^\/calendar\/v3\/calendars\/([^/]+)\/events$/, 'list'],
  ['POST', /^\/calendar\/v3\/calendars\/([^/]+)\/events$/, 'insert'],
  ['POST', /^\/calendar\/v3\/calendars\/([^/]+)\/events\/watch$/, 'watch'],
  ['POST', /^\/calendar\/v3\/channels\/stop$/, 'stop'],
  ['GET', /^\/calendar\/v3\/calendars\/([^/]+)\/events\/([^/]+)$/, 'get'],
  ['PATCH', /^\/calendar\/v3\/calendars\/([^/]+)\/events\/([^/]+)$/, 'patch'],
  ['PUT', /^\/calendar\/v3\/calendars\/([^/]+)\/events\/([^/]+)$/, 'update'],
  ['DELETE', /^\/calendar\/v3\/calendars\/([^/]+)\/events\/([^/]+)$/, 'delete'],
  ['POST', /^\/calendar\/v3\/freeBusy$/, 'freebusy'],
  ['GET', /^\/calendar\/v3\/users\/me\/calendarList$/, 'calendarList'],
  ['GET', /^\/calendar\/v3\/users\/me\/calendarList\/([^/]+)$/, 'calendarList'],
  ['GET', /^\/calendar\/v3\/calendars\/([^/]+)$/, 'calendars'],
];

export function routeOf(verb: string, path: string): Route {
  for (const [wanted, pattern, method] of ROUTES) {
    const match = wanted === verb ? pattern.exec(path) : null;
    if (match === null) continue;
    const [calendarId = null, eventId = null] = match.slice(1).map(decodeURIComponent);
    return { method, calendarId, eventId };
  }
  return { method: 'unknown', calendarId: null, eventId: null };
}
