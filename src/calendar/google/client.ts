import { auth, calendar, type calendar_v3 } from '@googleapis/calendar';
import { askForTokens, type Network, TIMEOUT_MS, transport } from './access-token.ts';
import type { GoogleAccount } from './account.ts';
import { type Trouble, troubleOf } from './trouble.ts';

export interface GoogleConnection {
  readonly account: GoogleAccount;
  /** Null for Google's own endpoints. */
  readonly apiRoot: string | null;
  readonly tokenUrl: string | null;
  /** How long one request may take. */
  readonly timeoutMs?: number;
  /** Without it the machine's own. */
  readonly network?: Network;
}

/** What became of one request. Errors of the library do not leave this file: they carry secrets. */
export type Reply =
  | { readonly ok: true; readonly data: unknown; readonly date: string | null }
  | { readonly ok: false; readonly trouble: Trouble };

/** One request of the library's. */
export type Request = (api: calendar_v3.Calendar) => Promise<{ data: unknown; headers: object }>;

export interface GoogleClient {
  /** Sees to it that there is an access token that is good for a while; null where that is so. */
  signIn(): Promise<Trouble | null>;
  /** The access token was refused: the next `signIn` gets another. */
  signOut(): void;
  /** What the last sign-in said that was consented to; null where it did not say. */
  scopes(): readonly string[] | null;
  /** Sends one request, once. */
  send(request: Request): Promise<Reply>;
}

/** A token is renewed this long before it ends, so that no request meets its end on the way. */
const RENEW_BEFORE = { minutes: 2 };

/**
 * The library without its own ideas of repeating: by itself it repeats some methods and not others,
 * without jitter, deaf to Retry-After, and it refreshes the token and sends again, a POST too, on a
 * 401 or 403 that may be no matter of tokens at all. So the token is got apart, and requests go out
 * under an access token that looks as if it never ended and comes with no refresh token: then there is
 * nothing the library could refresh.
 */
export function openClient(
  { account, apiRoot, tokenUrl, timeoutMs = TIMEOUT_MS, network }: GoogleConnection,
  now: () => Temporal.Instant,
): GoogleClient {
  const bearer = new auth.OAuth2(transport(timeoutMs, network));
  const api = calendar({
    version: 'v3',
    auth: bearer,
    retry: false,
    redirect: 'error',
    timeout: timeoutMs,
    ...(apiRoot === null ? {} : { rootUrl: apiRoot }),
  });
  let goodUntil: Temporal.Instant | null = null;
  let scopes: readonly string[] | null = null;

  return {
    async signIn() {
      if (goodUntil !== null && Temporal.Instant.compare(now(), goodUntil) < 0) return null;
      goodUntil = null;
      const form = {
        grant_type: 'refresh_token',
        client_id: account.clientId,
        client_secret: account.clientSecret,
        refresh_token: account.refreshToken,
      };
      const tokens = await askForTokens(tokenUrl, form, timeoutMs, network);
      if (!('accessToken' in tokens)) return tokens;
      bearer.setCredentials({ access_token: tokens.accessToken, expiry_date: Number.MAX_SAFE_INTEGER });
      goodUntil = now()
        .add({ seconds: Math.floor(tokens.lifetimeSeconds) })
        .subtract(RENEW_BEFORE);
      scopes = tokens.scopes ?? scopes;
      return null;
    },

    signOut() {
      goodUntil = null;
    },

    scopes: () => scopes,

    async send(request) {
      try {
        const { data, headers } = await request(api);
        return { ok: true, data, date: dateIn(headers) };
      } catch (error) {
        return { ok: false, trouble: troubleOf(error) };
      }
    },
  };
}

function dateIn(headers: object): string | null {
  return 'get' in headers && typeof headers.get === 'function' ? headers.get('date') : null;
}
