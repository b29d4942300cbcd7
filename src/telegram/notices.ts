import type { Logger } from 'pino';
import { noteShown } from '../chat/last-shown.ts';
import { noticeReplies } from '../chat/notice.ts';
import type { ChatReply } from '../chat/reply.ts';
import { type Correlation, onBehalfOf } from '../correlation.ts';
import type { OutboxRow } from '../store/rows.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { AddressedNotice, TelegramStore } from '../store/telegram-store.ts';
import type { Clock } from '../time/clock.ts';
import type { Line } from './line.ts';
import { chatIdIn, chatNameOf, type TelegramOffice } from './office.ts';
import type { Speaker } from './speaker.ts';
import { TelegramTrouble } from './trouble.ts';

const BATCH = 50;
const PER_CHAT = 10;
const RETRY_SECONDS = 5;
const RETRY_SECONDS_MAX = 5 * 60;

/**
 * Brings what stands in the outbox to people: each notice is handed over to every chat that is to be
 * told, and from then on each chat has it for itself. In a chat they come in order, at least once; a
 * chat that is gone, or blocks the bot, keeps no other from being told.
 */
export class Notices {
  readonly #line: Line;
  readonly #speaker: Speaker;
  readonly #store: TelegramStore;
  readonly #clock: Clock;
  readonly #log: Pick<Logger, 'info' | 'warn'>;
  readonly #adminChatId: number | null;

  constructor(ports: {
    line: Line;
    speaker: Speaker;
    store: TelegramStore;
    clock: Clock;
    log: Pick<Logger, 'info' | 'warn'>;
    /** Null: each admin is told. */
    adminChatId: number | null;
  }) {
    this.#line = ports.line;
    this.#speaker = ports.speaker;
    this.#store = ports.store;
    this.#clock = ports.clock;
    this.#log = ports.log;
    this.#adminChatId = ports.adminChatId;
  }

  /** Sends what can be sent now; resolves with how many messages arrived. */
  async round(office: TelegramOffice): Promise<number> {
    const { desk, workspace } = office;
    for (const row of await desk.store.outbox({ workspace, limit: BATCH })) {
      await this.#store.addressNotice({ outboxId: row.id, chatIds: this.#chatsFor(office, row) });
    }
    const open = await this.#store.notices({ workspace, perChat: PER_CHAT });
    const replies = new Map<number, Promise<readonly ChatReply[]>>();
    const repliesTo = ({ notice }: AddressedNotice) => {
      const known = replies.get(notice.id) ?? noticeReplies(desk, notice);
      replies.set(notice.id, known);
      return known;
    };
    const chats = Map.groupBy(open, ({ chatId }) => chatId);
    const sent = await Promise.all([...chats.values()].map((those) => this.#tell(office, those, repliesTo)));
    return sent.reduce((sum, count) => sum + count, 0);
  }

  /** Admins and the chat that asked; a reminder of somebody's own mocks goes to that chat alone. */
  #chatsFor({ adminIds }: TelegramOffice, { kind, chat }: OutboxRow): number[] {
    const own = chatIdIn(chat);
    const isOthers = kind === 'digest' && chat !== null;
    const admins = isOthers ? [] : this.#adminChatId === null ? adminIds : [this.#adminChatId];
    return [...new Set([...admins, ...(own === null ? [] : [own])].map((id) => this.#line.idOf(id)))];
  }

  /** One chat, in order, up to the first that must wait. */
  async #tell(
    office: TelegramOffice,
    notices: readonly AddressedNotice[],
    repliesTo: (addressed: AddressedNotice) => Promise<readonly ChatReply[]>,
  ): Promise<number> {
    let sent = 0;
    for (const addressed of notices) {
      const outcome = await onBehalfOf(aboutWhom(office, addressed), () =>
        this.#tellOne(office, addressed, repliesTo),
      );
      if (outcome === 'waits') return sent;
      if (outcome === 'sent') sent += 1;
    }
    return sent;
  }

  async #tellOne(
    { desk }: TelegramOffice,
    addressed: AddressedNotice,
    repliesTo: (addressed: AddressedNotice) => Promise<readonly ChatReply[]>,
  ): Promise<'sent' | 'waits' | 'never'> {
    const { chatId, notice } = addressed;
    try {
      for (const reply of await repliesTo(addressed)) {
        await this.#speaker.say({ chatId, userId: null, because: 'by-itself', patience: 'none' }, reply);
        await noteShown(desk, chatNameOf(chatId, chatId, true), [reply]);
      }
      await this.#store.markNoticeSent({ outboxId: notice.id, chatId });
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      return (await this.#putOff(addressed, error)) ? 'never' : 'waits';
    }
    this.#log.info({ outboxId: notice.id, chatId, kind: notice.kind }, 'A notice is sent');
    return 'sent';
  }

  /** Notes that a chat could not be told; true where it never can be, so that the next may be tried. */
  async #putOff({ chatId, notice }: AddressedNotice, error: unknown): Promise<boolean> {
    const message = error instanceof Error ? error.message : String(error);
    const isHopeless = error instanceof TelegramTrouble && HOPELESS.includes(error.kind);
    this.#log.warn({ outboxId: notice.id, chatId, cause: message }, 'A notice could not be sent');
    const asked = error instanceof TelegramTrouble ? (error.retryAfterMs ?? 0) / 1_000 : 0;
    const backoff = Math.min(RETRY_SECONDS * 2 ** Math.min(notice.attempts, 10), RETRY_SECONDS_MAX);
    const seconds = Math.ceil(Math.max(asked, backoff));
    const retryAt = isHopeless ? null : this.#clock.now().add({ seconds });
    await this.#store.markNoticeFailed({ outboxId: notice.id, chatId, error: message, retryAt });
    return isHopeless;
  }
}

/** The reminder of a day is about no candidate. */
function aboutWhom({ workspace }: TelegramOffice, { notice }: AddressedNotice): Correlation {
  const { candidateId } = notice.payload;
  return typeof candidateId === 'string' ? { workspace, candidateId } : { workspace };
}

const HOPELESS: readonly TelegramTrouble['kind'][] = ['unreachable', 'refused'];
