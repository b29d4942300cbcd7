import type { Network as HttpNetwork } from '../src/calendar/google/access-token.ts';
import { answerTo } from '../test/google/stand-in/answer.ts';
import type { World } from '../test/google/stand-in/calendars.ts';
import { Channels } from '../test/google/stand-in/channels.ts';
import { handOf } from '../test/google/stand-in/hand.ts';
import { CREDENTIALS, OAuth } from '../test/google/stand-in/oauth.ts';
import { Quota } from '../test/google/stand-in/quota.ts';
import type { RawEvent } from '../test/google/stand-in/raw-event.ts';
import { type Route, routeOf } from '../test/google/stand-in/routes.ts';
import type { Network } from './network.ts';
import type { SimulatedProcess } from './process.ts';

const PATIENCE_MS = 30_000;
const GARBAGE = '<!DOCTYPE html><title>Sorry</title>';

/** The calendars that mocks are booked in, one for each workspace; both of one account. */
export const CALENDARS = ['mocks@example.com', 'second@example.com'] as const;
export const GOOGLE_ACCOUNT = CREDENTIALS;

/** A call of the Calendar API, as the server and whoever sent it know it. */
export interface CalendarCall {
  readonly by: SimulatedProcess;
  readonly method: Route['method'];
  readonly calendarId: string | null;
  readonly eventId: string | null;
  readonly sentAt: number;
  readonly arrivedAt: number;
  readonly status: number;
  /** The state of all calendars after it. */
  readonly revision: number;
  readonly body: string;
  readonly answer: string;
}

export interface GoogleManners {
  readonly quotaPerMinute: number;
  readonly pageSize: number;
  readonly pendingLookups: number;
  readonly conferenceFails: boolean;
  readonly accessTokenSeconds: number | null;
}

/** Google as the stand-in of the tests answers, reached over the simulated network instead of HTTP. */
export class SimulatedGoogle {
  readonly hand: ReturnType<typeof handOf>;
  readonly calls: CalendarCall[] = [];
  readonly world: World;
  readonly #oauth: OAuth;
  readonly #quota: Quota;
  readonly #network: Network;
  readonly #now: () => Temporal.Instant;
  /** As each call is sent. */
  onSend: (call: Pick<CalendarCall, 'by' | 'method'>) => void = () => {};
  /** After each call that arrived. */
  onCall: (call: CalendarCall) => void = () => {};

  constructor(parts: {
    now: () => Temporal.Instant;
    network: Network;
    timeZone: string;
    manners: GoogleManners;
  }) {
    const { now, network, timeZone, manners } = parts;
    this.#now = now;
    this.#network = network;
    this.world = {
      now,
      account: CALENDARS[0],
      calendars: new Map(),
      conference: { pendingLookups: manners.pendingLookups, fails: manners.conferenceFails },
      pageSize: manners.pageSize,
      mails: [],
      channels: new Channels(now),
      revision: 0,
      syncGeneration: 1,
    };
    this.#oauth = new OAuth(now, manners.accessTokenSeconds);
    this.#quota = new Quota(manners.quotaPerMinute);
    this.hand = handOf(this.world, timeZone);
    for (const id of CALENDARS) this.hand.addCalendar(id, { accessRole: 'owner', summary: 'Mocks' });
  }

  /** Events that stand in the calendars that mocks are booked in, and in which. */
  events(): readonly { readonly event: RawEvent; readonly calendarId: string }[] {
    return CALENDARS.flatMap((calendarId) =>
      this.hand.events(calendarId).map((event) => ({ event, calendarId })),
    );
  }

  forgetSyncTokens(): void {
    this.world.syncGeneration += 1;
  }

  expireTokens(): void {
    this.#oauth.expire();
  }

  /** How one process reaches it. */
  networkOf(process: SimulatedProcess, now: () => number): HttpNetwork {
    return async (input, init) => {
      const url = new URL(String(input));
      const route = routeOf(init?.method ?? 'GET', url.pathname);
      const text = init?.body === undefined || init.body === null ? '' : String(init.body);
      const headers = Object.fromEntries(new Headers(init?.headers));
      const sentAt = now();
      if (process.isAlive) this.onSend({ by: process, method: route.method });
      return this.#network.carry<Response>({
        from: process,
        link: 'google',
        method: route.method,
        patienceMs: PATIENCE_MS,
        work: () => {
          const arrivedAt = now();
          const answer = answerTo(
            { route, query: url.searchParams, text, headers },
            this.world,
            this.#oauth,
            this.#quota,
          );
          const said = answer.body === null ? '' : JSON.stringify(answer.body);
          const call: CalendarCall = {
            by: process,
            ...route,
            sentAt,
            arrivedAt,
            status: answer.status,
            revision: this.world.revision,
            body: text,
            answer: said,
          };
          this.calls.push(call);
          this.onCall(call);
          return this.#response(answer.status, said === '' ? null : said, answer.headers);
        },
        unheard: (timedOut) =>
          timedOut ? new DOMException('timed out', 'TimeoutError') : new TypeError('connection reset'),
        refused: ({ status, reason, retryAfter }) => this.#refusal(route, { status, reason, retryAfter }),
        garbled: () => this.#response(200, GARBAGE, { 'content-type': 'text/html' }),
      });
    };
  }

  #refusal(route: Route, fault: { status: number; reason: string; retryAfter: number | null }): Response {
    const { status, reason, retryAfter } = fault;
    const domain = /rateLimit|quota|Limit/i.test(reason) ? 'usageLimits' : 'global';
    const body =
      route.method === 'token'
        ? { error: reason, error_description: reason }
        : { error: { code: status, message: reason, errors: [{ domain, reason, message: reason }] } };
    const headers = retryAfter === null ? {} : { 'retry-after': `${retryAfter}` };
    return this.#response(status, JSON.stringify(body), headers);
  }

  #response(status: number, body: string | null, headers: Readonly<Record<string, string>> = {}): Response {
    const date = new Date(this.#now().epochMilliseconds).toUTCString();
    const type = { 'content-type': 'application/json; charset=UTF-8' };
    return new Response(body, { status, headers: { date, ...type, ...headers } });
  }
}
