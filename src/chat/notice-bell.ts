import type { Store, Watch } from '../store/store.ts';
import type { Clock } from '../time/clock.ts';

/** Where the store tells of notices, looking is for those whose next try is due. */
const WATCHED_MS = 5_000;
const UNWATCHED_MS = 2_000;

/** When to look for notices again: at once when the store tells of one, else from time to time. */
export class NoticeBell {
  readonly #clock: Clock;
  #rung = new AbortController();
  #watch: Watch | null = null;

  private constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Begins to listen; never rejects because the store is out of reach. */
  static async over(store: Pick<Store, 'watch'>, clock: Clock): Promise<NoticeBell> {
    const bell = new NoticeBell(clock);
    bell.#watch = await store.watch(({ what }) => {
      if (what === 'outbox') bell.#rung.abort();
    });
    return bell;
  }

  /** Resolves when there may be something to send, or once `stop` is aborted. */
  async wait(stop: AbortSignal): Promise<void> {
    const most = this.#watch?.live === true ? WATCHED_MS : UNWATCHED_MS;
    await this.#clock.sleep(most, AbortSignal.any([stop, this.#rung.signal]));
    this.#rung = new AbortController();
  }

  async close(): Promise<void> {
    await this.#watch?.close();
  }
}
