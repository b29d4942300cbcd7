import { z } from 'zod';
import type { JsonObject } from '../store/rows.ts';
import { StaleConversation } from '../store/store.ts';
import type { ChatDesk } from './chat-desk.ts';
import type { ChatReply } from './reply.ts';

/** Who says “yes” later than that is asked to look again: they may have forgotten what stood there. */
const PREVIEW_MINUTES = 60;
/** Questions that a chat is remembered to have been shown, the newest. */
const QUESTIONS_MAX = 50;

const asPreview = z.object({ yes: z.string(), no: z.string().nullable() });
const asQuestions = z.object({ questions: z.array(z.string()) });

/**
 * Remembers what a chat was just shown that can be answered in words: the last preview, by what its “yes” and
 * “no” mean, and the questions about booked mocks, by their ids. Names nobody.
 */
export async function noteShown(desk: ChatDesk, chat: string, replies: readonly ChatReply[]): Promise<void> {
  const preview = replies.findLast(({ answers }) => answers !== undefined)?.answers;
  if (preview !== undefined) await keep(desk, previewKey(chat), () => ({ ...preview }));
  const shown = replies.flatMap(({ question }) => question ?? []);
  if (shown.length === 0) return;
  await keep(desk, questionsKey(chat), (state) => {
    const before = (asQuestions.safeParse(state).data?.questions ?? []).filter((id) => !shown.includes(id));
    return { questions: [...before, ...shown].slice(-QUESTIONS_MAX) };
  });
}

/** Whether one of these chats was shown the question (an escalation's id) as it is open now. */
export async function wasShown(
  { store, workspace }: ChatDesk,
  chats: readonly string[],
  question: string,
): Promise<boolean> {
  for (const chat of chats) {
    const row = await store.loadConversation({ workspace, key: questionsKey(chat) });
    if (asQuestions.safeParse(row?.state).data?.questions.includes(question) === true) return true;
  }
  return false;
}

/**
 * What a plain “yes” or “no” means in a chat: the command of the last preview that it was shown, `nothing`
 * for a “no” that needs none; null where the text is neither, or no preview was shown lately.
 */
export async function answerMeant(
  { store, workspace, clock }: ChatDesk,
  chat: string,
  text: string,
): Promise<{ readonly says: string } | 'nothing' | null> {
  const [, yes, no] = /^(?:(yes|y|ok)|(no|n))[.!]*$/i.exec(text.trim()) ?? [];
  if (yes === undefined && no === undefined) return null;
  const row = await store.loadConversation({ workspace, key: previewKey(chat) });
  const preview = asPreview.safeParse(row?.state).data;
  const oldest = clock.now().subtract({ minutes: PREVIEW_MINUTES });
  if (row === null || preview === undefined || Temporal.Instant.compare(row.updatedAt, oldest) < 0)
    return null;
  const says = yes === undefined ? preview.no : preview.yes;
  return says === null ? 'nothing' : { says };
}

/** Of two who are shown something at the same moment, either may be the last. */
async function keep(
  { store, workspace }: ChatDesk,
  key: string,
  stateAfter: (before: JsonObject | undefined) => JsonObject,
): Promise<void> {
  const row = await store.loadConversation({ workspace, key });
  try {
    await store.saveConversation({
      workspace,
      key,
      state: stateAfter(row?.state),
      version: row?.version ?? 0,
    });
  } catch (error) {
    if (!(error instanceof StaleConversation)) throw error;
  }
}

function previewKey(chat: string): string {
  return `last preview ${chat}`;
}

function questionsKey(chat: string): string {
  return `questions shown ${chat}`;
}
