import type { Message, Update, User } from 'grammy/types';

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

/** Reads an update; null where it is nothing for us. */
export function readUpdate(update: Update, bot: BotIdentity): Incoming | null {
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
export function laneOf({ message, edited_message, callback_query }: Update): number {
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
