/*
 * A stand-in for Google Calendar and its sign-in, over real HTTP on the loopback:
 *
 *   const google = await startGoogleStandIn({ clock });
 *
 * People (each returns the event as it is then; moments are instants or texts with an offset):
 *   google.people.accept(eventId, email)     google.people.drag(eventId, start)
 *   google.people.tentative(eventId, email)  google.people.resize(eventId, end)
 *   google.people.decline(eventId, email)    google.people.delete(eventId)
 *   google.people.rename(eventId, title)     google.people.restore(eventId)
 *   google.people.describe(eventId, text)    google.people.invite(eventId, email, name?)
 *   google.people.uninvite(eventId, email)   google.people.swap(eventId, from, to)
 *   google.people.appointment(who, { start, end, title?, calendarId? })
 *   google.people.outOfOffice(who, { from, to, title?, calendarId?, declines? })
 * An interviewer's own calendar: google.addCalendar(email), then `calendarId: email` above, or `busy`.
 *
 * Push: google.push.reach('https://mocks.example.com', 'http://127.0.0.1:PORT'), then
 *   push.channels, push.messages, push.lose(), push.duplicate(), push.hold(), push.release(),
 *   push.shorten(life), await push.settled()
 *
 * Trouble: google.fault({ kind: 'status', method: 'list', status: 503 }), google.forgetSyncTokens(), …
 */
import type { Mail, World } from './calendars.ts';
import type { RecordedCall } from './calls.ts';
import { Channels, type Push } from './channels.ts';
import { type Fault, type FaultOrder, Faults } from './faults.ts';
import { handOf } from './hand.ts';
import { CREDENTIALS, OAuth } from './oauth.ts';
import { type People, peopleOf } from './people.ts';
import { Quota } from './quota.ts';
import type { RawEvent } from './raw-event.ts';
import { startServer } from './server.ts';

export type { Mail } from './calendars.ts';
export type { CallMethod, RecordedCall } from './calls.ts';
export type { OpenChannel, Push, PushMessage } from './channels.ts';
export type { Fault, FaultOrder } from './faults.ts';
export type { Moment, People } from './people.ts';
export type { RawAttendee, RawConference, RawEvent, RawTime } from './raw-event.ts';

export interface GoogleStandInOptions {
  /** Simulated time: the quota's minutes, the stamps of events, the `Date` header and `calls` follow it. */
  readonly clock: { now(): Temporal.Instant };
  /** The account's own address and primary calendar. */
  readonly calendarId?: string;
  readonly timeZone?: string;
  /** Units in any 60 seconds, of one user; beyond them 403 `rateLimitExceeded`. A patch costs three. */
  readonly quotaPerMinute?: number;
  /** At most so many events on a page, whatever `maxResults` says. */
  readonly pageSize?: number;
  /** After how many gets a Meet link is there (0: at once), and whether it never will be. */
  readonly conference?: { readonly pendingLookups?: number; readonly fails?: boolean };
  /** How long access tokens live by the simulated clock; without it until `expireTokens`. */
  readonly accessTokenSeconds?: number;
}

export interface OtherCalendar {
  readonly busy?: readonly { readonly start: string; readonly end: string }[];
  /** Free/busy answers this error for it. */
  readonly error?: string;
  readonly accessRole?: string;
  readonly summary?: string;
}

export interface GoogleStandIn {
  /** `http://127.0.0.1:PORT/`; the paths of the API, `/calendar/v3/…`, are below it. */
  readonly apiRoot: string;
  readonly tokenUrl: string;
  /** The consent page, which sends the browser on at once. */
  readonly authUrl: string;
  readonly credentials: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly refreshToken: string;
  };
  readonly calendarId: string;
  /** Every call of the API and of the token endpoint, in the order in which they were answered. */
  readonly calls: readonly RecordedCall[];
  /** What `sendUpdates` made Google send. */
  readonly mails: readonly Mail[];
  /** What people do in the calendar: answer, drag, delete, rename, invite, be away (`people.ts`). */
  readonly people: People;
  /** The messages of `events.watch`, and what happens to them on their way (`channels.ts`). */
  readonly push: Push;
  /** Events that are not deleted, as the API would give them. */
  events(calendarId?: string): readonly RawEvent[];
  /** Somebody's hand: adds an event, or writes over the fields given of one. Nothing is checked. */
  put(event: Partial<RawEvent>, calendarId?: string): RawEvent;
  /** Somebody's hand: deletes an event. */
  erase(id: string, calendarId?: string): void;
  /** Another calendar that the account can see; one that is there already keeps its events. */
  addCalendar(id: string, options?: OtherCalendar): void;
  /** The next calls that fit meet this fault, in the order given. */
  fault(fault: Fault & FaultOrder): void;
  clearFaults(): void;
  /** Every sync token given so far is answered with 410 `fullSyncRequired`. */
  forgetSyncTokens(): void;
  /** The account's owner takes the access away: a refresh is answered with 400 `invalid_grant`. */
  revokeToken(): void;
  /** Access tokens given so far are answered with 401 `authError`. */
  expireTokens(): void;
  /** The scopes that the next consent or refresh grants, at the most. */
  grantScopes(scopes: readonly string[]): void;
  /** From now on the person at the consent page says no. */
  refuseConsent(): void;
  /** Sets the `Date` header ahead of the clock (or behind it). */
  skewClock(seconds: number): void;
  close(): Promise<void>;
}

/** Starts a stand-in for Google on a free port of the loopback. */
export async function startGoogleStandIn(options: GoogleStandInOptions): Promise<GoogleStandIn> {
  const { clock, calendarId = 'mocks@example.com', timeZone = 'America/Los_Angeles' } = options;
  const now = () => clock.now();
  const world: World = {
    now,
    account: calendarId,
    calendars: new Map(),
    conference: {
      pendingLookups: options.conference?.pendingLookups ?? 0,
      fails: options.conference?.fails ?? false,
    },
    pageSize: options.pageSize ?? 2500,
    mails: [],
    channels: new Channels(now),
    revision: 0,
    syncGeneration: 1,
  };
  const oauth = new OAuth(now, options.accessTokenSeconds ?? null);
  const faults = new Faults();
  const calls: RecordedCall[] = [];
  let skewSeconds = 0;
  const hand = handOf(world, timeZone);
  hand.addCalendar(calendarId, { accessRole: 'owner', summary: 'Mocks' });
  const quota = new Quota(options.quotaPerMinute ?? 600);
  const { origin, close } = await startServer({
    world,
    oauth,
    quota,
    faults,
    calls,
    skewSeconds: () => skewSeconds,
  });
  return {
    apiRoot: `${origin}/`,
    tokenUrl: `${origin}/token`,
    authUrl: `${origin}/authorize`,
    credentials: CREDENTIALS,
    calendarId,
    calls,
    mails: world.mails,
    people: peopleOf(world),
    push: world.channels,
    ...hand,
    fault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    forgetSyncTokens: () => {
      world.syncGeneration += 1;
    },
    revokeToken: () => oauth.revoke(),
    expireTokens: () => oauth.expire(),
    grantScopes: (scopes) => oauth.grant(scopes),
    refuseConsent: () => oauth.refuse(),
    skewClock: (seconds) => {
      skewSeconds = seconds;
    },
    close,
  };
}
