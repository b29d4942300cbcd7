-- A change to what is booked may be for something that was seen: while it is under way that is `mending`.
-- And it may do more than before: give a mock another event where its own was deleted by hand, follow an
-- event that was moved by hand, and give a mock that was missed another time.

create function public.renewed_events(p_change jsonb)
returns table (booking_id text, former_id text, new_id text)
language sql stable security invoker set search_path = '' as $$
  select b.id, b."eventId", b."newEventId"
  from jsonb_to_recordset(p_change -> 'bookings') as b (id text, "eventId" text, "newEventId" text)
  where b."newEventId" is not null
$$;
comment on function public.renewed_events(jsonb) is
  'The bookings that a change gives another event, with the ids of the deleted and of the new one.';

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
  -- What was asked about, or an earlier change was for, and this one is not for is open again.
  update public.observations
  set state = case when (p_change -> 'observations') ? id::text then 'mending' else 'open' end
  where candidate_id = p_candidate_id
    and (state in ('asked', 'mending') or state = 'open' and (p_change -> 'observations') ? id::text);
  perform public.close_escalation(p_candidate_id, p_actor,
    case v_from when 'escalated' then 'another change was ordered' else 'a change was ordered: ' || p_summary end, v_now);
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, p_actor, 'change-ordered',
    v_from, 'queued', p_summary, p_change);
  return jsonb_build_object('position', public.queue_position(v_candidate));
end
$$;
comment on function public.order_change(text, jsonb, text, text, text, jsonb, timestamptz) is
  'Orders a change to what is booked for a candidate, who goes to the head of the queue with it; what it mends is mending from then on. Somebody who is known only by events typed by hand becomes a candidate (p_person) with nothing but that.';

create or replace function public.drop_change(p_candidate_id text, p_actor text, p_note text, p_now timestamptz default null)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates := public.lock_candidate(p_candidate_id);
  v_held bigint;
  v_state text;
begin
  if v_candidate.change is null then
    raise exception using errcode = 'MS003',
      message = format('No change for %s is under way.', v_candidate.name),
      hint = 'Look at the status again: it may be over by now.';
  end if;
  if v_candidate.state not in ('queued', 'escalated') or exists (
    select from public.bookings where candidate_id = p_candidate_id and state not in ('booked', 'released')
  ) then
    raise exception using errcode = 'MS003',
      message = format('The change for %s is half done and cannot be called off.', v_candidate.name),
      hint = case when v_candidate.state = 'escalated'
        then 'Retry it, or cancel the mocks that are between two places.'
        else 'Wait until it has ended and look at the status again.' end;
  end if;
  select count(*) into v_held from public.bookings where candidate_id = p_candidate_id and state <> 'released';
  v_state := case when v_held > 0 then 'scheduled' else 'cancelled' end;
  update public.candidates set state = v_state, change = null, updated_at = v_now where id = p_candidate_id;
  -- Whoever calls it off leaves what it was to mend as it is.
  update public.observations set state = 'kept' where candidate_id = p_candidate_id and state = 'mending';
  perform public.close_escalation(p_candidate_id, p_actor, 'called off' || coalesce(': ' || nullif(p_note, ''), ''), v_now);
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, p_actor, 'change-dropped',
    v_candidate.state, v_state, format('The change for %s was called off; what is booked stays as it is.', v_candidate.name),
    jsonb_strip_nulls(jsonb_build_object('note', nullif(p_note, ''), 'id', v_candidate.change ->> 'id')));
end
$$;

create or replace function public.move_bookings(
  p_candidate_id text, p_fence bigint, p_bookings jsonb, p_summary text, p_details jsonb,
  p_now timestamptz default null
)
returns jsonb language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates := public.lock_candidate(p_candidate_id);
  v_known bigint;
begin
  perform public.require_lease(v_candidate, p_fence);
  if v_candidate.taking_back is not null then
    raise exception using errcode = 'MS004',
      message = format('The plan of candidate %s is being taken back: nothing can be moved.', p_candidate_id);
  end if;
  select count(*) into v_known from public.planned_bookings(p_bookings) p
  join public.bookings b on b.id = p.id and b.candidate_id = p_candidate_id and b.state in ('booked', 'moving')
    and b.course = p.course and b.mock_number = p.mock_number
  left join public.renewed_events(v_candidate.change) r on r.booking_id = p.id
  where p.event_id in (b.event_id, r.former_id, r.new_id);
  if v_known = 0 or v_known <> jsonb_array_length(p_bookings) then
    raise exception using errcode = 'MS004',
      message = format('Only booked mocks of candidate %s can be moved.', p_candidate_id);
  end if;
  -- The same call again, because its answer was lost.
  if (v_candidate.change is null or v_candidate.change ->> 'phase' = 'moving') and not exists (
    select from public.planned_bookings(p_bookings) p join public.bookings b on b.id = p.id
    left join public.renewed_events(v_candidate.change) r on r.booking_id = p.id
    where b.state <> 'moving' or b.during <> p.during or b.interviewer <> p.interviewer
      or p.event_id = r.new_id and b.event_id <> r.new_id
  ) then
    return jsonb_build_object('outcome', 'reserved', 'bookings', public.held_bookings(p_candidate_id));
  end if;

  perform pg_advisory_xact_lock(hashtextextended('mock scheduler: reserve bookings', 0));
  begin
    update public.bookings b
    set during = p.during, interviewer = p.interviewer, interviewer_name = p.interviewer_name,
      interviewer_email = p.interviewer_email, role = p.role, state = 'moving', updated_at = v_now,
      -- The id of a deleted event is never taken up again, whatever place the mock goes to.
      event_id = case when p.event_id = r.new_id then r.new_id else b.event_id end,
      meet_link = case when p.event_id = r.new_id and b.event_id <> r.new_id then null else b.meet_link end,
      html_link = case when p.event_id = r.new_id and b.event_id <> r.new_id then null else b.html_link end
    from public.planned_bookings(p_bookings) p
    left join public.renewed_events(v_candidate.change) r on r.booking_id = p.id
    where b.id = p.id;
  exception when exclusion_violation then
    return jsonb_build_object('outcome', 'conflict',
      'message', 'Somebody else holds a time that a mock was to be moved to.');
  end;
  update public.candidates set change = change || '{"phase": "moving"}', updated_at = v_now
  where id = p_candidate_id and change is not null;
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, v_candidate.lease_owner, 'moving',
    null, null, p_summary, p_details);
  return jsonb_build_object('outcome', 'reserved', 'bookings', public.held_bookings(p_candidate_id));
end
$$;

create or replace function public.confirm_booking(
  p_booking_id text, p_candidate_id text, p_fence bigint, p_event_id text, p_meet_link text, p_html_link text,
  p_now timestamptz default null
)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates := public.lock_candidate(p_candidate_id);
  v_booking public.bookings;
begin
  perform public.require_lease(v_candidate, p_fence);
  v_booking := public.lock_booking(p_booking_id, p_candidate_id);
  if v_booking.state = 'booked' and v_booking.event_id = p_event_id
    and v_booking.meet_link is not distinct from coalesce(p_meet_link, v_booking.meet_link)
    and v_booking.html_link is not distinct from coalesce(p_html_link, v_booking.html_link)
  then
    return;
  end if;
  -- A booked one may still learn its links: a video call is sometimes made later than its event.
  if v_booking.state not in ('reserved', 'moving') and not (v_booking.state = 'booked' and v_booking.event_id = p_event_id) then
    raise exception using errcode = 'MS004',
      message = format('Booking %s is %s with event %s: event %s cannot be noted.',
        p_booking_id, v_booking.state, v_booking.event_id, p_event_id);
  end if;
  update public.bookings
  set state = 'booked', event_id = p_event_id, updated_at = v_now,
    -- Those of another event lead nowhere.
    meet_link = coalesce(p_meet_link, case when event_id = p_event_id then meet_link end),
    html_link = coalesce(p_html_link, case when event_id = p_event_id then html_link end)
  where id = p_booking_id;
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, v_candidate.lease_owner,
    case v_booking.state when 'reserved' then 'booked' when 'moving' then 'moved' else 'links-noted' end, null, null,
    case v_booking.state
      when 'moving' then format('%s Mock%s stands at its new time, with %s, in the calendar.',
        v_booking.course, v_booking.mock_number, v_booking.interviewer_name)
      when 'reserved' then format('%s Mock%s with %s is in the calendar.',
        v_booking.course, v_booking.mock_number, v_booking.interviewer_name)
      else format('The links of %s Mock%s with %s are known.',
        v_booking.course, v_booking.mock_number, v_booking.interviewer_name)
    end,
    jsonb_build_object('bookingId', p_booking_id, 'eventId', p_event_id, 'course', v_booking.course,
      'number', v_booking.mock_number, 'interviewer', v_booking.interviewer,
      'start', public.iso_instant(v_booking.starts_at), 'end', public.iso_instant(v_booking.ends_at)));
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
    update public.observations set state = 'settled', settled_at = v_now
    where candidate_id = p_candidate_id and state = 'mending';
  else
    update public.observations set state = 'open', tries = tries + 1
    where candidate_id = p_candidate_id and state = 'mending';
  end if;
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, v_worker,
    case when p_done then 'changed' else 'unchanged' end, 'scheduling', v_state, p_summary, p_details);
  perform public.write_notice(v_now, v_candidate, case when p_done then 'changed' else 'unchanged' end,
    jsonb_build_object('summary', p_summary, 'details', p_details, 'mocks', v_held.mocks));
end
$$;

revoke execute on function public.renewed_events(jsonb) from public, anon, authenticated;
grant execute on function public.renewed_events(jsonb) to service_role;

notify pgrst, 'reload schema';
insert into public.schema_versions (version, name) values ('20261124090200', 'mending');
