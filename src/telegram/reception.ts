import type { Update } from 'grammy/types';
import type { TelegramStore } from '../store/telegram-store.ts';
import { laneOf } from './incoming.ts';
import { Lanes } from './lanes.ts';

/** How many handled updates are remembered here; the store remembers them all. */
const REMEMBERED = 5_000;

/**
 * Takes updates in, from polling or from a webhook: each is handled once, however often and from
 * wherever it comes; those of one chat in order, different chats side by side. An update counts as
 * handled when the store knows it.
 */
export class Reception {
  readonly #botId: number;
  readonly #store: TelegramStore;
  readonly #handle: (update: Update) => Promise<boolean>;
  readonly #lanes = new Lanes();
  readonly #underWay = new Map<number, Promise<boolean>>();
  readonly #done = new Set<number>();
  /** Handled, but the store could not be told. */
  readonly #unmarked = new Set<number>();
  #marks: { readonly ids: number[]; readonly kept: Promise<void> } | null = null;
  #marking: Promise<void> = Promise.resolve();

  /** `handle` must not reject; it says false where the update is to come again. */
  constructor(botId: number, store: TelegramStore, handle: (update: Update) => Promise<boolean>) {
    this.#botId = botId;
    this.#store = store;
    this.#handle = handle;
  }

  /**
   * Takes in updates that came together. For each a promise of whether it was handled; where not, or
   * where that could not be noted, it is to be brought again. Rejects where the store cannot be asked; then none of the new ones is
   * taken in.
   */
  async take(updates: readonly Update[]): Promise<readonly { id: number; handled: Promise<boolean> }[]> {
    const isNew = ({ update_id: id }: Update) => !this.#done.has(id) && !this.#underWay.has(id);
    const unknown = updates.filter(isNew).map(({ update_id }) => update_id);
    if (unknown.length > 0) {
      for (const id of await this.#store.handled({ botId: this.#botId, updateIds: unknown }))
        this.#remember(id);
    }
    return updates.map((update) => {
      const id = update.update_id;
      return { id, handled: this.#done.has(id) ? Promise.resolve(true) : this.#enter(update) };
    });
  }

  /** Begins nothing more; resolves when what was begun is done and known to the store. */
  async close(): Promise<void> {
    await this.#lanes.close();
    await Promise.allSettled(this.#underWay.values());
  }

  #enter(update: Update): Promise<boolean> {
    const id = update.update_id;
    const present = this.#underWay.get(id);
    if (present !== undefined) return present;
    const handled = this.#lanes
      .enter(laneOf(update), id, async () => this.#unmarked.has(id) || (await this.#handle(update)))
      .then(async (wasHandled) => {
        if (!wasHandled) return false;
        this.#unmarked.add(id);
        await this.#mark(id);
        this.#unmarked.delete(id);
        this.#remember(id);
        return true;
      })
      .finally(() => this.#underWay.delete(id));
    this.#underWay.set(id, handled);
    return handled;
  }

  /** Notes in the store that an update was handled; those that end meanwhile are noted together. */
  #mark(id: number): Promise<void> {
    if (this.#marks !== null) {
      this.#marks.ids.push(id);
      return this.#marks.kept;
    }
    const ids = [id];
    const kept = this.#marking.then(() => {
      this.#marks = null;
      return this.#store.markHandled({ botId: this.#botId, updateIds: ids });
    });
    this.#marks = { ids, kept };
    this.#marking = kept.catch(() => {});
    return kept;
  }

  #remember(id: number): void {
    this.#done.add(id);
    if (this.#done.size <= REMEMBERED) return;
    const [oldest] = this.#done;
    this.#done.delete(oldest!);
  }
}
