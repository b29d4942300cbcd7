import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Settings } from '../config/settings.ts';
import { UserError } from '../errors.ts';
import { type Connection, StatementFault } from '../store/connection.ts';
import { meaningOf } from '../store/faults.ts';
import { knownMigrations } from '../store/migrations.ts';
import { connectEmbedded } from '../store/pglite/connection.ts';
import { connectPostgres } from '../store/postgres/connection.ts';
import { versionsIn } from '../store/postgres/migrate.ts';
import { appliedVersions } from '../store/schema-check.ts';
import { type SchemaState, schemaState } from '../store/schema-state.ts';
import { connectSupabase } from '../store/supabase/open.ts';

/** Which database the settings mean; DATABASE_URL wins over the data API, as everywhere. */
export type WhichDatabase = 'postgres' | 'data API' | 'embedded';

export function databaseInForce({ postgres, supabase }: Settings): WhichDatabase {
  if (postgres !== null) return 'postgres';
  return supabase === null ? 'embedded' : 'data API';
}

/** The database of DATABASE_URL, else the embedded one, as its owner. Not to be asked for the data API. */
export function connectInForce({ postgres, dataDir }: Settings): Promise<Connection> {
  return postgres === null ? connectEmbedded(dataDir) : connectPostgres(postgres.url);
}

/** Lets a connection go in any case. What the database refuses is told as what it means to its owner. */
export async function withConnection<T>(
  opening: Promise<Connection>,
  use: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await opening;
  try {
    return await use(connection);
  } catch (error) {
    if (error instanceof StatementFault) throw meaningToOwner(error, connection.description);
    throw error;
  } finally {
    await connection.close();
  }
}

/** Who may call the functions need not have the tables, and only these are at stake here. */
function meaningToOwner(fault: StatementFault, where: string): Error {
  if (fault.code !== '42501') return meaningOf(fault, where);
  return new UserError(`The user of DATABASE_URL may not do this (${where}): ${fault.message} (42501).`, {
    remedy: 'Connect as the owner of the tables (on Supabase the user postgres).',
  });
}

/** How far the schema of the database in force is. One that is not there is not made. */
export async function readSchemaState(settings: Settings): Promise<SchemaState> {
  const known = knownMigrations();
  if (databaseInForce(settings) === 'data API') {
    const driver = connectSupabase(settings.supabase!);
    return schemaState(driver.description, known, await appliedVersions(driver));
  }
  if (settings.postgres === null && !existsSync(join(settings.dataDir, 'store'))) {
    return schemaState(`embedded, in ${resolve(settings.dataDir)}`, known, []);
  }
  return withConnection(connectInForce(settings), async (connection) =>
    schemaState(connection.description, known, await versionsIn(connection)),
  );
}
