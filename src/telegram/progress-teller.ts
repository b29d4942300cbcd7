import type { Logger } from 'pino';
import type { Progress, Watched } from '../booking/progress.ts';
import { progressPlace } from '../chat/question-reply.ts';
import type { Clock } from '../time/clock.ts';
import { chatIdIn } from './office.ts';
import { progressText } from './progress-text.ts';
import type { Speaker } from './speaker.ts';

/** Between two edits of one message; Telegram would allow one a second, and a group twenty a minute. */
const EDIT_MS = 5_000;
/** Before the first, so that the answer to whoever queued the candidate is there. */
const FIRST_MS = 1_500;

/**
 * Tells of a candidate's progress in the chat that asked for them, in one message that is edited:
 * always the newest, and not too often. What cannot be told is left: the end comes as a notice too.
 */
export class ProgressTeller {
  readonly #speaker: Speaker;
  readonly #clock: Clock;
  readonly #log: Pick<Logger, 'warn'>;
  readonly #stop = new AbortController();
  /** The newest word on each candidate who is being told of; null where it has been said. */
  readonly #newest = new Map<string, string | null>();
  readonly #telling = new Set<Promise<void>>();

  constructor(speaker: Speaker, clock: Clock, log: Pick<Logger, 'warn'>) {
    this.#speaker = speaker;
    this.#clock = clock;
    this.#log = log;
  }

  /** `zone` is the one in which people of this workspace think. */
  tell(candidate: Watched, progress: Progress, zone: string): void {
    const chatId = chatIdIn(candidate.chat);
    const text = progressText(candidate, progress, zone);
    if (chatId === null || text === null || this.#stop.signal.aborted) return;
    const { candidateId } = candidate;
    const isTelling = this.#newest.has(candidateId);
    this.#newest.set(candidateId, text);
    if (isTelling) return;
    const telling = this.#tellOf(candidateId, chatId).finally(() => this.#telling.delete(telling));
    this.#telling.add(telling);
  }

  /** Says what is newest of each at once, and nothing from then on. */
  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled(this.#telling);
  }

  async #tellOf(candidateId: string, chatId: number): Promise<void> {
    try {
      for (let pause = FIRST_MS; ; pause = EDIT_MS) {
        await this.#clock.sleep(pause, this.#stop.signal);
        const text = this.#newest.get(candidateId) ?? null;
        if (text === null) return;
        this.#newest.set(candidateId, null);
        await this.#speaker.say(
          {
            chatId,
            userId: null,
            because: 'by-itself',
            patience: this.#stop.signal.aborted ? 'none' : 'answer',
          },
          { text, inPlace: progressPlace(candidateId) },
        );
      }
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      this.#log.warn({ candidateId, cause }, 'Progress could not be told');
    } finally {
      this.#newest.delete(candidateId);
    }
  }
}
