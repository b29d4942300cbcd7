import type { Command } from 'commander';
import { UserError } from '../errors.ts';
import type { KnownPerson, Store } from '../store/store.ts';
import { openStore } from './open-store.ts';
import { print } from './output.ts';
import { loadSettings } from './settings.ts';

/** `candidates export`: a copy of somebody's personal data. */
export function addCandidatesExportCommand(candidates: Command): void {
  candidates
    .command('export')
    .argument('<email>', 'whose data')
    .option('--workspace <name>', 'only what this workspace knows; by default all of them')
    .option('--json', 'as JSON, which is how it is printed anyway')
    .description('everything that is known of a person, as JSON')
    .action(async (email: string, options: { workspace?: string }) => {
      const store = await openStore(loadSettings());
      try {
        const known = await knownPerson(store, email, options.workspace ?? null);
        print(JSON.stringify(known, null, 2));
      } finally {
        await store.close();
      }
    });
}

/** Throws a `UserError` where nothing is known. */
export async function knownPerson(
  store: Store,
  email: string,
  workspace: string | null,
): Promise<KnownPerson> {
  const known = await store.exportPerson({ workspace, email: email.trim() });
  if (known.candidates.length > 0 || known.conversations.length > 0) return known;
  throw new UserError(`Nothing is known of anybody with the address ${email}.`, {
    remedy: 'mock-scheduler status lists everyone; write the address whole.',
  });
}
