import { AsyncLocalStorage } from 'node:async_hooks';

/** On whose behalf something is done: each line of the log says it, in whatever room it is written. */
export interface Correlation {
  readonly workspace?: string;
  readonly candidateId?: string;
  /** Of Telegram. */
  readonly updateId?: number;
}

const storage = new AsyncLocalStorage<Correlation>();

/** Does `work`, and all that it waits for, on that behalf, besides whatever it is done on behalf of already. */
export function onBehalfOf<Result>(who: Correlation, work: () => Result): Result {
  return storage.run({ ...correlation(), ...who }, work);
}

/** On whose behalf the present step is done; empty where on nobody's. */
export function correlation(): Correlation {
  return storage.getStore() ?? {};
}
