import type { Settings } from '../../config/settings.ts';
import { type Finding, fails, ok } from './finding.ts';

const CHECK = 'Telegram';

/** A bot that is set but not served keeps the program from starting. */
export function checkTelegram({ services }: Settings): Finding {
  if (!services.includes('telegram')) return ok(CHECK, 'It is not set; the chat is the terminal.');
  return fails(
    CHECK,
    'TELEGRAM_BOT_TOKEN is set, but this version has no Telegram bot, so it does not start.',
    'Remove the TELEGRAM_… variables from .env: the chat is the terminal then.',
  );
}
