import type { CallMethod } from './calls.ts';
import { invalidParameter } from './refusals.ts';

const STANDARD = 'alt fields key prettyPrint quotaUser userIp';
const WRITE = 'conferenceDataVersion maxAttendees sendNotifications sendUpdates supportsAttachments';

const OF_METHOD: Readonly<Partial<Record<CallMethod, string>>> = {
  list:
    'alwaysIncludeEmail eventTypes iCalUID maxAttendees maxResults orderBy pageToken privateExtendedProperty q ' +
    'sharedExtendedProperty showDeleted showHiddenInvitations singleEvents syncToken timeMax timeMin timeZone updatedMin',
  get: 'alwaysIncludeEmail maxAttendees timeZone',
  insert: WRITE,
  patch: `${WRITE} alwaysIncludeEmail`,
  update: `${WRITE} alwaysIncludeEmail`,
  delete: 'sendNotifications sendUpdates',
  watch:
    'alwaysIncludeEmail eventTypes iCalUID maxAttendees maxResults orderBy pageToken privateExtendedProperty q ' +
    'sharedExtendedProperty showDeleted showHiddenInvitations singleEvents syncToken timeMax timeMin timeZone updatedMin',
  calendarList: 'maxResults minAccessRole pageToken showDeleted showHidden syncToken',
};

const REPEATED = ['eventTypes', 'privateExtendedProperty', 'sharedExtendedProperty'];

/**
 * Throws 400 for a parameter that the method does not have, or that is given twice. Whether Google
 * is as strict is not documented; a misspelt parameter is found here all the same.
 */
export function checkParameters(method: CallMethod, query: URLSearchParams): void {
  const known = `${STANDARD} ${OF_METHOD[method] ?? ''}`.split(' ');
  for (const name of new Set(query.keys())) {
    if (!known.includes(name)) throw invalidParameter(name, `Unknown parameter: ${name}`);
    if (query.getAll(name).length > 1 && !REPEATED.includes(name)) {
      throw invalidParameter(name, `Repeated parameter: ${name}`);
    }
  }
}
