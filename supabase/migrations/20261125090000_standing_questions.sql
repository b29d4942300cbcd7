-- A question that people have before them is not put to them a second time only because something else about
-- the same candidate was changed meanwhile: where what was seen and its choices are the same after that, it
-- stands as it is.

alter table public.escalations
  add column set_aside boolean not null default false,
  add constraint escalations_set_aside_are_questions_put_aside check (not set_aside or code = 'seen');
comment on column public.escalations.set_aside is
  'Closed by a change that is not its answer: asked the same afterwards, it is this question again.';

create function public.choices_of(p_proposals jsonb)
returns jsonb language sql immutable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_array(p.value -> 'kind', p.value -> 'message') order by p.place), '[]'::jsonb)
  from jsonb_array_elements(p_proposals) with ordinality p (value, place)
$$;
comment on function public.choices_of(jsonb) is
  'What people read of the proposals of an escalation; ids in what they order are others each time.';

create or replace function public.order_change(
  p_candidate_id text, p_change jsonb, p_summary text, p_actor text, p_chat text default null,
  p_person jsonb default null, p_now timestamptz default null
)
returns jsonb language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates;
  v_from text;
  v_held bigint;
  v_stands boolean;
begin
  if p_person is not null then
    perform public.use_workspace(p_person ->> 'workspace');
    insert into public.candidates
      (id, workspace, name, email, time_zone, request, chat, queue_number, change, enqueued_at, updated_at)
    values
      (p_candidate_id, p_person ->> 'workspace', p_person ->> 'name', p_person ->> 'email', p_person ->> 'time_zone', '{}',
       p_chat, public.change_place_in_queue(), p_change || '{"phase": "ordered"}', v_now, v_now)
    on conflict do nothing
    returning * into v_candidate;
    if found then
      perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, p_actor, 'change-ordered', null, 'queued',
        p_summary, p_change);
      return jsonb_build_object('position', public.queue_position(v_candidate));
    elsif not exists (select from public.candidates where id = p_candidate_id) then
      raise exception using errcode = 'MS003',
        message = format('%s is in the queue already.', p_person ->> 'email'),
        hint = 'Wait until that is over, then ask again.';
    end if;
  end if;

  v_candidate := public.lock_candidate(p_candidate_id);
  -- The same call again, because its answer was lost; it may be carried out by now.
  if exists (
    select from public.scheduling_audit a
    where a.candidate_id = p_candidate_id and a.action = 'change-ordered' and a.details ->> 'id' = p_change ->> 'id'
  ) then
    return jsonb_build_object('position', public.queue_position(v_candidate));
  end if;
  if v_candidate.change is not null and v_candidate.state <> 'escalated' then
    raise exception using errcode = 'MS003',
      message = format('A change for %s is ordered already and not over.', v_candidate.name),
      hint = 'Wait until it is done, then ask again.';
  end if;
  select count(*) into v_held from public.bookings where candidate_id = p_candidate_id and state <> 'released';
  if v_candidate.state = 'scheduled' or v_candidate.state = 'escalated' and v_candidate.change is not null then
    null;
  elsif v_candidate.state = 'closed' and p_change ->> 'kind' = 'move' and exists (
    select from public.ordered_bookings(p_change) o join public.bookings b on b.id = o.id where b.outcome = 'no-show'
  ) then
    -- A mock that was missed is given again.
    null;
  elsif v_candidate.state = 'waiting' and v_candidate.taking_back is null and p_change ->> 'kind' = 'cancel'
    and v_held > 0 and v_held = (select count(*) from public.ordered_bookings(p_change))
  then
    -- Given up while it is being booked: as a whole, for half a plan is none.
    null;
  else
    raise exception using errcode = 'MS003',
      message = format('%s is %s: nothing can be changed now.', v_candidate.name, v_candidate.state),
      hint = case when v_candidate.state in ('queued', 'escalated') then 'Dismiss the candidate to take them out.'
        when v_candidate.state = 'cancelled' then 'Nothing is booked for them.'
        when v_candidate.state = 'closed' then 'All mocks are over; one that was noted as missed can be given another time.'
        else 'Wait until scheduling has ended and look at the status again.' end;
  end if;
  if exists (
    select from public.ordered_bookings(p_change) o
    where not exists (
      select from public.bookings b
      where b.id = o.id and b.candidate_id = p_candidate_id and b.state <> 'released'
        and b.during = o.during and b.interviewer = o.interviewer)
  ) then
    raise exception using errcode = 'MS003',
      message = format('What is booked for %s has changed since this was shown.', v_candidate.name),
      hint = 'Ask again to see how it stands now.';
  end if;
  -- What an earlier change left between two places has to come to rest by this one.
  if exists (
    select from public.bookings b
    where b.candidate_id = p_candidate_id and b.state not in ('booked', 'released')
      and b.id not in (select o.id from public.ordered_bookings(p_change) o)
  ) then
    raise exception using errcode = 'MS003',
      message = format('Mocks of %s are between two places since the last change and would stay so.', v_candidate.name),
      hint = 'Retry that change, or include these mocks.';
  end if;
  v_from := v_candidate.state;
  begin
    update public.candidates
    set state = 'queued', change = p_change || '{"phase": "ordered"}', queue_number = public.change_place_in_queue(),
      chat = coalesce(p_chat, chat), resume_at = null, updated_at = v_now
    where id = p_candidate_id
    returning * into v_candidate;
  exception when unique_violation then
    raise exception using errcode = 'MS003',
      message = format('The queue has another candidate with the email %s.', v_candidate.email),
      hint = 'Wait until that one is scheduled, or dismiss it; then ask again.';
  end;
  -- A question that has nothing to do with this change is put aside by it, not answered.
  v_stands := not exists (
    select from public.observations
    where candidate_id = p_candidate_id and state = 'asked' and (p_change -> 'observations') ? id::text);
  -- What was asked about, or an earlier change was for, and this one is not for is open again.
  update public.observations
  set state = case when (p_change -> 'observations') ? id::text then 'mending' else 'open' end
  where candidate_id = p_candidate_id
    and (state in ('asked', 'mending') or state = 'open' and (p_change -> 'observations') ? id::text);
  update public.escalations set set_aside = v_stands
  where candidate_id = p_candidate_id and closed_at is null and code = 'seen';
  perform public.close_escalation(p_candidate_id, p_actor,
    case v_from when 'escalated' then 'another change was ordered' else 'a change was ordered: ' || p_summary end, v_now);
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, p_actor, 'change-ordered',
    v_from, 'queued', p_summary, p_change);
  return jsonb_build_object('position', public.queue_position(v_candidate));
end
$$;

create or replace function public.ask_about_candidate(
  p_candidate_id text, p_question jsonb, p_observations jsonb, p_actor text, p_now timestamptz default null
)
returns jsonb language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates := public.lock_candidate(p_candidate_id);
  v_about bigint[];
  v_before bigint[];
  v_last public.escalations;
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
  select * into v_last from public.escalations where candidate_id = p_candidate_id order by id desc limit 1;
  -- The same about the same: people have it before them, and it stands there as it is.
  if (v_last.closed_at is null and v_about = v_before or v_last.set_aside)
    and v_last.reasons = p_question -> 'reasons'
    and public.choices_of(v_last.proposals) = public.choices_of(p_question -> 'proposals')
  then
    if v_last.closed_at is not null then
      update public.observations set state = 'asked' where id = any (v_about) and state = 'open';
      update public.escalations
      set closed_at = null, closed_by = null, resolution = null, set_aside = false,
        -- As things are now: what its choices order, and how long it is until then.
        message = p_question ->> 'message', proposals = p_question -> 'proposals'
      where id = v_last.id;
      perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, p_actor, 'asked-still', null, null,
        format('What was asked about %s before the last change stands as it was asked.', v_candidate.name),
        p_question || jsonb_build_object('escalationId', v_last.id::text, 'observations', to_jsonb(v_about::text[])));
    end if;
    return jsonb_build_object('escalation_id', v_last.id::text);
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

revoke execute on function public.choices_of(jsonb) from public, anon, authenticated;
grant execute on function public.choices_of(jsonb) to service_role;

notify pgrst, 'reload schema';
insert into public.schema_versions (version, name) values ('20261125090000', 'standing_questions');
