import { z } from 'zod';
import { type Environment, settingOf } from './setting-of.ts';
import { VARIABLES } from './variables.ts';

/** How Telegram is reached, and who may use the bot. */
export interface TelegramSettings {
  readonly token: string;
  readonly adminIds: readonly number[];
  /** The one chat that gets notices; null for each admin's own. */
  readonly adminChatId: number | null;
  /** Without a slash at its end; null for Telegram's own. */
  readonly apiRoot: string | null;
  /** Null for long polling. */
  readonly webhook: { readonly url: string; readonly secret: string } | null;
}

const TELEGRAM_ID = z
  .string()
  .trim()
  .regex(/^-?\d{1,15}$/)
  .transform(Number);
const USER_ID = TELEGRAM_ID.pipe(z.number().positive());
const USER_IDS = z
  .string()
  .transform((text) => text.split(',').filter((part) => part.trim() !== ''))
  .pipe(z.array(USER_ID).min(1));
const TOKEN = z.string().regex(/^\d+:[\w-]+$/);
const SECRET = z.string().regex(/^[\w-]{1,256}$/);
const WEB_ADDRESS = z.url({ protocol: /^https?$/ });

/**
 * Reads Telegram's variables, adding to `faults` what is none; null where the bot is not configured.
 * Secrets are not repeated.
 */
export function readTelegramSettings(environment: Environment, faults: string[]): TelegramSettings | null {
  const value = (name: string) =>
    settingOf(environment, VARIABLES.find((variable) => variable.name === name)!) ?? null;
  const checked = <T>(name: string, schema: z.ZodType<T>, expected: string): T | null => {
    const text = value(name);
    if (text === null) return null;
    const result = schema.safeParse(text);
    if (result.success) return result.data;
    const isSecret = VARIABLES.some((variable) => variable.name === name && variable.secret === true);
    faults.push(`${name} is ${isSecret ? 'not what it should be' : `"${text}"`}; expected ${expected}.`);
    return null;
  };
  const token = checked(
    'TELEGRAM_BOT_TOKEN',
    TOKEN,
    'a token as BotFather gives it: digits, a colon, letters',
  );
  const adminIds = checked('TELEGRAM_ADMIN_IDS', USER_IDS, 'numeric user ids such as 123456789,987654321');
  const adminChatId = checked('ADMIN_CHAT_ID', TELEGRAM_ID, 'a numeric chat id; /get_chat_id tells it');
  const apiRoot = checked('TELEGRAM_API_ROOT', WEB_ADDRESS, 'an address such as https://example.com');
  const url = checked('TELEGRAM_WEBHOOK_URL', WEB_ADDRESS, 'an address such as https://example.com/telegram');
  const secret = checked('TELEGRAM_WEBHOOK_SECRET', SECRET, '1 to 256 of A-Z, a-z, 0-9, _ and -');
  if (token === null || adminIds === null) return null;
  return {
    token,
    adminIds: [...new Set(adminIds)],
    adminChatId,
    apiRoot: apiRoot?.replace(/\/+$/, '') ?? null,
    webhook: url === null || secret === null ? null : { url, secret },
  };
}
