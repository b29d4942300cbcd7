import type { CallMethod } from './calls.ts';
import type { Shape } from './fields.ts';

const TIME: Shape = { date: true, dateTime: true, timeZone: true };
const PERSON: Shape = { id: true, email: true, displayName: true, self: true };
const REMINDER: Shape = { method: true, minutes: true };

/** The fields of the Events resource, those that this project never meets included. */
const EVENT: Shape = {
  ...Object.fromEntries(
    (
      'kind etag id status htmlLink created updated summary description location colorId recurrence ' +
      'recurringEventId transparency visibility iCalUID sequence attendeesOmitted hangoutLink anyoneCanAddSelf ' +
      'guestsCanInviteOthers guestsCanModify guestsCanSeeOtherGuests privateCopy locked endTimeUnspecified eventType'
    )
      .split(' ')
      .map((name) => [name, true as const]),
  ),
  creator: PERSON,
  organizer: PERSON,
  start: TIME,
  end: TIME,
  originalStartTime: TIME,
  attendees: {
    ...PERSON,
    optional: true,
    organizer: true,
    resource: true,
    responseStatus: true,
    comment: true,
    additionalGuests: true,
  },
  extendedProperties: { private: { '*': true }, shared: { '*': true } },
  conferenceData: {
    createRequest: { requestId: true, conferenceSolutionKey: { type: true }, status: { statusCode: true } },
    entryPoints: {
      entryPointType: true,
      uri: true,
      label: true,
      pin: true,
      accessCode: true,
      meetingCode: true,
      passcode: true,
      password: true,
    },
    conferenceSolution: { key: { type: true }, name: true, iconUri: true },
    conferenceId: true,
    signature: true,
    notes: true,
    parameters: { '*': true },
  },
  gadget: { '*': true },
  reminders: { useDefault: true, overrides: REMINDER },
  source: { url: true, title: true },
  attachments: { fileUrl: true, title: true, mimeType: true, iconLink: true, fileId: true },
  workingLocationProperties: { '*': true },
  outOfOfficeProperties: { autoDeclineMode: true, declineMessage: true },
  focusTimeProperties: { autoDeclineMode: true, declineMessage: true, chatStatus: true },
  birthdayProperties: { '*': true },
};

const EVENTS: Shape = {
  kind: true,
  etag: true,
  summary: true,
  description: true,
  updated: true,
  timeZone: true,
  accessRole: true,
  defaultReminders: REMINDER,
  nextPageToken: true,
  nextSyncToken: true,
  items: EVENT,
};

const CALENDAR: Shape = {
  kind: true,
  etag: true,
  id: true,
  summary: true,
  description: true,
  location: true,
  timeZone: true,
  dataOwner: true,
  conferenceProperties: { allowedConferenceSolutionTypes: true },
};

const CALENDAR_ENTRY: Shape = {
  ...CALENDAR,
  summaryOverride: true,
  colorId: true,
  backgroundColor: true,
  foregroundColor: true,
  hidden: true,
  selected: true,
  accessRole: true,
  defaultReminders: REMINDER,
  notificationSettings: { notifications: { type: true, method: true } },
  primary: true,
  deleted: true,
};

const CALENDAR_LIST: Shape = {
  kind: true,
  etag: true,
  nextPageToken: true,
  nextSyncToken: true,
  items: CALENDAR_ENTRY,
};

const CHANNEL: Shape = {
  kind: true,
  id: true,
  resourceId: true,
  resourceUri: true,
  token: true,
  expiration: true,
  type: true,
  address: true,
  params: { '*': true },
  payload: true,
};

const ERRORS: Shape = { domain: true, reason: true };

const FREE_BUSY: Shape = {
  kind: true,
  timeMin: true,
  timeMax: true,
  groups: { '*': { errors: ERRORS, calendars: true } },
  calendars: { '*': { errors: ERRORS, busy: { start: true, end: true } } },
};

/** The fields that a method's answer can have. */
export function fieldsOf(method: CallMethod, one: boolean): Shape {
  if (method === 'list') return EVENTS;
  if (method === 'watch') return CHANNEL;
  if (method === 'freebusy') return FREE_BUSY;
  if (method === 'calendars') return CALENDAR;
  if (method === 'calendarList') return one ? CALENDAR_ENTRY : CALENDAR_LIST;
  return EVENT;
}
