import { setTimeout as delay } from 'node:timers/promises';
import { Refusal } from './refusal.ts';

export interface StoredUpdate {
  readonly update_id: number;
  readonly [kind: string]: unknown;
}

interface Poll {
  readonly take: () => void;
  readonly refuse: (refusal: Refusal) => void;
}

interface Webhook {
  readonly url: string;
  readonly secret: string | undefined;
  readonly connections: number;
}

const AGAIN_MS = 20;

/** The bot's queue of updates: given to whoever polls, or brought to the webhook. */
export class Updates {
  #nextId = 10_000;
  #queue: StoredUpdate[] = [];
  #poll: Poll | null = null;
  #allowed: readonly string[] = [];
  #webhook: Webhook | null = null;
  #lastError: string | undefined;
  /** Called when updates were taken off the queue. */
  onChange: () => void = () => {};
  readonly #underWay = new Set<number>();
  /** How often a webhook call was made, for each update. */
  readonly deliveries = new Map<number, number>();

  get pending(): readonly StoredUpdate[] {
    return this.#queue;
  }

  /** An update that has happened; null where the bot did not ask for its kind. */
  add(kind: string, content: unknown): StoredUpdate | null {
    if (this.#allowed.length > 0 && !this.#allowed.includes(kind)) return null;
    const update = { update_id: this.#nextId, [kind]: content };
    this.#nextId += 1;
    this.#queue.push(update);
    this.#poll?.take();
    this.#bring();
    return update;
  }

  /** As after a quiet week: the next id is anywhere. */
  continueAt(id: number): void {
    this.#nextId = id;
  }

  async get(
    asked: { offset?: number; limit?: number; timeout?: number; allowed_updates?: readonly string[] },
    gone: AbortSignal,
  ): Promise<readonly StoredUpdate[]> {
    if (this.#webhook !== null) {
      throw new Refusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    this.#poll?.refuse(
      new Refusal(
        409,
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      ),
    );
    if (asked.allowed_updates !== undefined) this.#allowed = asked.allowed_updates;
    const { offset = 0, limit = 100, timeout = 0 } = asked;
    this.#queue = this.#queue.filter(({ update_id }) => update_id >= offset);
    this.onChange();
    if (this.#queue.length === 0 && timeout > 0) {
      const over = new AbortController();
      await new Promise<void>((resolve, reject) => {
        const poll: Poll = { take: resolve, refuse: reject };
        this.#poll = poll;
        gone.addEventListener('abort', () => resolve(), { once: true });
        void delay(timeout * 1_000, undefined, { signal: over.signal }).then(resolve, () => {});
      }).finally(() => {
        over.abort();
        this.#poll = null;
      });
    }
    return this.#queue.slice(0, limit);
  }

  setWebhook(webhook: Webhook | null, drop: boolean): void {
    this.#webhook = webhook;
    if (drop) this.#queue = [];
    this.#bring();
  }

  allow(kinds: readonly string[] | undefined): void {
    if (kinds !== undefined) this.#allowed = kinds;
  }

  info() {
    return {
      url: this.#webhook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: this.#queue.length,
      ...(this.#lastError === undefined ? {} : { last_error_message: this.#lastError, last_error_date: 1 }),
    };
  }

  /** Starts as many webhook calls as are allowed side by side. */
  #bring(): void {
    const webhook = this.#webhook;
    if (webhook === null) return;
    for (const update of this.#queue) {
      if (this.#underWay.size >= webhook.connections) return;
      if (this.#underWay.has(update.update_id)) continue;
      this.#underWay.add(update.update_id);
      void this.#deliver(webhook, update).finally(() => {
        this.#underWay.delete(update.update_id);
        this.#bring();
      });
    }
  }

  async #deliver(webhook: Webhook, update: StoredUpdate): Promise<void> {
    this.deliveries.set(update.update_id, (this.deliveries.get(update.update_id) ?? 0) + 1);
    try {
      const answer = await fetch(webhook.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(webhook.secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': webhook.secret }),
        },
        body: JSON.stringify(update),
      });
      await answer.text();
      if (answer.ok) {
        this.#queue = this.#queue.filter((each) => each !== update);
        this.onChange();
        return;
      }
      this.#lastError = `Wrong response from the webhook: ${answer.status}`;
    } catch {
      this.#lastError = 'Connection refused';
    }
    await delay(AGAIN_MS);
  }
}
