import { StoreUnavailable } from '../store/store.ts';
import { remindOfTomorrow } from './day-before.ts';
import { WATCHER, type WatchDesk } from './watch-desk.ts';

/** What time alone brings about, and takes no calendar: sequences end, and days come. */
export async function upkeep(desk: WatchDesk): Promise<void> {
  const { store, workspace, log, newId } = desk;
  const tasks = [
    async () => {
      for (const { candidateId } of await store.closeOver({ workspace, actor: WATCHER })) {
        log.info({ workspace, candidateId }, 'All mocks of a candidate are over');
      }
    },
    () => remindOfTomorrow(desk),
  ];
  for (const task of tasks) {
    try {
      await task();
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      const reference = newId().slice(0, 8);
      log.error(
        { workspace, reference, err: error },
        'Closing what is over, or reminding, failed unexpectedly',
      );
    }
  }
}
