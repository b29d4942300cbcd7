import type { Store } from '../store/store.ts';
import { WATCHER } from './watch-desk.ts';

/** What people are told, and need not decide, is left as it is once they are told. */
export async function endTelling(store: Pick<Store, 'keepObserved'>, candidateId: string): Promise<void> {
  await store.keepObserved({
    candidateId,
    actor: WATCHER,
    note: 'people are told, and nothing need be decided',
  });
}
