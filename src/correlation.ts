import { AsyncLocalStorage } from 'node:async_hooks';

/** On whose behalf something is done: each line of the log says it, in whatever room it is written. */
export interface Correlation {
  readonly workspace?: string;
  readonly candidateId?: string;
  /** Of Telegram. */
  readonly updateId?: number;
}

type Known = { -readonly [Key in keyof Correlation]: Correlation[Key] };

const storage = new AsyncLocalStorage<Known>();

/** Does `work`, and all that it waits for, on that behalf, besides whatever it is done on behalf of already. */
export function onBehalfOf<Result>(who: Correlation, work: () => Result): Result {
  return storage.run({ ...correlation(), ...who }, work);
}

/**
 * Says of which candidate a step turns out to be, once that is known: an update of Telegram says only
 * what somebody typed. Holds for all that is done within the same `onBehalfOf` from then on.
 */
export function turnsOutToBeOf(candidateId: string): void {
  const step = storage.getStore();
  if (step !== undefined) step.candidateId = candidateId;
}

/** On whose behalf the present step is done; empty where on nobody's. */
export function correlation(): Correlation {
  return storage.getStore() ?? {};
}
