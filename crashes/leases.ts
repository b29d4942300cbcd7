import type { TestDatabase } from '../test/store/servers/new-database.ts';
import { holderLike } from './doing.ts';

/**
 * Lets the leases of processes that are dead be over, as they would be by themselves after 30 seconds to
 * five minutes: what comes after that is of interest here, and not the waiting. Those of the living are
 * left alone.
 */
export async function endLeasesOf(database: TestDatabase, pids: readonly number[]): Promise<void> {
  const holders = [pids.map(holderLike)];
  for (const [table, holder, until] of LEASES) {
    await database.query(
      `update public.${table} set ${until} = clock_timestamp()
       where ${holder} like any ($1) and ${until} > clock_timestamp()`,
      holders,
    );
  }
}

const LEASES = [
  ['candidates', 'lease_owner', 'lease_until'],
  ['watches', 'watcher', 'held_until'],
  ['telegram_bots', 'holder', 'held_until'],
] as const;
