import type { EscalationRow, ObservationRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { WATCHER, type WatchDesk } from './watch-desk.ts';

/** What people are told, and need not decide, is left as it is once they are told. */
export async function endTelling(store: Pick<Store, 'keepObserved'>, candidateId: string): Promise<void> {
  await store.keepObserved({
    candidateId,
    actor: WATCHER,
    note: 'people are told, and nothing need be decided',
  });
}

/**
 * The candidates (ids) about whom people were told, and nobody was there any more to end it: what they were
 * told stands there as a question that offers nothing.
 */
export async function unendedTellings(
  { store, workspace }: Pick<WatchDesk, 'store' | 'workspace'>,
  known: readonly ObservationRow[],
): Promise<ReadonlySet<string>> {
  if (known.every(({ state }) => state !== 'asked')) return new Set();
  const open = await store.escalations({ workspace, open: true });
  return new Set(open.filter(isTelling).map(({ candidateId }) => candidateId));
}

/** A question always has a way out, if only to leave everything as it is. */
function isTelling({ code, proposals }: EscalationRow): boolean {
  return code === 'seen' && proposals.length === 0;
}
