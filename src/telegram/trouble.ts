import { GrammyError, HttpError } from 'grammy';

export type TroubleKind =
  /** The message is as it should be already. */
  | 'unchanged'
  /** The message to be changed is not there any more, or not to be changed. */
  | 'message-gone'
  /** The chat is gone or blocks the bot: nothing will ever arrive. */
  | 'unreachable'
  /** The chat has another id. */
  | 'moved'
  | 'too-fast'
  /** A tap can be answered for a few seconds only. */
  | 'late-query'
  | 'wrong-token'
  /** Somebody else gets the bot's updates. */
  | 'conflict'
  /** No answer, or none that means anything: it may have been done. */
  | 'passing'
  | 'refused';

/**
 * What the Bot API answered in place of a result. Neither it nor anything in it holds the token, which
 * stands in the address of every call, nor what was to be sent.
 */
export class TelegramTrouble extends Error {
  override readonly name = 'TelegramTrouble';
  readonly kind: TroubleKind;
  readonly retryAfterMs: number | null;
  readonly movedTo: number | null;

  constructor(
    kind: TroubleKind,
    message: string,
    facts: { retryAfterMs?: number | undefined; movedTo?: number | undefined } = {},
  ) {
    super(message);
    this.kind = kind;
    this.retryAfterMs = facts.retryAfterMs ?? null;
    this.movedTo = facts.movedTo ?? null;
  }
}

/** By description, as the Bot API words it; its error codes alone say too little. */
const BY_DESCRIPTION: readonly (readonly [RegExp, TroubleKind])[] = [
  [/message is not modified/i, 'unchanged'],
  [
    /message (?:to edit|to delete|to be edited) not found|message can't be|MESSAGE_ID_INVALID/i,
    'message-gone',
  ],
  [/there is no text in the message to edit/i, 'message-gone'],
  [/query is too old|query ID is invalid/i, 'late-query'],
  [
    /chat not found|PEER_ID_INVALID|have no rights to send|not enough rights|CHAT_WRITE_FORBIDDEN/i,
    'unreachable',
  ],
];

/** A failure of a call to the Bot API in our words; null for any other error. */
export function troubleOf(error: unknown): TelegramTrouble | null {
  if (error instanceof TelegramTrouble) return error;
  // What an HttpError holds inside has the address of the call, thus the token.
  if (error instanceof HttpError) return new TelegramTrouble('passing', 'Telegram could not be reached');
  if (!(error instanceof GrammyError)) return null;
  const { error_code: code, description, method, parameters } = error;
  const said = `Telegram answered ${method} with ${code}: ${description}`;
  if (parameters.migrate_to_chat_id !== undefined) {
    return new TelegramTrouble('moved', said, { movedTo: parameters.migrate_to_chat_id });
  }
  if (code === 429) {
    return new TelegramTrouble('too-fast', said, { retryAfterMs: (parameters.retry_after ?? 1) * 1_000 });
  }
  if (code === 401 || code === 404) return new TelegramTrouble('wrong-token', said);
  if (code === 403) return new TelegramTrouble('unreachable', said);
  if (code === 409) return new TelegramTrouble('conflict', said);
  if (code >= 500) return new TelegramTrouble('passing', said);
  const found = BY_DESCRIPTION.find(([words]) => words.test(description));
  return new TelegramTrouble(found?.[1] ?? 'refused', said);
}

/** Runs a call; it fails with `TelegramTrouble` alone. */
export async function calling<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw troubleOf(error) ?? error;
  }
}
