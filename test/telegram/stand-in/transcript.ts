import type { BotChat, ChatMessage } from './chats.ts';

/** A chat as a person sees it now: who said what, with the buttons and files below. */
export function transcriptOf(chat: BotChat): string {
  return chat.messages.map(shownMessage).join('\n');
}

export function shownMessage({ from, text, keyboard, file }: ChatMessage): string {
  const who = from === null ? 'Bot' : from.name;
  const lines = [
    ...(file === null ? [] : [`${file.picture ? '🖼' : '📎'} ${file.name}`]),
    ...(text === '' ? [] : text.split('\n')),
    ...keyboard.map((row) => row.map((button) => `[${button.text}]`).join(' ')),
  ];
  const indent = ' '.repeat(who.length + 2);
  return lines
    .map((line, index) => (index === 0 ? `${who}: ${line}` : `${indent}${line}`).trimEnd())
    .join('\n');
}
