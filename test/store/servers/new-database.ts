import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { atDatabase, type TestServer } from './test-server.ts';

/** A database of a test's own on the real PostgreSQL of the run. */
export interface TestDatabase {
  readonly url: string;
  readonly name: string;
  readonly server: TestServer;
  /** Runs statements as the owner, past the store. */
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  drop(): Promise<void>;
}

/** A new database with the whole schema, or `empty`; made within milliseconds. To be dropped at the end. */
export async function newDatabase(server: TestServer, { empty = false } = {}): Promise<TestDatabase> {
  const name = `${server.prefix}_${randomBytes(4).toString('hex')}`;
  await asAdmin(server, `create database ${name} template ${empty ? 'template0' : server.template}`);
  const url = atDatabase(server.adminUrl, name);
  let client: Promise<Client> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  return {
    url,
    name,
    server,
    query: async <Row extends object>(sql: string, values: readonly unknown[] = []) => {
      client ??= connected(url);
      const asked = await client;
      // One after the other, whoever asks meanwhile.
      const answer = last.then(() => asked.query<Row>(sql, [...values]));
      last = answer.catch(() => {});
      return (await answer).rows;
    },
    drop: async () => {
      await (await client)?.end();
      await asAdmin(server, `drop database if exists ${name} with (force)`);
    },
  };
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  // A test may cut this connection as well; whatever it asks next then fails by itself.
  client.on('error', () => {});
  await client.connect();
  return client;
}

async function asAdmin(server: TestServer, sql: string): Promise<void> {
  const client = await connected(server.adminUrl);
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
