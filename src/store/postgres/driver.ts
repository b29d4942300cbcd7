import { Pool, type PoolClient } from 'pg';
import type { Driver, SqlArguments } from '../driver.ts';
import type { Patience } from '../retries.ts';
import { sqlCall } from '../sql-call.ts';
import { StoreUnavailable } from '../store.ts';
import type { Address } from './address.ts';
import { faultOf } from './fault.ts';
import { Listener } from './listener.ts';

/** A process makes few calls at a time; a database has few connections for many processes. */
const CONNECTIONS = 5;
const CONNECT_MS = 10_000;

/** How long the server may take, in milliseconds. */
export interface Limits {
  readonly lockMs: number;
  readonly statementMs: number;
}

/** Calls take milliseconds. One that waits for a lock this long waits for somebody who is stuck. */
const LIMITS: Limits = { lockMs: 5_000, statementMs: 15_000 };
/** Past what the server itself allows: only a server that says nothing any more is given up by it. */
const SILENCE_MS = 5_000;

/** The driver over node-postgres: a few connections, made when needed, given up when idle. */
export function postgresDriver(address: Address, patience: Patience, limits = LIMITS): Driver {
  const { description, transactionPooler } = address;
  const pool = new Pool({
    connectionString: address.url,
    application_name: 'mock-scheduler',
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: 60_000,
    query_timeout: limits.statementMs + SILENCE_MS,
    keepAlive: true,
    ...(transactionPooler
      ? {}
      : { onConnect: (client) => client.query(setLimits('session', limits)).then(() => {}) }),
  });
  // An idle connection that breaks is replaced when the next call needs one.
  pool.on('error', () => {});
  const listener = transactionPooler ? null : new Listener(address.url, patience);
  let closing: Promise<unknown> | null = null;

  return {
    description,

    call: async (name, args) => {
      if (closing !== null) {
        throw new StoreUnavailable(`The store (${description}) is closed.`, 'Open it again.');
      }
      try {
        return await (transactionPooler
          ? callInTransaction(pool, setLimits('local', limits), name, args)
          : callOn(pool, name, args));
      } catch (error) {
        throw faultOf(name, error) ?? error;
      }
    },

    listen: async (hear) => listener?.add(hear) ?? null,

    close: async () => {
      closing ??= Promise.all([pool.end(), listener?.close()]);
      await closing;
    },
  };
}

function setLimits(scope: 'session' | 'local', { lockMs, statementMs }: Limits): string {
  return [
    `set ${scope} lock_timeout = ${lockMs}`,
    `set ${scope} statement_timeout = ${statementMs}`,
    `set ${scope} idle_in_transaction_session_timeout = ${statementMs}`,
  ].join('; ');
}

/** Without a name, so that nothing is left prepared in a session that another program may get. */
async function callOn(database: Pool | PoolClient, name: string, args: SqlArguments): Promise<unknown> {
  const { text, values } = sqlCall(name, args);
  const { rows } = await database.query<{ answer: unknown }>(text, values);
  return rows[0]?.answer;
}

/** Where sessions are shared, limits can only be set for a transaction. */
async function callInTransaction(
  pool: Pool,
  limits: string,
  name: string,
  args: SqlArguments,
): Promise<unknown> {
  const client = await pool.connect();
  let broken: Error | undefined;
  client.on('error', noteLoss);
  function noteLoss(error: Error): void {
    broken = error;
  }
  try {
    await client.query(`begin; ${limits}`);
    const answer = await callOn(client, name, args);
    await client.query('commit');
    return answer;
  } catch (error) {
    await client.query('rollback').catch(noteLoss);
    throw error;
  } finally {
    client.off('error', noteLoss);
    client.release(broken);
  }
}
