import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { Clock } from '../../time/clock.ts';
import { CalendarError, type Listening } from '../calendar.ts';
import type { Call } from './call.ts';
import { type ChangePost, channelTokenHash } from './change-post.ts';
import type { Channel, ChannelBook } from './channel-book.ts';
import { openChannel, stopChannel } from './channel-calls.ts';

/** What it takes for Google to tell of changes. */
export interface PushOptions {
  readonly post: ChangePost;
  readonly book: ChannelBook;
  /** Of up to 55 characters of A–Z, a–z, 0–9, - and _; never the same again. */
  readonly newId: () => string;
  /** Nobody can guess it; up to 256 characters. */
  readonly newToken: () => string;
}

export interface Channels {
  listen(onChange: () => void): Listening;
  /** Whether the channel has to be looked after. */
  due(): boolean;
  /**
   * Sees to it that there is one channel, where that is due. To be asked before each reading, in the
   * line of calls. Never fails: what goes wrong is logged once.
   */
  upkeep(call: Call): Promise<void>;
  close(): void;
}

/** What is asked for, and what Google gives at the most as a rule. */
const LIFE = { hours: 7 * 24 };
/** A channel is replaced with so much of its life left, or half of a life that is shorter. */
const REPLACE_BEFORE_MS = 2 * 24 * 3_600_000;
/** What other processes did is seen after this long. */
const LOOK = { hours: 1 };
/** How soon it is tried again after a failure that passes, and after one that somebody has to mend. */
const SOON = { minutes: 5 };
const LATER = { hours: 1 };

/**
 * Keeps the channel of one calendar. It is looked after when the calendar is read, which happens every
 * few minutes while anybody listens, so it needs no clock of its own: opened where the book has none,
 * replaced by a new one under a new id two days before it ends (both tell until the old one is
 * stopped), and left as it is when the program ends, for the next start or another process. Where two
 * processes opened one each at the same moment, both see the same one as superfluous.
 *
 * A channel's id ends in a mark of the address that it calls, so that none is relied on that calls an
 * address of former settings; such a one is left to expire.
 */
export function openChannels(options: {
  readonly calendarId: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly push: PushOptions;
}): Channels {
  const { calendarId, clock, log, push } = options;
  const { book, post } = push;
  const tail = `-${createHash('sha256').update(post.address).digest('hex').slice(0, 8)}`;
  const listeners = new Set<() => void>();
  let closePost: (() => void) | null = null;
  let known: readonly Channel[] = [];
  /** A channel that is being opened: its first message may come before the answer. */
  let opening: { readonly id: string; readonly tokenHash: string } | null = null;
  /** When channels opened here are to be replaced. */
  const replaceAt = new Map<string, Temporal.Instant>();
  /** Ended here because the book did not take them; it may have them all the same. */
  const ended = new Set<string>();
  let nextLook: Temporal.Instant | null = null;
  let failure: string | null = null;

  const read = async () => {
    known = await book.load();
  };
  const mailbox = {
    tokenHash: (id: string) =>
      [...known, ...(opening === null ? [] : [opening])].find((channel) => channel.id === id)?.tokenHash ??
      null,
    readChannels: read,
    tell: () => {
      for (const onChange of [...listeners]) onChange();
    },
  };

  const isLive = ({ id, expiresAt }: Channel) =>
    !ended.has(id) && Temporal.Instant.compare(clock.now(), expiresAt) < 0;
  const replacedAt = ({ id, expiresAt }: Channel) =>
    replaceAt.get(id) ?? expiresAt.subtract({ milliseconds: REPLACE_BEFORE_MS });
  /** One that nobody knows would call for days, and nobody could end it. */
  const keep = async (call: Call, channel: Channel) => {
    try {
      await book.keep(channel);
    } catch (error) {
      ended.add(channel.id);
      await stopChannel(call, channel).catch((failure: unknown) => {
        if (!(failure instanceof CalendarError)) throw failure;
      });
      throw error;
    }
  };
  const open = async (call: Call): Promise<Channel> => {
    const now = clock.now();
    const id = `${push.newId()}${tail}`;
    const token = push.newToken();
    const tokenHash = channelTokenHash(token);
    opening = { id, tokenHash };
    try {
      const until = now.add(LIFE);
      const opened = await openChannel(call, { calendarId, id, token, address: post.address, now, until });
      const channel = { ...opened, tokenHash };
      await keep(call, channel);
      const lifeMs = channel.expiresAt.epochMilliseconds - now.epochMilliseconds;
      const leftMs = Math.min(REPLACE_BEFORE_MS, Math.floor(lifeMs / 2));
      replaceAt.set(id, channel.expiresAt.subtract({ milliseconds: leftMs }));
      return channel;
    } finally {
      opening = null;
    }
  };
  /** Ends what is not needed any more; what cannot be ended now is tried again with the next look. */
  const clear = async (call: Call, channel: Channel) => {
    if (isLive(channel)) {
      if (!channel.id.endsWith(tail)) return;
      try {
        await stopChannel(call, channel);
      } catch (error) {
        if (!(error instanceof CalendarError)) throw error;
        if (error.kind === 'passing') return;
        // One that this account may not stop ends by itself.
      }
    }
    await book.forget(channel.id);
    ended.delete(channel.id);
    replaceAt.delete(channel.id);
    known = known.filter(({ id }) => id !== channel.id);
  };
  const bringInLine = async (call: Call): Promise<Temporal.Instant> => {
    await read();
    const ours = known.filter((channel) => channel.id.endsWith(tail) && isLive(channel)).sort(longestFirst);
    const [longest] = ours;
    const good = longest !== undefined && Temporal.Instant.compare(clock.now(), replacedAt(longest)) < 0;
    const current = good ? longest : await open(call);
    if (!good) known = [...known, current];
    for (const channel of known) if (channel.id !== current.id) await clear(call, channel);
    return earlier(clock.now().add(LOOK), replacedAt(current));
  };

  const due = () =>
    listeners.size > 0 && (nextLook === null || Temporal.Instant.compare(nextLook, clock.now()) <= 0);

  return {
    listen(onChange) {
      // Each listening is one of its own, though two may share a function.
      const listener = () => onChange();
      listeners.add(listener);
      closePost ??= post.open(mailbox);
      return {
        async close() {
          listeners.delete(listener);
          if (listeners.size > 0) return;
          closePost?.();
          closePost = null;
        },
      };
    },

    due,

    async upkeep(call) {
      if (!due()) return;
      const now = clock.now();
      try {
        nextLook = await bringInLine(call);
        if (failure !== null) log.info('Google Calendar tells of changes again');
        failure = null;
      } catch (error) {
        const { message, remedy, retryAt } = whatFailed(error, now);
        nextLook = retryAt;
        if (message !== failure) {
          log.warn(
            { remedy },
            `Google Calendar does not tell of changes, so they are seen later: ${message}`,
          );
        }
        failure = message;
      }
    },

    close() {
      listeners.clear();
      closePost?.();
      closePost = null;
    },
  };
}

/** Errors of others may say anything: of those only the name is told. */
function whatFailed(error: unknown, now: Temporal.Instant) {
  if (!(error instanceof CalendarError)) {
    const message = error instanceof Error ? error.name : 'no error';
    return { message, remedy: 'It is tried again in a few minutes.', retryAt: now.add(SOON) };
  }
  const { kind, message, remedy } = error;
  return { message, remedy, retryAt: error.retryAt ?? now.add(kind === 'passing' ? SOON : LATER) };
}

/** The same order for every process that looks at the same channels. */
function longestFirst(a: Channel, b: Channel): number {
  return Temporal.Instant.compare(b.expiresAt, a.expiresAt) || (a.id < b.id ? -1 : 1);
}

function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) <= 0 ? a : b;
}
