import { plain } from '../chat/reply.ts';
import type { TelegramStore } from '../store/telegram-store.ts';
import type { Clock } from '../time/clock.ts';
import type { Incoming } from './incoming.ts';
import type { Line } from './line.ts';
import type { Speaker } from './speaker.ts';
import { TelegramTrouble } from './trouble.ts';

const ONCE_IN = { hours: 1 } as const;
const REMEMBERED = 10_000;

/**
 * Meets those who may not use the bot: one line with their own id, at most once an hour each, and a
 * row in the audit likewise. In a group it says nothing; a tap of theirs is answered to them alone.
 */
export class Doorkeeper {
  readonly #speaker: Speaker;
  readonly #line: Line;
  readonly #store: TelegramStore;
  readonly #clock: Clock;
  readonly #workspace: string;
  /** Whom this process met within the hour: a flood of theirs does not reach the store. */
  readonly #met = new Map<number, Temporal.Instant>();

  constructor(ports: {
    speaker: Speaker;
    line: Line;
    store: TelegramStore;
    clock: Clock;
    /** In whose audit it is written. */
    workspace: string;
  }) {
    this.#speaker = ports.speaker;
    this.#line = ports.line;
    this.#store = ports.store;
    this.#clock = ports.clock;
    this.#workspace = ports.workspace;
  }

  async turnAway(incoming: Incoming): Promise<void> {
    const { user, chatId, isPrivate } = incoming;
    if (user === null) return;
    const isMeant = incoming.kind === 'said' ? incoming.isAddressed : incoming.kind === 'tapped';
    const text = `This bot is for coordinators. Your Telegram id is ${user.id}; whoever runs the bot can let you in with it.`;
    if (incoming.kind === 'tapped') await this.#answerTap(incoming.queryId, chatId, text);
    if (!isMeant || this.#wasMet(user.id)) return;
    const isFirst = await this.#store.meetStranger({ workspace: this.#workspace, userId: user.id, chatId });
    if (!isFirst || !isPrivate || incoming.kind !== 'said') return;
    await this.#speaker.say({ chatId, userId: user.id, because: 'typed', patience: 'none' }, plain(text));
  }

  async #answerTap(queryId: string, chatId: number, text: string): Promise<void> {
    try {
      await this.#line.call(chatId, 'none', (api) =>
        api.answerCallbackQuery(queryId, { text, show_alert: true }),
      );
    } catch (error) {
      if (!(error instanceof TelegramTrouble)) throw error;
    }
  }

  #wasMet(userId: number): boolean {
    const now = this.#clock.now();
    const last = this.#met.get(userId);
    if (last !== undefined && Temporal.Instant.compare(last.add(ONCE_IN), now) > 0) return true;
    this.#met.delete(userId);
    this.#met.set(userId, now);
    if (this.#met.size > REMEMBERED) this.#met.delete(this.#met.keys().next().value!);
    return false;
  }
}
