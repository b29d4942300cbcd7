import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Logger } from 'pino';
import { UserError } from '../errors.ts';
import { isLoopback } from './loopback.ts';
import { type PageSource, pageApp, type Route } from './page-app.ts';

export interface PageServer {
  /** `http://127.0.0.1:8787` */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Serves the page, health, metrics and the calendar file, and what others serve besides. Throws a
 * `UserError` where the port is taken or the address cannot be used.
 */
export function startPageServer(
  host: string,
  port: number,
  source: PageSource,
  log: Pick<Logger, 'error'>,
  routes: readonly Route[] = [],
): Promise<PageServer> {
  return new Promise((resolve, reject) => {
    const app = pageApp(source, isLoopback(host), log, routes);
    const server = serve({ fetch: app.fetch, hostname: host, port }, (info: AddressInfo) => {
      const shown = info.family === 'IPv6' ? `[${info.address}]` : info.address;
      resolve({
        address: `http://${shown}:${info.port}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    });
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(
        new UserError(`The page cannot be served at ${host}:${port}: ${whyNot(cause)}.`, {
          remedy:
            'Set PORT (and HOST) to a free one, or stop the program that has it; PORT=0 takes any free port.',
          cause,
        }),
      );
    });
  });
}

function whyNot({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return 'another program has this port';
  if (code === 'EACCES') return 'this user may not use this port';
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'this machine has no such address';
  return message;
}
