import type { Update } from 'grammy/types';
import type { Logger } from 'pino';
import { type ChatReply, plain } from '../chat/reply.ts';
import { correlation, onBehalfOf } from '../correlation.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { TelegramStore } from '../store/telegram-store.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import { type BotIdentity, type Incoming, readUpdate } from './incoming.ts';
import { isButtonId } from './keyboard.ts';
import type { Line } from './line.ts';
import type { Menu } from './menu.ts';
import { chatNameOf, officeOf, type TelegramOffice } from './office.ts';
import type { Addressee, Speaker } from './speaker.ts';
import { TelegramTrouble } from './trouble.ts';

const UNREAD_EDIT =
  'I do not see changes of a message that was sent. /back goes one question back; then type it anew.';

/** What a tap is answered with at once where it says nothing. */
const TAP_NOTES = {
  unknown: 'This button is too old. Please type what you want; /help lists what I know.',
  'not-yours': 'This button was made for somebody else.',
  again: undefined,
} as const;

interface Ports {
  readonly bot: BotIdentity;
  readonly offices: () => readonly TelegramOffice[];
  readonly doorkeeper: Doorkeeper;
  readonly line: Line;
  readonly speaker: Speaker;
  readonly menu: Menu;
  readonly store: TelegramStore;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly newId: () => string;
}

/** Would have been waited for. */
const WAITED_FOR: readonly TelegramTrouble['kind'][] = ['passing', 'too-fast'];

type Tapped = Incoming & { kind: 'tapped' };

/** Answers one update. */
export class Handler {
  readonly #ports: Ports;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /**
   * Never rejects: what fails is answered with a reference that stands in the log too. False where the
   * program ends before the answer was said: the update is to come again.
   */
  handle(update: Update): Promise<boolean> {
    return onBehalfOf({ updateId: update.update_id }, () => this.#handle(update));
  }

  async #handle(update: Update): Promise<boolean> {
    const incoming = readUpdate(update, this.#ports.bot);
    if (incoming === null) return true;
    // As the program ends, its workspaces may be closed already: nobody can be told from a stranger then.
    if (this.#ports.offices().length === 0) return false;
    try {
      await this.#answer(incoming);
    } catch (error) {
      if (this.#ports.line.isClosing && error instanceof TelegramTrouble && WAITED_FOR.includes(error.kind))
        return false;
      await this.#tellFailure(incoming, error);
    }
    return true;
  }

  async #answer(incoming: Incoming): Promise<void> {
    const { line, doorkeeper, offices } = this.#ports;
    if (incoming.kind === 'moved') {
      await line.moved(incoming.chatId, incoming.movedTo);
      return;
    }
    const office = officeOf(offices(), incoming.user?.id);
    if (incoming.kind === 'said' && /^\/get_chat_id(?:\s|$)/i.test(incoming.text)) {
      const id = `This chat has the id ${incoming.chatId}.`;
      const own = incoming.user === null ? '' : ` Your own is ${incoming.user.id}.`;
      await this.#say(incoming, [plain(incoming.isPrivate ? id : `${id}${own}`)]);
      return;
    }
    if (office === null) {
      await doorkeeper.turnAway(incoming);
      return;
    }
    if (incoming.kind === 'tapped') await this.#hearTap(office, incoming);
    else if (incoming.kind === 'edited') await this.#hearEdit(office, incoming);
    else if (incoming.isAddressed) await this.#hear(office, incoming, incoming.text);
  }

  async #hearTap(office: TelegramOffice, tapped: Tapped): Promise<void> {
    const { store, speaker } = this.#ports;
    const { chatId, updateId, buttonId, messageId, user } = tapped;
    if (!isButtonId(buttonId)) {
      await this.#answerQuery(tapped, TAP_NOTES.unknown);
      return;
    }
    const tap = await store.tap({ id: buttonId, chatId, userId: user!.id, updateId }).catch(async (error) => {
      await this.#answerQuery(tapped, undefined);
      throw error;
    });
    await this.#answerQuery(tapped, tap.outcome === 'tapped' ? undefined : TAP_NOTES[tap.outcome]);
    if (tap.outcome !== 'tapped') return;
    const asked = tap.asked === null ? {} : { asked: tap.asked };
    const replies = await this.#hear(office, tapped, tap.says, asked);
    // A question that was answered offers nothing any more, wherever the answer stands.
    const stays = tap.asked === null || replies.some(({ inPlace }) => inPlace === 'intake');
    if (!stays) await speaker.takeButtonsFrom(addresseeOf(tapped), messageId);
  }

  /** At once, so that the button stops turning; one that comes too late is of no harm. */
  async #answerQuery({ chatId, queryId }: Tapped, text: string | undefined): Promise<void> {
    try {
      await this.#ports.line.call(chatId, 'none', (api) =>
        api.answerCallbackQuery(queryId, text === undefined ? {} : { text }),
      );
    } catch (error) {
      if (!(error instanceof TelegramTrouble)) throw error;
    }
  }

  async #hearEdit(office: TelegramOffice, incoming: Incoming): Promise<void> {
    const about = { chat: chatOf(incoming), actor: '', text: '' };
    if (incoming.isPrivate && (await office.chat.isAsking(about)))
      await this.#say(incoming, [plain(UNREAD_EDIT)]);
  }

  async #hear(
    { chat, workspace }: TelegramOffice,
    incoming: Incoming,
    text: string,
    more: { asked?: string } = {},
  ): Promise<readonly ChatReply[]> {
    const { user, updateId } = incoming;
    const replies = await chat.answer({
      chat: chatOf(incoming),
      ...(incoming.isPrivate ? {} : { within: chatNameOf(incoming.chatId, user!.id, true) }),
      actor: `${user!.name} (telegram:${user!.id})`,
      id: `telegram:${updateId}`,
      text,
      ...more,
    });
    await this.#say(incoming, replies);
    // The beginning of a candidate's way in the log, and each order of somebody on it.
    if (correlation().candidateId !== undefined)
      this.#ports.log.info({ updateId, workspace }, 'An update about a candidate is answered');
    if (incoming.isPrivate) await this.#ports.menu.showTo(user!.id);
    return replies;
  }

  async #say(incoming: Incoming, replies: readonly ChatReply[]): Promise<void> {
    const to = addresseeOf(incoming);
    for (const reply of replies) await this.#ports.speaker.say(to, reply);
  }

  async #tellFailure(incoming: Incoming, error: unknown): Promise<void> {
    const { log, newId } = this.#ports;
    const { updateId, chatId, user } = incoming;
    if (error instanceof TelegramTrouble) {
      log.warn({ updateId, chatId, cause: error.message }, 'An answer could not be sent');
      return;
    }
    const reference = newId().slice(0, 8);
    const isOutage = error instanceof StoreUnavailable;
    if (isOutage)
      log.error({ updateId, remedy: error.remedy }, `The store is out of reach: ${error.message}`);
    else log.error({ reference, updateId, err: error }, 'An update could not be answered');
    if (officeOf(this.#ports.offices(), user?.id) === null) return;
    const text = isOutage
      ? `${error.message}\n→ ${error.remedy}`
      : `That failed unexpectedly (reference ${reference}, the log has the details). Everything else goes on; please try again.`;
    await this.#say(incoming, [plain(text)]).catch((failure: unknown) => {
      const cause = failure instanceof Error ? failure.message : String(failure);
      log.warn({ reference, updateId, cause }, 'Nor could that be said');
    });
  }
}

function chatOf({ chatId, user, isPrivate }: Incoming): string {
  return chatNameOf(chatId, user!.id, isPrivate);
}

function addresseeOf(incoming: Incoming): Addressee {
  return {
    chatId: incoming.chatId,
    userId: incoming.user?.id ?? null,
    because: incoming.kind === 'tapped' ? { tapOn: incoming.messageId } : 'typed',
    patience: 'answer',
  };
}
