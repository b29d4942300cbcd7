import type { UploadedFile } from './call.ts';
import { badRequest, forbidden, Refusal } from './refusal.ts';

export interface Person {
  readonly id: number;
  readonly name: string;
}

export interface KeyboardButton {
  readonly text: string;
  readonly callback_data?: string;
}

export interface ChatMessage {
  readonly id: number;
  /** Null for the bot. */
  readonly from: Person | null;
  text: string;
  keyboard: readonly (readonly KeyboardButton[])[];
  readonly file: (UploadedFile & { readonly picture: boolean }) | null;
  edits: number;
}

export class BotChat {
  readonly id: number;
  readonly type: 'private' | 'group' | 'supergroup';
  readonly title: string;
  readonly messages: ChatMessage[] = [];
  isBlocked = false;
  isDeleted = false;
  migratedTo: number | null = null;

  constructor(id: number, type: BotChat['type'], title: string) {
    this.id = id;
    this.type = type;
    this.title = title;
  }

  add(message: Omit<ChatMessage, 'id' | 'edits'>): ChatMessage {
    const added = { ...message, id: (this.messages.at(-1)?.id ?? 0) + 1, edits: 0 };
    this.messages.push(added);
    return added;
  }

  /** The bot's message with this id, as a method that edits it finds it. */
  ownMessage(id: unknown, toDo: 'edit' | 'delete'): ChatMessage {
    const found = this.messages.find((message) => message.id === Number(id));
    if (found === undefined) throw badRequest(`message to ${toDo} not found`);
    if (found.from !== null) throw badRequest(`message can't be ${toDo}ed`);
    return found;
  }
}

/** All chats that the bot is in, found as the Bot API finds them. */
export class Chats {
  readonly #chats = new Map<number, BotChat>();

  add(chat: BotChat): BotChat {
    this.#chats.set(chat.id, chat);
    return chat;
  }

  get(id: number): BotChat | undefined {
    return this.#chats.get(id);
  }

  /** The chat that a method writes to; refuses what cannot be reached. */
  reach(id: unknown): BotChat {
    const chat = this.#chats.get(Number(id));
    if (chat === undefined || chat.isDeleted) throw badRequest('chat not found');
    if (chat.isBlocked) {
      throw forbidden(
        chat.type === 'private' ? 'bot was blocked by the user' : 'bot was kicked from the group chat',
      );
    }
    if (chat.migratedTo !== null) {
      throw new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
        migrate_to_chat_id: chat.migratedTo,
      });
    }
    return chat;
  }
}
