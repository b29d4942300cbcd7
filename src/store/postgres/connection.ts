import { Client } from 'pg';
import { UserError } from '../../errors.ts';
import { type Connection, StatementFault } from '../connection.ts';
import { meaningOf } from '../faults.ts';
import { readAddress } from './address.ts';
import { faultOf } from './fault.ts';

const CONNECT_MS = 10_000;

/** The schema and the functions use what came with this version (docs/store.md). */
const OLDEST_MAJOR = 15;

/**
 * Connects to the database of a `postgresql://` URL. Throws `UserError` (not an address, a server that
 * is too old) or `StoreUnavailable`.
 */
export async function connectPostgres(url: string): Promise<Connection> {
  const { description } = readAddress(url);
  const client = new Client({
    connectionString: url,
    application_name: 'mock-scheduler db',
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
  });
  // A connection that breaks is met by the statement that follows.
  client.on('error', () => {});
  const connection: Connection = {
    description,
    rows: async <Row extends object>(sql: string, values: readonly unknown[] = []) => {
      const { rows } = await asked(() => client.query<Row>(sql, [...values]));
      return rows;
    },
    run: async (sql) => {
      await asked(() => client.query(sql));
    },
    close: () => client.end().catch(() => {}),
  };
  try {
    await asked(() => client.connect());
    await refuseOldServer(connection);
    return connection;
  } catch (error) {
    await connection.close();
    throw error instanceof StatementFault ? meaningOf(error, description) : error;
  }
}

/** node-postgres' errors carry the statement, ours do not. */
async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const fault = faultOf('a statement', error);
    if (fault === null) throw error;
    const position = (error as { position?: unknown }).position;
    throw new StatementFault({ code: fault.code, message: fault.message, hint: fault.hint, position });
  }
}

async function refuseOldServer(connection: Connection): Promise<void> {
  const [server] = await connection.rows<{ major: number; version: string }>(
    `select current_setting('server_version_num')::integer / 10000 as major, current_setting('server_version') as version`,
  );
  if (server === undefined || server.major >= OLDEST_MAJOR) return;
  throw new UserError(
    `The server (${connection.description}) is PostgreSQL ${server.version}; version ${OLDEST_MAJOR} or later is needed.`,
    { remedy: 'Upgrade the server, or use another one.' },
  );
}
