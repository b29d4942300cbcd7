import type { Command } from 'commander';
import { checkDump } from '../store/dump/read-dump.ts';
import { loadDump } from '../store/dump/restore.ts';
import { knownMigrations } from '../store/migrations.ts';
import { restoreEmbedded } from '../store/pglite/restore.ts';
import { connectPostgres } from '../store/postgres/connection.ts';
import { migrate } from '../store/postgres/migrate.ts';
import { refuseDataApi } from './db-dump.ts';
import { withConnection } from './db-schema.ts';
import { print, tell } from './output.ts';
import { loadSettings } from './settings.ts';
import { systemClock } from './system-clock.ts';

/** `db restore`: loads what `db dump` wrote, all of it or nothing. */
export function addDbRestoreCommand(db: Command): void {
  db.command('restore')
    .argument('<file>', 'what mock-scheduler db dump wrote')
    .option('--replace', 'put it in place of the data that is there')
    .description('load a copy into the empty database in force (DATABASE_URL, else the embedded one)')
    .action(async (file: string, options: { replace?: true }) => {
      const settings = loadSettings();
      refuseDataApi(settings, 'loaded');
      const replace = options.replace === true;
      if (settings.postgres === null) {
        const aside = await restoreEmbedded(settings.dataDir, file, { replace, now: systemClock.now() });
        if (aside !== null) tell(`What was there before is in ${aside}.`);
        print(`${file} was loaded into the embedded store in ${settings.dataDir}.`);
        return;
      }
      await checkDump(file);
      await withConnection(connectPostgres(settings.postgres.url), async (connection) => {
        await loadDump(connection, file, replace ? knownMigrations() : null);
        await migrate(connection, knownMigrations());
        print(`${file} was loaded into ${connection.description}.`);
      });
    });
}
