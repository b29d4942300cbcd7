import type { Settings } from '../config/settings.ts';
import { openEmbeddedStore } from '../store/pglite/open.ts';
import type { Store } from '../store/store.ts';

/** The store in force: the embedded one. */
export function openStore(settings: Settings): Promise<Store> {
  return openEmbeddedStore({ dataDir: settings.dataDir });
}
