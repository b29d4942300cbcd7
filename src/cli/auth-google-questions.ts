import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { UserError } from '../errors.ts';

/** Puts a question to whoever sits at the terminal; `hidden` shows nothing of what is typed. */
export type Ask = (question: string, options?: { readonly hidden?: boolean }) => Promise<string>;

/** Asks on standard error, since answers are no results; null where nobody sits there. */
export function questionsAt(stop: AbortSignal, interrupt: () => void): Ask | null {
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) return null;
  return async (question, { hidden = false } = {}) => {
    let quiet = false;
    const output = new Writable({
      write(chunk, _encoding, done) {
        if (!quiet) process.stderr.write(chunk);
        done();
      },
    });
    const lines = createInterface({ input: process.stdin, output, terminal: true });
    lines.on('SIGINT', interrupt);
    try {
      const ended = new Promise<never>((_resolve, reject) => {
        lines.once('close', () =>
          reject(new UserError('\nNothing was answered.', { remedy: 'Run the command again.' })),
        );
      });
      const typed = lines.question(question, { signal: stop });
      quiet = hidden;
      return (await Promise.race([typed, ended])).trim();
    } catch (error) {
      throw stop.aborted ? stop.reason : error;
    } finally {
      if (hidden) process.stderr.write('\n');
      lines.close();
    }
  };
}
