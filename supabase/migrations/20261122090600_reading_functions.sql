-- What programs read. Each answer is one JSON value: a data API's limit on rows cannot cut it short.
-- Functions with optional filters are planned anew for the filters at hand; one plan for all of them
-- would walk the whole table.

create function public.list_queue(p_workspace text)
returns jsonb language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'paused', coalesce((select w.paused from public.workspaces w where w.id = p_workspace), false),
    'candidates', coalesce((
      select jsonb_agg(
        public.candidate_as_json(q.candidate, q.place)
        order by q.state = 'queued', q.state = 'waiting', q.resume_at, q.queue_number)
      from (
        select c as candidate, c.state, c.resume_at, c.queue_number,
          case when c.state = 'queued' then row_number() over (partition by c.state order by c.queue_number) end as place
        from public.candidates c
        where c.workspace = p_workspace and c.state in ('scheduling', 'waiting', 'queued')
      ) q
    ), '[]'::jsonb))
$$;
comment on function public.list_queue(text) is
  'Whom the workers will go on with: the one in hand, those who wait, then the queued in order.';

create function public.list_candidates(
  p_workspace text, p_email text default null, p_id text default null, p_state text default null,
  p_limit integer default null
)
returns jsonb language plpgsql stable security invoker
set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  return (
    select coalesce(jsonb_agg(
      public.candidate_as_json(q.candidate, public.queue_position(q.candidate))
      order by q.enqueued_at desc, q.queue_number desc), '[]'::jsonb)
    from (
      select c as candidate, c.enqueued_at, c.queue_number from public.candidates c
      where c.workspace = p_workspace
        and (p_email is null or lower(c.email) = lower(p_email))
        and (p_id is null or c.id = p_id)
        and (p_state is null or c.state = p_state)
      order by c.enqueued_at desc, c.queue_number desc
      limit coalesce(p_limit, 200)
    ) q
  );
end
$$;
comment on function public.list_candidates(text, text, text, text, integer) is
  'Candidates by email, id or state, newest first; at most 200 where no other limit is given.';

create function public.list_bookings(
  p_workspace text, p_candidate_id text default null, p_from timestamptz default null,
  p_to timestamptz default null, p_released boolean default false
)
returns jsonb language plpgsql stable security invoker
set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  return (
    select coalesce(jsonb_agg(public.booking_as_json(b) order by b.starts_at, b.id), '[]'::jsonb)
    from public.bookings b
    where (p_workspace is null or b.workspace = p_workspace)
      and (p_candidate_id is null or b.candidate_id = p_candidate_id)
      and ((p_from is null and p_to is null) or b.during && tstzrange(p_from, p_to, '[)'))
      and (p_released or b.state <> 'released')
  );
end
$$;
comment on function public.list_bookings(text, text, timestamptz, timestamptz, boolean) is
  'Bookings by time, those that overlap a range where one is given; with released ones only on demand.';

create function public.list_audit(p_workspace text, p_candidate_id text default null, p_limit integer default null)
returns jsonb language plpgsql stable security invoker
set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', a.id,
      'at', public.iso_instant(a.at),
      'workspace', a.workspace,
      'candidate_id', a.candidate_id,
      'actor', a.actor,
      'action', a.action,
      'from_state', a.from_state,
      'to_state', a.to_state,
      'summary', a.summary,
      'details', a.details
    ) order by a.id), '[]'::jsonb)
    from (
      select * from public.scheduling_audit s
      where s.workspace = p_workspace and (p_candidate_id is null or s.candidate_id = p_candidate_id)
      order by s.id desc
      limit coalesce(p_limit, case when p_candidate_id is null then 1000 end)
    ) a
  );
end
$$;
comment on function public.list_audit(text, text, integer) is
  'The newest audit rows, in the order written; all of a candidate''s, else 1000, where no limit is given.';

create function public.list_escalations(p_workspace text, p_open boolean, p_candidate_id text default null)
returns jsonb language plpgsql stable security invoker
set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', e.id::text,
      'candidate_id', e.candidate_id,
      'candidate_name', c.name,
      'candidate_email', c.email,
      'code', e.code,
      'message', e.message,
      'reasons', e.reasons,
      'proposals', e.proposals,
      'opened_at', public.iso_instant(e.opened_at),
      'closed_at', public.iso_instant(e.closed_at),
      'closed_by', e.closed_by,
      'resolution', e.resolution
    ) order by e.id), '[]'::jsonb)
    from public.escalations e
    join public.candidates c on c.id = e.candidate_id
    where e.workspace = p_workspace
      and (e.closed_at is null) = p_open
      and (p_candidate_id is null or e.candidate_id = p_candidate_id)
  );
end
$$;
comment on function public.list_escalations(text, boolean, text) is
  'Escalations that are open, or those that are closed, in the order opened.';

revoke execute on function
  public.list_queue(text),
  public.list_candidates(text, text, text, text, integer),
  public.list_bookings(text, text, timestamptz, timestamptz, boolean),
  public.list_audit(text, text, integer),
  public.list_escalations(text, boolean, text)
  from public, anon, authenticated;
grant execute on function
  public.list_queue(text),
  public.list_candidates(text, text, text, text, integer),
  public.list_bookings(text, text, timestamptz, timestamptz, boolean),
  public.list_audit(text, text, integer),
  public.list_escalations(text, boolean, text)
  to service_role;

insert into public.schema_versions (version, name) values ('20261122090600', 'reading_functions');
