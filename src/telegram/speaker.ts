import { InputFile } from 'grammy';
import type { ChatReply, ReplyFile } from '../chat/reply.ts';
import type { TelegramStore } from '../store/telegram-store.ts';
import { type Keyboard, keyboardOf } from './keyboard.ts';
import type { Line, Patience } from './line.ts';
import { CAPTION_MAX, clipped, escapeHtml, splitText } from './text.ts';
import { TelegramTrouble, type TroubleKind } from './trouble.ts';

/** To whom something is said, and what made us say it. */
export interface Addressee {
  readonly chatId: number;
  /** Who may tap the buttons; null for any admin. */
  readonly userId: number | null;
  /** A tap on this message, something typed, or nothing that they did. */
  readonly because: { readonly tapOn: number } | 'typed' | 'by-itself';
  readonly patience: Patience;
}

/** Says replies in chats of Telegram: escaped, in pieces that fit, in the place of what they replace. */
export class Speaker {
  readonly #line: Line;
  readonly #store: TelegramStore;
  readonly #newId: () => string;

  constructor(line: Line, store: TelegramStore, newId: () => string) {
    this.#line = line;
    this.#store = store;
    this.#newId = newId;
  }

  /** Fails with `TelegramTrouble` where it could not be said. */
  async say(to: Addressee, reply: ChatReply): Promise<void> {
    const pieces = splitText(reply.text);
    const keyboard = keyboardOf(reply.buttons ?? [], this.#newId);
    if (keyboard.kept.length > 0) {
      const { chatId, userId } = to;
      await this.#store.keepButtons({ chatId: this.#line.idOf(chatId), userId, buttons: keyboard.kept });
    }
    const [piece] = pieces;
    const isReplaced =
      piece !== undefined && pieces.length === 1 && (await this.#replace(to, reply.inPlace, piece, keyboard));
    if (!isReplaced) await this.#send(to, pieces, keyboard, reply.inPlace);
    for (const file of reply.files ?? []) await this.#sendFile(to, file);
  }

  /** Leaves a message without buttons, where it still has some. */
  async takeButtonsFrom(to: Addressee, messageId: number): Promise<void> {
    await this.#unless(['unchanged', 'message-gone', 'refused', 'too-fast', 'passing'], () =>
      this.#line.call(to.chatId, 'none', (api, chatId) => api.editMessageReplyMarkup(chatId, messageId)),
    );
  }

  /**
   * Puts a text in the place of the former one; false where it is to be sent: further up in a chat
   * nobody would see it change after something was typed, or tapped elsewhere.
   */
  async #replace(
    to: Addressee,
    place: string | undefined,
    text: string,
    keyboard: Keyboard,
  ): Promise<boolean> {
    const { chatId, because } = to;
    if (place === undefined || because === 'typed') return false;
    const former = await this.#store.messageAt({ chatId: this.#line.idOf(chatId), place });
    const isMeant = because === 'by-itself' || because.tapOn === former;
    return former !== null && isMeant && this.#edit(to, former, text, keyboard);
  }

  /** False where the message is gone. */
  async #edit(to: Addressee, messageId: number, text: string, keyboard: Keyboard): Promise<boolean> {
    const { inline_keyboard } = keyboard;
    try {
      await this.#line.call(to.chatId, to.patience, (api, chatId) =>
        api.editMessageText(chatId, messageId, escapeHtml(text), {
          ...COMMON,
          reply_markup: { inline_keyboard },
        }),
      );
    } catch (error) {
      if (!(error instanceof TelegramTrouble)) throw error;
      if (error.kind === 'message-gone') return false;
      if (error.kind !== 'unchanged') throw error;
    }
    return true;
  }

  async #send(to: Addressee, pieces: readonly string[], keyboard: Keyboard, place: string | undefined) {
    const { inline_keyboard } = keyboard;
    for (const [index, piece] of pieces.entries()) {
      const isLast = index === pieces.length - 1;
      const markup = isLast && inline_keyboard.length > 0 ? { reply_markup: { inline_keyboard } } : {};
      const sent = await this.#line.call(to.chatId, to.patience, (api, chatId) =>
        api.sendMessage(chatId, escapeHtml(piece), { ...COMMON, ...markup }),
      );
      if (isLast && place !== undefined) {
        const hasButtons = inline_keyboard.length > 0;
        const former = await this.#store.keepMessage({
          chatId: sent.chat.id,
          place,
          messageId: sent.message_id,
          hasButtons,
        });
        if (former !== null) await this.takeButtonsFrom(to, former);
      }
    }
  }

  async #sendFile(to: Addressee, { name, bytes, caption, picture }: ReplyFile): Promise<void> {
    const about =
      caption === undefined
        ? {}
        : { caption: escapeHtml(clipped(caption, CAPTION_MAX)), parse_mode: 'HTML' as const };
    await this.#line.call<unknown>(to.chatId, to.patience, (api, chatId) => {
      // Made anew for each try: what was sent once is used up.
      const file = new InputFile(bytes, name);
      return picture === true ? api.sendPhoto(chatId, file, about) : api.sendDocument(chatId, file, about);
    });
  }

  async #unless(kinds: readonly TroubleKind[], work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof TelegramTrouble) || !kinds.includes(error.kind)) throw error;
    }
  }
}

const COMMON = { parse_mode: 'HTML', link_preview_options: { is_disabled: true } } as const;
