import type { OutboxRow } from './rows.ts';

/**
 * The part of the store port that a Telegram bot has: what it must not forget. Chats and people are
 * Telegram's own numbers. Every call may be repeated after a lost answer.
 */
export interface TelegramStore {
  /**
   * Whether this process serves the bot, now and for so many seconds more. One does at a time: the one
   * that held it, or whoever asks when nobody does. `leaseSeconds` 0 gives it back.
   */
  hold(input: { botId: number; holder: string; leaseSeconds: number }): Promise<boolean>;

  /** Those of the updates that were handled before. */
  handled(input: { botId: number; updateIds: readonly number[] }): Promise<readonly number[]>;
  markHandled(input: { botId: number; updateIds: readonly number[] }): Promise<void>;
  /** Forgets what is too old to matter. */
  tidy(): Promise<void>;

  /** Keeps what the buttons of a message say, before it is sent. `userId` null: any admin may tap them. */
  keepButtons(input: {
    chatId: number;
    userId: number | null;
    buttons: readonly KeptButton[];
  }): Promise<void>;
  /** A tap; the same update once more is the same tap. */
  tap(input: { id: string; chatId: number; userId: number; updateId: number }): Promise<Tap>;

  /** The message that stands in a place of a chat, e.g. the progress of one candidate. */
  messageAt(input: { chatId: number; place: string }): Promise<number | null>;
  /** Another message stands there from now on; gives the former one, where it has buttons. */
  keepMessage(input: {
    chatId: number;
    place: string;
    messageId: number;
    hasButtons: boolean;
  }): Promise<number | null>;

  movedChats(): Promise<ReadonlyMap<number, number>>;
  /** A chat has another id from now on; what it was still to be told goes there. */
  moveChat(input: { chatId: number; movedTo: number }): Promise<void>;

  /** Somebody wrote who may not: true, with an audit row, where they were not told so within the hour. */
  meetStranger(input: { workspace: string; userId: number; chatId: number }): Promise<boolean>;

  /** Hands a notice of the outbox over to each chat that is to be told; it is off the outbox then. */
  addressNotice(input: { outboxId: number; chatIds: readonly number[] }): Promise<void>;
  /** What chats can be told now, at most `perChat` for each, in order. */
  notices(input: { workspace: string; perChat: number }): Promise<readonly AddressedNotice[]>;
  markNoticeSent(input: { outboxId: number; chatId: number }): Promise<void>;
  /** Telling a chat failed: tried again at `retryAt`, or given up where that is null. */
  markNoticeFailed(input: {
    outboxId: number;
    chatId: number;
    error: string;
    retryAt: Temporal.Instant | null;
  }): Promise<void>;
}

export interface KeptButton {
  readonly id: string;
  readonly says: string;
  readonly asked: string | null;
  readonly once: boolean;
}

/** `again`: the same button was tapped a moment ago, or counts only once. */
export type Tap =
  | { readonly outcome: 'tapped'; readonly says: string; readonly asked: string | null }
  | { readonly outcome: 'unknown' | 'not-yours' | 'again' };

export interface AddressedNotice {
  readonly chatId: number;
  /** `attempts` counts those for this chat. */
  readonly notice: OutboxRow;
}
