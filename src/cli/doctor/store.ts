import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../config/settings.ts';
import { UserError } from '../../errors.ts';
import { knownMigrations } from '../../store/migrations.ts';
import { openStore } from '../open-store.ts';
import { DEFAULT_WORKSPACE } from '../workspace-in-force.ts';
import { type Finding, failure, ok, warning } from './finding.ts';

const CHECK = 'store';

/** Opens the store, which refuses a schema that is not this program's, reads, and writes nothing at all. */
export async function checkStore(settings: Settings): Promise<Finding> {
  const { postgres, supabase, dataDir } = settings;
  const embedded = postgres === null && supabase === null;
  if (embedded && !existsSync(join(dataDir, 'store'))) {
    return ok(CHECK, `The embedded one, in ${dataDir}; the first start makes it.`);
  }
  try {
    const store = await openStore(settings);
    try {
      await store.queue({ workspace: DEFAULT_WORKSPACE });
      // An insert of no rows: refused as any other where nothing may be written.
      await store.recordCalendarCalls({ account: 'doctor', calls: {} });
      return ok(CHECK, `${store.description}: opens and can be written; schema ${newestSchema()}.`);
    } finally {
      await store.close();
    }
  } catch (error) {
    if (embedded && error instanceof UserError && error.message.includes('is in use by')) {
      return warning(
        CHECK,
        `It was not tried: ${error.message}`,
        'While mock-scheduler start runs this is as it should be; its /healthz says whether the store answers.',
      );
    }
    return failure(CHECK, error);
  }
}

function newestSchema(): string {
  return knownMigrations().at(-1)?.version ?? 'none';
}
