import type { Api } from 'grammy';
import type { Logger } from 'pino';
import { commandList } from '../chat/chat.ts';
import { clipped } from './text.ts';
import { calling, TelegramTrouble } from './trouble.ts';

const DESCRIPTION_MAX = 256;

/**
 * Shows the commands where admins type, and nobody else any. It only fills menus; who may do what is
 * decided with every message. An admin who never opened the bot gets the menu with the first message.
 */
export class Menu {
  readonly #api: Api;
  readonly #log: Pick<Logger, 'warn'>;
  readonly #shown = new Set<number>();

  constructor(api: Api, log: Pick<Logger, 'warn'>) {
    this.#api = api;
    this.#log = log;
  }

  async begin(adminIds: readonly number[]): Promise<void> {
    await this.#try(() => this.#api.deleteMyCommands());
    for (const adminId of adminIds) await this.showTo(adminId);
  }

  /** Once for each admin. */
  async showTo(adminId: number): Promise<void> {
    if (this.#shown.has(adminId)) return;
    const commands = [...commandList(), { name: 'get_chat_id', help: 'the id of this chat' }].map(
      ({ name, help }) => ({ command: name, description: clipped(help, DESCRIPTION_MAX) }),
    );
    const isShown = await this.#try(() =>
      this.#api.setMyCommands(commands, { scope: { type: 'chat', chat_id: adminId } }),
    );
    if (isShown) this.#shown.add(adminId);
  }

  /** Menus are a convenience: without them everything can be typed. */
  async #try(call: () => Promise<unknown>): Promise<boolean> {
    try {
      await calling(call);
      return true;
    } catch (error) {
      if (!(error instanceof TelegramTrouble)) throw error;
      if (error.kind !== 'unreachable') this.#log.warn({ cause: error.message }, 'A menu could not be set');
      return false;
    }
  }
}
