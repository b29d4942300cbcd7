import { auth } from '@googleapis/calendar';
import { z } from 'zod';
import { GARBAGE, type Trouble, troubleOf } from './trouble.ts';

export const TIMEOUT_MS = 30_000;
/** Above any page of 2,500 events; what goes on beyond is no answer of Google's. */
const ANSWER_BYTES_MAX = 64 * 1024 * 1024;
const TOKEN_URL = 'https://oauth2.googleapis.com/token';
const LIFETIME_UNSAID_SECONDS = 1800;
/** Longer than any token lives; what is said beyond means nothing. */
const LIFETIME_SECONDS_MAX = 30 * 24 * 3600;

const Tokens = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive().max(LIFETIME_SECONDS_MAX).catch(LIFETIME_UNSAID_SECONDS),
  refresh_token: z.string().min(1).optional().catch(undefined),
  scope: z.string().optional().catch(undefined),
});

export interface Tokens {
  readonly accessToken: string;
  /** From now on. */
  readonly lifetimeSeconds: number;
  /** Only a code is answered with one. */
  readonly refreshToken: string | null;
  /** What was consented to; null where it is not said. */
  readonly scopes: readonly string[] | null;
}

/** How requests are made and answered. */
export type Network = typeof fetch;

/**
 * How the library is to make requests: once each, to where they were sent and nowhere else (neither
 * endpoint redirects, so who does is somebody else), and without its logging, which would write tokens out.
 */
export function transport(timeoutMs: number, network?: Network) {
  return {
    useAuthRequestParameters: false,
    transporterOptions: {
      timeout: timeoutMs,
      retry: false,
      redirect: 'error' as const,
      // By what is announced, and by what comes.
      maxContentLength: ANSWER_BYTES_MAX,
      size: ANSWER_BYTES_MAX,
      ...(network === undefined ? {} : { fetchImplementation: network }),
    },
  };
}

/**
 * Asks the token endpoint (RFC 6749, sections 4.1.3 and 6), once. The library's own way would repeat
 * it, and falls over an answer that is no JSON; its transport is used all the same, since it knows
 * proxies. Errors of it hold the refresh token in clear, so only their trouble is given on.
 */
export async function askForTokens(
  tokenUrl: string | null,
  form: Readonly<Record<string, string>>,
  timeoutMs = TIMEOUT_MS,
  network?: Network,
): Promise<Tokens | Trouble> {
  const { transporter } = new auth.OAuth2(transport(timeoutMs, network));
  try {
    const { data } = await transporter.request<unknown>({
      url: tokenUrl ?? TOKEN_URL,
      method: 'POST',
      data: new URLSearchParams(form),
    });
    const read = Tokens.safeParse(data);
    if (!read.success) return GARBAGE;
    const { access_token, expires_in, refresh_token, scope } = read.data;
    return {
      accessToken: access_token,
      lifetimeSeconds: expires_in,
      refreshToken: refresh_token ?? null,
      scopes: scope?.split(' ').filter((name) => name !== '') ?? null,
    };
  } catch (error) {
    return troubleOf(error);
  }
}
