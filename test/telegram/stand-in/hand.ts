import type { BotApi } from './bot-api.ts';
import type { BotChat, ChatMessage, Person } from './chats.ts';
import { asMessage } from './methods.ts';
import { transcriptOf } from './transcript.ts';

const PNG = new Uint8Array([137, 80, 78, 71]);

/** What one person does in one chat, and what they see in it. */
export class Hand {
  readonly person: Person;
  readonly chat: BotChat;
  readonly #api: BotApi;
  #queries = 0;

  constructor(api: BotApi, person: Person, chat: BotChat) {
    this.#api = api;
    this.person = person;
    this.chat = chat;
  }

  /** Types a message; in a group `replyTo` may be a message of the bot. */
  type(text: string, replyTo?: ChatMessage): ChatMessage {
    const message = this.chat.add({ from: this.person, text, keyboard: [], file: null });
    this.#api.state.updates.add('message', {
      ...this.#shape(message),
      ...entitiesOf(text),
      ...(replyTo === undefined ? {} : { reply_to_message: this.#shape(replyTo) }),
    });
    return message;
  }

  /** Changes what was typed. */
  edit(message: ChatMessage, text: string): void {
    message.text = text;
    this.#api.state.updates.add('edited_message', { ...this.#shape(message), edit_date: 1_795_000_100 });
  }

  sendPhoto(caption = ''): void {
    const file = { name: 'photo.jpg', type: 'image/jpeg', bytes: PNG, picture: true };
    const message = this.chat.add({ from: this.person, text: caption, keyboard: [], file });
    const fileId = `photo-${this.chat.id}-${message.id}`;
    this.#api.state.files.set(fileId, file);
    const { caption: shown, ...rest } = this.#shape(message) as { caption?: string };
    this.#api.state.updates.add('message', {
      ...rest,
      ...(caption === '' ? {} : { caption: shown }),
      photo: [{ file_id: fileId, file_unique_id: fileId, width: 90, height: 90 }],
    });
  }

  /** Taps the button with this label on the newest message of the bot that has it; answers the query's id. */
  tap(label: string): string {
    const message = this.chat.messages.findLast(
      ({ from, keyboard }) => from === null && keyboard.flat().some(({ text }) => text === label),
    );
    if (message === undefined) throw new Error(`no button “${label}” in:\n${transcriptOf(this.chat)}`);
    return this.tapOn(message, label);
  }

  tapOn(message: ChatMessage, label: string): string {
    const button = message.keyboard.flat().find(({ text }) => text === label);
    return this.tapData(message, button?.callback_data ?? 'gone');
  }

  /** A tap with these data, whatever button it was on. */
  tapData(message: ChatMessage, data: string): string {
    this.#queries += 1;
    const id = `${this.chat.id}.${this.person.id}.${this.#queries}`;
    this.#api.state.queries.set(id, null);
    this.#api.state.updates.add('callback_query', {
      id,
      from: { id: this.person.id, is_bot: false, first_name: this.person.name },
      message: this.#shape(message),
      chat_instance: String(this.chat.id),
      data,
    });
    return id;
  }

  /** What the bot answered to a tap; null while it has not. */
  answerTo(query: string): string | null {
    return this.#api.state.queries.get(query) ?? null;
  }

  block(isBlocked = true): void {
    this.chat.isBlocked = isBlocked;
  }

  /** The group becomes a supergroup: another id, and the bot is told. */
  migrate(to: number): Hand {
    this.chat.migratedTo = to;
    const hand = this.#api.inGroup(to, this.person, this.chat.title);
    const { text: _, ...service } = this.#shape({
      id: 1,
      from: this.person,
      text: '',
      keyboard: [],
      file: null,
      edits: 0,
    }) as { text?: string };
    this.#api.state.updates.add('message', { ...service, migrate_to_chat_id: to });
    return hand;
  }

  /** The messages of the bot, in order. */
  get heard(): readonly ChatMessage[] {
    return this.chat.messages.filter(({ from }) => from === null);
  }

  /** The bot's messages in words, without the pictures and files that came with them. */
  get read(): readonly ChatMessage[] {
    return this.heard.filter(({ file }) => file === null);
  }

  /** The texts that the bot has said since so many. */
  heardFrom(count: number): string {
    return this.heard
      .slice(count)
      .map(({ text }) => text)
      .join('\n');
  }

  /** The chat as it looks now. */
  get transcript(): string {
    return transcriptOf(this.chat);
  }

  #shape(message: ChatMessage) {
    return asMessage(this.#api.state.bot, this.chat, message);
  }
}

/** Commands and mentions are marked in a message, as Telegram does. */
function entitiesOf(text: string) {
  const entities = [...text.matchAll(/(?<![\w/@])(\/[a-z0-9_]+(?:@\w+)?|@\w+)/gi)].map((match) => ({
    type: match[0].startsWith('/') ? 'bot_command' : 'mention',
    offset: match.index,
    length: match[0].length,
  }));
  return entities.length === 0 ? {} : { entities };
}
