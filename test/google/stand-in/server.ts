import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Answer, answerOf, answerTo } from './answer.ts';
import type { World } from './calendars.ts';
import { byName, type RecordedCall } from './calls.ts';
import { type Faults, outcomeUnder } from './faults.ts';
import type { OAuth } from './oauth.ts';
import type { Quota } from './quota.ts';
import { Refusal } from './refusals.ts';
import { routeOf } from './routes.ts';

export interface ServerParts {
  readonly world: World;
  readonly oauth: OAuth;
  readonly quota: Quota;
  readonly faults: Faults;
  readonly calls: RecordedCall[];
  /** By how much the `Date` header is ahead of the clock. */
  readonly skewSeconds: () => number;
}

/** A short one, and Google's own, which is derived from where the token endpoint is. */
const CONSENT_PATHS: readonly string[] = ['/authorize', '/o/oauth2/v2/auth'];

/** A real HTTP server on a free port of the loopback. */
export async function startServer(parts: ServerParts): Promise<{ origin: string; close(): Promise<void> }> {
  // A connection that nobody uses for a while is not closed under the next call of a busy machine.
  const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    // A fault of the stand-in itself must not pass for one of Google's: the test run fails of it.
    void serve(parts, request, response);
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function serve(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { world, oauth, quota, faults, calls } = parts;
  const at = world.now();
  const url = new URL(request.url ?? '/', 'http://stand-in');
  response.sendDate = false;
  const seconds = Math.floor(at.epochMilliseconds / 1000) + parts.skewSeconds();
  response.setHeader('Date', new Date(seconds * 1000).toUTCString());
  if (request.method === 'GET' && CONSENT_PATHS.includes(url.pathname)) {
    send(response, consent(oauth, url.searchParams));
    return;
  }
  const body = await text(request).catch(() => null);
  // A caller that gave up while it was still sending has asked for nothing.
  if (body === null) return;
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
  );
  const route = routeOf(request.method ?? '', url.pathname);
  const outcome = await outcomeUnder(faults.meet(route.method), route.method, () =>
    answerTo({ route, query: url.searchParams, text: body, headers }, world, oauth, quota),
  );
  calls.push({
    at,
    method: route.method,
    status: typeof outcome === 'string' ? outcome : outcome.status,
    query: byName(url.searchParams),
    body: readBody(body, headers['content-type'] ?? ''),
    headers,
  });
  if (outcome === 'dropped') request.socket.destroy();
  else if (outcome !== 'hung') send(response, outcome);
}

function consent(oauth: OAuth, query: URLSearchParams): Answer {
  try {
    return { status: 302, headers: { Location: oauth.authorize(query).href }, body: null };
  } catch (error) {
    if (error instanceof Refusal) return answerOf(error);
    throw error;
  }
}

function send(response: ServerResponse, { status, headers = {}, body }: Answer): void {
  if (body === null) {
    response.writeHead(status, headers).end();
    return;
  }
  const type = typeof body === 'string' ? 'text/html' : 'application/json';
  response
    .writeHead(status, { 'Content-Type': `${type}; charset=UTF-8`, ...headers })
    .end(typeof body === 'string' ? body : JSON.stringify(body));
}

function readBody(text: string, contentType: string): RecordedCall['body'] {
  if (text === '') return null;
  if (contentType.includes('x-www-form-urlencoded')) return byName(new URLSearchParams(text));
  try {
    return JSON.parse(text) as RecordedCall['body'];
  } catch {
    return { unreadable: text };
  }
}
