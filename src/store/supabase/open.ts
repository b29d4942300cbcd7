import { UserError } from '../../errors.ts';
import type { Driver } from '../driver.ts';
import { type Patience, patience as realPatience, withRetries } from '../retries.ts';
import { requireSchema } from '../schema-check.ts';
import { sqlStore } from '../sql-store.ts';
import type { Store } from '../store.ts';
import { supabaseDriver } from './driver.ts';
import { checkKey } from './key.ts';

export interface SupabaseStoreOptions {
  /** `https://<project>.supabase.co` */
  readonly url: string;
  /** Of `service_role`, or a secret key. */
  readonly key: string;
  /** Simulated time; without it the database's clock counts. */
  readonly clock?: () => Temporal.Instant;
  readonly patience?: Patience;
}

/**
 * Opens the store through Supabase's data API, which needs nothing but the address and the key. Any
 * number of processes may work on one database.
 *
 * Throws `UserError` (no address, a key for browsers; no schema, an older or a newer one) or
 * `StoreUnavailable`.
 */
export async function openSupabaseStore(options: SupabaseStoreOptions): Promise<Store> {
  const driver = connectSupabase(options);
  await requireSchema(
    driver,
    'The data API cannot change a schema. Run `supabase db push`, or put what `mock-scheduler db sql` prints into the ' +
      'SQL editor of the project, or set DATABASE_URL to its connection string and run `mock-scheduler db migrate`.',
  );
  return sqlStore(driver, options.clock);
}

/** The driver alone, whatever schema is there. Throws `UserError` as `openSupabaseStore` does. */
export function connectSupabase({ url, key, patience }: Omit<SupabaseStoreOptions, 'clock'>): Driver {
  checkKey(key);
  return withRetries(supabaseDriver(readUrl(url), key), patience ?? realPatience);
}

function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new UserError('SUPABASE_URL is not an address.', {
      remedy: 'Write https://<project>.supabase.co, as the API settings of the project show it.',
    });
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
