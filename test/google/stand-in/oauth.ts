import { createHash } from 'node:crypto';
import { badCredentials, Refusal } from './refusals.ts';
import { USUAL_SCOPES } from './scopes.ts';

export const CREDENTIALS = {
  clientId: 'stand-in.apps.googleusercontent.com',
  clientSecret: 'GOCSPX-stand-in-secret',
  refreshToken: '1//stand-in-refresh-token',
} as const;

interface Consent {
  readonly redirectUri: string;
  readonly challenge: string | null;
  readonly scopes: readonly string[];
  readonly offline: boolean;
}

/**
 * The OAuth side: the consent page (which a person accepts at once) and the token endpoint. All
 * tokens are numbered, none is by chance. Access tokens end when they are told to, or after
 * `accessTokenSeconds` of the simulated clock where that is set: the client library measures their
 * age by the machine's own clock, so that ageing them by another would only confuse it.
 */
export class OAuth {
  readonly #now: () => Temporal.Instant;
  readonly #lifeSeconds: number | null;
  readonly #consents = new Map<string, Consent>();
  readonly #refreshTokens = new Map<string, readonly string[]>([[CREDENTIALS.refreshToken, USUAL_SCOPES]]);
  readonly #accessTokens = new Map<string, { scopes: readonly string[]; until: number }>();
  #granted: readonly string[] | null = null;
  #refuses = false;
  #count = 0;

  constructor(now: () => Temporal.Instant, accessTokenSeconds: number | null) {
    this.#now = now;
    this.#lifeSeconds = accessTokenSeconds;
  }

  /** What the person leaves ticked from now on, whatever is asked for; a refresh gives no more either. */
  grant(scopes: readonly string[]): void {
    this.#granted = scopes;
  }

  /** From now on the person says no on the consent page. */
  refuse(): void {
    this.#refuses = true;
  }

  revoke(): void {
    this.#refreshTokens.clear();
    this.#accessTokens.clear();
  }

  expire(): void {
    this.#accessTokens.clear();
  }

  /** The scopes of a request's bearer token; throws 401 where it has none, or one that is not good. */
  scopesOf(authorization: string | undefined): readonly string[] {
    const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw badCredentials(false);
    const known = this.#accessTokens.get(token);
    if (known === undefined || known.until <= this.#now().epochMilliseconds) throw badCredentials(true);
    return known.scopes;
  }

  /** The consent page: where the browser is sent, with a code and the state that it was given. */
  authorize(query: URLSearchParams): URL {
    const asked = (name: string): string => query.get(name) ?? '';
    const redirectUri = asked('redirect_uri');
    if (asked('client_id') !== CREDENTIALS.clientId) {
      throw tokenError(401, 'invalid_client', 'The OAuth client was not found.');
    }
    if (!/^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(:\d+)?(\/|$)/.test(redirectUri)) {
      throw tokenError(400, 'redirect_uri_mismatch', 'A desktop client may be sent to the loopback only.');
    }
    if (asked('response_type') !== 'code') {
      throw tokenError(400, 'unsupported_response_type', 'Invalid response_type.');
    }
    if (asked('scope').trim() === '') throw tokenError(400, 'invalid_request', 'Missing parameter: scope');
    const challenge = query.get('code_challenge');
    if (challenge !== null && asked('code_challenge_method') !== 'S256') {
      throw tokenError(400, 'invalid_request', 'Only the code challenge method S256 is taken here.');
    }
    const back = new URL(redirectUri);
    const state = query.get('state');
    if (state !== null) back.searchParams.set('state', state);
    if (this.#refuses) {
      back.searchParams.set('error', 'access_denied');
      return back;
    }
    const scopes = this.#leftOf(asked('scope').split(/\s+/));
    const code = `4/0-stand-in-code-${this.#next()}`;
    const offline = asked('access_type') === 'offline' && asked('prompt').split(' ').includes('consent');
    this.#consents.set(code, { redirectUri, challenge, scopes, offline });
    back.searchParams.set('code', code);
    back.searchParams.set('scope', scopes.join(' '));
    return back;
  }

  /** The token endpoint: a code or a refresh token, for an access token. */
  token(form: URLSearchParams): object {
    const given = (name: string): string => form.get(name) ?? '';
    if (given('client_id') !== CREDENTIALS.clientId) {
      throw tokenError(401, 'invalid_client', 'The OAuth client was not found.');
    }
    if (given('client_secret') !== CREDENTIALS.clientSecret) {
      throw tokenError(401, 'invalid_client', 'Unauthorized');
    }
    if (given('grant_type') === 'refresh_token') return this.#refreshed(given('refresh_token'));
    if (given('grant_type') === 'authorization_code') return this.#exchanged(given);
    throw tokenError(400, 'unsupported_grant_type', `Invalid grant_type: ${given('grant_type')}`);
  }

  #refreshed(refreshToken: string): object {
    const scopes = this.#refreshTokens.get(refreshToken);
    if (scopes === undefined) {
      throw tokenError(400, 'invalid_grant', 'Token has been expired or revoked.');
    }
    return this.#issue(this.#granted ?? scopes);
  }

  #exchanged(given: (name: string) => string): object {
    const consent = this.#consents.get(given('code'));
    this.#consents.delete(given('code'));
    if (consent === undefined) throw tokenError(400, 'invalid_grant', 'Malformed auth code.');
    if (consent.redirectUri !== given('redirect_uri')) {
      throw tokenError(400, 'redirect_uri_mismatch', 'Bad Request');
    }
    if (consent.challenge !== null) {
      const verifier = given('code_verifier');
      if (verifier === '') throw tokenError(400, 'invalid_grant', 'Missing code verifier.');
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      if (challenge !== consent.challenge) {
        throw tokenError(400, 'invalid_grant', 'Invalid code verifier.');
      }
    }
    const answer = this.#issue(consent.scopes);
    if (!consent.offline) return answer;
    const refreshToken = `1//stand-in-refresh-token-${this.#next()}`;
    this.#refreshTokens.set(refreshToken, consent.scopes);
    return { ...answer, refresh_token: refreshToken };
  }

  #issue(scopes: readonly string[]): object {
    const token = `ya29.stand-in-access-token-${this.#next()}`;
    const until =
      this.#lifeSeconds === null
        ? Number.POSITIVE_INFINITY
        : this.#now().epochMilliseconds + this.#lifeSeconds * 1000;
    this.#accessTokens.set(token, { scopes, until });
    return {
      access_token: token,
      expires_in: this.#lifeSeconds ?? 3599,
      scope: scopes.join(' '),
      token_type: 'Bearer',
    };
  }

  #leftOf(asked: readonly string[]): readonly string[] {
    return this.#granted === null ? asked : asked.filter((scope) => this.#granted?.includes(scope));
  }

  #next(): number {
    this.#count += 1;
    return this.#count;
  }
}

/** The token endpoint has an error body of its own (RFC 6749, section 5.2). */
function tokenError(status: number, error: string, description: string): Refusal {
  return new Refusal(status, description, { error, error_description: description });
}
