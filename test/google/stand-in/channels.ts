import { createHash } from 'node:crypto';
import type { KeptCalendar } from './calendars.ts';
import { notFound, refusal, required } from './refusals.ts';

/** A channel on which the stand-in tells of changes in one calendar. */
export interface OpenChannel {
  readonly id: string;
  readonly calendarId: string;
  readonly address: string;
  readonly token: string | null;
  readonly resourceId: string;
  readonly expiresAt: Temporal.Instant;
}

/** A message as it was sent, and what came of it. */
export interface PushMessage {
  readonly channelId: string;
  readonly state: 'sync' | 'exists';
  readonly number: number;
  /** The status of the answer; `lost`: never sent; `unreachable`: nobody answered. */
  readonly outcome: number | 'lost' | 'unreachable';
}

/** The messages that tell of changes, and what may happen to them on their way. */
export interface Push {
  /** Channels that are open: neither stopped nor past their end. */
  readonly channels: readonly OpenChannel[];
  /** Every message so far, once for each time that it was sent, in the order of the answers. */
  readonly messages: readonly PushMessage[];
  /**
   * Whoever is called at the https address `outside` is at `inside` (`http://127.0.0.1:8787`), as a
   * reverse proxy has it. What is below the address goes along. Any other address is unreachable.
   */
  reach(outside: string, inside: string): void;
  /** The next messages get lost on their way; 1 unless said otherwise. */
  lose(times?: number): void;
  /** The next messages are sent twice, with the same number. */
  duplicate(times?: number): void;
  /** Channels that are opened from now on live so long at the most, in place of a week. */
  shorten(life: Temporal.DurationLike): void;
  /** From now on messages are held back, until `release` sends them in the order in which they arose. */
  hold(): void;
  release(): void;
  /** Resolves when every message that is not held back has had its answer. */
  settled(): Promise<void>;
}

interface Live extends OpenChannel {
  number: number;
}

/** At most so long a channel lives, however long was asked for; the reference names no number. */
const LIFE_MAX: Temporal.DurationLike = { hours: 7 * 24 };
const NUMBERS_APART = 1013;

/**
 * The channels of `events.watch`. Messages are POSTs without a body, in the order of the changes on
 * each channel; they are tried once. ("Notifications are not 100 % reliable", says the guide.)
 */
export class Channels implements Push {
  readonly #now: () => Temporal.Instant;
  readonly #live = new Map<string, Live>();
  readonly #seen = new Set<string>();
  readonly #reach = new Map<string, string>();
  readonly messages: PushMessage[] = [];
  #life = LIFE_MAX;
  #lose = 0;
  #duplicate = 0;
  #held: (() => void)[] | null = null;
  #sending: Promise<void> = Promise.resolve();

  constructor(now: () => Temporal.Instant) {
    this.#now = now;
  }

  get channels(): readonly OpenChannel[] {
    return [...this.#live.values()].filter((channel) => this.#isOpen(channel));
  }

  /** `events.watch`. The first message, of the state `sync`, is under way when it is answered. */
  watch(calendar: KeptCalendar, body: Readonly<Record<string, unknown>>): object {
    const { id, type, address, token, expiration } = body;
    if (typeof id !== 'string' || id === '') throw required('Missing channel id.');
    if (!/^[A-Za-z0-9\-_+/=]{1,64}$/.test(id)) throw refusal(400, 'channelIdInvalid', 'Channel id invalid');
    if (type !== 'web_hook' && type !== 'webhook') {
      throw refusal(400, 'push.channelTypeNotSupported', `Channel type ${type} not supported`);
    }
    if (typeof address !== 'string' || !address.startsWith('https://')) {
      throw refusal(400, 'push.webhookUrlNotHttps', `WebHook callback must be HTTPS: ${address}`);
    }
    if (token !== undefined && (typeof token !== 'string' || token.length > 256)) {
      throw refusal(400, 'channelTokenTooLong', 'Channel token too long');
    }
    if (this.#seen.has(id)) throw refusal(400, 'channelIdNotUnique', 'Channel id not unique');
    this.#seen.add(id);
    const channel: Live = {
      id,
      calendarId: calendar.id,
      address,
      token: token ?? null,
      resourceId: createHash('sha256').update(calendar.id).digest('base64url').slice(0, 27),
      expiresAt: this.#end(expiration),
      number: 1,
    };
    this.#live.set(id, channel);
    this.#send(channel, 'sync', 1);
    const { resourceId } = channel;
    return {
      kind: 'api#channel',
      id,
      resourceId,
      resourceUri: uriOf(channel),
      ...(channel.token === null ? {} : { token: channel.token }),
      expiration: String(channel.expiresAt.epochMilliseconds),
    };
  }

  /** `channels.stop`: 404 for a channel that is not open, or by another resource's id. */
  stop({ id, resourceId }: Readonly<Record<string, unknown>>): void {
    const channel = this.#live.get(String(id));
    if (channel === undefined || channel.resourceId !== resourceId || !this.#isOpen(channel)) {
      throw notFound();
    }
    this.#live.delete(channel.id);
  }

  /** Something in a calendar has changed. */
  changed(calendarId: string): void {
    for (const channel of this.channels as readonly Live[]) {
      if (channel.calendarId !== calendarId) continue;
      channel.number += NUMBERS_APART;
      this.#send(channel, 'exists', channel.number);
    }
  }

  reach(outside: string, inside: string): void {
    this.#reach.set(outside.replace(/\/+$/, ''), inside.replace(/\/+$/, ''));
  }

  shorten(life: Temporal.DurationLike): void {
    this.#life = life;
  }

  lose(times = 1): void {
    this.#lose += times;
  }

  duplicate(times = 1): void {
    this.#duplicate += times;
  }

  hold(): void {
    this.#held ??= [];
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const send of held) send();
  }

  async settled(): Promise<void> {
    for (let seen: Promise<void> | null = null; seen !== this.#sending; ) {
      seen = this.#sending;
      await seen;
    }
  }

  #isOpen({ expiresAt }: OpenChannel): boolean {
    return Temporal.Instant.compare(this.#now(), expiresAt) < 0;
  }

  #end(asked: unknown): Temporal.Instant {
    const latest = this.#now().add(this.#life);
    if (asked === undefined || asked === null) return latest;
    const end = Temporal.Instant.fromEpochMilliseconds(Number(asked));
    if (Temporal.Instant.compare(end, this.#now()) <= 0) {
      throw refusal(400, 'invalid', 'Invalid value for: expiration');
    }
    return Temporal.Instant.compare(end, latest) < 0 ? end : latest;
  }

  #send(channel: Live, state: PushMessage['state'], number: number): void {
    const send = () => {
      const lost = this.#lose > 0;
      const times = !lost && this.#duplicate > 0 ? 2 : 1;
      if (lost) this.#lose -= 1;
      else if (times === 2) this.#duplicate -= 1;
      this.#sending = this.#sending.then(async () => {
        for (let time = 0; time < times; time += 1) {
          const outcome = lost ? 'lost' : await this.#post(channel, state, number);
          this.messages.push({ channelId: channel.id, state, number, outcome });
        }
      });
    };
    if (this.#held === null) send();
    else this.#held.push(send);
  }

  async #post(channel: Live, state: string, number: number): Promise<number | 'unreachable'> {
    const [outside, inside] =
      [...this.#reach].find(([from]) => channel.address === from || channel.address.startsWith(`${from}/`)) ??
      [];
    if (outside === undefined || inside === undefined) return 'unreachable';
    const headers = {
      'X-Goog-Channel-ID': channel.id,
      'X-Goog-Channel-Expiration': new Date(channel.expiresAt.epochMilliseconds).toUTCString(),
      'X-Goog-Resource-ID': channel.resourceId,
      'X-Goog-Resource-URI': uriOf(channel),
      'X-Goog-Resource-State': state,
      'X-Goog-Message-Number': String(number),
      ...(channel.token === null ? {} : { 'X-Goog-Channel-Token': channel.token }),
    };
    try {
      const answer = await fetch(`${inside}${channel.address.slice(outside.length)}`, {
        method: 'POST',
        headers,
      });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return 'unreachable';
    }
  }
}

function uriOf({ calendarId }: OpenChannel): string {
  return `https://www.googleapis.com/calendar/v3/calendars/${encodeURIComponent(calendarId)}/events?alt=json`;
}
