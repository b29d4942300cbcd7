-- Nobody has to ask again and again whether there is something to do: the database says so, to
-- whoever listens (LISTEN), when the change is committed. What is said is the workspace. A data API
-- cannot listen; its programs keep asking, at the time that they are told here.

create function public.signal_change()
returns trigger language plpgsql volatile security invoker set search_path = '' as $$
begin
  perform pg_notify(tg_argv[0], to_jsonb(new) ->> tg_argv[1]);
  return null;
end
$$;
comment on function public.signal_change() is
  'Signals on the channel named first what the column named second holds.';
revoke execute on function public.signal_change() from public, anon, authenticated;

create trigger candidates_signal_joined
  after insert on public.candidates
  for each row execute function public.signal_change('mock_scheduler_queue', 'workspace');
-- Queued again, or left half done by a worker that stopped.
create trigger candidates_signal_free
  after update on public.candidates
  for each row
  when ((new.state = 'queued' and old.state <> 'queued')
    or (new.state = 'scheduling' and new.lease_owner is null and old.lease_owner is not null))
  execute function public.signal_change('mock_scheduler_queue', 'workspace');
create trigger workspaces_signal_resumed
  after update on public.workspaces
  for each row when (old.paused and not new.paused)
  execute function public.signal_change('mock_scheduler_queue', 'id');
create trigger outbox_signal_notice
  after insert on public.outbox
  for each row execute function public.signal_change('mock_scheduler_outbox', 'workspace');

-- Told as a span, not as a time, so that the asker's own clock does not matter.
create function public.time_until_due(p_workspace text, p_now timestamptz default null)
returns jsonb language sql volatile security invoker set search_path = '' as $$
  with time as (select coalesce(p_now, clock_timestamp()) as now),
  due as (
    select coalesce(c.lease_until, time.now) as at
    from time cross join public.candidates c
    where c.workspace = p_workspace and c.state = 'scheduling'
    union all
    select min(c.resume_at) from public.candidates c
    where c.workspace = p_workspace and c.state = 'waiting'
      and not exists (select from public.candidates s where s.workspace = p_workspace and s.state = 'scheduling')
  )
  select to_jsonb(ceil(extract(epoch from greatest(min(due.at), time.now) - time.now) * 1000)::bigint)
  from time cross join due
  where due.at is not null
    and exists (select from public.workspaces w where w.id = p_workspace and not w.paused)
  group by time.now
$$;
comment on function public.time_until_due(text, timestamptz) is
  'In how many milliseconds a candidate can be taken without anything being signalled: a waiting one whose time comes, or one whose lease runs out. Null where there is none.';
revoke execute on function public.time_until_due(text, timestamptz) from public, anon, authenticated;
grant execute on function public.time_until_due(text, timestamptz) to service_role;

notify pgrst, 'reload schema';
insert into public.schema_versions (version, name) values ('20261123090200', 'queue_signal');
