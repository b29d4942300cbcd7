import { createHash, timingSafeEqual } from 'node:crypto';
import type { Update } from 'grammy/types';
import { updatesIn } from './incoming.ts';
import type { Reception } from './reception.ts';

const BODY_BYTES_MAX = 1_000_000;

/** Answers Telegram's calls; whatever is not answered with 200 is brought again. */
export type WebhookAnswer = (request: Request) => Promise<Response>;

export function webhookAnswer(reception: Reception, secret: string): WebhookAnswer {
  return async (request) => {
    if (request.method !== 'POST') return said(405, 'POST only');
    const given = request.headers.get('x-telegram-bot-api-secret-token') ?? '';
    if (!isSame(given, secret)) return said(401, 'not from Telegram');
    const body = await boundedBody(request);
    if (body === null) return said(413, 'too large');
    const update = updateFrom(body);
    if (update === null) return said(400, 'not an update');
    try {
      const [taken] = await reception.take([update]);
      if ((await taken?.handled) === true) return said(200, 'ok');
    } catch {
      // The store is out of reach; whoever serves the bot says so in the log.
    }
    return said(503, 'not now');
  };
}

function said(status: number, text: string): Response {
  return new Response(text, { status });
}

/** In constant time, whatever the lengths. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

async function boundedBody(request: Request): Promise<string | null> {
  if (Number(request.headers.get('content-length') ?? 0) > BODY_BYTES_MAX) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > BODY_BYTES_MAX) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function updateFrom(body: string): Update | null {
  try {
    const [update = null] = updatesIn([JSON.parse(body)]);
    return update;
  } catch {
    return null;
  }
}
