import { z } from 'zod';
import type { JsonObject } from '../../store/rows.ts';
import { type NewPerson, StaleConversation } from '../../store/store.ts';
import type { ChatDesk } from '../chat-desk.ts';

/**
 * A change that an admin was shown and has not said yes to yet. It is kept in the store under an id of
 * its own, so that a tap days later, or after a restart, orders exactly what stood there; whether that is
 * still possible the store decides.
 */
export interface KeptPreview {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly candidateId: string;
  readonly name: string;
  readonly email: string;
  /** The order, as the store keeps it. */
  readonly change: JsonObject;
  /** What each number of the list stands for, in its order: a booking, or an event typed by hand. */
  readonly listed: readonly { readonly id: string; readonly text: string }[];
  /** Who is to become a candidate for this; null for one who is. */
  readonly person: NewPerson | null;
}

export type ChangeKind = 'reschedule' | 'delete';

/** One that was answered; names nobody. */
export interface AnsweredPreview {
  readonly candidateId: string;
  readonly answered: 'yes' | 'no';
}

const kept = z.object({
  id: z.string(),
  kind: z.enum(['reschedule', 'delete']),
  candidateId: z.string(),
  name: z.string(),
  email: z.string(),
  change: z.custom<JsonObject>((value) => typeof value === 'object' && value !== null),
  listed: z.array(z.object({ id: z.string(), text: z.string() })),
  person: z
    .object({ workspace: z.string(), name: z.string(), email: z.string(), timeZone: z.string() })
    .nullable(),
}) satisfies z.ZodType<KeptPreview>;

const answered = z.object({
  candidateId: z.string(),
  answered: z.enum(['yes', 'no']),
}) satisfies z.ZodType<AnsweredPreview>;

/** Short enough to be typed. */
export function newPreviewId({ newId }: ChatDesk): string {
  return newId().replaceAll('-', '').slice(0, 8);
}

export async function keepPreview({ store, workspace }: ChatDesk, preview: KeptPreview): Promise<void> {
  const state = preview as unknown as JsonObject;
  await store.saveConversation({ workspace, key: keyOf(preview.id), state, version: 0 });
}

/** Null where none of this id and kind was ever shown, or the person is forgotten. */
export async function loadPreview(
  { store, workspace }: ChatDesk,
  kind: ChangeKind,
  id: string,
): Promise<{ readonly version: number; readonly preview: KeptPreview | AnsweredPreview } | null> {
  if (!/^[0-9a-f]{8}$/.test(id)) return null;
  const row = await store.loadConversation({ workspace, key: keyOf(id) });
  if (row === null) return null;
  const open = kept.safeParse(row.state);
  if (open.success) return open.data.kind === kind ? { version: row.version, preview: open.data } : null;
  const over = answered.safeParse(row.state);
  return over.success ? { version: row.version, preview: over.data } : null;
}

/** Notes the answer. Somebody else who answers at the same moment is no harm: ordered twice is ordered once. */
export async function closePreview(
  { store, workspace }: ChatDesk,
  { id, candidateId }: KeptPreview,
  version: number,
  answer: 'yes' | 'no',
): Promise<void> {
  const state: JsonObject = { candidateId, answered: answer };
  try {
    await store.saveConversation({ workspace, key: keyOf(id), state, version });
  } catch (error) {
    if (!(error instanceof StaleConversation)) throw error;
  }
}

function keyOf(id: string): string {
  return `change ${id}`;
}
