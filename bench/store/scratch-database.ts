import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { knownMigrations } from '../../src/store/migrations.ts';
import { startCluster } from '../../test/store/servers/cluster.ts';
import { atDatabase } from '../../test/store/servers/test-server.ts';

/** A server on which the bench makes databases of its own. */
export interface BenchServer {
  /** For people: which PostgreSQL, and whether it is ours. */
  readonly description: string;
  /** A new database with the whole schema; it goes with the server. */
  database(): Promise<{ readonly url: string; readonly client: Client }>;
  close(): Promise<void>;
}

/** Keeps what is committed, as a real installation does; half a gigabyte of memory is a small server's. */
const SETTINGS = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '512MB',
  max_wal_size: '4GB',
  max_connections: '200',
};

/** The server that BENCH_DATABASE_URL names (as a user that may create databases), else one of our own. */
export async function benchServer(): Promise<BenchServer> {
  const given = process.env['BENCH_DATABASE_URL'] ?? '';
  const cluster = given === '' ? await startCluster(SETTINGS) : null;
  const adminUrl = cluster?.url('postgres') ?? given;
  const admin = await connected(adminUrl);
  const made: { name: string; client: Client }[] = [];
  const version = await admin.query<{ version: string }>(
    `select split_part(current_setting('server_version'), ' ', 1) as version`,
  );
  const whose = cluster === null ? 'named by BENCH_DATABASE_URL' : 'of its own, on the same machine';
  return {
    description: `PostgreSQL ${version.rows[0]?.version}, ${whose}`,
    database: async () => {
      const name = `mock_scheduler_bench_${randomBytes(4).toString('hex')}`;
      await admin.query(`create database ${name}`);
      const url = atDatabase(adminUrl, name);
      const client = await connected(url);
      made.push({ name, client });
      for (const { sql } of knownMigrations()) await client.query(`begin;\n${sql}\n;commit`);
      return { url, client };
    },
    close: async () => {
      for (const { name, client } of made) {
        await client.end();
        if (cluster === null) await admin.query(`drop database if exists ${name} with (force)`);
      }
      await admin.end();
      await cluster?.remove();
    },
  };
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}
