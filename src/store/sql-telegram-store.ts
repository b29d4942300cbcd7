import type { Driver } from './driver.ts';
import { callFunction } from './functions.ts';
import type { TelegramStore } from './telegram-store.ts';

/** The Telegram part of the store: each method is one call of one SQL function. */
export function sqlTelegramStore(driver: Driver, now: () => { p_now?: string }): TelegramStore {
  return {
    hold: (input) =>
      callFunction(driver, 'hold_telegram_bot', {
        p_bot_id: input.botId,
        p_holder: input.holder,
        p_lease_seconds: input.leaseSeconds,
        ...now(),
      }),

    handled: (input) =>
      callFunction(driver, 'telegram_updates_handled', {
        p_bot_id: input.botId,
        p_update_ids: input.updateIds,
      }),

    markHandled: (input) =>
      callFunction(driver, 'mark_telegram_updates', {
        p_bot_id: input.botId,
        p_update_ids: input.updateIds,
        ...now(),
      }),

    tidy: () => callFunction(driver, 'tidy_telegram', now()),

    keepButtons: (input) =>
      callFunction(driver, 'keep_telegram_buttons', {
        p_chat_id: input.chatId,
        p_user_id: input.userId,
        p_buttons: input.buttons.map((button) => ({ ...button })),
        ...now(),
      }),

    tap: (input) =>
      callFunction(driver, 'tap_telegram_button', {
        p_id: input.id,
        p_chat_id: input.chatId,
        p_user_id: input.userId,
        p_update_id: input.updateId,
        ...now(),
      }),

    messageAt: (input) =>
      callFunction(driver, 'telegram_message_at', { p_chat_id: input.chatId, p_place: input.place }),

    keepMessage: (input) =>
      callFunction(driver, 'keep_telegram_message', {
        p_chat_id: input.chatId,
        p_place: input.place,
        p_message_id: input.messageId,
        p_has_buttons: input.hasButtons,
        ...now(),
      }),

    movedChats: () => callFunction(driver, 'list_moved_telegram_chats', {}),

    moveChat: (input) =>
      callFunction(driver, 'move_telegram_chat', {
        p_chat_id: input.chatId,
        p_moved_to: input.movedTo,
        ...now(),
      }),

    meetStranger: (input) =>
      callFunction(driver, 'meet_telegram_stranger', {
        p_workspace: input.workspace,
        p_user_id: input.userId,
        p_chat_id: input.chatId,
        ...now(),
      }),

    addressNotice: (input) =>
      callFunction(driver, 'address_notice', {
        p_outbox_id: input.outboxId,
        p_chat_ids: input.chatIds,
        ...now(),
      }),

    notices: (input) =>
      callFunction(driver, 'list_telegram_notices', {
        p_workspace: input.workspace,
        p_per_chat: input.perChat,
        ...now(),
      }),

    markNoticeSent: (input) =>
      callFunction(driver, 'mark_telegram_notice_sent', {
        p_outbox_id: input.outboxId,
        p_chat_id: input.chatId,
        ...now(),
      }),

    markNoticeFailed: (input) =>
      callFunction(driver, 'mark_telegram_notice_failed', {
        p_outbox_id: input.outboxId,
        p_chat_id: input.chatId,
        p_error: input.error,
        p_retry_at: input.retryAt?.toString() ?? null,
        ...now(),
      }),
  };
}
