import { createInterface, type Interface } from 'node:readline';
import type { Chat } from '../chat/chat.ts';
import type { ChatReply } from '../chat/reply.ts';
import { onBehalfOf } from '../correlation.ts';
import { print } from './output.ts';

/** The one who sits there, and their chat. */
export const TERMINAL = { chat: 'terminal', actor: 'terminal' } as const;

/** What people type to leave a prompt; the end of input and Ctrl-C do the same. */
const QUIT = /^\s*\/?(quit|exit)\s*$/i;

/**
 * The chat at a prompt. Messages that come by themselves are shown above what is being typed. With
 * a script on standard input each line is shown as it is taken.
 */
export class TerminalChat {
  readonly #interactive = process.stdin.isTTY === true;
  #lines: Interface | null = null;

  /** Shows a message that nobody asked for just now. */
  show(text: string): void {
    if (this.#lines !== null && this.#interactive) process.stdout.write('\r\u001b[K');
    print(text);
    if (this.#interactive) this.#lines?.prompt(true);
  }

  /** Answers line after line; resolves with the number of lines at the end of input, or once `stop` is aborted. */
  async run(chat: Chat, stop: AbortSignal): Promise<number> {
    // Before anything is read: what arrives while nobody iterates over the lines would be lost.
    for (const reply of await chat.resume(TERMINAL)) print(shown(reply));
    if (stop.aborted) return 0;
    const lines = createInterface({
      input: process.stdin,
      ...(this.#interactive ? { output: process.stdout } : {}),
    });
    this.#lines = lines;
    stop.addEventListener('abort', () => lines.close());
    // Ctrl-C at the prompt comes to readline; it means the same as the signal.
    lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    // A closed prompt refuses to be shown, and others show messages while it closes.
    lines.once('close', () => {
      this.#lines = null;
    });
    let count = 0;
    lines.setPrompt('> ');
    if (this.#interactive) lines.prompt();
    for await (const line of lines) {
      if (line.trim() !== '') {
        count += 1;
        if (QUIT.test(line)) break;
        if (!this.#interactive) print(`> ${line}`);
        // Whose line it is turns out as it is answered.
        const replies = await onBehalfOf({}, () => chat.answer({ ...TERMINAL, text: line }));
        for (const reply of replies) print(shown(reply));
      }
      if (stop.aborted) break;
      if (this.#interactive) this.#lines?.prompt();
    }
    lines.close();
    return count;
  }
}

/** A reply with what may be answered; in a terminal buttons are words to type. */
export function shown({ text, buttons = [] }: ChatReply): string {
  const words = buttons.flat().filter(({ shortcut }) => shortcut !== true);
  return words.length === 0
    ? text
    : `${text}\n  [${words.map(({ says, typed }) => typed ?? says).join(' | ')}]`;
}
