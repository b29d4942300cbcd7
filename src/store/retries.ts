import { setTimeout as delay } from 'node:timers/promises';
import { type Driver, SqlFault } from './driver.ts';
import { againAfter } from './faults.ts';
import type { FunctionName } from './functions.ts';

/** How waiting is done; tests bring their own. */
export interface Patience {
  sleep(milliseconds: number): Promise<void>;
  /** From 0 to below 1. */
  random(): number;
}

export const patience: Patience = { sleep: (milliseconds) => delay(milliseconds), random: Math.random };

/** Before the second, third … try: what passes within two seconds nobody needs to hear of. */
const WAITS_MS = [100, 200, 400, 800];

/** It counts, so it must not be called again where it may have been done. */
const notRepeatable: ReadonlySet<string> = new Set<FunctionName>(['record_calendar_calls']);

/**
 * Makes a call again where that can help (`faults.ts` says when), a few times and not all at the
 * same moment; then the last fault stands.
 */
export function withRetries(driver: Driver, { sleep, random }: Patience): Driver {
  return {
    description: driver.description,
    listen: (hear) => driver.listen(hear),
    close: () => driver.close(),

    call: async (name, args) => {
      for (const wait of WAITS_MS) {
        try {
          return await driver.call(name, args);
        } catch (error) {
          const again = error instanceof SqlFault ? againAfter(error) : 'never';
          if (again === 'never' || (again === 'repeatable' && notRepeatable.has(name))) throw error;
          await sleep(wait * (0.5 + random() / 2));
        }
      }
      return driver.call(name, args);
    },
  };
}
