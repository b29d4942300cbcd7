import type { Command } from 'commander';
import { EXIT } from '../errors.ts';
import type { SchemaState } from '../store/schema-state.ts';
import { readSchemaState } from './db-schema.ts';
import { print } from './output.ts';
import { loadSettings } from './settings.ts';

/** `db status`: where the database is and how far its schema; exit code 0 only where it is up to date. */
export function addDbStatusCommand(db: Command, finish: (exitCode: number) => void): void {
  db.command('status')
    .description('say where the database is and how far its schema is; fails unless it is up to date')
    .option('--json', 'as JSON')
    .action(async (options: { json?: true }) => {
      const state = await readSchemaState(loadSettings());
      print(options.json === true ? JSON.stringify(state) : asText(state));
      if (!state.upToDate) finish(EXIT.fault);
    });
}

function asText(state: SchemaState): string {
  const { where, version, migrations, unknown } = state;
  const applied = migrations.filter((migration) => migration.applied).length;
  const summary =
    version === null
      ? 'no schema yet'
      : `schema ${version}, ${applied} of the ${migrations.length} migrations that this program knows`;
  const advice = () => {
    if (state.upToDate) return 'Up to date.';
    if (unknown.length > 0) return 'It is newer than this program: start the version that made it.';
    return 'Bring it up to date: mock-scheduler db migrate';
  };
  return [
    `${where}: ${summary}`,
    ...migrations.map((each) => `  ${each.applied ? 'applied' : 'missing'}  ${each.version}  ${each.name}`),
    ...unknown.map((each) => `  unknown  ${each}`),
    advice(),
  ].join('\n');
}
