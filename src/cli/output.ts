import { writeSync } from 'node:fs';
import { visibleLines } from '../document/visible.ts';

const STDOUT = 1;
const STDERR = 2;

/**
 * A result: a line, or several, on standard output. Names, titles and what others write may hold
 * escape sequences that a terminal would obey, so these are shown as `\u001b`; JSON means the same with them.
 */
export function print(text: string): void {
  write(STDOUT, `${visibleLines(text)}\n`);
}

/** A result for other programs, such as a calendar file: not a character is changed. */
export function printExactly(text: string): void {
  write(STDOUT, `${text}\n`);
}

/** Everything that is no result: a line on standard error, as `print` shows it. */
export function tell(text: string): void {
  write(STDERR, `${visibleLines(text)}\n`);
}

/** Whole, whatever the size and whoever reads: a pipe that is full makes the program wait. */
function write(target: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(target, bytes, written);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
