import { z } from 'zod';
import { notice } from './answers.ts';
import type { JsonObject } from './rows.ts';
import type { AddressedNotice, Tap } from './telegram-store.ts';

/** The SQL functions of the Telegram bot, with their named arguments. */
export interface TelegramFunctionArguments {
  hold_telegram_bot: { p_bot_id: number; p_holder: string; p_lease_seconds: number; p_now?: string };
  telegram_updates_handled: { p_bot_id: number; p_update_ids: readonly number[] };
  mark_telegram_updates: { p_bot_id: number; p_update_ids: readonly number[]; p_now?: string };
  tidy_telegram: { p_now?: string };
  keep_telegram_buttons: {
    p_chat_id: number;
    p_user_id: number | null;
    p_buttons: readonly JsonObject[];
    p_now?: string;
  };
  tap_telegram_button: {
    p_id: string;
    p_chat_id: number;
    p_user_id: number;
    p_update_id: number;
    p_now?: string;
  };
  telegram_message_at: { p_chat_id: number; p_place: string };
  keep_telegram_message: {
    p_chat_id: number;
    p_place: string;
    p_message_id: number;
    p_has_buttons: boolean;
    p_now?: string;
  };
  list_moved_telegram_chats: object;
  move_telegram_chat: { p_chat_id: number; p_moved_to: number; p_now?: string };
  meet_telegram_stranger: { p_workspace: string; p_user_id: number; p_chat_id: number; p_now?: string };
  address_notice: { p_outbox_id: number; p_chat_ids: readonly number[]; p_now?: string };
  list_telegram_notices: { p_workspace: string; p_per_chat: number; p_now?: string };
  mark_telegram_notice_sent: { p_outbox_id: number; p_chat_id: number; p_now?: string };
  mark_telegram_notice_failed: {
    p_outbox_id: number;
    p_chat_id: number;
    p_error: string;
    p_retry_at: string | null;
    p_now?: string;
  };
}

const nothing = z.unknown().transform(() => undefined);

const tap = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('tapped'), says: z.string(), asked: z.string().nullable() }),
  z.object({ outcome: z.enum(['unknown', 'not-yours', 'again']) }),
]) satisfies z.ZodType<Tap>;

const addressedNotice = z
  .object({ chat_id: z.int(), notice })
  .transform(({ chat_id, ...same }): AddressedNotice => ({ chatId: chat_id, ...same }));

const movedChats = z
  .array(z.object({ chat_id: z.int(), moved_to: z.int() }))
  .transform((rows): ReadonlyMap<number, number> => new Map(rows.map((row) => [row.chat_id, row.moved_to])));

/** What each of them answers. */
export const telegramAnswers = {
  hold_telegram_bot: z.boolean(),
  telegram_updates_handled: z.array(z.int()),
  mark_telegram_updates: nothing,
  tidy_telegram: nothing,
  keep_telegram_buttons: nothing,
  tap_telegram_button: tap,
  telegram_message_at: z.int().nullable(),
  keep_telegram_message: z.int().nullable(),
  list_moved_telegram_chats: movedChats,
  move_telegram_chat: nothing,
  meet_telegram_stranger: z.boolean(),
  address_notice: nothing,
  list_telegram_notices: z.array(addressedNotice),
  mark_telegram_notice_sent: nothing,
  mark_telegram_notice_failed: nothing,
} satisfies Record<keyof TelegramFunctionArguments, z.ZodType>;
