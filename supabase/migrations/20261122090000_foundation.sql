-- What everything else stands on: the roles of Supabase's data API, the extension behind the
-- "no double booking" constraints, and the record of which migrations this database has seen.

-- On Supabase these roles exist. Elsewhere they are made, so that one set of grants fits every
-- PostgreSQL. Only a superuser may create a role that bypasses row-level security (PostgreSQL 15);
-- without that right the role is made all the same: it matters only behind a data API, the owner of
-- the tables needs no bypass.
do $$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'anon') then
    create role anon nologin noinherit;
  end if;
  if not exists (select from pg_catalog.pg_roles where rolname = 'authenticated') then
    create role authenticated nologin noinherit;
  end if;
  if not exists (select from pg_catalog.pg_roles where rolname = 'service_role') then
    begin
      create role service_role nologin noinherit bypassrls;
    exception when insufficient_privilege then
      create role service_role nologin noinherit;
    end;
  end if;
end
$$;

create schema if not exists extensions;
create extension if not exists btree_gist with schema extensions;

grant usage on schema public to service_role;

create table public.schema_versions (
  version text primary key check (version ~ '^[0-9]{14}$'),
  name text not null,
  applied_at timestamptz not null default clock_timestamp()
);
comment on table public.schema_versions is
  'The migrations of the mock interview scheduler that this database has seen. Each migration writes its own row, so it does not matter which tool ran it.';
comment on column public.schema_versions.version is 'The number at the start of the migration''s file name.';
comment on column public.schema_versions.name is 'The rest of the migration''s file name.';
comment on column public.schema_versions.applied_at is 'When the migration was run.';

alter table public.schema_versions enable row level security;
revoke all on table public.schema_versions from public, anon, authenticated, service_role;
grant select on table public.schema_versions to service_role;

create function public.schema_version()
returns jsonb language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'version', max(version),
    'versions', coalesce(jsonb_agg(version order by version), '[]'::jsonb)
  )
  from public.schema_versions
$$;
comment on function public.schema_version() is
  'Which migrations this database has seen, and the newest of them. Every program asks this first.';
revoke execute on function public.schema_version() from public, anon, authenticated;
grant execute on function public.schema_version() to service_role;

insert into public.schema_versions (version, name) values ('20261122090000', 'foundation');
