-- What is seen to be not as booked: an interviewer declined, an event was moved by hand, and the like.
-- One row per thing for as long as it lasts; what is done about it is its state.

create table public.observations (
  id bigint generated always as identity primary key,
  workspace text not null references public.workspaces (id),
  candidate_id text not null references public.candidates (id),
  booking_id text not null references public.bookings (id),
  kind text not null check (kind <> ''),
  key text not null,
  summary text not null,
  details jsonb not null default '{}' check (jsonb_typeof(details) = 'object'),
  state text not null default 'open' check (state in ('open', 'mending', 'asked', 'kept', 'settled')),
  tries integer not null default 0 check (tries >= 0),
  seen_at timestamptz not null,
  settled_at timestamptz,
  constraint observations_settled_at_some_time check ((state = 'settled') = (settled_at is not null))
);
comment on table public.observations is
  'What was seen to be not as booked, at mocks of scheduled candidates, and what became of it.';
comment on column public.observations.id is 'Grows with each observation.';
comment on column public.observations.workspace is 'The workspace of the candidate.';
comment on column public.observations.candidate_id is 'The candidate concerned.';
comment on column public.observations.booking_id is 'The mock concerned.';
comment on column public.observations.kind is 'What kind of thing it is: interviewer-declined, moved, deleted …';
comment on column public.observations.key is 'Tells it from another of its kind at the same mock.';
comment on column public.observations.summary is 'What was seen, as a sentence.';
comment on column public.observations.details is 'The facts behind it.';
comment on column public.observations.state is
  'open: to be dealt with. mending: a change is ordered for it. asked: people are asked. kept: a person said to leave it so. settled: it is no longer so, or was mended.';
comment on column public.observations.tries is 'How often a change ordered for it could not be carried out.';
comment on column public.observations.seen_at is 'When it was seen first.';
comment on column public.observations.settled_at is 'Since when it is settled.';

create unique index observations_once_while_they_last
  on public.observations (booking_id, kind, key) where state <> 'settled';
create index observations_not_settled on public.observations (workspace, id) where state <> 'settled';
create index observations_of_workspace on public.observations (workspace, id);
create index observations_of_candidate on public.observations (candidate_id, id);
create index observations_of_booking on public.observations (booking_id);

alter table public.observations enable row level security;
revoke all on table public.observations from public, anon, authenticated, service_role;
grant select, insert, update on table public.observations to service_role;

create function public.check_observation_arrow()
returns trigger language plpgsql security invoker set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    if new.state = 'open' then
      return new;
    end if;
  elsif old.state = new.state
    or (old.state, new.state) in (
      ('open', 'mending'), ('open', 'asked'), ('open', 'settled'),
      ('mending', 'open'), ('mending', 'kept'), ('mending', 'settled'),
      ('asked', 'open'), ('asked', 'mending'), ('asked', 'kept'), ('asked', 'settled'),
      ('kept', 'settled'))
  then
    if new.tries < old.tries then
      raise exception using errcode = 'MS004',
        message = format('The tries of observation %s would fall from %s to %s.', new.id, old.tries, new.tries);
    end if;
    return new;
  end if;
  raise exception using errcode = 'MS004',
    message = format('Observation %s cannot become %s from %s.', new.id, new.state,
      case tg_op when 'INSERT' then 'nothing' else old.state end);
end
$$;
comment on function public.check_observation_arrow() is 'Lets an observation change only along the drawn arrows.';
create trigger observations_along_arrows
  before insert or update on public.observations
  for each row execute function public.check_observation_arrow();

create function public.settle_observations()
returns trigger language plpgsql volatile security invoker set search_path = '' as $$
begin
  update public.observations set state = 'settled', settled_at = new.updated_at
  where candidate_id = new.id and state <> 'settled';
  return null;
end
$$;
comment on function public.settle_observations() is
  'Settles what was observed about a candidate for whom nothing is booked any more, or all is over.';
create trigger candidates_over_settle_observations after update of state on public.candidates
  for each row when (new.state in ('cancelled', 'closed') and old.state <> new.state)
  execute function public.settle_observations();

create function public.observations_as_json(p_observations public.observations[])
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
    'settled_at', to_char(o.settled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
  ) order by o.id), '[]'::jsonb)
  from unnest(p_observations) o
$$;
comment on function public.observations_as_json(public.observations[]) is
  'Observations as programs read them, in the order seen.';

create function public.observe_candidate(
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
      update public.observations set state = 'settled', settled_at = v_now where id = v_observation.id;
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
        'No longer so: ' || v_observation.summary,
        jsonb_strip_nulls(jsonb_build_object('observationId', v_observation.id::text, 'bookingId', v_observation.booking_id,
          'kind', v_observation.kind, 'key', v_observation.key, 'was', v_observation.state,
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
comment on function public.observe_candidate(text, jsonb, text, timestamptz) is
  'Brings what is known to be not as booked in line with what was seen at a scheduled candidate; answers all that is not settled.';

create function public.list_observations(
  p_workspace text, p_candidate_id text default null, p_settled boolean default false, p_limit integer default null
)
returns jsonb language plpgsql stable security invoker
set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  if p_settled then
    return public.observations_as_json(array(
      select o from public.observations o
      where o.workspace = p_workspace and (p_candidate_id is null or o.candidate_id = p_candidate_id)
      order by o.id desc
      limit coalesce(p_limit, 200)));
  end if;
  return public.observations_as_json(array(
    select o from public.observations o
    where o.workspace = p_workspace and (p_candidate_id is null or o.candidate_id = p_candidate_id)
      and o.state <> 'settled'
    order by o.id desc
    limit p_limit));
end
$$;
comment on function public.list_observations(text, text, boolean, integer) is
  'Observations in the order seen: all that are not settled, or the newest (200 where no other limit is given) of all.';

-- A question is put while the candidate stays scheduled, so no taking stands behind it.
alter table public.escalations alter column fence drop not null;
comment on column public.escalations.fence is
  'Under which taking of the candidate it was opened; makes a repeated call open it once. Empty for a question about what is booked.';
comment on column public.escalations.code is
  'The kind of cause, as one word: infeasible, calendar, conflict …; seen for a question about what is booked.';
comment on column public.escalations.proposals is
  'Changes that were tried and would help; of a question, each with the change that it orders.';
comment on column public.outbox.kind is
  'What it tells: scheduled, waiting, escalated, changed, unchanged (a change that could not be), question (about what is booked), closed, or digest (of a day, about no candidate).';

create function public.ask_about_candidate(
  p_candidate_id text, p_question jsonb, p_observations jsonb, p_actor text, p_now timestamptz default null
)
returns jsonb language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates := public.lock_candidate(p_candidate_id);
  v_about bigint[];
  v_before bigint[];
  v_open public.escalations;
  v_id bigint;
begin
  if v_candidate.state <> 'scheduled' then
    raise exception using errcode = 'MS003',
      message = format('%s is %s: nothing can be asked about what is booked now.', v_candidate.name, v_candidate.state),
      hint = 'Wait until that is over; what is seen then is asked about.';
  end if;
  select coalesce(array_agg(o.id order by o.id) filter (where o.id::text in (
      select e.value from jsonb_array_elements_text(p_observations) e)), '{}'),
    coalesce(array_agg(o.id order by o.id) filter (where o.state = 'asked'), '{}')
  into v_about, v_before
  from public.observations o where o.candidate_id = p_candidate_id and o.state in ('open', 'asked');
  if v_about = '{}' then
    raise exception using errcode = 'MS003',
      message = format('What was to be asked about %s is no longer so, or decided.', v_candidate.name),
      hint = 'Look again, and ask about what is seen then.';
  end if;
  select * into v_open from public.escalations where candidate_id = p_candidate_id and closed_at is null;
  if v_open.message = p_question ->> 'message' and v_about = v_before then
    return jsonb_build_object('escalation_id', v_open.id::text);
  end if;

  perform public.close_escalation(p_candidate_id, p_actor, 'asked anew', v_now);
  update public.observations set state = case when id = any (v_about) then 'asked' else 'open' end
  where id = any (v_about || v_before);
  insert into public.escalations (workspace, candidate_id, code, message, reasons, proposals, opened_at)
  values (v_candidate.workspace, p_candidate_id, p_question ->> 'code', p_question ->> 'message',
    p_question -> 'reasons', p_question -> 'proposals', v_now)
  returning id into v_id;
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, p_actor, 'asked', null, null,
    p_question ->> 'message',
    p_question || jsonb_build_object('escalationId', v_id::text, 'observations', to_jsonb(v_about::text[])));
  perform public.write_notice(v_now, v_candidate, 'question', jsonb_build_object(
    'escalationId', v_id::text, 'code', p_question ->> 'code', 'summary', p_question ->> 'message',
    'message', p_question ->> 'message',
    'reasons', p_question -> 'reasons', 'proposals', p_question -> 'proposals'));
  return jsonb_build_object('escalation_id', v_id::text);
end
$$;
comment on function public.ask_about_candidate(text, jsonb, jsonb, text, timestamptz) is
  'Puts observations of a scheduled candidate before people, in place of what was asked before.';

create function public.keep_observed(
  p_candidate_id text, p_actor text, p_note text, p_now timestamptz default null
)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates := public.lock_candidate(p_candidate_id);
  v_resolution text := 'kept as it is' || coalesce(': ' || nullif(p_note, ''), '');
  v_last public.escalations;
  v_kept bigint[];
begin
  select * into v_last from public.escalations where candidate_id = p_candidate_id order by id desc limit 1;
  -- The same call again, because its answer was lost.
  if v_last.closed_by = p_actor and v_last.resolution = v_resolution then
    return;
  end if;
  if v_candidate.state <> 'scheduled' then
    raise exception using errcode = 'MS003',
      message = format('%s is %s: there is nothing to keep as it is now.', v_candidate.name, v_candidate.state),
      hint = 'Look at the status again.';
  end if;
  with kept as (
    update public.observations set state = 'kept'
    where candidate_id = p_candidate_id and state = 'asked'
    returning id
  )
  select array_agg(k.id order by k.id) into v_kept from kept k;
  if v_kept is null then
    raise exception using errcode = 'MS003',
      message = format('Nothing is asked about %s now.', v_candidate.name),
      hint = 'It may be no longer so, or decided by somebody else: look at the status again.';
  end if;
  perform public.close_escalation(p_candidate_id, p_actor, v_resolution, v_now);
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, p_actor, 'kept', null, null,
    format('What was asked about %s is kept as it is.', v_candidate.name),
    jsonb_strip_nulls(jsonb_build_object('note', nullif(p_note, ''), 'escalationId', v_last.id::text,
      'observations', to_jsonb(v_kept::text[]))));
end
$$;
comment on function public.keep_observed(text, text, text, timestamptz) is
  'What is asked about a candidate is left as it is, by a person''s word; closes the question.';

revoke execute on function
  public.check_observation_arrow(),
  public.settle_observations(),
  public.observations_as_json(public.observations[]),
  public.observe_candidate(text, jsonb, text, timestamptz),
  public.list_observations(text, text, boolean, integer),
  public.ask_about_candidate(text, jsonb, jsonb, text, timestamptz),
  public.keep_observed(text, text, text, timestamptz)
  from public, anon, authenticated;
grant execute on function
  public.observations_as_json(public.observations[]),
  public.observe_candidate(text, jsonb, text, timestamptz),
  public.list_observations(text, text, boolean, integer),
  public.ask_about_candidate(text, jsonb, jsonb, text, timestamptz),
  public.keep_observed(text, text, text, timestamptz)
  to service_role;

notify pgrst, 'reload schema';
insert into public.schema_versions (version, name) values ('20261124090100', 'observations');
