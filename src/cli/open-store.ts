import type { Settings } from '../config/settings.ts';
import { openEmbeddedStore } from '../store/pglite/open.ts';
import { openPostgresStore } from '../store/postgres/open.ts';
import type { Store } from '../store/store.ts';
import { openSupabaseStore } from '../store/supabase/open.ts';

/** The store in force: PostgreSQL by its address, else Supabase's data API, else the embedded one. */
export function openStore(settings: Settings): Promise<Store> {
  const { postgres, supabase, dataDir } = settings;
  if (postgres !== null) return openPostgresStore({ url: postgres.url });
  if (supabase !== null) return openSupabaseStore({ url: supabase.url, key: supabase.key });
  return openEmbeddedStore({ dataDir });
}
