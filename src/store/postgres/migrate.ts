import { UserError } from '../../errors.ts';
import { type Connection, inTransaction, StatementFault } from '../connection.ts';
import { meaningOf } from '../faults.ts';
import { fileOf, type Migration, missingMigrations } from '../migrations.ts';
import { MIGRATION_LOCK, RECORD_FOR_SUPABASE } from './migration-sql.ts';

/**
 * Brings the schema of a database up to date: each missing migration is one transaction, under a lock
 * that lets only one process migrate at a time. Whoever waited for it finds the work done.
 *
 * @param told of each migration once it is there
 * @returns those that were applied
 * Throws `UserError` where a statement fails (nothing of that file is applied, earlier ones stay) or
 * the database is newer than `known`; `StoreUnavailable` where it cannot be reached.
 */
export async function migrate(
  connection: Connection,
  known: readonly Migration[],
  told: (migration: Migration) => void = () => {},
): Promise<readonly Migration[]> {
  const applied: Migration[] = [];
  for (;;) {
    const next = await applyNext(connection, known);
    if (next === null) return applied;
    applied.push(next);
    told(next);
  }
}

/**
 * The versions that the database has seen; none where it has no schema. Throws `UserError` where the user
 * may not see them: to call that no schema would be advice to make one.
 */
export async function versionsIn(connection: Connection): Promise<readonly string[]> {
  const [found] = await connection.rows<{ hidden: boolean | null }>(
    `select row_security_active(to_regclass('public.schema_versions')) as hidden`,
  );
  if (found === undefined || found.hidden === null) return [];
  if (found.hidden) {
    throw new UserError(`The database (${connection.description}) shows this user no rows at all.`, {
      remedy: 'Connect as the owner of the tables (on Supabase the user postgres).',
    });
  }
  const rows = await connection.rows<{ version: string }>(
    'select version from public.schema_versions order by version',
  );
  return rows.map(({ version }) => version);
}

async function applyNext(connection: Connection, known: readonly Migration[]): Promise<Migration | null> {
  let next: Migration | undefined;
  try {
    return await inTransaction(connection, async () => {
      await connection.run(MIGRATION_LOCK);
      // Asked under the lock: another process may have been at it.
      [next] = missingMigrations(known, await versionsIn(connection), connection.description);
      if (next !== undefined) await connection.run(next.sql);
      await connection.run(RECORD_FOR_SUPABASE);
      return next ?? null;
    });
  } catch (error) {
    if (!(error instanceof StatementFault)) throw error;
    if (next === undefined || !/^[0-9A-Z]{5}$/.test(error.code) || /^(08|57)/.test(error.code)) {
      throw meaningOf(error, connection.description);
    }
    throw refused(next, error, connection.description);
  }
}

function refused(migration: Migration, fault: StatementFault, where: string): UserError {
  const { position } = fault;
  const line = position === null ? '' : `, line ${migration.sql.slice(0, position).split('\n').length}`;
  const hint = fault.hint === undefined ? '' : ` (${fault.hint})`;
  return new UserError(
    `The migration ${fileOf(migration)}${line} failed on ${where}: ${fault.message}${hint} (${fault.code}).`,
    {
      remedy: `${whatToDo(fault.code)} Nothing of this file was applied, earlier ones stay; then run mock-scheduler db migrate again.`,
    },
  );
}

function whatToDo(code: string): string {
  const known: Readonly<Record<string, string>> = {
    '42501': 'Connect as the owner of the database (on Supabase the user postgres).',
    '42P07':
      'The database has something of that name that is not the scheduler’s: give it a database of its own.',
    '42723':
      'The database has something of that name that is not the scheduler’s: give it a database of its own.',
    '42710':
      'The database has something of that name that is not the scheduler’s: give it a database of its own.',
    '0A000': 'Install PostgreSQL’s contrib extensions on the server (btree_gist is needed).',
    '58P01': 'Install PostgreSQL’s contrib extensions on the server (btree_gist is needed).',
    '55P03': 'Somebody else holds a table: stop the workers, see pg_stat_activity.',
    '53100': 'Free space on the disk of the database.',
  };
  return known[code] ?? 'Mend what the message names; where you cannot, report it with this message.';
}
