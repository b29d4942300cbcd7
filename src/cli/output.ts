import { writeSync } from 'node:fs';

const STDOUT = 1;
const STDERR = 2;

/** A result: a line on standard output. */
export function print(text: string): void {
  write(STDOUT, `${text}\n`);
}

/** Everything that is no result: a line on standard error. */
export function tell(text: string): void {
  write(STDERR, `${text}\n`);
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
