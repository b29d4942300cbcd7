import type { InlineKeyboardButton } from 'grammy/types';
import type { Button } from '../chat/reply.ts';
import type { KeptButton } from '../store/telegram-store.ts';
import { clipped, unturned } from './text.ts';

/** Telegram refuses a message with more. */
const BUTTONS_MAX = 100;
const LABEL_MAX = 60;

export interface Keyboard {
  readonly inline_keyboard: InlineKeyboardButton[][];
  /** What each button stands for; to be kept before the message is sent. */
  readonly kept: readonly KeptButton[];
}

/**
 * Buttons as Telegram shows them: each carries a short id that says nothing by itself. Those that mean
 * the same share one: half of a month's are blank.
 */
export function keyboardOf(rows: readonly (readonly Button[])[], newId: () => string): Keyboard {
  const kept = new Map<string, KeptButton>();
  let count = 0;
  const shown: InlineKeyboardButton[][] = [];
  for (const row of rows) {
    count += row.length;
    if (count > BUTTONS_MAX) break;
    shown.push(
      row.map(({ label, says, asked, once }) => {
        const meaning = JSON.stringify([says, asked, once]);
        const { id } = kept.get(meaning) ?? { id: buttonId(newId) };
        kept.set(meaning, { id, says, asked: asked ?? null, once: once === true });
        const text = clipped(label.trim() === '' ? '·' : unturned(label), LABEL_MAX);
        return { text, callback_data: id };
      }),
    );
  }
  return { inline_keyboard: shown.filter((row) => row.length > 0), kept: [...kept.values()] };
}

function buttonId(newId: () => string): string {
  return newId().replaceAll('-', '').slice(0, 20);
}

/** Whether a tap can be on a button of ours; anybody may send Telegram other data. */
export function isButtonId(data: string): boolean {
  return /^[\w-]{1,64}$/.test(data);
}
