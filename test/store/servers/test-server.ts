import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { knownMigrations } from '../../../src/store/migrations.ts';
import { startCluster } from './cluster.ts';

/** Where tests get databases of their own from. Plain data: it crosses from process to process. */
export interface TestServer {
  /** The maintenance database, as a user that may create databases and roles. */
  readonly adminUrl: string;
  /** An empty database with all migrations. */
  readonly template: string;
  /** What the names of all databases and roles of this run begin with. */
  readonly prefix: string;
  /** The role that a data API connects as; it may become the roles of Supabase. */
  readonly authenticator: { readonly name: string; readonly password: string };
}

const FAMILY = 'mock_scheduler_test_';

/**
 * The PostgreSQL of a test run: the one that TEST_DATABASE_URL or DATABASE_URL names, else one of our
 * own. On somebody else's nothing is left behind but the roles that the migrations make.
 */
export async function startTestServer(): Promise<{ server: TestServer; stop: () => Promise<void> }> {
  const given = process.env['TEST_DATABASE_URL'] ?? process.env['DATABASE_URL'];
  const cluster = given === undefined || given === '' ? await startCluster() : null;
  const adminUrl = cluster?.url('postgres') ?? given!;
  const prefix = `${FAMILY}${randomBytes(4).toString('hex')}`;
  const authenticator = { name: `${prefix}_authenticator`, password: randomBytes(12).toString('hex') };
  const template = `${prefix}_template`;
  // Open as long as the run: by its name others see that the run is under way.
  const admin = new Client({ connectionString: adminUrl, application_name: prefix });
  try {
    await admin.connect();
    await dropLeftovers(admin);
    await admin.query(`create database ${template}`);
    await migrate(atDatabase(adminUrl, template));
    await admin.query(
      `create role ${authenticator.name} login noinherit password '${authenticator.password}'`,
    );
    await admin.query(`grant anon, authenticated, service_role to ${authenticator.name}`);
  } catch (error) {
    await admin.end();
    await cluster?.remove();
    throw error;
  }
  return {
    server: { adminUrl, template, prefix, authenticator },
    stop: async () => {
      if (cluster === null) await dropAllOf(admin, prefix);
      await admin.end();
      await cluster?.remove();
    },
  };
}

/** The same server and user, another database. */
export function atDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

/** Runs all migrations on an empty database. */
export async function migrate(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const { sql } of knownMigrations()) await client.query(`begin;\n${sql}\n;commit`);
  } finally {
    await client.end();
  }
}

/** What runs have left behind that were killed: their names are known, and they are not connected. */
async function dropLeftovers(admin: Client): Promise<void> {
  const { rows } = await admin.query<{ prefix: string }>(
    `select distinct substring(name from '^${FAMILY}[0-9a-f]{8}') as prefix
    from (select datname as name from pg_database union all select rolname from pg_roles) as names
    where name ~ '^${FAMILY}[0-9a-f]{8}'
      and substring(name from '^${FAMILY}[0-9a-f]{8}') not in (select application_name from pg_stat_activity)`,
  );
  for (const { prefix } of rows) await dropAllOf(admin, prefix);
}

async function dropAllOf(admin: Client, prefix: string): Promise<void> {
  const databases = await admin.query<{ name: string }>(
    'select datname as name from pg_database where starts_with(datname, $1)',
    [prefix],
  );
  for (const { name } of databases.rows) await admin.query(`drop database if exists ${name} with (force)`);
  const roles = await admin.query<{ name: string }>(
    'select rolname as name from pg_roles where starts_with(rolname, $1)',
    [prefix],
  );
  for (const { name } of roles.rows) await admin.query(`drop role if exists ${name}`);
}
