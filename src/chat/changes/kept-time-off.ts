import { z } from 'zod';
import type { JsonObject } from '../../store/rows.ts';
import { StaleConversation } from '../../store/store.ts';
import type { ChatDesk } from '../chat-desk.ts';

/** Time off that an admin was shown and has not said yes to yet; kept in the store like other previews. */
export interface KeptTimeOff {
  readonly id: string;
  /** The id that it will have. */
  readonly timeOffId: string;
  /** Interviewer id. */
  readonly interviewer: string;
  readonly from: string;
  readonly to: string;
  readonly note: string;
}

const kept = z.object({
  id: z.string(),
  timeOffId: z.string(),
  interviewer: z.string(),
  from: z.string(),
  to: z.string(),
  note: z.string(),
}) satisfies z.ZodType<KeptTimeOff>;

const answered = z.object({ answered: z.enum(['yes', 'no']) });

export async function keepTimeOff({ store, workspace }: ChatDesk, timeOff: KeptTimeOff): Promise<void> {
  const state = timeOff as unknown as JsonObject;
  await store.saveConversation({ workspace, key: keyOf(timeOff.id), state, version: 0 });
}

/** Null where none with this id was ever shown. */
export async function loadTimeOff(
  { store, workspace }: ChatDesk,
  id: string,
): Promise<
  | { readonly open: KeptTimeOff; readonly version: number }
  | { readonly open: null; readonly answered: 'yes' | 'no' }
  | null
> {
  if (!/^[0-9a-f]{8}$/.test(id)) return null;
  const row = await store.loadConversation({ workspace, key: keyOf(id) });
  const open = kept.safeParse(row?.state);
  if (row !== null && open.success) return { open: open.data, version: row.version };
  const over = answered.safeParse(row?.state);
  return over.success ? { open: null, answered: over.data.answered } : null;
}

/** Notes the answer. Somebody else who answers at the same moment is no harm: added twice is added once. */
export async function closeTimeOff(
  { store, workspace }: ChatDesk,
  id: string,
  version: number,
  answer: 'yes' | 'no',
): Promise<void> {
  try {
    await store.saveConversation({ workspace, key: keyOf(id), state: { answered: answer }, version });
  } catch (error) {
    if (!(error instanceof StaleConversation)) throw error;
  }
}

function keyOf(id: string): string {
  return `time off ${id}`;
}
