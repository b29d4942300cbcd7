import type { OutboxRow } from '../store/rows.ts';
import type { ChatDesk } from './chat-desk.ts';
import { noteShown } from './last-shown.ts';
import { noticeReplies } from './notice.ts';

/** Speaks to people; `chat` null means every admin. Rejects when it could not. */
export type Send = (chat: string | null, text: string) => Promise<void>;

/** The chat that all of these notices are read in, such as the terminal's. */
export interface ReadIn {
  readonly chat: string;
}

const BATCH = 50;
const RETRY_SECONDS = 15;
const RETRY_SECONDS_MAX = 15 * 60;

/** Reminders of interviewers are for them alone. */
const NOT_HERE = 'An interviewer is reminded by the Telegram bot alone, which is not running.';

/**
 * Sends what waits in the outbox, in order, at least once: a notice is marked as sent only after it
 * was. One that fails stays where it is and stops the round, so that none overtakes it.
 */
export async function sendNotices(desk: ChatDesk, send: Send, readIn?: ReadIn): Promise<number> {
  const rows = await desk.store.outbox({ workspace: desk.workspace, limit: BATCH });
  for (const [sent, row] of rows.entries()) {
    if (row.kind === 'digest' && row.chat !== null) {
      await desk.store.markFailed({ outboxId: row.id, error: NOT_HERE, retryAt: null });
      continue;
    }
    try {
      const replies = await noticeReplies(desk, row);
      await send(row.chat, replies.map(({ text }) => text).join('\n'));
      if (readIn !== undefined) await noteShown(desk, readIn.chat, replies);
    } catch (error) {
      const { message } = error as Error;
      await desk.store.markFailed({ outboxId: row.id, error: message, retryAt: nextTry(desk, row) });
      return sent;
    }
    await desk.store.markSent({ outboxId: row.id });
  }
  return rows.length;
}

function nextTry(desk: ChatDesk, { attempts }: OutboxRow): Temporal.Instant {
  const seconds = Math.min(RETRY_SECONDS * 2 ** Math.min(attempts, 10), RETRY_SECONDS_MAX);
  return desk.clock.now().add({ seconds });
}
