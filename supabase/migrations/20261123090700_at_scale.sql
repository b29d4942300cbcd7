-- Years of candidates, a million bookings and millions of audit rows: what is read or written often
-- takes the same milliseconds.

-- An address is compared by its hash there: a tree of ranges and short numbers is several times
-- quicker to add to than one of ranges and texts. Two addresses with one hash of 64 bits would be refused the
-- same hour; nobody will see that happen.
alter table public.bookings
  drop constraint bookings_interviewer_not_twice_at_a_time,
  drop constraint bookings_candidate_not_twice_at_a_time;
alter table public.bookings
  add constraint bookings_interviewer_not_twice_at_a_time
    exclude using gist (hashtextextended(lower(interviewer_email), 0) with =, during with &&) where (state <> 'released')
    deferrable initially immediate,
  add constraint bookings_candidate_not_twice_at_a_time
    exclude using gist (hashtextextended(lower(candidate_email), 0) with =, during with &&) where (state <> 'released')
    deferrable initially immediate;

create or replace function public.reserve_bookings(
  p_candidate_id text, p_fence bigint, p_variant text, p_bookings jsonb, p_summary text, p_details jsonb,
  p_now timestamptz default null
)
returns jsonb language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates := public.lock_candidate(p_candidate_id);
  v_held bigint;
  v_clash record;
begin
  perform public.require_lease(v_candidate, p_fence);
  if v_candidate.taking_back is not null then
    raise exception using errcode = 'MS004',
      message = format('The plan of candidate %s is being taken back: nothing can be reserved.', p_candidate_id);
  end if;
  if jsonb_array_length(p_bookings) = 0 then
    raise exception using errcode = 'MS004', message = 'A plan without mocks cannot be reserved.';
  end if;
  if exists (
    select from public.planned_bookings(p_bookings) a
    join public.planned_bookings(p_bookings) b on a.id < b.id and a.during && b.during
  ) then
    raise exception using errcode = 'MS004', message = 'Mocks of the plan overlap one another.';
  end if;

  select count(*) into v_held from public.bookings b where b.candidate_id = p_candidate_id and b.state <> 'released';
  if v_held > 0 then
    if v_held = jsonb_array_length(p_bookings) and not exists (
      select from public.planned_bookings(p_bookings) p
      where not exists (
        select from public.bookings b
        where b.id = p.id and b.candidate_id = p_candidate_id and b.state in ('reserved', 'booked')
          and b.course = p.course and b.mock_number = p.mock_number and b.interviewer = p.interviewer
          and lower(b.interviewer_email) = lower(p.interviewer_email) and b.role = p.role and b.during = p.during)
    ) then
      return jsonb_build_object('outcome', 'reserved', 'bookings', public.held_bookings(p_candidate_id));
    end if;
    raise exception using errcode = 'MS004',
      message = format('Candidate %s holds %s bookings of another plan.', p_candidate_id, v_held);
  end if;

  -- Two plans that want one another's times in another order would wait for each other for ever, so
  -- plans are reserved one after the other; it takes milliseconds.
  perform pg_advisory_xact_lock(hashtextextended('mock scheduler: reserve bookings', 0));
  begin
    insert into public.bookings
      (id, workspace, candidate_id, candidate_name, candidate_email, course, mock_number,
       interviewer, interviewer_name, interviewer_email, role, during, event_id, created_at, updated_at)
    select p.id, v_candidate.workspace, p_candidate_id, v_candidate.name, v_candidate.email, p.course, p.mock_number,
      p.interviewer, p.interviewer_name, p.interviewer_email, p.role, p.during, p.event_id, v_now, v_now
    from public.planned_bookings(p_bookings) p
    order by p.during, p.id;
  exception when exclusion_violation then
    select p.interviewer_name, p.during, p.course, p.mock_number, b.other_course, b.other_number, b.by_interviewer
    into v_clash
    from public.planned_bookings(p_bookings) p
    cross join lateral (
      select h.id, h.course as other_course, h.mock_number as other_number, true as by_interviewer
      from public.bookings h
      where hashtextextended(lower(h.interviewer_email), 0) = hashtextextended(lower(p.interviewer_email), 0)
        and lower(h.interviewer_email) = lower(p.interviewer_email) and h.during && p.during and h.state <> 'released'
      union all
      select h.id, h.course, h.mock_number, false
      from public.bookings h
      where hashtextextended(lower(h.candidate_email), 0) = hashtextextended(lower(v_candidate.email), 0)
        and lower(h.candidate_email) = lower(v_candidate.email) and h.during && p.during and h.state <> 'released'
        and lower(h.interviewer_email) <> lower(p.interviewer_email)
    ) b
    order by p.during, b.id limit 1;
    if not found then
      return jsonb_build_object('outcome', 'conflict', 'message', 'A time of the plan was taken for a moment; it is free again.');
    end if;
    return jsonb_build_object('outcome', 'conflict', 'message', format(
      '%s %s Mock%s, %s to %s: %s already has %s Mock%s with %s then.',
      v_clash.interviewer_name, v_clash.course, v_clash.mock_number,
      public.iso_instant(lower(v_clash.during)), public.iso_instant(upper(v_clash.during)),
      case when v_clash.by_interviewer then v_clash.interviewer_name else v_candidate.name end,
      v_clash.other_course, v_clash.other_number,
      case when v_clash.by_interviewer then 'another candidate' else 'another interviewer' end));
  end;
  update public.candidates set variant = p_variant, updated_at = v_now where id = p_candidate_id;
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, v_candidate.lease_owner, 'reserved',
    null, null, p_summary, p_details);
  return jsonb_build_object('outcome', 'reserved', 'bookings', public.held_bookings(p_candidate_id));
end
$$;

-- A function that fixes its search_path is never merged into the statement that calls it, so rows become
-- JSON many at a time, in one call, and not one call each.
create function public.bookings_as_json(p_bookings public.bookings[])
returns jsonb language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', b.id,
    'workspace', b.workspace,
    'candidate_id', b.candidate_id,
    'candidate_name', b.candidate_name,
    'candidate_email', b.candidate_email,
    'course', b.course,
    'number', b.mock_number,
    'interviewer', b.interviewer,
    'interviewer_name', b.interviewer_name,
    'interviewer_email', b.interviewer_email,
    'role', b.role,
    -- As iso_instant does it.
    'start', to_char(b.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'end', to_char(b.ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'state', b.state,
    'event_id', b.event_id,
    'meet_link', b.meet_link,
    'html_link', b.html_link
  ) order by b.starts_at, b.id), '[]'::jsonb)
  from unnest(p_bookings) b
$$;
comment on function public.bookings_as_json(public.bookings[]) is 'Bookings as programs read them, in time order.';

create or replace function public.booking_as_json(p_booking public.bookings)
returns jsonb language sql stable security invoker set search_path = '' as $$
  select public.bookings_as_json(array[p_booking]) -> 0
$$;

create or replace function public.held_bookings(p_candidate_id text)
returns jsonb language sql stable security invoker set search_path = '' as $$
  select public.bookings_as_json(array(
    select b from public.bookings b where b.candidate_id = p_candidate_id and b.state <> 'released'
  ))
$$;

create function public.candidates_as_json(p_candidates public.candidates[], p_positions bigint[])
returns jsonb language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', c.id,
    'workspace', c.workspace,
    'name', c.name,
    'email', c.email,
    'time_zone', c.time_zone,
    'request', c.request,
    'chat', c.chat,
    'state', c.state,
    'position', p.position,
    'variant', c.variant,
    'mocks', b.mocks,
    'booked', b.booked,
    'resume_at', to_char(c.resume_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'enqueued_at', to_char(c.enqueued_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'updated_at', to_char(c.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
  ) order by c.ordinality), '[]'::jsonb)
  from unnest(p_candidates) with ordinality c
  left join unnest(p_positions) with ordinality p (position, place) on p.place = c.ordinality
  cross join lateral (
    select count(*) as mocks, count(*) filter (where h.state = 'booked') as booked
    from public.bookings h where h.candidate_id = c.id and h.state <> 'released'
  ) b
$$;
comment on function public.candidates_as_json(public.candidates[], bigint[]) is
  'Candidates as programs read them, in the order given, with their places in the queue (null for none).';

create or replace function public.candidate_as_json(p_candidate public.candidates, p_position bigint)
returns jsonb language sql stable security invoker set search_path = '' as $$
  select public.candidates_as_json(array[p_candidate], array[p_position]) -> 0
$$;

-- A queue may be longer than anybody reads; how many there are is counted all the same.
drop function public.list_queue(text);
create function public.list_queue(p_workspace text, p_limit integer default null)
returns jsonb language plpgsql stable security invoker
set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  return (
    select jsonb_build_object(
      'paused', coalesce((select w.paused from public.workspaces w where w.id = p_workspace), false),
      'candidates', public.candidates_as_json(
        array_agg(q.candidate order by q.part, q.resume_at, q.queue_number),
        array_agg(q.place order by q.part, q.resume_at, q.queue_number)))
    from (
      select part, candidate, resume_at, queue_number, place
      from (
        select 1 as part, c as candidate, c.resume_at, c.queue_number, null::bigint as place
        from public.candidates c where c.workspace = p_workspace and c.state = 'scheduling'
        union all
        (select 2, c, c.resume_at, c.queue_number, null
        from public.candidates c where c.workspace = p_workspace and c.state = 'waiting'
        order by c.resume_at, c.queue_number limit p_limit)
        union all
        (select 3, c, null, c.queue_number, row_number() over (order by c.queue_number)
        from public.candidates c where c.workspace = p_workspace and c.state = 'queued'
        order by c.queue_number limit p_limit)
      ) each
      order by part, resume_at, queue_number
      limit p_limit
    ) q
  );
end
$$;
comment on function public.list_queue(text, integer) is
  'Whom the workers will go on with, or the first so many of them: the one in hand, those who wait, then the queued in order.';

create function public.count_candidates(p_workspace text)
returns jsonb language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_object_agg(s.state, s.candidates), '{}'::jsonb)
  from (
    select c.state, count(*) as candidates from public.candidates c where c.workspace = p_workspace group by c.state
  ) s
$$;
comment on function public.count_candidates(text) is 'How many candidates of a workspace are in each state; states without any are left out.';

-- Places are counted once for all that are listed, not once for each.
create or replace function public.list_candidates(
  p_workspace text, p_email text default null, p_id text default null, p_state text default null,
  p_limit integer default null
)
returns jsonb language plpgsql stable security invoker
set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_found public.candidates[];
  v_first bigint;
  v_last bigint;
  v_before bigint;
begin
  v_found := array(
    select c from public.candidates c
    where c.workspace = p_workspace
      and (p_email is null or lower(c.email) = lower(p_email))
      and (p_id is null or c.id = p_id)
      and (p_state is null or c.state = p_state)
    order by c.enqueued_at desc, c.queue_number desc
    limit coalesce(p_limit, 200));
  select min(f.queue_number), max(f.queue_number) into v_first, v_last
  from unnest(v_found) f where f.state = 'queued';
  if v_first is null then
    return public.candidates_as_json(v_found, null);
  end if;
  select count(*) into v_before from public.candidates c
  where c.workspace = p_workspace and c.state = 'queued' and c.queue_number < v_first;
  return public.candidates_as_json(v_found, array(
    select q.place
    from unnest(v_found) with ordinality f
    left join (
      select c.id, v_before + row_number() over (order by c.queue_number) as place
      from public.candidates c
      where c.workspace = p_workspace and c.state = 'queued' and c.queue_number between v_first and v_last
    ) q on q.id = f.id
    order by f.ordinality));
end
$$;

-- Planning asks for the mocks of a few people, of all workspaces: found person by person, through the
-- indices that keep each of them from being booked twice.
drop function public.list_bookings(text, text, timestamptz, timestamptz, boolean);
create function public.list_bookings(
  p_workspace text, p_candidate_id text default null, p_from timestamptz default null,
  p_to timestamptz default null, p_released boolean default false, p_people jsonb default null
)
returns jsonb language plpgsql stable security invoker
set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  if p_people is not null then
    return public.bookings_as_json(array(
      select b from public.bookings b
      where b.id in (
          select i.id
          from (select distinct lower(e.value) as email from jsonb_array_elements_text(p_people) e) p
          cross join lateral (
            select m.id from public.bookings m
            where hashtextextended(lower(m.interviewer_email), 0) = hashtextextended(p.email, 0)
              and lower(m.interviewer_email) = p.email and m.during && tstzrange(p_from, p_to, '[)') and (p_released or m.state <> 'released')
            union all
            select m.id from public.bookings m
            where hashtextextended(lower(m.candidate_email), 0) = hashtextextended(p.email, 0)
              and lower(m.candidate_email) = p.email and m.during && tstzrange(p_from, p_to, '[)') and (p_released or m.state <> 'released')
          ) i)
        and (p_workspace is null or b.workspace = p_workspace)
        and (p_candidate_id is null or b.candidate_id = p_candidate_id)));
  end if;
  return public.bookings_as_json(array(
    select b from public.bookings b
    where (p_workspace is null or b.workspace = p_workspace)
      and (p_candidate_id is null or b.candidate_id = p_candidate_id)
      and ((p_from is null and p_to is null) or b.during && tstzrange(p_from, p_to, '[)'))
      and (p_released or b.state <> 'released')));
end
$$;
comment on function public.list_bookings(text, text, timestamptz, timestamptz, boolean, jsonb) is
  'Bookings by time, those that overlap a range and those of certain people (a list of email addresses) where these are given; with released ones only on demand.';

-- The words of a candidate are looked up once, and only texts with placeholders are filled in.
create or replace function public.list_audit(p_workspace text, p_candidate_id text default null, p_limit integer default null)
returns jsonb language plpgsql stable security invoker
set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  return (
    with listed as materialized (
      select * from public.scheduling_audit s
      where s.workspace = p_workspace and (p_candidate_id is null or s.candidate_id = p_candidate_id)
      order by s.id desc
      limit coalesce(p_limit, case when p_candidate_id is null then 1000 end)
    ), known as materialized (
      select c.candidate_id, public.person_words(c.candidate_id) as words
      from (select distinct l.candidate_id from listed l where l.candidate_id is not null) c
    )
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', a.id,
      'at', to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      'workspace', a.workspace,
      'candidate_id', a.candidate_id,
      'actor', a.actor,
      'action', a.action,
      'from_state', a.from_state,
      'to_state', a.to_state,
      'summary', case when a.summary ~ '\{(\{|candidate|email|personal)'
        then public.fill_text(a.summary, k.words) else a.summary end,
      'details', case when a.details::text ~ '\{(\{|candidate|email|personal)'
        then public.fill_details(a.details, k.words) else a.details end
    ) order by a.id), '[]'::jsonb)
    from listed a left join known k on k.candidate_id = a.candidate_id
  );
end
$$;

-- Most details name nobody, which one look at the whole tells. An escape could hide a name from that
-- look, and some keys are about the person whoever is named: then piece by piece.
create or replace function public.veil_details(p_details jsonb, p_candidate_id text, p_pattern text, p_key text default '')
returns jsonb language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_text text := p_details::text;
begin
  if jsonb_typeof(p_details) in ('object', 'array') and p_key <> 'candidate' and strpos(v_text, '\') = 0
    and v_text !~ '"(candidate|note)"|\{(\{|candidate|email|personal)'
    and (p_pattern is null or v_text !~ p_pattern)
  then
    return p_details;
  end if;
  -- About the person as a whole: who it is in a request, and what somebody noted down.
  if p_pattern is not null
    and (p_key = 'candidate' and jsonb_typeof(p_details) = 'object' or p_key = 'note' and jsonb_typeof(p_details) = 'string')
  then
    return to_jsonb(public.placeholder_of(p_candidate_id, 'personal', v_text));
  end if;
  case jsonb_typeof(p_details)
    when 'object' then
      return (
        select coalesce(jsonb_object_agg(public.veil_text(e.key, p_candidate_id, p_pattern),
          public.veil_details(e.value, p_candidate_id, p_pattern, e.key)), '{}'::jsonb)
        from jsonb_each(p_details) e);
    when 'array' then
      return (
        select coalesce(jsonb_agg(public.veil_details(e.value, p_candidate_id, p_pattern) order by e.place), '[]'::jsonb)
        from jsonb_array_elements(p_details) with ordinality e (value, place));
    when 'string' then
      -- An interviewer stays, whoever the candidate shares a name with.
      return to_jsonb(public.veil_text(p_details #>> '{}', p_candidate_id,
        case when p_key <> 'interviewer' then p_pattern end));
    else
      return p_details;
  end case;
end
$$;

-- The time is read once the turn has come: what the audit says of two workers then never overlaps.
create or replace function public.claim_candidate(
  p_workspace text, p_worker text, p_lease_seconds integer, p_now timestamptz default null
)
returns jsonb language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz;
  v_paused boolean;
  v_before public.candidates;
  v_candidate public.candidates;
begin
  -- Workers of one workspace take turns here. The lock leaves foreign keys to the row alone, so that
  -- those who hold a candidate and write about it never wait for it.
  select paused into v_paused from public.workspaces where id = p_workspace for no key update;
  if not found or v_paused then
    return null;
  end if;

  -- At most one: an index sees to it. Locked before it is judged, for its worker may be changing it.
  select * into v_before from public.candidates
  where workspace = p_workspace and state = 'scheduling'
  for no key update;
  v_now := coalesce(p_now, clock_timestamp());
  if v_before.id is not null then
    -- A worker that asks again did not hear the answer; the new fence makes the first one void.
    if v_before.lease_until > v_now and v_before.lease_owner <> p_worker then
      return null;
    end if;
  else
    select * into v_before from public.candidates
    where workspace = p_workspace and state = 'waiting' and resume_at <= v_now
    order by resume_at, queue_number limit 1
    for no key update;
    if not found then
      select * into v_before from public.candidates
      where workspace = p_workspace and state = 'queued'
      order by queue_number limit 1
      for no key update;
      if not found then
        return null;
      end if;
    end if;
  end if;

  update public.candidates
  set state = 'scheduling', fence = fence + 1, resume_at = null, updated_at = v_now,
    lease_owner = p_worker, lease_until = v_now + make_interval(secs => p_lease_seconds)
  where id = v_before.id
  returning * into v_candidate;

  perform public.write_audit(v_now, p_workspace, v_candidate.id, p_worker,
    case v_before.state when 'scheduling' then 'taken-over' when 'waiting' then 'resumed' else 'claimed' end,
    v_before.state, 'scheduling',
    case v_before.state
      when 'scheduling' then format('%s goes on with %s, who was left half done%s.', p_worker, v_candidate.name,
        coalesce(' by ' || v_before.lease_owner, ''))
      when 'waiting' then format('%s goes on with %s, who had to wait.', p_worker, v_candidate.name)
      else format('%s takes up %s.', p_worker, v_candidate.name)
    end,
    jsonb_build_object('fence', v_candidate.fence, 'leaseUntil', public.iso_instant(v_candidate.lease_until)));

  return jsonb_build_object(
    'candidate', public.candidate_as_json(v_candidate, null),
    'fence', v_candidate.fence,
    'bookings', public.held_bookings(v_candidate.id),
    'taking_back', v_candidate.taking_back);
end
$$;

revoke execute on function
  public.bookings_as_json(public.bookings[]),
  public.candidates_as_json(public.candidates[], bigint[]),
  public.list_queue(text, integer),
  public.count_candidates(text),
  public.list_bookings(text, text, timestamptz, timestamptz, boolean, jsonb)
  from public, anon, authenticated;
grant execute on function
  public.bookings_as_json(public.bookings[]),
  public.candidates_as_json(public.candidates[], bigint[]),
  public.list_queue(text, integer),
  public.count_candidates(text),
  public.list_bookings(text, text, timestamptz, timestamptz, boolean, jsonb)
  to service_role;

notify pgrst, 'reload schema';
insert into public.schema_versions (version, name) values ('20261123090700', 'at_scale');
