import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const MAIN = join(ROOT, 'src/main.ts');
/** What the program says once it serves, and from when on a signal is its own to handle. */
const SERVES = 'Write /start to the bot';

export interface Death {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

/** One life of the real program: `start`, from the moment it is started until it has ended. */
export class Life {
  readonly pid: number;
  /** Resolves when it serves, or has ended before. */
  readonly ready: Promise<void>;
  readonly death: Promise<Death>;
  readonly #child: ChildProcess;
  #isReady = false;
  #isOver = false;
  #output = '';

  constructor(env: Readonly<Record<string, string>>) {
    this.#child = spawn(process.execPath, [MAIN, 'start'], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], LOG_LEVEL: 'info', PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.pid = this.#child.pid ?? 0;
    // It must not outlive whoever runs it.
    const end = () => this.#child.kill('SIGKILL');
    process.once('exit', end);
    const ready = Promise.withResolvers<void>();
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
        if (!this.#isReady && this.#output.includes(SERVES)) {
          this.#isReady = true;
          ready.resolve();
        }
      });
    }
    this.ready = ready.promise;
    this.death = new Promise((resolve) => {
      this.#child.once('close', (code, signal) => {
        this.#isOver = true;
        process.off('exit', end);
        ready.resolve();
        resolve({ code, signal, output: this.#output });
      });
    });
  }

  /** What it has said so far. */
  get output(): string {
    return this.#output;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  send(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}
