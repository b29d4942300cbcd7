-- Of what was seen and is settled, people ask how: whether it was mended, and whereto the mock went, or was
-- accepted, or went away by itself. What was settled before this is told without.

alter table public.observations
  add column settled_how text check (settled_how in (
    'accepted', 'exception', 'moved', 'given', 'put-back', 'new-event', 'mended', 'cancelled', 'copy-deleted',
    'gone', 'begun', 'closed')),
  add column settled_place jsonb check (jsonb_typeof(settled_place) = 'object'),
  add constraint observations_settled_somehow check (settled_how is null or state = 'settled'),
  add constraint observations_settled_place_needs_how check (settled_place is null or settled_how is not null);
comment on column public.observations.settled_how is
  'accepted, exception: the booking follows its event, by the rules or against them. moved, given: the mock got another time, or another interviewer at the same time. put-back, new-event: the event stands as booked again, or a new one does. mended: by a change to another mock. cancelled, copy-deleted: the mock, or a copy of its event, is no more. gone: it went away by itself. begun, closed: the mock began, or all were over, with it as it was. Empty where nobody noted it.';
comment on column public.observations.settled_place is
  'Where the mock is booked since then, of one that got another place: interviewerName, start, end.';

create function public.ending_by_change(p_observation public.observations, p_change jsonb)
returns table (how text, place jsonb)
language plpgsql stable security invoker set search_path = '' as $$
declare
  v_mock jsonb;
  v_from jsonb;
  v_to jsonb;
  v_seen jsonb;
  v_follows boolean;
  v_is_held boolean;
begin
  if p_change ->> 'kind' = 'cancel' then
    select b.state <> 'released' into v_is_held from public.bookings b where b.id = p_observation.booking_id;
    how := case when p_observation.kind = 'double' and v_is_held then 'copy-deleted'
      when v_is_held then 'gone' else 'cancelled' end;
    return next;
    return;
  end if;
  select b.value into v_mock from jsonb_array_elements(p_change -> 'bookings') b
  where b.value ->> 'id' = p_observation.booking_id;
  if v_mock is null then
    how := 'mended';
    return next;
    return;
  end if;
  v_from := v_mock -> 'from';
  v_to := v_mock -> 'to';
  v_seen := nullif(v_mock -> 'seen', 'null');
  v_follows := v_seen is not null
    and date_trunc('second', (v_seen ->> 'start')::timestamptz) = date_trunc('second', (v_to ->> 'start')::timestamptz)
    and date_trunc('second', (v_seen ->> 'end')::timestamptz) = date_trunc('second', (v_to ->> 'end')::timestamptz)
    and lower(coalesce(v_seen ->> 'interviewer', v_from ->> 'interviewerEmail')) = lower(v_to ->> 'interviewerEmail');
  how := case
    when v_follows and jsonb_typeof(p_observation.details -> 'broken') = 'array'
      and jsonb_array_length(p_observation.details -> 'broken') > 0 then 'exception'
    when v_follows then 'accepted'
    when (v_from ->> 'start')::timestamptz <> (v_to ->> 'start')::timestamptz
      or (v_from ->> 'end')::timestamptz <> (v_to ->> 'end')::timestamptz then 'moved'
    when v_from ->> 'interviewer' <> v_to ->> 'interviewer' then 'given'
    when v_mock ->> 'newEventId' is not null then 'new-event'
    else 'put-back' end;
  if how in ('accepted', 'exception', 'moved', 'given') then
    place := jsonb_build_object('interviewerName', coalesce(v_to ->> 'interviewerName', v_to ->> 'interviewer'),
      'start', v_to ->> 'start', 'end', v_to ->> 'end');
  end if;
  return next;
end
$$;
comment on function public.ending_by_change(public.observations, jsonb) is
  'How something that was seen is settled by a change that was carried out, and where its mock is booked then.';

create or replace function public.settle_observations()
returns trigger language plpgsql volatile security invoker set search_path = '' as $$
begin
  update public.observations set state = 'settled', settled_at = new.updated_at, settled_how = new.state
  where candidate_id = new.id and state <> 'settled';
  return null;
end
$$;

create or replace function public.observations_as_json(p_observations public.observations[])
returns jsonb language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', o.id::text,
    'workspace', o.workspace,
    'candidate_id', o.candidate_id,
    'booking_id', o.booking_id,
    'kind', o.kind,
    'key', o.key,
    'summary', o.summary,
    'details', o.details,
    'state', o.state,
    'tries', o.tries,
    'seen_at', to_char(o.seen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'settled_at', to_char(o.settled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'settled_how', o.settled_how,
    'settled_place', o.settled_place
  ) order by o.id), '[]'::jsonb)
  from unnest(p_observations) o
$$;

create or replace function public.observe_candidate(
  p_candidate_id text, p_seen jsonb, p_actor text, p_now timestamptz default null
)
returns jsonb language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates := public.lock_candidate(p_candidate_id);
  v_observation public.observations;
  v_over public.observations[] := '{}';
  v_question bigint;
  v_seen record;
begin
  if v_candidate.state = 'scheduled' then
    for v_observation in
      select * from public.observations o
      where o.candidate_id = p_candidate_id and o.state <> 'settled'
        and not exists (
          select from jsonb_to_recordset(p_seen) s (booking_id text, kind text, key text)
          where s.booking_id = o.booking_id and s.kind = o.kind and s.key = o.key)
      order by o.id
    loop
      update public.observations o
      set state = 'settled', settled_at = v_now,
        settled_how = (
          select case when b.state = 'released' then 'cancelled' when b.starts_at <= v_now then 'begun' else 'gone' end
          from public.bookings b where b.id = o.booking_id)
      where o.id = v_observation.id
      returning o.settled_how into v_observation.settled_how;
      v_over := v_over || v_observation;
    end loop;
    -- A question about nothing that still is so is no question any more.
    if exists (select from unnest(v_over) o where o.state = 'asked')
      and not exists (select from public.observations where candidate_id = p_candidate_id and state = 'asked')
    then
      select id into v_question from public.escalations where candidate_id = p_candidate_id and closed_at is null;
      perform public.close_escalation(p_candidate_id, p_actor, 'no longer so', v_now);
    end if;
    foreach v_observation in array v_over loop
      perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, p_actor, 'seen-over', null, null,
        case v_observation.settled_how when 'cancelled' then 'The mock is cancelled: '
          when 'begun' then 'The mock has begun: ' else 'No longer so: ' end || v_observation.summary,
        jsonb_strip_nulls(jsonb_build_object('observationId', v_observation.id::text, 'bookingId', v_observation.booking_id,
          'kind', v_observation.kind, 'key', v_observation.key, 'was', v_observation.state,
          'how', v_observation.settled_how,
          'escalationId', case when v_observation.state = 'asked' then v_question::text end)));
    end loop;

    for v_seen in
      select s.booking_id, s.kind, s.key, s.summary, s.details
      from rows from (jsonb_to_recordset(p_seen) as (booking_id text, kind text, key text, summary text, details jsonb))
        with ordinality s (booking_id, kind, key, summary, details, place)
      -- Of a mock that was given up meanwhile nothing is noted.
      join public.bookings b on b.id = s.booking_id and b.candidate_id = p_candidate_id and b.state <> 'released'
      order by s.place
    loop
      insert into public.observations (workspace, candidate_id, booking_id, kind, key, summary, details, seen_at)
      values (v_candidate.workspace, p_candidate_id, v_seen.booking_id, v_seen.kind, v_seen.key, v_seen.summary,
        v_seen.details, v_now)
      on conflict do nothing
      returning * into v_observation;
      continue when not found;
      perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, p_actor, 'seen', null, null,
        v_seen.summary, jsonb_build_object('observationId', v_observation.id::text, 'bookingId', v_seen.booking_id,
          'kind', v_seen.kind, 'key', v_seen.key, 'details', v_seen.details));
    end loop;
  end if;
  return public.observations_as_json(array(
    select o from public.observations o where o.candidate_id = p_candidate_id and o.state <> 'settled'));
end
$$;

create or replace function public.finish_change(
  p_candidate_id text, p_fence bigint, p_done boolean, p_summary text, p_details jsonb, p_now timestamptz default null
)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates := public.lock_candidate(p_candidate_id);
  v_worker text := v_candidate.lease_owner;
  v_change jsonb := v_candidate.change;
  v_settled jsonb;
  v_held record;
  v_state text;
begin
  if v_candidate.state in ('scheduled', 'cancelled', 'closed') and v_candidate.fence = p_fence then
    return;
  end if;
  perform public.require_lease(v_candidate, p_fence);
  select count(*) as mocks, count(*) filter (where state = 'booked') as booked
  into v_held from public.bookings where candidate_id = p_candidate_id and state <> 'released';
  if v_candidate.change is null or v_held.booked < v_held.mocks then
    raise exception using errcode = 'MS004',
      message = format('Candidate %s has %s of %s mocks booked and %s: not finished.', p_candidate_id, v_held.booked,
        v_held.mocks, case when v_candidate.change is null then 'no change' else 'a change' end);
  end if;
  v_state := case when v_held.mocks > 0 then 'scheduled' else 'cancelled' end;
  update public.candidates
  set state = v_state, change = null, lease_owner = null, lease_until = null, updated_at = v_now,
    request = case when p_done and jsonb_typeof(change -> 'request') = 'object' then change -> 'request' else request end,
    time_zone = case when p_done then coalesce(change #>> '{request,candidate,timeZone}', time_zone) else time_zone end,
    variant = case when p_done and change ? 'variant' then change ->> 'variant' else variant end
  where id = p_candidate_id
  returning * into v_candidate;
  -- A mock that was missed and stands at another time now is still to come.
  update public.bookings set outcome = null, outcome_note = null
  where candidate_id = p_candidate_id and state = 'booked' and starts_at > v_now and outcome is not null;
  if p_done then
    update public.observations o
    set state = 'settled', settled_at = v_now, settled_how = e.how, settled_place = e.place
    from public.observations m cross join lateral public.ending_by_change(m, v_change) e
    where o.id = m.id and m.candidate_id = p_candidate_id and m.state = 'mending';
  else
    update public.observations set state = 'open', tries = tries + 1
    where candidate_id = p_candidate_id and state = 'mending';
  end if;
  -- Also what was settled because nothing is booked any more.
  select jsonb_build_object('settled', jsonb_agg(jsonb_build_object('observationId', o.id::text, 'how', o.settled_how)
    order by o.id)) into v_settled
  from public.observations o
  where o.candidate_id = p_candidate_id and o.settled_at = v_now and (v_change -> 'observations') ? o.id::text
  having count(*) > 0;
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, v_worker,
    case when p_done then 'changed' else 'unchanged' end, 'scheduling', v_state, p_summary, p_details || coalesce(v_settled, '{}'));
  perform public.write_notice(v_now, v_candidate, case when p_done then 'changed' else 'unchanged' end,
    jsonb_build_object('summary', p_summary, 'details', p_details, 'mocks', v_held.mocks));
end
$$;

revoke execute on function public.ending_by_change(public.observations, jsonb) from public, anon, authenticated;
grant execute on function public.ending_by_change(public.observations, jsonb) to service_role;

notify pgrst, 'reload schema';
insert into public.schema_versions (version, name) values ('20261125090100', 'endings');
