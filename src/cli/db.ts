import type { Command } from 'commander';
import { addDbDumpCommand } from './db-dump.ts';
import { addDbMigrateCommand } from './db-migrate.ts';
import { addDbRestoreCommand } from './db-restore.ts';
import { addDbSqlCommand } from './db-sql.ts';
import { addDbStatusCommand } from './db-status.ts';

/** `db …`: what is done to the schema and to the data as a whole. */
export function addDbCommands(program: Command, finish: (exitCode: number) => void): void {
  const db = program.command('db').description('bring the schema up to date; copy the data away and back');
  addDbMigrateCommand(db);
  addDbStatusCommand(db, finish);
  addDbSqlCommand(db);
  addDbDumpCommand(db);
  addDbRestoreCommand(db);
}
