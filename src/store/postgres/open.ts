import { type Patience, patience as realPatience, withRetries } from '../retries.ts';
import { requireSchema } from '../schema-check.ts';
import { sqlStore } from '../sql-store.ts';
import type { Store } from '../store.ts';
import { readAddress } from './address.ts';
import { type Limits, postgresDriver } from './driver.ts';

export interface PostgresStoreOptions {
  /** `postgresql://user:password@host:port/database`; TLS as its `sslmode` says. */
  readonly url: string;
  /** Simulated time; without it the database's clock counts. */
  readonly clock?: () => Temporal.Instant;
  readonly patience?: Patience;
  readonly limits?: Limits;
}

/**
 * Opens the store on a PostgreSQL (15 or later) that has the schema already. Any number of processes
 * may work on one database.
 *
 * Throws `UserError` (not an address; no schema, an older or a newer one) or `StoreUnavailable`.
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const patience = options.patience ?? realPatience;
  const driver = withRetries(postgresDriver(readAddress(options.url), patience, options.limits), patience);
  try {
    await requireSchema(driver, 'Run `mock-scheduler db migrate`.');
    return sqlStore(driver, options.clock);
  } catch (error) {
    await driver.close();
    throw error;
  }
}
