import { type ChildProcess, fork } from 'node:child_process';
import type { Outcome } from './run.ts';

/** What a run came to, as it is told from process to process. */
export type Told = Pick<Outcome, 'seed' | 'broken' | 'figures' | 'fingerprint'>;

export interface Order {
  readonly seed: number;
  readonly bug: string | null;
}

/** A seed after that many is run by a new process: PGlite's memory only grows. */
const RUNS_EACH = 400;

/**
 * Runs orders in several processes side by side, and tells what each came to, in the order of arrival.
 * `next` gives the next order, null where there is none any more.
 */
export async function runCrowd(
  jobs: number,
  next: () => Order | null,
  hear: (told: Told, order: Order) => void,
): Promise<void> {
  await Promise.all(
    Array.from({ length: jobs }, async () => {
      let order = next();
      while (order !== null) {
        const child = fork(new URL('./crowd-process.ts', import.meta.url), {
          stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        });
        for (let runs = 0; runs < RUNS_EACH && order !== null; runs += 1) {
          hear(await ask(child, order), order);
          order = next();
        }
        child.disconnect();
      }
    }),
  );
}

function ask(child: ChildProcess, order: Order): Promise<Told> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) =>
      reject(new Error(`The run of seed ${order.seed} ended with ${code}.`));
    child.once('exit', ended);
    child.once('message', (told) => {
      child.off('exit', ended);
      resolve(told as Told);
    });
    child.send(order);
  });
}
