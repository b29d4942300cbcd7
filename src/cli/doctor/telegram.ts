import type { Api } from 'grammy';
import type { TelegramSettings } from '../../config/telegram-settings.ts';
import { openApi } from '../../telegram/open-api.ts';
import { calling, TelegramTrouble } from '../../telegram/trouble.ts';
import { type Finding, fails, ok, warning } from './finding.ts';

const CHECK = 'Telegram';
const CALL_SECONDS = 20;
/** More than this waiting at Telegram means that nobody takes them. */
const PENDING_MANY = 20;

/** Who the bot is, how its updates come, and whether it may write to those who are told of everything. */
export async function checkTelegram(settings: TelegramSettings | null): Promise<readonly Finding[]> {
  if (settings === null) return [ok(CHECK, 'It is not set; the chat is the terminal.')];
  const { token, apiRoot, adminIds, adminChatId, webhook } = settings;
  const api = openApi(token, { apiRoot, timeoutSeconds: CALL_SECONDS });
  try {
    const { username } = await calling(() => api.getMe());
    const told = adminChatId === null ? adminIds : [adminChatId];
    return [
      ok(CHECK, `The bot is @${username}.`),
      await updates(api, webhook?.url ?? null),
      ...(await Promise.all(told.map((id) => reach(api, id)))),
    ];
  } catch (error) {
    if (!(error instanceof TelegramTrouble)) throw error;
    if (error.kind === 'wrong-token') {
      return [
        fails(CHECK, 'Telegram does not know the token.', 'Copy TELEGRAM_BOT_TOKEN from @BotFather again.'),
      ];
    }
    return [fails(CHECK, `${error.message}.`, 'Check the network, and TELEGRAM_API_ROOT if it is set.')];
  }
}

async function updates(api: Api, wanted: string | null): Promise<Finding> {
  const { url, pending_update_count, last_error_message } = await calling(() => api.getWebhookInfo());
  const check = 'Telegram updates';
  if (last_error_message !== undefined && url !== '' && pending_update_count > 0) {
    return warning(
      check,
      `Telegram could not reach ${url}: ${last_error_message}.`,
      'See that the address leads to this program, by HTTPS, with a valid certificate.',
    );
  }
  if (pending_update_count > PENDING_MANY) {
    return warning(
      check,
      `${pending_update_count} messages wait at Telegram.`,
      'Start the program: mock-scheduler start',
    );
  }
  return ok(check, wanted === null ? 'They are fetched by long polling.' : `They come to ${wanted}.`);
}

/**
 * A bot cannot write to somebody who never wrote to it, or who blocks it. What is tried says nothing
 * there: it shows for a moment that the bot is writing.
 */
async function reach(api: Api, chatId: number): Promise<Finding> {
  const check = `Telegram chat ${chatId}`;
  try {
    await calling(() => api.sendChatAction(chatId, 'typing'));
    return ok(check, 'The bot may write there.');
  } catch (error) {
    if (!(error instanceof TelegramTrouble)) throw error;
    return warning(
      check,
      `The bot cannot write there: ${error.message}.`,
      'Let that person press Start in a chat with the bot, or add the bot to the group.',
    );
  }
}
