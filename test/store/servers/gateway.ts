import { once } from 'node:events';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';

/** What a gateway answers instead of passing a request on. */
export interface OwnAnswer {
  readonly status: number;
  readonly body: string;
}

export interface Gateway {
  readonly url: string;
  /** From now on every request is answered so, cut off without an answer (`cut`), or passed on (null). */
  answer: OwnAnswer | 'cut' | null;
  /** What has arrived so far. */
  readonly requests: readonly { readonly path: string; readonly headers: IncomingMessage['headers'] }[];
  close(): Promise<void>;
}

/**
 * The part of Supabase's gateway that matters here: the data API stands below /rest/v1, and secret
 * keys of the newer kind (which the data API itself does not know) stand for the role of the service.
 *
 * @param secretKeys a secret key, and the key of the older kind that it stands for
 */
export async function openGateway(
  port: number,
  secretKeys: Readonly<Record<string, string>>,
): Promise<Gateway> {
  const requests: { path: string; headers: IncomingMessage['headers'] }[] = [];
  const server = createServer((incoming, outgoing) => {
    requests.push({ path: incoming.url ?? '', headers: incoming.headers });
    if (gateway.answer === 'cut') {
      incoming.socket.destroy();
    } else if (gateway.answer !== null) {
      outgoing.writeHead(gateway.answer.status, { 'content-type': 'text/html' }).end(gateway.answer.body);
    } else {
      pass(incoming, outgoing, port, secretKeys);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as { port: number };
  const gateway: Gateway = {
    url: `http://127.0.0.1:${address.port}`,
    answer: null,
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return gateway;
}

function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  port: number,
  secretKeys: Readonly<Record<string, string>>,
): void {
  const { method, url = '', headers } = incoming;
  const key = secretKeys[String(headers['apikey'])];
  const passed = forward(
    {
      host: '127.0.0.1',
      port,
      method,
      path: url.replace(/^\/rest\/v1/, ''),
      headers: key === undefined ? headers : { ...headers, authorization: `Bearer ${key}` },
    },
    (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    },
  );
  passed.on('error', () => outgoing.writeHead(502).end('Bad gateway'));
  incoming.pipe(passed);
}
