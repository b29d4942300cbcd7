import { UserError } from '../../errors.ts';
import { fileOf, type Migration } from '../migrations.ts';

/**
 * Held until the transaction ends, so it works through a transaction pooler too. However long a
 * migration takes is waited for; a table that somebody else has locked is not, for everybody else
 * would queue up behind us.
 */
export const MIGRATION_LOCK = `set local statement_timeout = 0;
set local lock_timeout = 0;
do $lock$ begin perform pg_advisory_xact_lock(hashtextextended('mock scheduler: migrate', 0)); end $lock$;
set local lock_timeout = '30s';
`;

/**
 * Tells Supabase's command line what is there, so that a later `supabase db push` agrees: its own
 * record is kept where it keeps one, and begun on its servers. What it pushed itself is in our record
 * already, for each migration writes its own row.
 */
export const RECORD_FOR_SUPABASE = `do $record$
begin
  if to_regclass('supabase_migrations.schema_migrations') is null then
    if not exists (select from pg_catalog.pg_roles where rolname = 'supabase_admin') then
      return;
    end if;
    create schema if not exists supabase_migrations;
    create table supabase_migrations.schema_migrations (version text not null primary key, statements text[], name text);
  end if;
  insert into supabase_migrations.schema_migrations (version, name)
  select v.version, v.name from public.schema_versions v
  where not exists (select from supabase_migrations.schema_migrations s where s.version = v.version);
exception when insufficient_privilege then
  raise notice 'The record of the supabase command line could not be written; repair it with: supabase migration repair';
end
$record$;
`;

/**
 * All migrations after a version as one transaction, to be pasted into an SQL editor. It changes
 * nothing in a database that is not at that version.
 *
 * @param from null for a database without the schema; throws `UserError` where nobody knows it
 */
export function migrationScript(known: readonly Migration[], from: string | null): string {
  const versions = known.map(({ version }) => version);
  if (from !== null && !versions.includes(from)) {
    throw new UserError(`There is no migration ${from}.`, {
      remedy: `Name one of: ${versions.join(', ')}.`,
    });
  }
  const missing = known.filter(({ version }) => from === null || version > from);
  if (missing.length === 0) return `-- Nothing comes after ${from}: the schema is up to date.\n`;
  return [
    `-- The schema of the mock interview scheduler${from === null ? '' : `, from ${from} on`}: ${missing.length} migrations, all or nothing.`,
    'begin;',
    MIGRATION_LOCK,
    guard(from, missing),
    ...missing.map((migration) => `-- ${fileOf(migration)}\n${migration.sql}`),
    RECORD_FOR_SUPABASE,
    'commit;\n',
  ].join('\n');
}

function guard(from: string | null, missing: readonly Migration[]): string {
  return `do $guard$
declare
  v_versions text[] := '{}';
begin
  if to_regclass('public.schema_versions') is not null then
    v_versions := array(select version from public.schema_versions order by version);
  end if;
  if v_versions && array[${missing.map(({ version }) => `'${version}'`).join(', ')}]${
    from === null ? '' : ` or not '${from}' = any (v_versions)`
  } then
    raise exception 'This database is at schema %; these are the migrations after ${from ?? 'none'}.',
      coalesce(v_versions[cardinality(v_versions)], 'none')
      using hint = 'Print what it lacks with: mock-scheduler db sql --from <its version>';
  end if;
end
$guard$;
`;
}
