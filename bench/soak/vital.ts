import { queryObjects, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What a process has at one moment, after everything that nobody needs any more is gone. */
export interface Vital {
  /** Of JavaScript's objects, in MB. */
  readonly heapMb: number;
  /** What keeps the event loop alive: timers, sockets, files. */
  readonly handles: number;
  readonly abortSignals: number;
  readonly abortControllers: number;
  /** Statements that the embedded database keeps prepared. */
  readonly statements: number;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Waits until what is weakly held has been let go too, then measures. */
export async function measured(statements: () => Promise<number>): Promise<Vital> {
  for (let times = 0; times < 4; times += 1) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return {
    heapMb: process.memoryUsage().heapUsed / 2 ** 20,
    handles: process.getActiveResourcesInfo().length,
    abortSignals: queryObjects(AbortSignal, { format: 'count' }),
    abortControllers: queryObjects(AbortController, { format: 'count' }),
    statements: await statements(),
  };
}
