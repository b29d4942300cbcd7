import type { Command } from 'commander';
import type { Settings } from '../config/settings.ts';
import { UserError } from '../errors.ts';
import { fileOf, knownMigrations } from '../store/migrations.ts';
import { migrate } from '../store/postgres/migrate.ts';
import { connectInForce, databaseInForce, readSchemaState, withConnection } from './db-schema.ts';
import { print, tell } from './output.ts';
import { loadSettings } from './settings.ts';

/** `db migrate`: runs the migrations that the database lacks. */
export function addDbMigrateCommand(db: Command): void {
  db.command('migrate')
    .description('bring the schema of the database up to date')
    .action(async () => {
      const settings = loadSettings();
      if (databaseInForce(settings) === 'data API') await explainDataApi(settings);
      else await bringUpToDate(settings);
    });
}

async function bringUpToDate(settings: Settings): Promise<void> {
  await withConnection(connectInForce(settings), async (connection) => {
    // The embedded database has been brought up to date when it was opened: nothing is left to do then.
    const applied = await migrate(connection, knownMigrations(), (migration) =>
      tell(`  ${fileOf(migration)}`),
    );
    const done = applied.length === 0 ? '' : ` (${applied.length} migrations were applied)`;
    print(`${connection.description}: the schema is up to date${done}.`);
  });
}

/** Through the data API only functions can be called. */
async function explainDataApi(settings: Settings): Promise<void> {
  const state = await readSchemaState(settings);
  if (state.upToDate) {
    print(`${state.where}: the schema is up to date.`);
    return;
  }
  if (state.unknown.length > 0) {
    throw new UserError(
      `${state.where} has schema ${state.version}, which is newer than this program knows.`,
      { remedy: 'Start the newer version of the program that made this database.' },
    );
  }
  const from = state.version === null ? '' : ` --from ${state.version}`;
  throw new UserError(
    `${state.where} lacks migrations, and the data API cannot change a schema: with SUPABASE_URL and SUPABASE_SERVICE_ROLE_KEY alone functions can be called, and nothing else.`,
    {
      remedy: [
        'One of these three does it:',
        '  supabase db push, in this folder, once the project is linked (supabase link);',
        `  what mock-scheduler db sql${from} prints, pasted into the SQL editor of the project;`,
        '  DATABASE_URL set to the connection string of the project, then mock-scheduler db migrate.',
      ].join('\n'),
    },
  );
}
