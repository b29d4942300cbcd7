import type { Chat } from '../chat/chat.ts';
import type { ChatDesk } from '../chat/chat-desk.ts';

/** A workspace as the bot serves it. */
export interface TelegramOffice {
  readonly workspace: string;
  /** Telegram's numbers of those who may use it. */
  readonly adminIds: readonly number[];
  readonly chat: Chat;
  readonly desk: ChatDesk;
}

/** The workspace that a person belongs to, the first of several; null for nobody who may. */
export function officeOf(
  offices: readonly TelegramOffice[],
  userId: number | undefined,
): TelegramOffice | null {
  if (userId === undefined) return null;
  return offices.find(({ adminIds }) => adminIds.includes(userId)) ?? null;
}

/** Names the chat, and in a group the person in it: a conversation belongs to it. */
export function chatNameOf(chatId: number, userId: number, isPrivate: boolean): string {
  return isPrivate ? `telegram:${chatId}` : `telegram:${chatId}:${userId}`;
}

/** Telegram's number of a chat that was named so; null for a chat elsewhere. */
export function chatIdIn(name: string | null): number | null {
  const found = /^telegram:(-?\d+)(?::\d+)?$/.exec(name ?? '')?.[1];
  return found === undefined ? null : Number(found);
}
