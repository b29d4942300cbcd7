import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CalendarError } from '../calendar/calendar.ts';
import { UserError } from '../errors.ts';
import { type LastPage, lastPageHtml, NO_SUCH_PAGE, NOT_OURS } from './auth-google-page.ts';

/** Waits on the loopback for the browser to come back from Google's consent page. */
export interface ConsentListener {
  readonly port: number;
  /** `http://127.0.0.1:PORT/`, where Google sends the browser. */
  readonly redirectUri: string;
  /**
   * Hands the code that comes back with `state` to `use`, once, tells the browser how that ended,
   * and answers what `use` did. Throws what `use` throws, a `UserError` where the person said no,
   * and `stop`'s reason when that is aborted. Other requests are answered and change nothing.
   */
  receive<Result>(state: string, use: (code: string) => Promise<Result>, stop: AbortSignal): Promise<Result>;
  close(): Promise<void>;
}

/** Listens on a port of this machine alone; 0 takes any free one. */
export async function listenForConsent(port: number): Promise<ConsentListener> {
  let answer: (request: IncomingMessage, response: ServerResponse) => Promise<void> = (_request, response) =>
    show(response, NO_SUCH_PAGE);
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) => {
      failed(
        new UserError(`Nothing can listen at 127.0.0.1:${port} (${code}).`, {
          remedy: 'Name another --port, or none for any free one.',
        }),
      );
    });
    server.listen(port, '127.0.0.1', listening);
  });
  const { port: own } = server.address() as AddressInfo;

  return {
    port: own,
    redirectUri: `http://127.0.0.1:${own}/`,

    receive: (state, use, stop) =>
      new Promise((resolve, reject) => {
        const stopped = () => reject(stop.reason);
        if (stop.aborted) stopped();
        stop.addEventListener('abort', stopped, { once: true });
        let used: ReturnType<typeof use> | null = null;
        answer = async (request, response) => {
          const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
          if (request.method !== 'GET' || pathname !== '/') return show(response, NO_SUCH_PAGE);
          if (searchParams.get('state') !== state) return show(response, NOT_OURS);
          const code = searchParams.get('code');
          const refusal = searchParams.get('error');
          if (code === null && refusal === null) return show(response, NOT_OURS);
          // A browser that asks twice is told twice; a code is good once.
          used ??= code === null ? Promise.reject(saidNo(refusal ?? '')) : use(code);
          try {
            const result = await used;
            await show(response, CONNECTED);
            resolve(result);
          } catch (error) {
            await show(response, failedPage(error));
            reject(error);
          }
        };
      }),

    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

const CONNECTED: LastPage = {
  status: 200,
  title: 'Google Calendar is connected',
  text: 'The terminal goes on from here. This tab can be closed.',
};

function failedPage(error: unknown): LastPage {
  const told = error instanceof UserError || error instanceof CalendarError;
  return {
    status: 200,
    title: 'Google Calendar is not connected',
    text: `${told ? `${error.message}\n${error.remedy ?? ''}` : 'The program failed.'}\nThe terminal says more. This tab can be closed.`,
  };
}

function saidNo(reason: string): UserError {
  if (reason === 'access_denied') {
    return new UserError('Access was denied on Google’s page, so nothing was changed.', {
      remedy:
        'Run the command again and allow it. Where Google itself blocks the page: add the account as a test user of the OAuth consent screen, or publish the app.',
    });
  }
  const word = /^[\w.-]{1,60}$/.test(reason) ? ` (${reason})` : '';
  return new UserError(`Google’s consent page ended without an answer${word}, so nothing was changed.`, {
    remedy: 'Run the command again.',
  });
}

/** Resolves when the page was given to the system; nobody who went away is waited for. */
async function show(response: ServerResponse, page: LastPage): Promise<void> {
  const text = await lastPageHtml(page);
  response.writeHead(page.status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    // The address holds the code: it must not be told to anyone.
    'Referrer-Policy': 'no-referrer',
    Connection: 'close',
  });
  await new Promise<void>((done) => {
    response.once('close', done);
    response.end(text);
  });
}
