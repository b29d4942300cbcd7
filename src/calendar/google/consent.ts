import { auth } from '@googleapis/calendar';
import { CalendarError } from '../calendar.ts';
import { askForTokens } from './access-token.ts';
import { tokenFailureOf } from './failures.ts';
import { setupError } from './setup-error.ts';

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
    if (!tokens.reasons.includes('invalid_grant')) throw setupError(tokenFailureOf(tokens));
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
