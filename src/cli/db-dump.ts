import type { Command } from 'commander';
import { embeddedOnly, type Settings } from '../config/settings.ts';
import { UserError } from '../errors.ts';
import type { Connection } from '../store/connection.ts';
import { dump } from '../store/dump/write-dump.ts';
import { knownMigrations } from '../store/migrations.ts';
import { versionsIn } from '../store/postgres/migrate.ts';
import { schemaState } from '../store/schema-state.ts';
import { connectInForce, databaseInForce, withConnection } from './db-schema.ts';
import { writeWhole } from './new-file.ts';
import { printExactly, tell } from './output.ts';
import { loadSettings } from './settings.ts';

/** `db dump`: all data as one SQL file. */
export function addDbDumpCommand(db: Command): void {
  db.command('dump')
    .argument('[file]', 'where to write it, for its owner alone; by default standard output')
    .option('--embedded', 'of the embedded store in DATA_DIR, whatever database is configured')
    .description('copy all data into an SQL file that psql loads into any PostgreSQL or Supabase project')
    .action(async (file: string | undefined, options: { embedded?: true }) => {
      const settings = options.embedded === true ? embeddedOnly(loadSettings()) : loadSettings();
      refuseDataApi(settings, 'copied');
      await withConnection(connectInForce(settings), async (connection) => {
        await requireUpToDate(connection);
        const pieces = dump(connection, knownMigrations());
        if (file !== undefined) {
          await writeWhole(file, pieces);
          tell(
            `${connection.description}: copied into ${file}. It names people: keep it as you keep the database.`,
          );
          return;
        }
        for await (const piece of pieces) printExactly(piece.replace(/\n$/, ''));
      });
    });
}

/** Whoever holds the key of the data API may call functions; tables as a whole are the owner's. */
export function refuseDataApi(settings: Settings, what: 'copied' | 'loaded'): void {
  if (databaseInForce(settings) !== 'data API') return;
  throw new UserError(`Data cannot be ${what} through the data API.`, {
    remedy:
      'Set DATABASE_URL to the connection string of the project (it wins over SUPABASE_URL), and run this again.',
  });
}

async function requireUpToDate(connection: Connection): Promise<void> {
  const state = schemaState(connection.description, knownMigrations(), await versionsIn(connection));
  if (state.upToDate) return;
  throw new UserError(`${state.where}: the schema is not this program's, so its data cannot be copied.`, {
    remedy: 'mock-scheduler db status says what differs; bring it up to date with mock-scheduler db migrate.',
  });
}
