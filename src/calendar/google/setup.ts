import { auth } from '@googleapis/calendar';
import { z } from 'zod';
import { CalendarError } from '../calendar.ts';
import { askForTokens } from './access-token.ts';
import { type GoogleClient, type GoogleConnection, openClient, type Request } from './client.ts';
import { failureOf, type Method, tokenFailureOf } from './failures.ts';
import { GARBAGE } from './trouble.ts';

const SCOPE = 'https://www.googleapis.com/auth/calendar';

/**
 * The least consent with which this program works: to read and write events (not only `.owned` ones:
 * the calendar of mocks may belong to somebody else who shared it), to see when interviewers' own
 * calendars are busy (the first does not cover that), and to list calendars when one is chosen.
 */
export const SCOPES: readonly string[] = [
  `${SCOPE}.events`,
  `${SCOPE}.freebusy`,
  `${SCOPE}.calendarlist.readonly`,
];

/** Which of the wanted scopes are not among those granted: people can untick them. */
export function missingScopes(granted: readonly string[]): readonly string[] {
  // Whoever granted everything granted these too.
  return granted.includes(SCOPE) ? [] : SCOPES.filter((scope) => !granted.includes(scope));
}

/** The OAuth client, before anybody has consented to it. */
export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A question put to the person in their browser, and what is needed to use the answer. */
export interface Consent {
  readonly url: string;
  /** Comes back with the answer; an answer with another one is not ours. */
  readonly state: string;
  /** Proves to the token endpoint that who asked is who brings the answer (PKCE, S256). */
  readonly codeVerifier: string;
}

/**
 * Makes the address to open in a browser. Consent is asked for anew each time, since Google gives a
 * refresh token only on its consent page; each one given uses up one of a hundred per account.
 * `authUrl` is null for Google's own page; `redirectUri` is `http://127.0.0.1:<port>/…`.
 */
export async function askConsent(input: {
  readonly client: OAuthClient;
  readonly redirectUri: string;
  readonly authUrl: string | null;
  /** A word nobody can guess. */
  readonly state: string;
}): Promise<Consent> {
  const { client, redirectUri, authUrl, state } = input;
  const oauth = new auth.OAuth2({
    ...client,
    redirectUri,
    ...(authUrl === null ? {} : { endpoints: { oauth2AuthBaseUrl: authUrl } }),
  });
  const { codeVerifier, codeChallenge } = await oauth.generateCodeVerifierAsync();
  const url = oauth.generateAuthUrl({
    access_type: 'offline',
    prompt: 'consent',
    scope: [...SCOPES],
    state,
    // The library's type for it is an enum, which type-only tools cannot name; its value is this.
    code_challenge_method: 'S256' as never,
    ...(codeChallenge === undefined ? {} : { code_challenge: codeChallenge }),
  });
  return { url, state, codeVerifier };
}

/** What a consent came to. */
export interface Granted {
  /** Null where Google gave none: then the consent page was not shown. */
  readonly refreshToken: string | null;
  readonly scopes: readonly string[];
  /** Of `SCOPES`, those that were not granted. */
  readonly missing: readonly string[];
}

/** Turns the code that came back into a refresh token. Throws a `CalendarError` where Google refuses. */
export async function exchangeCode(input: {
  readonly client: OAuthClient;
  readonly redirectUri: string;
  readonly tokenUrl: string | null;
  readonly code: string;
  readonly codeVerifier: string;
  readonly timeoutMs?: number;
}): Promise<Granted> {
  const { client, redirectUri, tokenUrl, code, codeVerifier, timeoutMs } = input;
  const form = {
    grant_type: 'authorization_code',
    client_id: client.clientId,
    client_secret: client.clientSecret,
    redirect_uri: redirectUri,
    code,
    code_verifier: codeVerifier,
  };
  const tokens = await askForTokens(tokenUrl, form, timeoutMs);
  if (!('accessToken' in tokens)) {
    if (!tokens.reasons.includes('invalid_grant')) throw told(tokenFailureOf(tokens));
    // Here it speaks of the code, which is good for once and some minutes, and not of a consent.
    throw new CalendarError('Google does not take the answer of its own consent page (invalid_grant).', {
      kind: 'person',
      remedy: 'Run `mock-scheduler auth google` again, and answer within a few minutes.',
    });
  }
  // An answer without them has all that was asked for (RFC 6749, section 5.1).
  const scopes = tokens.scopes ?? SCOPES;
  return { refreshToken: tokens.refreshToken, scopes, missing: missingScopes(scopes) };
}

/** A calendar that the account can see. */
export interface CalendarChoice {
  readonly id: string;
  readonly name: string;
  readonly primary: boolean;
  readonly access: CalendarAccess;
}

/** `none` where even its events cannot be read; `unknown` for a word that Google adds one day. */
export type CalendarAccess = 'owner' | 'writer' | 'reader' | 'freeBusyReader' | 'none' | 'unknown';

/** What can be found out about an account while nothing is booked: few calls, neither paced nor repeated. */
export interface GoogleSetup {
  /** Signs in; the scopes that were granted, null where Google does not say. */
  signIn(): Promise<{ readonly scopes: readonly string[] | null; readonly missing: readonly string[] }>;
  /** All calendars of the account's list, those that can be written first. */
  calendars(): Promise<readonly CalendarChoice[]>;
  /** What the account may do in a calendar, the calendar's zone, and Google's own time, for the clock's drift. */
  calendar(id: string): Promise<{
    readonly name: string;
    readonly access: CalendarAccess;
    readonly timeZone: string | null;
    readonly serverTime: Temporal.Instant | null;
  }>;
}

/** Every method throws a `CalendarError` whose message and remedy are for whoever sets it up. */
export function openSetup(connection: GoogleConnection): GoogleSetup {
  const client = openClient(connection, () => Temporal.Now.instant());
  return {
    async signIn() {
      const trouble = await client.signIn();
      if (trouble !== null) throw told(tokenFailureOf(trouble));
      const scopes = client.scopes();
      return { scopes, missing: scopes === null ? [] : missingScopes(scopes) };
    },

    async calendars() {
      const choices: CalendarChoice[] = [];
      for (let pageToken: string | undefined, page = 0; page < 40; page += 1) {
        const token = pageToken === undefined ? {} : { pageToken };
        const { answer } = await ask(client, 'calendarList', '', CalendarList, (api) =>
          api.calendarList.list({ maxResults: 250, ...token }),
        );
        choices.push(
          ...answer.items.map(({ id, summary, summaryOverride, primary, accessRole }) => ({
            id,
            name: summaryOverride ?? summary ?? id,
            primary: primary ?? false,
            access: accessOf(accessRole),
          })),
        );
        pageToken = answer.nextPageToken;
        if (pageToken === undefined) break;
      }
      return choices.sort((a, b) => RANK.indexOf(a.access) - RANK.indexOf(b.access));
    },

    async calendar(id) {
      // A reading of events says all of this, and needs no consent beyond the one for events.
      const { answer, date } = await ask(client, 'list', id, EventsHead, (api) =>
        api.events.list({ calendarId: id, maxResults: 1, fields: 'accessRole,timeZone,summary' }),
      );
      return {
        name: answer.summary ?? id,
        access: accessOf(answer.accessRole),
        timeZone: answer.timeZone ?? null,
        serverTime: date === null ? null : instantOfDate(date),
      };
    },
  };
}

const RANK: readonly CalendarAccess[] = ['owner', 'writer', 'reader', 'freeBusyReader', 'none', 'unknown'];

function accessOf(role: string | undefined): CalendarAccess {
  return RANK.find((known) => known === role) ?? 'unknown';
}

const CalendarList = z.object({
  nextPageToken: z.string().optional(),
  items: z
    .array(
      z.object({
        id: z.string(),
        summary: z.string().optional(),
        summaryOverride: z.string().optional(),
        primary: z.boolean().optional(),
        accessRole: z.string().optional(),
      }),
    )
    .default([]),
});

const EventsHead = z.object({
  summary: z.string().optional(),
  accessRole: z.string().optional(),
  timeZone: z.string().optional(),
});

async function ask<Answer>(
  client: GoogleClient,
  method: Method,
  calendarId: string,
  shape: z.ZodType<Answer>,
  request: Request,
): Promise<{ answer: Answer; date: string | null }> {
  const trouble = await client.signIn();
  if (trouble !== null) throw told(tokenFailureOf(trouble));
  const reply = await client.send(request);
  if (!reply.ok) throw told(failureOf(method, reply.trouble, calendarId));
  const answer = shape.safeParse(reply.data);
  if (!answer.success) throw told(failureOf(method, GARBAGE, calendarId));
  return { answer: answer.data, date: reply.date };
}

function told({ verdict, message, remedy }: ReturnType<typeof tokenFailureOf>): CalendarError {
  const passing = ['again', 'slower', 'nextHour', 'nextDay'].includes(verdict);
  const kind = passing ? 'passing' : 'person';
  return new CalendarError(`${message}.`, {
    kind,
    remedy: passing ? 'Try again in a while.' : remedy,
  });
}

/** The date of an HTTP header, such as `Sun, 22 Nov 2026 09:00:00 GMT`. */
export function instantOfDate(text: string): Temporal.Instant | null {
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? null : Temporal.Instant.fromEpochMilliseconds(milliseconds);
}
