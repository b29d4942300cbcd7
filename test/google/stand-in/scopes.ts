import type { CallMethod } from './calls.ts';

const ROOT = 'https://www.googleapis.com/auth/';

const WRITE = ['calendar', 'calendar.app.created', 'calendar.events', 'calendar.events.owned'];
const READ = [
  ...WRITE,
  'calendar.events.freebusy',
  'calendar.events.owned.readonly',
  'calendar.events.public.readonly',
  'calendar.events.readonly',
  'calendar.readonly',
];

/** Any one of these lets a method be called: the lists of the method reference. */
const NEEDED: Readonly<Partial<Record<CallMethod, readonly string[]>>> = {
  list: READ,
  get: READ,
  insert: WRITE,
  patch: WRITE,
  update: WRITE,
  delete: WRITE,
  watch: READ,
  stop: [...READ, 'calendar.settings.readonly'],
  freebusy: ['calendar', 'calendar.events.freebusy', 'calendar.freebusy', 'calendar.readonly'],
  calendarList: ['calendar', 'calendar.calendarlist', 'calendar.calendarlist.readonly', 'calendar.readonly'],
  calendars: [
    'calendar',
    'calendar.app.created',
    'calendar.calendars',
    'calendar.calendars.readonly',
    'calendar.readonly',
  ],
};

/** Scopes that reach only calendars that the user owns. */
const OWN_ONLY = ['calendar.app.created', 'calendar.events.owned', 'calendar.events.owned.readonly'];

/** What the refresh token that the stand-in comes with was granted: the least that the project asks for. */
export const USUAL_SCOPES: readonly string[] = [
  `${ROOT}calendar.events`,
  `${ROOT}calendar.freebusy`,
  `${ROOT}calendar.calendarlist.readonly`,
];

/** Whether the scopes let a method be called, on a calendar of the user's own or on another's. */
export function scopesAllow(scopes: readonly string[], method: CallMethod, owned: boolean): boolean {
  const names = scopes.map((scope) => scope.replace(ROOT, ''));
  return (NEEDED[method] ?? []).some((name) => names.includes(name) && (owned || !OWN_ONLY.includes(name)));
}
