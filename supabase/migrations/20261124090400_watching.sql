-- What whoever watches the calendar must not forget: whose turn it is to look, of which days people were
-- reminded, and on which channels an outside calendar tells of changes.

create table public.watches (
  workspace text primary key references public.workspaces (id),
  watcher text,
  held_until timestamptz,
  ended_at timestamptz,
  constraint watches_held_as_a_whole check ((watcher is null) = (held_until is null))
);
comment on table public.watches is 'Who looks at the calendar of a workspace for changes, one at a time, and when that was done last.';
comment on column public.watches.workspace is 'The workspace.';
comment on column public.watches.watcher is 'Who is looking now; empty for nobody.';
comment on column public.watches.held_until is 'Until when that may last before another takes over.';
comment on column public.watches.ended_at is 'When the last look ended; empty after one that failed.';

create table public.digests (
  workspace text not null references public.workspaces (id),
  day date not null,
  notices integer not null check (notices >= 0),
  written_at timestamptz not null,
  primary key (workspace, day)
);
comment on table public.digests is 'The days of whose mocks people were reminded, so that they are reminded once.';
comment on column public.digests.workspace is 'The workspace.';
comment on column public.digests.day is 'The day.';
comment on column public.digests.notices is 'How many reminders were written.';
comment on column public.digests.written_at is 'When they were written.';

create table public.calendar_channels (
  id text primary key check (id <> ''),
  calendar_id text not null check (calendar_id <> ''),
  resource_id text not null,
  token_hash text not null check (token_hash ~ '^[0-9a-f]{64}$'),
  expires_at timestamptz not null,
  kept_at timestamptz not null,
  ended_at timestamptz
);
comment on table public.calendar_channels is 'Channels on which an outside calendar tells that something has changed.';
comment on column public.calendar_channels.id is 'The channel''s id, chosen by the program.';
comment on column public.calendar_channels.calendar_id is 'The calendar that it tells of.';
comment on column public.calendar_channels.resource_id is 'What the outside calendar calls the thing that it watches; needed to end the channel.';
comment on column public.calendar_channels.token_hash is
  'SHA-256, in hexadecimal, of the secret that comes with each message; the secret itself is not kept.';
comment on column public.calendar_channels.expires_at is 'When the outside calendar ends it by itself.';
comment on column public.calendar_channels.kept_at is 'When it was opened.';
comment on column public.calendar_channels.ended_at is 'When it was ended by the program; empty while it is not.';
create index calendar_channels_of_calendar on public.calendar_channels (calendar_id);

alter table public.watches enable row level security;
alter table public.digests enable row level security;
alter table public.calendar_channels enable row level security;
revoke all on table public.watches, public.digests, public.calendar_channels
  from public, anon, authenticated, service_role;
grant select, insert, update on table public.watches, public.digests, public.calendar_channels to service_role;

create function public.take_watch(
  p_workspace text, p_watcher text, p_lease_seconds integer, p_every_seconds integer, p_now timestamptz default null
)
returns jsonb language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz;
  v_watch public.watches;
  v_from timestamptz;
begin
  perform public.use_workspace(p_workspace);
  insert into public.watches (workspace) values (p_workspace) on conflict (workspace) do nothing;
  select * into v_watch from public.watches where workspace = p_workspace for no key update;
  -- Read after the lock was waited for.
  v_now := coalesce(p_now, clock_timestamp());
  v_from := case
    -- A watcher that asks again did not hear the answer. A look whose lease ran out was none.
    when v_watch.watcher = p_watcher then v_now
    when v_watch.watcher is not null then v_watch.held_until
    else v_watch.ended_at + make_interval(secs => p_every_seconds)
  end;
  if v_from > v_now then
    return jsonb_build_object('granted', false, 'wait_ms', ceil(extract(epoch from v_from - v_now) * 1000)::bigint);
  end if;
  update public.watches
  set watcher = p_watcher, held_until = v_now + make_interval(secs => p_lease_seconds)
  where workspace = p_workspace;
  return jsonb_build_object('granted', true, 'wait_ms', 0);
end
$$;
comment on function public.take_watch(text, text, integer, integer, timestamptz) is
  'Lets one watcher of a workspace look at the calendar, or says how long it has to wait before it asks again. Not audited: it changes nothing that people look for.';

create function public.end_watch(p_workspace text, p_watcher text, p_failed boolean, p_now timestamptz default null)
returns void language sql volatile security invoker set search_path = '' as $$
  update public.watches
  set watcher = null, held_until = null, ended_at = case when not p_failed then coalesce(p_now, clock_timestamp()) end
  where workspace = p_workspace and watcher = p_watcher
$$;
comment on function public.end_watch(text, text, boolean, timestamptz) is
  'A look is over; after one that failed the next may follow at once.';

create or replace function public.end_all_leases(p_actor text, p_now timestamptz default null)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates;
begin
  for v_candidate in
    select * from public.candidates where lease_owner is not null order by id for no key update
  loop
    update public.candidates set lease_owner = null, lease_until = null, updated_at = v_now where id = v_candidate.id;
    perform public.write_audit(v_now, v_candidate.workspace, v_candidate.id, p_actor, 'lease-ended', null, null,
      format('%s is gone; %s is free for whoever comes next.', v_candidate.lease_owner, v_candidate.name),
      jsonb_build_object('fence', v_candidate.fence));
  end loop;
  update public.watches set watcher = null, held_until = null, ended_at = null where watcher is not null;
end
$$;
comment on function public.end_all_leases(text, timestamptz) is
  'Ends every lease of a worker or watcher. Only for a program that knows it is alone, as the owner of an embedded database is when it starts.';

create function public.write_digest(
  p_workspace text, p_day date, p_notices jsonb, p_actor text, p_now timestamptz default null
)
returns boolean language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
begin
  perform public.use_workspace(p_workspace);
  insert into public.digests (workspace, day, notices, written_at)
  values (p_workspace, p_day, jsonb_array_length(p_notices), v_now)
  on conflict (workspace, day) do nothing;
  if not found then
    return false;
  end if;
  insert into public.outbox (workspace, chat, kind, payload, created_at)
  select p_workspace, e.value ->> 'chat', 'digest', e.value -> 'payload', v_now
  from jsonb_array_elements(p_notices) with ordinality e (value, place)
  order by e.place;
  perform public.write_audit(v_now, p_workspace, null, p_actor, 'digest-written', null, null,
    format('Reminders of the mocks of %s were written.', p_day),
    jsonb_build_object('day', p_day, 'notices', jsonb_array_length(p_notices)));
  return true;
end
$$;
comment on function public.write_digest(text, date, jsonb, text, timestamptz) is
  'Writes the reminders of a day once; false where they were written before.';

create function public.list_calendar_channels(p_calendar_id text)
returns jsonb language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', c.id,
    'resource_id', c.resource_id,
    'token_hash', c.token_hash,
    'expires_at', public.iso_instant(c.expires_at)
  ) order by c.expires_at, c.id), '[]'::jsonb)
  from public.calendar_channels c
  where c.calendar_id = p_calendar_id and c.ended_at is null
$$;
comment on function public.list_calendar_channels(text) is 'The channels of a calendar by their end, also those that have expired.';

create function public.keep_calendar_channel(
  p_calendar_id text, p_id text, p_resource_id text, p_token_hash text, p_expires_at timestamptz,
  p_now timestamptz default null
)
returns void language sql volatile security invoker set search_path = '' as $$
  insert into public.calendar_channels (id, calendar_id, resource_id, token_hash, expires_at, kept_at)
  values (p_id, p_calendar_id, p_resource_id, p_token_hash, p_expires_at, coalesce(p_now, clock_timestamp()))
  on conflict (id) do update
  set calendar_id = excluded.calendar_id, resource_id = excluded.resource_id, token_hash = excluded.token_hash,
    expires_at = excluded.expires_at, ended_at = null
$$;
comment on function public.keep_calendar_channel(text, text, text, text, timestamptz, timestamptz) is
  'Remembers a channel. Not audited: it changes nothing that people look for.';

create function public.forget_calendar_channel(p_calendar_id text, p_id text, p_now timestamptz default null)
returns void language sql volatile security invoker set search_path = '' as $$
  update public.calendar_channels set ended_at = coalesce(p_now, clock_timestamp())
  where id = p_id and calendar_id = p_calendar_id and ended_at is null
$$;
comment on function public.forget_calendar_channel(text, text, timestamptz) is 'A channel has ended.';

revoke execute on function
  public.take_watch(text, text, integer, integer, timestamptz),
  public.end_watch(text, text, boolean, timestamptz),
  public.write_digest(text, date, jsonb, text, timestamptz),
  public.list_calendar_channels(text),
  public.keep_calendar_channel(text, text, text, text, timestamptz, timestamptz),
  public.forget_calendar_channel(text, text, timestamptz)
  from public, anon, authenticated;
grant execute on function
  public.take_watch(text, text, integer, integer, timestamptz),
  public.end_watch(text, text, boolean, timestamptz),
  public.write_digest(text, date, jsonb, text, timestamptz),
  public.list_calendar_channels(text),
  public.keep_calendar_channel(text, text, text, text, timestamptz, timestamptz),
  public.forget_calendar_channel(text, text, timestamptz)
  to service_role;

notify pgrst, 'reload schema';
insert into public.schema_versions (version, name) values ('20261124090400', 'watching');
