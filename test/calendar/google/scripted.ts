import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { CallTally } from '../../../src/calendar/calls.ts';
import type { GoogleConnection } from '../../../src/calendar/google/client.ts';
import { openGoogleCalendar } from '../../../src/calendar/google/open.ts';
import { TestClock } from '../../booking/office.ts';
import { MemoryPace } from './memory-pace.ts';
import { START } from './scene.ts';

/** An answer as it is written down in a test; JSON unless the body is a text. */
export interface Scripted {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const SIGNED_IN: Scripted = { body: { access_token: 'access', expires_in: 3600, token_type: 'Bearer' } };

/** A server for answers that Google is not known to give: each in turn, the last one for ever. */
export async function scripted(answers: readonly Scripted[], tokens: readonly Scripted[] = [SIGNED_IN]) {
  const left = { api: [...answers], token: [...tokens] };
  const server = createServer((request, response) => {
    request.resume();
    const queue = request.url === '/token' ? left.token : left.api;
    const { status = 200, headers = {}, body = {} } = (queue.length > 1 ? queue.shift() : queue[0]) ?? {};
    const text = typeof body === 'string';
    response
      .writeHead(status, { 'Content-Type': text ? 'text/plain' : 'application/json', ...headers })
      .end(text ? body : JSON.stringify(body));
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const connection: GoogleConnection = {
    account: { clientId: 'client', clientSecret: 'client-secret', refreshToken: 'refresh-token' },
    apiRoot: root,
    tokenUrl: `${root}token`,
  };
  const clock = new TestClock(START);
  const calendar = openGoogleCalendar({
    ...connection,
    calendarId: 'mocks@example.com',
    delaySeconds: 2,
    maxRetries: 0,
    clock,
    random: () => 0.5,
    pace: new MemoryPace(clock.now),
    tally: new CallTally(),
    log: { info: () => {}, warn: () => {} },
  });
  return { calendar, connection };
}
