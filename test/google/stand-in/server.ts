import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Answer, answerTo } from './answer.ts';
import type { World } from './calendars.ts';
import { byName, type RecordedCall } from './calls.ts';
import { type Faults, refusalOf } from './faults.ts';
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

const GARBAGE =
  '<!DOCTYPE html><html><title>Sorry</title><p>We are sorry, but something went wrong.</p></html>';

/** A real HTTP server on a free port of the loopback. */
export async function startServer(parts: ServerParts): Promise<{ origin: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    serve(parts, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
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
  response.setHeader('Date', new Date(at.epochMilliseconds + parts.skewSeconds() * 1000).toUTCString());
  if (request.method === 'GET' && url.pathname === '/authorize') {
    consent(oauth, url.searchParams, response);
    return;
  }
  const body = await text(request);
  const route = routeOf(request.method ?? '', url.pathname);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
  );
  const record = (status: RecordedCall['status']): void => {
    const read = bodyOf(body, headers['content-type'] ?? '');
    calls.push({ at, method: route.method, status, query: byName(url.searchParams), body: read, headers });
  };
  const fault = faults.meet(route.method);
  const work = (): Answer =>
    answerTo({ route, query: url.searchParams, text: body, headers }, world, oauth, quota);

  if (fault?.kind === 'status') {
    const { status, headers: more, body: said } = refusalOf(fault, route.method);
    record(status);
    send(response, { status, headers: more, body: said });
    return;
  }
  if (fault?.kind === 'slow' && fault.when === 'before') await fault.meanwhile();
  const answer =
    fault !== null && 'when' in fault && fault.when === 'before' && fault.kind !== 'slow' ? null : work();
  if (fault?.kind === 'slow' && fault.when !== 'before') await fault.meanwhile();
  if (fault?.kind === 'drop') {
    record('dropped');
    request.socket.destroy();
  } else if (fault?.kind === 'hang') {
    record('hung');
  } else if (fault?.kind === 'garbage') {
    record(200);
    response.writeHead(200, { 'Content-Type': 'text/html; charset=UTF-8' }).end(GARBAGE);
  } else {
    record(answer!.status);
    send(response, answer!);
  }
}

function consent(oauth: OAuth, query: URLSearchParams, response: ServerResponse): void {
  try {
    response.writeHead(302, { Location: oauth.authorize(query).href }).end();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    send(response, { status: error.status, body: error.body });
  }
}

function send(response: ServerResponse, { status, headers = {}, body }: Answer): void {
  if (body === null) {
    response.writeHead(status, headers).end();
    return;
  }
  response
    .writeHead(status, { 'Content-Type': 'application/json; charset=UTF-8', ...headers })
    .end(JSON.stringify(body));
}

function bodyOf(text: string, contentType: string): RecordedCall['body'] {
  if (text === '') return null;
  if (contentType.includes('x-www-form-urlencoded')) return byName(new URLSearchParams(text));
  try {
    return JSON.parse(text) as RecordedCall['body'];
  } catch {
    return { unreadable: text };
  }
}
