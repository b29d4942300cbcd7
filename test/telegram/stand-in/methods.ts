import type { Call, Payload, UploadedFile } from './call.ts';
import type { BotChat, ChatMessage, Chats, KeyboardButton } from './chats.ts';
import { textOfHtml } from './html.ts';
import { badRequest, Refusal } from './refusal.ts';
import type { Updates } from './updates.ts';

const TEXT_MAX = 4_096;
const CAPTION_MAX = 1_024;
const BUTTONS_MAX = 100;
const CALLBACK_BYTES_MAX = 64;
const PHOTO_BYTES_MAX = 10_000_000;

/** What the methods work on. */
export interface BotState {
  readonly bot: { id: number; readonly username: string };
  readonly chats: Chats;
  readonly updates: Updates;
  /** Callback queries that are not answered yet, by id, and what was answered to those that are. */
  readonly queries: Map<string, string | null>;
  /** By scope, as JSON. */
  readonly commands: Map<string, unknown>;
  readonly files: Map<string, UploadedFile>;
}

/** The methods that write, look up or set; `getUpdates` belongs to whoever holds the connection. */
export const METHODS: Readonly<Record<string, (state: BotState, call: Call) => unknown>> = {
  getMe: ({ bot }) => ({
    ...bot,
    is_bot: true,
    first_name: 'Mock Scheduler',
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
  }),

  sendMessage({ bot, chats }, { payload }) {
    const chat = chats.reach(payload['chat_id']);
    const text = textFrom(payload, 'text', TEXT_MAX);
    if (text.trim() === '') throw badRequest('message text is empty');
    return asMessage(bot, chat, chat.add({ from: null, text, keyboard: keyboardFrom(payload), file: null }));
  },

  editMessageText({ bot, chats }, { payload }) {
    const chat = chats.reach(payload['chat_id']);
    const message = chat.ownMessage(payload['message_id'], 'edit');
    const text = textFrom(payload, 'text', TEXT_MAX);
    if (text.trim() === '') throw badRequest('message text is empty');
    if (message.file !== null) throw badRequest('there is no text in the message to edit');
    return asMessage(bot, chat, edited(message, text, keyboardFrom(payload)));
  },

  editMessageReplyMarkup({ bot, chats }, { payload }) {
    const chat = chats.reach(payload['chat_id']);
    const message = chat.ownMessage(payload['message_id'], 'edit');
    return asMessage(bot, chat, edited(message, message.text, keyboardFrom(payload)));
  },

  deleteMessage({ chats }, { payload }) {
    const chat = chats.reach(payload['chat_id']);
    const message = chat.ownMessage(payload['message_id'], 'delete');
    chat.messages.splice(chat.messages.indexOf(message), 1);
    return true;
  },

  sendDocument: (state, call) => sendFile(state, call, 'document'),
  sendPhoto: (state, call) => sendFile(state, call, 'photo'),

  sendMediaGroup({ bot, chats }, { payload, files }) {
    const chat = chats.reach(payload['chat_id']);
    const media = payload['media'] as { type: string; media: string; caption?: string }[];
    if (!Array.isArray(media) || media.length < 2 || media.length > 10) {
      throw badRequest('wrong number of media in the album');
    }
    return media.map((item) => {
      const file = attached(item.media, files);
      const text = captionFrom({ caption: item.caption, parse_mode: undefined });
      const picture = item.type === 'photo';
      return asMessage(bot, chat, chat.add({ from: null, text, keyboard: [], file: { ...file, picture } }));
    });
  },

  sendChatAction({ chats }, { payload }) {
    chats.reach(payload['chat_id']);
    return true;
  },

  answerCallbackQuery({ queries }, { payload }) {
    const id = String(payload['callback_query_id']);
    if (String(payload['text'] ?? '').length > 200) throw badRequest('MESSAGE_TOO_LONG');
    if (queries.get(id) !== null) {
      throw badRequest('query is too old and response timeout expired or query ID is invalid');
    }
    queries.set(id, String(payload['text'] ?? ''));
    return true;
  },

  setMyCommands({ chats, commands }, { payload }) {
    const list = payload['commands'] as { command: string; description: string }[];
    if (list.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
    for (const { command, description } of list) {
      if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
      if (description.length < 1 || description.length > 256)
        throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    }
    const scope = (payload['scope'] ?? { type: 'default' }) as { chat_id?: number };
    if (scope.chat_id !== undefined) chats.reach(scope.chat_id);
    commands.set(JSON.stringify(scope), list);
    return true;
  },

  deleteMyCommands({ commands }, { payload }) {
    commands.delete(JSON.stringify(payload['scope'] ?? { type: 'default' }));
    return true;
  },

  setWebhook({ updates }, { payload }) {
    const url = String(payload['url']);
    updates.allow(payload['allowed_updates'] as string[] | undefined);
    updates.setWebhook(
      url === ''
        ? null
        : {
            url,
            secret: payload['secret_token'] as string | undefined,
            connections: Number(payload['max_connections'] ?? 40),
          },
      payload['drop_pending_updates'] === true,
    );
    return true;
  },

  deleteWebhook({ updates }, { payload }) {
    updates.setWebhook(null, payload['drop_pending_updates'] === true);
    return true;
  },

  getWebhookInfo: ({ updates }) => updates.info(),

  getFile({ files }, { payload }) {
    const id = String(payload['file_id']);
    const file = files.get(id);
    if (file === undefined) throw badRequest('invalid file_id');
    return { file_id: id, file_unique_id: id, file_size: file.bytes.length, file_path: `documents/${id}` };
  },
};

export function unknownMethod(): Refusal {
  return new Refusal(404, 'Not Found');
}

function sendFile(
  { bot, chats, files: known }: BotState,
  { payload, files }: Call,
  kind: 'document' | 'photo',
) {
  const chat = chats.reach(payload['chat_id']);
  const file = attached(String(payload[kind]), files);
  const picture = kind === 'photo';
  if (picture && file.bytes.length > PHOTO_BYTES_MAX) throw badRequest('file is too big');
  const text = captionFrom(payload);
  const message = chat.add({ from: null, text, keyboard: keyboardFrom(payload), file: { ...file, picture } });
  known.set(`${chat.id}.${message.id}`, file);
  return asMessage(bot, chat, message);
}

function attached(named: string, files: ReadonlyMap<string, UploadedFile>): UploadedFile {
  const file = files.get(named.replace(/^attach:\/\//, ''));
  if (file === undefined) throw badRequest('wrong remote file identifier specified');
  if (file.bytes.length === 0) throw badRequest('file must be non-empty');
  return file;
}

function textFrom(payload: Payload, field: string, most: number): string {
  const raw = String(payload[field] ?? '');
  const text = payload['parse_mode'] === 'HTML' ? textOfHtml(raw) : raw;
  if (text.length > most)
    throw badRequest(most === TEXT_MAX ? 'message is too long' : 'message caption is too long');
  return text;
}

function captionFrom(payload: Payload): string {
  return textFrom(payload, 'caption', CAPTION_MAX);
}

function keyboardFrom(payload: Payload): readonly (readonly KeyboardButton[])[] {
  const markup = payload['reply_markup'] as { inline_keyboard?: KeyboardButton[][] } | undefined;
  const rows = markup?.inline_keyboard ?? [];
  for (const { text, callback_data } of rows.flat()) {
    if (typeof text !== 'string' || text.trim() === '')
      throw badRequest('inline keyboard button text must be non-empty');
    const bytes = Buffer.byteLength(callback_data ?? '');
    if (bytes < 1 || bytes > CALLBACK_BYTES_MAX) throw badRequest('BUTTON_DATA_INVALID');
  }
  if (rows.flat().length > BUTTONS_MAX) throw badRequest('reply markup is too long');
  return rows;
}

function edited(message: ChatMessage, text: string, keyboard: ChatMessage['keyboard']): ChatMessage {
  if (message.text === text && JSON.stringify(message.keyboard) === JSON.stringify(keyboard)) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  message.text = text;
  message.keyboard = keyboard;
  message.edits += 1;
  return message;
}

/** A message as the Bot API gives it. */
export function asMessage(bot: BotState['bot'], chat: BotChat, message: ChatMessage) {
  const { id, from, text, keyboard, file } = message;
  const sender =
    from === null
      ? { id: bot.id, is_bot: true, first_name: 'Mock Scheduler', username: bot.username }
      : { id: from.id, is_bot: false, first_name: from.name };
  const content = file === null ? { text } : { caption: text };
  return {
    message_id: id,
    date: 1_795_000_000,
    from: sender,
    chat:
      chat.type === 'private'
        ? { id: chat.id, type: chat.type, first_name: chat.title }
        : { id: chat.id, type: chat.type, title: chat.title },
    ...content,
    ...(keyboard.length === 0 ? {} : { reply_markup: { inline_keyboard: keyboard } }),
  };
}
