import type { Command } from 'commander';
import { knownMigrations } from '../store/migrations.ts';
import { migrationScript } from '../store/postgres/migration-sql.ts';
import { print } from './output.ts';

/** `db sql`: the schema as text, for an SQL editor. */
export function addDbSqlCommand(db: Command): void {
  db.command('sql')
    .description('print the SQL of the whole schema, as one transaction to paste into an SQL editor')
    .option('--from <version>', 'only what comes after this version (mock-scheduler db status names it)')
    .action((options: { from?: string }) =>
      print(migrationScript(knownMigrations(), options.from ?? null).trimEnd()),
    );
}
