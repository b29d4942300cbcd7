import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { between, type Random } from '../../random.ts';
import type { WorkOrder } from './work-order.ts';

const SCRIPT = fileURLToPath(new URL('./worker-process.ts', import.meta.url));

/** Worker processes, always as many as were asked for. */
export class Crowd {
  readonly #order: string;
  readonly #alive = new Set<ChildProcess>();
  /** Why a process ended that nobody killed. */
  readonly failures: string[] = [];
  kills = 0;

  constructor(order: WorkOrder) {
    this.#order = JSON.stringify(order);
  }

  get processes(): readonly ChildProcess[] {
    return [...this.#alive];
  }

  /** Starts one more; resolves once it works. */
  async hire(): Promise<ChildProcess> {
    const child = fork(SCRIPT, [this.#order], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#alive.add(child);
    child.once('exit', (code, signal) => {
      this.#alive.delete(child);
      if (signal !== 'SIGKILL' && code !== 0)
        this.failures.push(`a worker process ended with ${code ?? signal}`);
    });
    await Promise.race([once(child, 'message'), once(child, 'exit')]);
    return child;
  }

  /** `kill -9` of one of them, by chance; another takes its place. */
  async replaceOne(random: Random): Promise<void> {
    const child = this.processes[between(random, 0, this.#alive.size - 1)];
    if (child === undefined) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    this.kills += 1;
    await ended;
    await this.hire();
  }

  /** Asks all to stop, and waits until they have. */
  async dismiss(): Promise<void> {
    await Promise.all(
      this.processes.map(async (child) => {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }),
    );
  }
}
