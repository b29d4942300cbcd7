import type { Transformer } from 'grammy';
import { z } from 'zod';
import { updatesIn } from './incoming.ts';
import { TelegramTrouble } from './trouble.ts';

/** Telegram's own waits are of seconds to hours. */
const RETRY_SECONDS_MAX = 24 * 60 * 60;
/** Enough to see what is meant; it goes into logs and rows. */
const DESCRIPTION_MAX = 300;

const message = z.object({ message_id: z.int(), chat: z.object({ id: z.int() }) });

/** What is read of results; of those that are not named here nothing is. */
const RESULTS: Readonly<Record<string, z.ZodType>> = {
  getMe: z.object({ id: z.int(), username: z.string() }),
  // What gives nothing but what is no update would give the same at once, again and again.
  getUpdates: z.array(z.unknown()).refine((given) => given.length === 0 || updatesIn(given).length > 0),
  sendMessage: message,
  getWebhookInfo: z.object({
    url: z.string(),
    pending_update_count: z.int(),
    last_error_message: z.string().optional(),
  }),
};

const seconds = z.number().transform((given) => Math.ceil(Math.min(Math.max(given, 1), RETRY_SECONDS_MAX)));

const refusal = z.object({
  ok: z.literal(false),
  error_code: z.int(),
  description: z.string().transform((text) => text.slice(0, DESCRIPTION_MAX)),
  parameters: z
    .object({ retry_after: seconds.optional(), migrate_to_chat_id: z.int().optional() })
    .optional()
    .catch(undefined),
});

/**
 * What stands between the Bot API and us (a proxy, a portal, a Bot API server of one's own) may answer with
 * anything. What is no answer of the Bot API is trouble that passes, as if none had come.
 */
export const checkedAnswers: Transformer = async (call, method, payload, signal) => {
  const answer: unknown = await call(method, payload, signal);
  const isResult = typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true;
  if (isResult) {
    const { result } = answer as { readonly result?: unknown };
    if (RESULTS[method]?.safeParse(result).success !== false)
      return answer as Awaited<ReturnType<typeof call>>;
  } else {
    const refused = refusal.safeParse(answer).data;
    if (refused !== undefined) return refused as Awaited<ReturnType<typeof call>>;
  }
  throw new TelegramTrouble('passing', `What came for ${method} is no answer of the Bot API`);
};
