import type { IntakeStep, Reply } from '../intake/intake.ts';
import type { ConversationRow, JsonObject, JsonValue } from '../store/rows.ts';

/** A conversation as the store has it, while it is under way. */
export interface Kept {
  readonly candidateId: string;
  readonly intake: JsonValue;
  readonly version: number;
  /** The last message it took, and what was said to it so far. */
  readonly heard: { readonly id: string; readonly replies: readonly Reply[] } | null;
  readonly over?: undefined;
}

/** One that is over: the message that ended it may still be delivered again. Names nobody. */
export interface Over {
  readonly candidateId: string;
  readonly version: number;
  readonly over: string;
}

/** What is saved of a step; null ends a conversation whose messages come but once. */
export function stateOf(
  candidateId: string,
  { state }: IntakeStep,
  heardId: string | undefined,
  replies: readonly Reply[],
): JsonObject | null {
  if (state === null) return heardId === undefined ? null : { candidateId, over: heardId };
  const intake = state as unknown as JsonValue;
  if (heardId === undefined) return { candidateId, intake };
  return { candidateId, intake, heard: { id: heardId, replies: replies as unknown as JsonValue } };
}

/** Null for what is no conversation of this program. */
export function conversationFrom({ state, version }: ConversationRow): Kept | Over | null {
  const { candidateId, intake, over, heard } = state;
  if (typeof candidateId !== 'string') return null;
  if (typeof over === 'string') return { candidateId, version, over };
  if (intake === undefined) return null;
  return { candidateId, intake, version, heard: (heard ?? null) as unknown as Kept['heard'] };
}
