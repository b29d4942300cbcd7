/** What the API answers when it does not do as asked. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: object;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, body: object, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

export interface Detail {
  readonly domain?: string;
  readonly locationType?: 'parameter' | 'header';
  readonly location?: string;
}

/** The error body of the guide "Handle API errors": status, then reason and place in `errors[0]`. */
export function refusal(status: number, reason: string, message: string, detail: Detail = {}): Refusal {
  const { domain = 'global', ...place } = detail;
  return new Refusal(status, message, {
    error: { code: status, message, errors: [{ domain, reason, message, ...place }] },
  });
}

export const invalid = (message: string): Refusal => refusal(400, 'invalid', message);
export const required = (message: string): Refusal => refusal(400, 'required', message);
export const notFound = (): Refusal => refusal(404, 'notFound', 'Not Found');

export const forbidden = (): Refusal => refusal(403, 'forbidden', 'Forbidden');

export function invalidParameter(location: string, message: string): Refusal {
  return refusal(400, 'invalidParameter', message, { locationType: 'parameter', location });
}

export function timeRangeEmpty(): Refusal {
  return refusal(400, 'timeRangeEmpty', 'The specified time range is empty.', {
    domain: 'calendar',
    locationType: 'parameter',
    location: 'timeMax',
  });
}

export function duplicate(): Refusal {
  return refusal(409, 'duplicate', 'The requested identifier already exists.');
}

export function deleted(): Refusal {
  return refusal(410, 'deleted', 'Resource has been deleted');
}

export function fullSyncRequired(): Refusal {
  return refusal(410, 'fullSyncRequired', 'Sync token is no longer valid, a full sync is required.', {
    domain: 'calendar',
    locationType: 'parameter',
    location: 'syncToken',
  });
}

export function conditionNotMet(): Refusal {
  return refusal(412, 'conditionNotMet', 'Precondition Failed', {
    locationType: 'header',
    location: 'If-Match',
  });
}

export function needsWriter(): Refusal {
  return refusal(403, 'requiredAccessLevel', 'You need to have writer access to this calendar.', {
    domain: 'calendar',
  });
}

export function rateLimitExceeded(): Refusal {
  return refusal(403, 'rateLimitExceeded', 'Rate Limit Exceeded', { domain: 'usageLimits' });
}

/** No bearer token, or one that is not good any more. */
export function badCredentials(given: boolean): Refusal {
  const message = given ? 'Invalid Credentials' : 'Login Required.';
  const place = { locationType: 'header', location: 'Authorization' } as const;
  return new Refusal(
    401,
    message,
    {
      error: {
        code: 401,
        message,
        errors: [{ domain: 'global', reason: 'authError', message, ...place }],
        status: 'UNAUTHENTICATED',
      },
    },
    {
      'WWW-Authenticate': given
        ? 'Bearer realm="https://accounts.google.com/", error="invalid_token"'
        : 'Bearer realm="https://accounts.google.com/"',
    },
  );
}

/** A token that lacks the scope: the newer platform's body, `status` and `details` beside `errors`. */
export function scopeMissing(method: string): Refusal {
  const message = 'Request had insufficient authentication scopes.';
  return new Refusal(
    403,
    message,
    {
      error: {
        code: 403,
        message,
        errors: [{ domain: 'global', reason: 'insufficientPermissions', message: 'Insufficient Permission' }],
        status: 'PERMISSION_DENIED',
        details: [
          {
            '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
            reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
            domain: 'googleapis.com',
            metadata: { service: 'calendar-json.googleapis.com', method },
          },
        ],
      },
    },
    { 'WWW-Authenticate': 'Bearer realm="https://accounts.google.com/", error="insufficient_scope"' },
  );
}
