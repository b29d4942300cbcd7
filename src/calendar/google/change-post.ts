import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../time/clock.ts';

/** Below `PUBLIC_URL`, and on the page's own server. */
const PATH = '/calendar/changed';
/** The channels are read again this often at the most, however many messages nobody knows. */
const READ_AGAIN = { seconds: 10 };

/** A calendar that waits for messages. */
export interface Mailbox {
  /** SHA-256 of the token of one of its channels, in hexadecimal; null for a channel that it does not know. */
  tokenHash(channelId: string): string | null;
  /** Learns of the channels that other processes opened. */
  readChannels(): Promise<void>;
  tell(): void;
}

/** Where Google's messages arrive, for all calendars of this process. */
export interface ChangePost {
  /** What Google is to call. */
  readonly address: string;
  /** Paths of the page's server that lead here: with the path of the public address and without it. */
  readonly paths: readonly string[];
  readonly answer: (request: Request) => Promise<Response>;
  /** From now on messages for this calendar are taken; the function that comes back ends that. */
  open(mailbox: Mailbox): () => void;
}

export function channelTokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/**
 * Takes the messages of `events.watch`: a POST whose headers name the channel and bring its token, and
 * whose body is never read. What is answered does not wait for what the message sets off, and costs two
 * hashes: the channels are known by heart, and read again only for one that nobody knows, every ten
 * seconds at the most. A message that comes twice, or late, only makes somebody look once more.
 *
 * 200: taken; 403: the token is wrong; 404: there is no such channel (any more); 405: no POST; 503: it
 * is just being found out whether there is one, and Google sends it again.
 */
export function openChangePost(publicUrl: string, clock: Pick<Clock, 'now'>): ChangePost {
  const address = `${publicUrl}${PATH}`;
  const mailboxes = new Set<Mailbox>();
  let readAgainAt: Temporal.Instant | null = null;
  let reading = false;

  const mailboxOf = (id: string) => {
    for (const mailbox of mailboxes) {
      const hash = mailbox.tokenHash(id);
      if (hash !== null) return { mailbox, hash };
    }
    return null;
  };
  const readChannels = async () => {
    reading = true;
    readAgainAt = clock.now().add(READ_AGAIN);
    try {
      // What cannot be read now is read again for the next message that nobody knows.
      await Promise.allSettled([...mailboxes].map((mailbox) => mailbox.readChannels()));
    } finally {
      reading = false;
    }
  };

  return {
    address,
    paths: [...new Set([PATH, new URL(address).pathname])],

    async answer({ method, headers, body }) {
      await body?.cancel();
      if (method !== 'POST') return said('Messages of Google Calendar are POSTs.', 405, { Allow: 'POST' });
      const id = headers.get('x-goog-channel-id') ?? '';
      if (id !== '' && mailboxOf(id) === null) {
        if (reading) return said('The channels are just being read; try again.', 503, { 'Retry-After': '5' });
        if (readAgainAt === null || Temporal.Instant.compare(readAgainAt, clock.now()) <= 0) {
          await readChannels();
        }
      }
      const known = id === '' ? null : mailboxOf(id);
      if (known === null) return said('There is no such channel.', 404);
      if (!fits(headers.get('x-goog-channel-token') ?? '', known.hash)) {
        return said('This is not the token of the channel.', 403);
      }
      // The first message only says that the channel is open.
      if (headers.get('x-goog-resource-state') !== 'sync') known.mailbox.tell();
      return said('Taken.', 200);
    },

    open(mailbox) {
      mailboxes.add(mailbox);
      return () => mailboxes.delete(mailbox);
    },
  };
}

/** In the same time whatever is different. */
function fits(token: string, hash: string): boolean {
  const expected = Buffer.from(hash, 'hex');
  const given = createHash('sha256').update(token).digest();
  return expected.length === given.length && timingSafeEqual(given, expected);
}

function said(text: string, status: number, headers: Record<string, string> = {}): Response {
  return new Response(`${text}\n`, { status, headers: { 'Content-Type': 'text/plain', ...headers } });
}
