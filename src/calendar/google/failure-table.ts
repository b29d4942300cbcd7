/**
 * The Calendar calls that are made, as they are counted: `watch` and `stop` are those for channels
 * (`events.watch`, `channels.stop`). `calendarList` is only made while setting up.
 */
export type Method =
  | 'list'
  | 'freebusy'
  | 'insert'
  | 'get'
  | 'patch'
  | 'delete'
  | 'watch'
  | 'stop'
  | 'calendarList';

/**
 * What is to be done about a failure:
 * - `again`: it passes, or nobody knows whether the work was done: repeat it, and a write with the same id;
 * - `slower`: calls come too fast: all of this account slow down, then repeat it;
 * - `nextHour`, `nextDay`: a quota is used up: all of this account wait for its window;
 * - `renew`: the access token is no longer good: get another, once;
 * - `absent` (it was deleted), `missing` (it never was, or nobody may see it), `taken`, `stale`,
 *   `resync`: no failure, but an answer with which the caller goes on;
 * - `person`: somebody has to mend something first; `final`: it will never succeed.
 */
export type Verdict =
  | 'again'
  | 'slower'
  | 'nextHour'
  | 'nextDay'
  | 'renew'
  | 'absent'
  | 'missing'
  | 'taken'
  | 'stale'
  | 'resync'
  | 'person'
  | 'final';

/** One row of a table: what it fits, and what it means. */
export interface Row {
  /** A status, or its first digit; `none` where no answer came. Any, where left out. */
  readonly status?: number | '4xx' | '5xx' | 'none';
  /** One of these must have been named. Any or none, where left out. */
  readonly reasons?: readonly string[];
  readonly methods?: readonly Method[];
  readonly verdict: Verdict;
  /** Google is known to say so for a moment without cause, so it is asked once more. */
  readonly doubtful?: true;
  /** In plain words, ending a sentence that says what could not be done. `{calendar}` is the calendar's id. */
  readonly what: string;
  readonly remedy?: string;
}

/** How the remedy of what passes begins. */
export const NOTHING = 'Nothing need be done: it goes on by itself.';
const SIGN_IN = 'Run `mock-scheduler auth google`, then start the program again.';
export const LOOK_UP =
  'Look up the reason in docs/google-calendar.md; if it is not there, report it as a bug.';

/**
 * Failures of Calendar calls. The first row that fits holds, and the last fits everything. Reasons come
 * before statuses: Google's 403 means ten different things.
 */
export const CALENDAR_FAILURES: readonly Row[] = [
  {
    reasons: ['quotaExceeded', 'calendarUsageLimitsExceeded'],
    verdict: 'nextHour',
    what: "the account has reached one of Google's limits on invitations or changes",
    remedy: `${NOTHING} Google lifts such limits after some hours; docs/google-calendar.md names them.`,
  },
  {
    reasons: ['dailyLimitExceeded', 'dailyLimitExceededUnreg'],
    verdict: 'nextDay',
    what: "the project's quota for today is used up",
    remedy: `${NOTHING} The quota starts anew at midnight Pacific time; it can be raised in the Google Cloud console.`,
  },
  {
    reasons: ['rateLimitExceeded', 'userRateLimitExceeded', 'RATE_LIMIT_EXCEEDED', 'RESOURCE_EXHAUSTED'],
    verdict: 'slower',
    what: 'calls come faster than Google allows',
    remedy: NOTHING,
  },
  { status: 429, verdict: 'slower', what: 'calls come faster than Google allows', remedy: NOTHING },
  {
    reasons: ['accessNotConfigured', 'SERVICE_DISABLED'],
    verdict: 'person',
    what: "the Google Calendar API is not enabled for the OAuth client's project",
    remedy: 'Enable the Google Calendar API in the Google Cloud console, and give it some minutes.',
  },
  {
    reasons: ['ACCESS_TOKEN_SCOPE_INSUFFICIENT', 'insufficientPermissions', 'insufficientScopes'],
    verdict: 'person',
    what: 'the consent given to this program does not cover it',
    remedy: `${SIGN_IN} Leave every box on Google's page ticked.`,
  },
  {
    reasons: ['forbiddenForServiceAccounts'],
    verdict: 'person',
    what: 'it is signed in as a service account, which may not invite people',
    remedy: SIGN_IN,
  },
  {
    reasons: ['forbiddenForNonOrganizer'],
    verdict: 'final',
    what: 'the event belongs to another organizer',
    remedy: 'Book in the calendar of the account that this program is signed in to.',
  },
  {
    reasons: ['push.webhookUrlUnauthorized', 'push.webhookUrlNotHttps'],
    methods: ['watch'],
    verdict: 'person',
    what: 'Google does not send messages to the address in PUBLIC_URL',
    remedy:
      'Use an https address with a valid certificate; where Google wants it, verify its domain in Google Search Console. Then correct PUBLIC_URL and start the program again, or leave it out.',
  },
  {
    reasons: ['pushNotSupportedForRequestedResource'],
    methods: ['watch'],
    verdict: 'person',
    what: 'Google sends no messages about the calendar {calendar}',
    remedy: 'Nothing need be done; leave PUBLIC_URL out to end this message.',
  },
  {
    status: 401,
    verdict: 'renew',
    what: 'Google does not accept the sign-in of this program any more',
    remedy: SIGN_IN,
  },
  {
    status: 403,
    verdict: 'person',
    what: 'the account may not do this in the calendar {calendar}',
    remedy:
      "Share the calendar with the account, with the right to make changes to events; or set GOOGLE_CALENDAR_ID to another calendar, then start the program again. `mock-scheduler doctor` shows the account's rights.",
  },
  { status: 404, methods: ['get', 'patch', 'delete'], verdict: 'missing', what: 'there is no such event' },
  { status: 404, methods: ['stop'], verdict: 'missing', what: 'there is no such channel' },
  {
    status: 404,
    methods: ['list', 'insert', 'watch'],
    verdict: 'person',
    doubtful: true,
    what: 'the calendar {calendar} does not exist, or the account may not see it',
    remedy:
      'Set GOOGLE_CALENDAR_ID to a calendar that `mock-scheduler doctor` can read, or share it with the account, then start the program again.',
  },
  { status: 409, methods: ['insert'], verdict: 'taken', what: 'the id is taken' },
  { status: 409, verdict: 'again', what: 'it clashed with another change', remedy: NOTHING },
  {
    status: 410,
    methods: ['get', 'patch', 'delete'],
    verdict: 'absent',
    what: 'the event was deleted already',
  },
  { status: 410, methods: ['list'], verdict: 'resync', what: 'Google wants the calendar to be read anew' },
  { status: 412, methods: ['patch'], verdict: 'stale', what: 'somebody else changed the event' },
  {
    status: 407,
    verdict: 'person',
    what: 'the proxy on the way to Google asks for a sign-in',
    remedy: 'Correct HTTPS_PROXY, then start the program again.',
  },
  { status: 408, verdict: 'again', what: 'Google waited too long for the request', remedy: NOTHING },
  { status: '5xx', verdict: 'again', what: 'Google had trouble of its own', remedy: NOTHING },
  {
    reasons: ['garbage'],
    verdict: 'again',
    what: 'what came back is no answer of Google Calendar',
    remedy: `${NOTHING} If it lasts, look whether a proxy or firewall answers in Google's place.`,
  },
  {
    status: 'none',
    reasons: ['timeout'],
    verdict: 'again',
    what: 'Google did not answer in time',
    remedy: NOTHING,
  },
  {
    status: 'none',
    reasons: [
      'CERT_HAS_EXPIRED',
      'CERT_NOT_YET_VALID',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    ],
    verdict: 'person',
    what: "whoever answers in Google's name has no certificate that this machine trusts",
    remedy: "Check the machine's clock, and any proxy between it and Google (NODE_EXTRA_CA_CERTS).",
  },
  {
    status: 'none',
    verdict: 'again',
    what: 'Google could not be reached',
    remedy: `${NOTHING} If it lasts, check this machine's network.`,
  },
  { status: '4xx', verdict: 'final', what: 'Google refused the request', remedy: LOOK_UP },
  { verdict: 'again', what: 'what came back is no answer of Google Calendar', remedy: NOTHING },
];

/** Failures of the token endpoint, which speaks another language: `{"error": "invalid_grant"}`. */
export const TOKEN_FAILURES: readonly Row[] = [
  {
    reasons: ['invalid_grant'],
    verdict: 'person',
    what: "Google has ended this program's consent (withdrawn, unused for long, or seven days old while the OAuth client is in testing)",
    remedy: SIGN_IN,
  },
  {
    reasons: ['invalid_client', 'unauthorized_client', 'deleted_client'],
    verdict: 'person',
    what: 'Google does not know this OAuth client, or its secret is wrong',
    remedy: 'Correct GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET, then start the program again.',
  },
  {
    reasons: ['admin_policy_enforced', 'org_internal', 'access_denied'],
    verdict: 'person',
    what: "the organization's administrator does not allow this OAuth client",
    remedy: 'Ask the Google Workspace administrator to trust it.',
  },
  {
    reasons: ['rate_limit_exceeded', 'slow_down'],
    verdict: 'again',
    what: 'Google asks to wait before signing in again',
    remedy: NOTHING,
  },
  { status: 429, verdict: 'again', what: 'Google asks to wait before signing in again', remedy: NOTHING },
  {
    status: '4xx',
    verdict: 'person',
    what: 'Google refused to sign this program in',
    remedy: `Check GOOGLE_TOKEN_URL if it is set. ${SIGN_IN}`,
  },
  ...CALENDAR_FAILURES.filter(({ status, reasons }) => status === 'none' || reasons?.includes('garbage')),
  { verdict: 'again', what: 'Google had trouble of its own', remedy: NOTHING },
];
