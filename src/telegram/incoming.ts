import type { Message, Update, User } from 'grammy/types';
import { z } from 'zod';

/** The bot as Telegram knows it. */
export interface BotIdentity {
  readonly id: number;
  readonly username: string;
}

/** What an update is about, for us. */
export type Incoming = {
  readonly updateId: number;
  readonly chatId: number;
  readonly isPrivate: boolean;
  /** Null where Telegram does not say who it was: then it was nobody who may. */
  readonly user: { readonly id: number; readonly name: string } | null;
} & (
  | { readonly kind: 'said'; readonly text: string; readonly isAddressed: boolean }
  | { readonly kind: 'edited' }
  | {
      readonly kind: 'tapped';
      readonly queryId: string;
      readonly buttonId: string;
      readonly messageId: number;
    }
  | { readonly kind: 'moved'; readonly movedTo: number }
);

/** The kinds of updates that are asked for. */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query'] as const;

const text = z.string().optional().catch(undefined);
const chat = z.looseObject({ id: z.int(), type: z.string() });
const user = z.looseObject({ id: z.int(), first_name: z.string().catch('') });
const asMessage = z.looseObject({
  message_id: z.int(),
  chat,
  from: user.optional(),
  text,
  caption: text,
  migrate_to_chat_id: z.int().optional(),
  reply_to_message: z
    .looseObject({ from: z.looseObject({ id: z.unknown() }).optional() })
    .optional()
    .catch(undefined),
});
const asQuery = z.looseObject({
  id: z.string(),
  from: user,
  data: text,
  message: z.looseObject({ message_id: z.int(), chat }).optional().catch(undefined),
});

/** All that is read of an update. Telegram's own have it; whoever else may stand in its place may not. */
const AsUpdate = z.looseObject({
  update_id: z.int(),
  message: asMessage.optional(),
  edited_message: asMessage.optional(),
  callback_query: asQuery.optional(),
});

/** Those of an answer of Telegram that are updates at all: each has its number. */
export function updatesIn(answer: unknown): readonly Update[] {
  if (!Array.isArray(answer)) return [];
  return answer.filter((each) => Number.isSafeInteger((each as Update | null | undefined)?.update_id));
}

/** Reads an update; null where it is nothing for us, or not of a shape that could be understood. */
export function readUpdate(given: Update, bot: BotIdentity): Incoming | null {
  const update = AsUpdate.safeParse(given).data as Update | undefined;
  if (update === undefined) return null;
  const { update_id: updateId, message, edited_message, callback_query: query } = update;
  if (query !== undefined) {
    if (query.message === undefined || query.data === undefined) return null;
    const { chat, message_id: messageId } = query.message;
    const about = { updateId, chatId: chat.id, isPrivate: chat.type === 'private', user: userOf(query.from) };
    return { ...about, kind: 'tapped', queryId: query.id, buttonId: query.data, messageId };
  }
  const said = message ?? edited_message;
  if (said === undefined) return null;
  const isPrivate = said.chat.type === 'private';
  const about = { updateId, chatId: said.chat.id, isPrivate, user: userOf(authorOf(said)) };
  if (message === undefined) return { ...about, kind: 'edited' };
  if (message.migrate_to_chat_id !== undefined) {
    return { ...about, kind: 'moved', movedTo: message.migrate_to_chat_id };
  }
  if (isServiceMessage(message)) return null;
  const words = wordsOf(message, bot, isPrivate);
  return words === null ? null : { ...about, kind: 'said', ...words };
}

/** The lane in which an update is handled: one chat strictly in order. */
export function laneOf(update: Update): number {
  const { message, edited_message, callback_query } = AsUpdate.safeParse(update).data ?? {};
  return (message ?? edited_message ?? callback_query?.message)?.chat.id ?? 0;
}

/** Who wrote a message as themselves: an anonymous admin or a channel is nobody. */
function authorOf({ from, sender_chat }: Message): User | undefined {
  return sender_chat === undefined ? from : undefined;
}

function userOf(user: User | undefined): Incoming['user'] {
  if (user === undefined || user.is_bot) return null;
  const name = [...user.first_name.replace(/\p{C}/gu, '').trim()].slice(0, 40).join('');
  return { id: user.id, name: name === '' ? String(user.id) : name };
}

/**
 * The words of a message without what only addresses the bot; a picture has those below it. Null for
 * a command to another bot.
 */
function wordsOf(message: Message, bot: BotIdentity, isPrivate: boolean) {
  const raw = message.text ?? message.caption ?? '';
  const self = `@${bot.username}`.toLowerCase();
  const command = /^(\/\w+)@(\w+)(?=\s|$)/.exec(raw);
  if (command !== null && `@${command[2]}`.toLowerCase() !== self) return null;
  const mention = new RegExp(`(?<!\\w)${self}(?!\\w)`, 'gi');
  const isAddressed =
    isPrivate ||
    command !== null ||
    raw.search(mention) !== -1 ||
    message.reply_to_message?.from?.id === bot.id;
  const text = command === null ? raw : `${command[1]}${raw.slice(command[0].length)}`;
  return { text: text.replace(mention, '').trim(), isAddressed };
}

/** Somebody joined, a title changed …: nobody said anything. */
function isServiceMessage(message: Message): boolean {
  return SERVICE.some((field) => message[field] !== undefined);
}

const SERVICE = [
  'new_chat_members',
  'left_chat_member',
  'new_chat_title',
  'new_chat_photo',
  'delete_chat_photo',
  'group_chat_created',
  'supergroup_chat_created',
  'migrate_from_chat_id',
  'pinned_message',
  'message_auto_delete_timer_changed',
] as const satisfies readonly (keyof Message)[];
