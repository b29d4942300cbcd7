/**
 * The security advisor that Supabase shows its users (their database linter), as far as its lints can
 * apply to a schema of tables, views and functions; each finds the names of what is wrong. Those
 * that watch traffic (unused_index) or concern sign-in are left out. `rls_enabled_no_policy` is found
 * for every table, and meant: docs/store.md.
 */
export const LINTS: Readonly<Record<string, string>> = {
  unindexed_foreign_keys: `
    select k.conrelid::regclass::text || '.' || k.conname as name from pg_constraint k
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace and not exists (
      select from pg_index i where i.indrelid = k.conrelid and i.indpred is null
        and (i.indkey::smallint[])[0 : cardinality(k.conkey) - 1] @> k.conkey)`,
  no_primary_key: `
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)`,
  duplicate_index: `
    select string_agg(i.indexrelid::regclass::text, ' = ') as name from pg_index i
    join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
    group by i.indrelid, regexp_replace(pg_get_indexdef(i.indexrelid), 'INDEX \\S+ ON', 'INDEX ON')
    having count(*) > 1`,
  function_search_path_mutable: `
    select p.proname as name from pg_proc p where ${ours('p')}
      and not coalesce(p.proconfig, '{}') && array['search_path=""', 'search_path=']`,
  security_definer_function: `select p.proname as name from pg_proc p where ${ours('p')} and p.prosecdef`,
  function_executable_by_strangers: `
    select p.proname || ' by ' || r.role as name from pg_proc p, unnest(array['anon', 'authenticated', 'public']) r (role)
    where ${ours('p')} and has_function_privilege(r.role, p.oid, 'execute')`,
  table_open_to_strangers: `
    select c.relname || ' to ' || r.role as name from pg_class c, unnest(array['anon', 'authenticated']) r (role)
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
      and (has_table_privilege(r.role, c.oid, 'select, insert, update, delete, truncate, references, trigger')
        or has_any_column_privilege(r.role, c.oid, 'select, insert, update, references'))`,
  sequence_open_to_strangers: `
    select c.relname || ' to ' || r.role as name from pg_class c, unnest(array['anon', 'authenticated']) r (role)
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'S'
      and has_sequence_privilege(r.role, c.oid, 'usage, select, update')`,
  rls_disabled_in_public: `
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relrowsecurity`,
  policy: `select tablename || '.' || policyname as name from pg_policies where schemaname = 'public'`,
  security_definer_view: `
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'v'
      and not coalesce(c.reloptions, '{}') && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1']`,
  materialized_view_in_api: `
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('m', 'f')`,
  extension_in_public: `select e.extname as name from pg_extension e where e.extnamespace = 'public'::regnamespace`,
  extension_versions_outdated: `
    select e.extname as name from pg_extension e join pg_available_extensions a on a.name = e.extname
    where a.default_version <> e.extversion`,
};

/** Not a part of an extension. */
function ours(functions: string): string {
  return `${functions}.pronamespace = 'public'::regnamespace
    and not exists (select from pg_depend d where d.objid = ${functions}.oid and d.deptype = 'e')`;
}

/** What makes each lint speak up, so that none of them is silent because it is blind. */
export const OFFENCES: Readonly<Record<string, string>> = {
  unindexed_foreign_keys: `create table public.bad (id integer primary key, workspace text references public.workspaces (id))`,
  no_primary_key: 'create table public.bad (id integer)',
  duplicate_index: `create index bad_1 on public.workspaces (created_at); create index bad_2 on public.workspaces (created_at)`,
  function_search_path_mutable: `create function public.bad() returns integer language sql as 'select 1'`,
  security_definer_function: `create function public.bad() returns integer language sql security definer set search_path = '' as 'select 1'`,
  function_executable_by_strangers: `create function public.bad() returns integer language sql set search_path = '' as 'select 1';
    grant execute on function public.bad() to anon`,
  table_open_to_strangers: 'grant select (id) on public.candidates to authenticated',
  sequence_open_to_strangers: 'grant usage on sequence public.candidate_queue_number to anon',
  rls_disabled_in_public: 'create table public.bad (id integer primary key)',
  policy: 'create policy bad on public.candidates for select to anon using (true)',
  security_definer_view: 'create view public.bad as select * from public.candidates',
  materialized_view_in_api: 'create materialized view public.bad as select 1 as one',
  extension_in_public: 'alter extension btree_gist set schema public',
  extension_versions_outdated: `update pg_extension set extversion = '0.1' where extname = 'btree_gist'`,
};
