import { Client } from 'pg';
import type { Hearer, Listening } from '../driver.ts';
import type { Patience } from '../retries.ts';
import { CHANNELS } from '../signals.ts';

const CONNECT_MS = 10_000;
const AGAIN_MS = 1_000;
const AGAIN_MS_MAX = 30_000;

/**
 * One connection that only listens, for all who want to hear; there while somebody does. A lost one
 * is made anew, and everybody is told that signals may have been missed.
 */
export class Listener {
  readonly #url: string;
  readonly #patience: Patience;
  readonly #hearers = new Set<Hearer>();
  #client: Client | null = null;
  #running: Promise<void> | null = null;
  /** Ends the wait for a loss, or the wait before the next try. */
  #wakeUp: () => void = () => {};

  constructor(url: string, patience: Patience) {
    this.#url = url;
    this.#patience = patience;
  }

  add(hear: Hearer): Listening {
    const own: Hearer = (channel, said) => hear(channel, said);
    this.#hearers.add(own);
    this.#running ??= this.#run();
    const self = this;
    return {
      get live() {
        return self.#client !== null;
      },
      close: async () => {
        this.#hearers.delete(own);
        if (this.#hearers.size === 0) await this.#end();
      },
    };
  }

  async close(): Promise<void> {
    this.#hearers.clear();
    await this.#end();
  }

  async #end(): Promise<void> {
    this.#wakeUp();
    await this.#running;
  }

  async #run(): Promise<void> {
    let wait = AGAIN_MS;
    while (this.#hearers.size > 0) {
      const lost = Promise.withResolvers<void>();
      this.#wakeUp = lost.resolve;
      const client = new Client({
        connectionString: this.#url,
        application_name: 'mock-scheduler listening',
        connectionTimeoutMillis: CONNECT_MS,
        keepAlive: true,
        keepAliveInitialDelayMillis: 30_000,
      });
      client.on('error', () => lost.resolve());
      client.on('end', () => lost.resolve());
      client.on('notification', ({ channel, payload }) => this.#tell(channel, payload ?? ''));
      try {
        await client.connect();
        for (const channel of CHANNELS) await client.query(`listen ${channel}`);
        wait = AGAIN_MS;
        this.#client = client;
        for (const channel of CHANNELS) this.#tell(channel, null);
        await lost.promise;
      } catch {
        // Whoever calls the store is told what is wrong with it; here it is only tried again.
      }
      this.#client = null;
      // A connection that is gone already has nothing to end.
      await client.end().catch(() => {});
      if (this.#hearers.size === 0) break;
      const woken = new Promise<void>((resolve) => {
        this.#wakeUp = resolve;
      });
      await Promise.race([this.#patience.sleep(wait * (0.5 + this.#patience.random() / 2)), woken]);
      wait = Math.min(wait * 2, AGAIN_MS_MAX);
    }
    this.#running = null;
  }

  #tell(channel: string, said: string | null): void {
    for (const hear of [...this.#hearers]) hear(channel, said);
  }
}
