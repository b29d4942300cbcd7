import { type GoogleStandIn, type GoogleStandInOptions, startGoogleStandIn } from './stand-in/google.ts';

/** What came back: the body as JSON where it is JSON, else as text. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // Tests look into answers as they come; what is not there fails the test.
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what is tested
  readonly body: any;
}

export interface Asking {
  readonly google: GoogleStandIn;
  /** Moves the simulated clock on. */
  pass(duration: Temporal.DurationLike): void;
  /** A call of the Calendar API with a bearer token that was fetched for it. */
  ask(verb: string, path: string, body?: object, headers?: Record<string, string>): Promise<Reply>;
  /** A call of the token endpoint. */
  token(form: Record<string, string>): Promise<Reply>;
  /** `calendars/<the calendar>/events`, with parameters. */
  events(parameters?: Record<string, string>): string;
  /** The same for one event. */
  event(id: string, parameters?: Record<string, string>): string;
}

export const NOW = '2026-11-22T17:00:00Z';

/** A stand-in at 22 November 2026, 17:00 UTC, and plain HTTP to it without any client library. */
export async function startAsking(options: Partial<GoogleStandInOptions> = {}): Promise<Asking> {
  let now = Temporal.Instant.from(NOW);
  const google = await startGoogleStandIn({ clock: { now: () => now }, ...options });
  const { clientId, clientSecret, refreshToken } = google.credentials;
  const token = (form: Record<string, string>) =>
    reply(
      fetch(google.tokenUrl, {
        method: 'POST',
        body: new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...form }),
      }),
    );
  const path = (id: string | null, parameters: Record<string, string>) => {
    const place = `calendars/${encodeURIComponent(google.calendarId)}/events${id === null ? '' : `/${id}`}`;
    const query = new URLSearchParams(parameters).toString();
    return query === '' ? place : `${place}?${query}`;
  };
  let bearer: string | null = null;
  return {
    google,
    pass: (duration) => {
      now = now.add(duration);
    },
    token,
    ask: async (verb, where, body, headers = {}) => {
      bearer ??= (await token({ grant_type: 'refresh_token', refresh_token: refreshToken })).body
        .access_token;
      return reply(
        fetch(`${google.apiRoot}calendar/v3/${where}`, {
          method: verb,
          headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', ...headers },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      );
    },
    events: (parameters = {}) => path(null, parameters),
    event: (id, parameters = {}) => path(id, parameters),
  };
}

async function reply(sent: Promise<Response>): Promise<Reply> {
  const { status, headers, ...rest } = await sent.then(async (response) => ({
    status: response.status,
    headers: response.headers,
    text: await response.text(),
  }));
  const isJson = headers.get('content-type')?.includes('json') === true;
  return { status, headers, body: isJson ? JSON.parse(rest.text) : rest.text };
}

/** A mock of an hour on 1 December 2026, as a caller sends it. */
export function mockEvent(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 'mock0001',
    summary: 'Sam : Alpha FS Mock1',
    start: { dateTime: '2026-12-01T18:00:00-08:00', timeZone: 'America/Los_Angeles' },
    end: { dateTime: '2026-12-01T19:00:00-08:00', timeZone: 'America/Los_Angeles' },
    attendees: [{ email: 'sam@candidates.example' }, { email: 'alpha@example.com' }],
    ...fields,
  };
}

/** The reason on which a caller decides. */
export function reasonOf({ status, body }: Reply): string {
  return `${status} ${body.error?.errors?.[0]?.reason}`;
}
