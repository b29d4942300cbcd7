import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageSource } from '../../src/dashboard/page-app.ts';
import { type PageServer, startPageServer } from '../../src/dashboard/server.ts';
import { nastyText, PATIENCE_MS, runs, timed } from './nasty.ts';

const logged: unknown[] = [];
let server: PageServer;
let port: number;

/** Nobody is in the store; what is asked for here is HTTP alone. */
const SOURCE: PageSource = {
  now: Temporal.Now.instant,
  timeZone: 'UTC',
  queue: async () => ({ paused: false, candidates: [] }),
  counts: async () => ({}),
  workspaces: async () => [],
  notReady: () => null,
  comingBookings: async () => [],
  openEscalations: async () => [],
  calendarFile: async () => 'BEGIN:VCALENDAR',
  calendarCalls: () => ({}),
  calendarPaceSeconds: () => null,
};

beforeAll(async () => {
  server = await startPageServer('127.0.0.1', 0, SOURCE, {
    error: (...line: unknown[]) => logged.push(line),
  });
  port = Number(new URL(server.address).port);
});
afterAll(() => server.close());

/** Sends bytes as they are and resolves with what came back until the connection ended, or nothing came for a while. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => socket.end(Buffer.from(bytes, 'latin1')));
    socket.setTimeout(PATIENCE_MS, () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1');
    });
    socket.on('error', () => resolve(heard));
    socket.on('close', () => resolve(heard));
  });
}

const status = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);

describe('Whatever is sent to the page', () => {
  it.each<[string, string, readonly number[]]>([
    ['no host', 'GET / HTTP/1.1\r\n\r\n', [400]],
    ['an empty host', 'GET / HTTP/1.1\r\nHost:\r\n\r\n', [200, 400, 403]],
    ['a host with blanks', 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n', [400, 403]],
    ['half an address for a host', 'GET / HTTP/1.1\r\nHost: [::1\r\n\r\n', [400, 403]],
    ['a host of another', 'GET / HTTP/1.1\r\nHost: example.com\r\n\r\n', [403]],
    [
      'a host that only begins like this machine',
      'GET / HTTP/1.1\r\nHost: 127.0.0.1.example.com\r\n\r\n',
      [403],
    ],
    ['a host with a user in it', 'GET / HTTP/1.1\r\nHost: 127.0.0.1@example.com\r\n\r\n', [400, 403]],
    ['a host that is too large a number', 'GET / HTTP/1.1\r\nHost: 99999999999\r\n\r\n', [400]],
    ['two hosts', 'GET / HTTP/1.1\r\nHost: localhost\r\nHost: example.com\r\n\r\n', [200, 400, 403]],
    [
      'another address in the first line',
      'GET http://example.com/ HTTP/1.1\r\nHost: localhost\r\n\r\n',
      [200, 400, 403],
    ],
    ['a path out of the page', 'GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n', [404]],
    [
      'an encoded path out of the page',
      'GET /..%2f..%2fetc%2fpasswd HTTP/1.1\r\nHost: localhost\r\n\r\n',
      [404],
    ],
    ['a path that cannot be decoded', 'GET /%ff%zz HTTP/1.1\r\nHost: localhost\r\n\r\n', [400, 404]],
    ['two slashes', 'GET //example.com HTTP/1.1\r\nHost: localhost\r\n\r\n', [400, 403, 404]],
    ['no path at all', 'GET  HTTP/1.1\r\nHost: localhost\r\n\r\n', [400]],
    ['a star', 'OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n', [400, 404]],
    ['a method nobody knows', 'BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n', [400]],
    ['a method that changes things', 'DELETE / HTTP/1.1\r\nHost: localhost\r\n\r\n', [404]],
    ['a tunnel', 'CONNECT example.com:443 HTTP/1.1\r\nHost: localhost\r\n\r\n', [0, 400, 404, 405]],
    [
      'an upgrade',
      'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      [200, 400],
    ],
    ['a version of its own', 'GET / HTTP/9.9\r\nHost: localhost\r\n\r\n', [400, 505]],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
      [400],
    ],
    [
      'a length and pieces',
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      [400, 404],
    ],
    ['a length that is none', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n', [400]],
    [
      'a hundred kilobytes of headers',
      `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`,
      [400, 431],
    ],
    [
      'ten thousand headers',
      `GET / HTTP/1.1\r\nHost: localhost\r\n${'X: 1\r\n'.repeat(10_000)}\r\n`,
      [200, 400, 431],
    ],
    [
      'a path of a hundred kilobytes',
      `GET /${'x'.repeat(100_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
      [400, 414, 431],
    ],
    ['a header folded into another', 'GET / HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n\r\n', [200, 400]],
    ['a line break in the path', 'GET /a%0d%0aSet-Cookie:%20a HTTP/1.1\r\nHost: localhost\r\n\r\n', [404]],
    ['null characters', '\u0000\u0000\u0000\r\n\r\n', [400]],
    ['the greeting of another protocol', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000', [0, 400]],
    ['nothing', '', [0, 400]],
  ])('it is answered or refused, and the page stays: %s', async (_, bytes, expected) => {
    const answer = await raw(bytes);
    expect(expected).toContain(status(answer));
    expect(answer).not.toMatch(/root:|\n {4}at |node_modules/);
    expect(answer).not.toMatch(/^set-cookie/im);
    expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
  });

  it('as any path, header and host, it is answered with what it is, and nothing goes wrong inside', async () => {
    const line = nastyText.map((text) =>
      Buffer.from(text.replaceAll(/[\r\n\0]/g, ''))
        .toString('latin1')
        .slice(0, 2_000),
    );
    await fc.assert(
      fc.asyncProperty(line, line, line, async (path, host, header) => {
        const [answer, took] = await timed(() =>
          raw(
            `GET /${path.replaceAll(' ', '%20')} HTTP/1.1\r\nHost: ${host}\r\nX-A: ${header}\r\nConnection: close\r\n\r\n`,
          ),
        );
        expect([200, 400, 403, 404, 431]).toContain(status(answer));
        expect(took).toBeLessThan(PATIENCE_MS);
      }),
      runs(100),
    );
    expect(logged).toEqual([]);
    expect(await (await fetch(`${server.address}/healthz`)).text()).toBe('ok');
  });
});
