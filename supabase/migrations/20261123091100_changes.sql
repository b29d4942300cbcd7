-- What is booked may be changed: some mocks cancelled, or moved to other times and interviewers. A
-- person orders it, the candidate goes back into the queue with the bookings held as they are, and a
-- worker carries the order out under its lease. It stands on the candidate's row until it is carried
-- out, or was found impossible and everything stands as before.

alter table public.candidates add column change jsonb check (jsonb_typeof(change) = 'object');
alter table public.candidates add constraint candidates_change_only_under_way
  check (change is null or state in ('queued', 'scheduling', 'waiting', 'escalated'));
comment on column public.candidates.change is
  'The change to what is booked that was ordered and is not over: its id, its kind (cancel or move), the bookings concerned with their places before and after, and in phase how far it is (ordered, moving, takingBack); empty where none is.';
comment on column public.candidates.state is
  'queued: waits for its turn, to be planned, or with a change to what is booked. scheduling: being worked on. waiting: goes on by itself at resume_at. scheduled: everything is booked. escalated: a person has to decide. cancelled: given up by a person, or all mocks were cancelled.';
comment on column public.outbox.kind is 'What it tells: scheduled, waiting, escalated, changed, or unchanged (a change that could not be).';

create or replace function public.check_candidate_arrow()
returns trigger language plpgsql security invoker set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    if new.state = 'queued' then
      return new;
    end if;
  elsif old.state = new.state
    or (old.state, new.state) in (
      ('queued', 'scheduling'), ('queued', 'cancelled'),
      ('scheduling', 'scheduled'), ('scheduling', 'waiting'), ('scheduling', 'escalated'),
      ('waiting', 'scheduling'), ('waiting', 'cancelled'),
      ('escalated', 'queued'), ('escalated', 'cancelled'))
    -- A change is ordered: nobody is planned anew over what is booked.
    or (old.state, new.state) in (('scheduled', 'queued'), ('waiting', 'queued'))
      and old.change is null and new.change is not null
    -- It is carried out, or given up.
    or (old.state, new.state) in (('scheduling', 'cancelled'), ('queued', 'scheduled'), ('escalated', 'scheduled'))
      and old.change is not null and new.change is null
  then
    if new.fence < old.fence then
      raise exception using errcode = 'MS004',
        message = format('The fence of candidate %s would fall from %s to %s.', new.id, old.fence, new.fence);
    end if;
    return new;
  end if;
  raise exception using errcode = 'MS004',
    message = format('Candidate %s cannot become %s from %s.', new.id, new.state,
      case tg_op when 'INSERT' then 'nothing' else old.state end);
end
$$;

create or replace function public.candidates_as_json(p_candidates public.candidates[], p_positions bigint[])
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
    'change', c.change,
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

create function public.change_place_in_queue()
returns bigint language sql volatile security invoker set search_path = '' as $$
  select nextval('public.candidate_queue_number') - 4611686018427387904
$$;
comment on function public.change_place_in_queue() is
  'A place ahead of everybody who is to be planned, and behind the changes ordered before: what people were shown holds for a while only.';

create function public.ordered_bookings(p_change jsonb)
returns table (id text, during tstzrange, interviewer text)
language sql stable security invoker set search_path = '' as $$
  select b.id, tstzrange((b."from" ->> 'start')::timestamptz, (b."from" ->> 'end')::timestamptz, '[)'), b."from" ->> 'interviewer'
  from jsonb_to_recordset(p_change -> 'bookings') as b (id text, "from" jsonb)
$$;
comment on function public.ordered_bookings(jsonb) is 'The bookings that a change concerns, with the places in which it saw them.';

create function public.order_change(
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
  perform public.close_escalation(p_candidate_id, p_actor, 'another change was ordered', v_now);
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, p_actor, 'change-ordered',
    v_from, 'queued', p_summary, p_change);
  return jsonb_build_object('position', public.queue_position(v_candidate));
end
$$;
comment on function public.order_change(text, jsonb, text, text, text, jsonb, timestamptz) is
  'Orders a change to what is booked for a candidate, who goes to the head of the queue with it. Somebody who is known only by events typed by hand becomes a candidate (p_person) with nothing but that.';

create function public.drop_change(p_candidate_id text, p_actor text, p_note text, p_now timestamptz default null)
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
  perform public.close_escalation(p_candidate_id, p_actor, 'called off' || coalesce(': ' || nullif(p_note, ''), ''), v_now);
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, p_actor, 'change-dropped',
    v_candidate.state, v_state, format('The change for %s was called off; what is booked stays as it is.', v_candidate.name),
    jsonb_strip_nulls(jsonb_build_object('note', nullif(p_note, ''), 'id', v_candidate.change ->> 'id')));
end
$$;
comment on function public.drop_change(text, text, text, timestamptz) is
  'Calls an ordered or escalated change off where nothing is between two places: what is booked stays.';

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
    and b.course = p.course and b.mock_number = p.mock_number and b.event_id = p.event_id;
  if v_known = 0 or v_known <> jsonb_array_length(p_bookings) then
    raise exception using errcode = 'MS004',
      message = format('Only booked mocks of candidate %s can be moved.', p_candidate_id);
  end if;
  -- The same call again, because its answer was lost.
  if (v_candidate.change is null or v_candidate.change ->> 'phase' = 'moving') and not exists (
    select from public.planned_bookings(p_bookings) p join public.bookings b on b.id = p.id
    where b.state <> 'moving' or b.during <> p.during or b.interviewer <> p.interviewer
  ) then
    return jsonb_build_object('outcome', 'reserved', 'bookings', public.held_bookings(p_candidate_id));
  end if;

  perform pg_advisory_xact_lock(hashtextextended('mock scheduler: reserve bookings', 0));
  begin
    update public.bookings b
    set during = p.during, interviewer = p.interviewer, interviewer_name = p.interviewer_name,
      interviewer_email = p.interviewer_email, role = p.role, state = 'moving', updated_at = v_now
    from public.planned_bookings(p_bookings) p
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

create function public.take_back_change(
  p_candidate_id text, p_fence bigint, p_bookings jsonb, p_why text, p_now timestamptz default null
)
returns jsonb language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates := public.lock_candidate(p_candidate_id);
  v_moved jsonb;
begin
  perform public.require_lease(v_candidate, p_fence);
  if v_candidate.change ->> 'phase' = 'takingBack' then
    return jsonb_build_object('outcome', 'reserved', 'bookings', public.held_bookings(p_candidate_id));
  end if;
  if v_candidate.change ->> 'phase' is distinct from 'moving' then
    raise exception using errcode = 'MS004',
      message = format('No change of candidate %s is being carried out: nothing can be taken back.', p_candidate_id);
  end if;
  v_moved := public.move_bookings(p_candidate_id, p_fence, p_bookings, 'The former times are held again.',
    jsonb_build_object('why', p_why), v_now);
  if v_moved ->> 'outcome' = 'reserved' then
    update public.candidates set change = change || jsonb_build_object('phase', 'takingBack', 'why', p_why), updated_at = v_now
    where id = p_candidate_id;
    perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, v_candidate.lease_owner, 'taking-back',
      null, null, 'The change is taken back: ' || p_why, jsonb_build_object('why', p_why));
  end if;
  return v_moved;
end
$$;
comment on function public.take_back_change(text, bigint, jsonb, text, timestamptz) is
  'A change cannot be completed: holds the former times and interviewers again, all or none (conflict); the events are still to be moved back.';

create function public.finish_change(
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
  if v_candidate.state in ('scheduled', 'cancelled') and v_candidate.fence = p_fence then
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
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, v_worker,
    case when p_done then 'changed' else 'unchanged' end, 'scheduling', v_state, p_summary, p_details);
  perform public.write_notice(v_now, v_candidate, case when p_done then 'changed' else 'unchanged' end,
    jsonb_build_object('summary', p_summary, 'details', p_details, 'mocks', v_held.mocks));
end
$$;
comment on function public.finish_change(text, bigint, boolean, text, jsonb, timestamptz) is
  'A change is carried out, or (p_done false) cannot be and everything stands as before: the candidate is scheduled again, or cancelled where no mock is left, and people are told.';

create or replace function public.take_back_bookings(
  p_candidate_id text, p_fence bigint, p_escalation jsonb, p_now timestamptz default null
)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates := public.lock_candidate(p_candidate_id);
  v_count bigint;
begin
  perform public.require_lease(v_candidate, p_fence);
  if v_candidate.change is not null then
    raise exception using errcode = 'MS004',
      message = format('Candidate %s is being changed: the mocks that are booked are not taken back for that.', p_candidate_id);
  end if;
  if v_candidate.taking_back = p_escalation then
    return;
  end if;
  if v_candidate.taking_back is not null then
    raise exception using errcode = 'MS004',
      message = format('The plan of candidate %s is being taken back already, for another reason.', p_candidate_id);
  end if;
  update public.candidates set taking_back = p_escalation, updated_at = v_now where id = p_candidate_id;
  update public.bookings set state = 'cancelling', updated_at = v_now
  where candidate_id = p_candidate_id and state in ('reserved', 'booked', 'moving');
  get diagnostics v_count = row_count;
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, v_candidate.lease_owner, 'taking-back',
    null, null, format('The plan is taken back (%s mocks): %s', v_count, p_escalation ->> 'message'), p_escalation);
end
$$;

create or replace function public.release_booking(
  p_booking_id text, p_candidate_id text, p_fence bigint, p_now timestamptz default null
)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates := public.lock_candidate(p_candidate_id);
  v_booking public.bookings;
begin
  perform public.require_lease(v_candidate, p_fence);
  v_booking := public.lock_booking(p_booking_id, p_candidate_id);
  if v_booking.state = 'released' then
    return;
  end if;
  -- The order to cancel it stands on the candidate: that is remembered, and the event is gone by now.
  if v_candidate.change ->> 'kind' = 'cancel'
    and exists (select from public.ordered_bookings(v_candidate.change) o where o.id = p_booking_id)
  then
    update public.bookings set state = 'cancelling', updated_at = v_now where id = p_booking_id;
  end if;
  update public.bookings set state = 'released', updated_at = v_now where id = p_booking_id;
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, v_candidate.lease_owner, 'released',
    null, null, format('%s Mock%s with %s is free again.',
      v_booking.course, v_booking.mock_number, v_booking.interviewer_name),
    jsonb_build_object('bookingId', p_booking_id, 'eventId', v_booking.event_id, 'course', v_booking.course,
      'number', v_booking.mock_number, 'interviewer', v_booking.interviewer,
      'start', public.iso_instant(v_booking.starts_at), 'end', public.iso_instant(v_booking.ends_at)));
end
$$;
comment on function public.release_booking(text, text, bigint, timestamptz) is
  'The event of a booking that is being cancelled is gone: its time is free again.';

create or replace function public.escalate_candidate(
  p_candidate_id text, p_fence bigint, p_escalation jsonb, p_now timestamptz default null
)
returns jsonb language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates := public.lock_candidate(p_candidate_id);
  v_held bigint;
  v_id bigint;
begin
  select id into v_id from public.escalations where candidate_id = p_candidate_id and fence = p_fence;
  if found then
    return jsonb_build_object('escalation_id', v_id::text);
  end if;
  perform public.require_lease(v_candidate, p_fence);
  select count(*) into v_held from public.bookings where candidate_id = p_candidate_id and state <> 'released';
  -- A change that can neither be completed nor taken back leaves mocks that stand.
  if v_held > 0 and v_candidate.change is null then
    raise exception using errcode = 'MS004',
      message = format('Candidate %s still holds %s bookings: take them back before escalating.', p_candidate_id, v_held);
  end if;
  update public.candidates
  set state = 'escalated', lease_owner = null, lease_until = null, taking_back = null, updated_at = v_now
  where id = p_candidate_id;
  insert into public.escalations (workspace, candidate_id, fence, code, message, reasons, proposals, opened_at)
  values (v_candidate.workspace, p_candidate_id, p_fence, p_escalation ->> 'code', p_escalation ->> 'message',
    p_escalation -> 'reasons', p_escalation -> 'proposals', v_now)
  returning id into v_id;
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, v_candidate.lease_owner, 'escalated',
    'scheduling', 'escalated', p_escalation ->> 'message', p_escalation || jsonb_build_object('escalationId', v_id::text));
  perform public.write_notice(v_now, v_candidate, 'escalated', jsonb_build_object(
    'escalationId', v_id::text, 'code', p_escalation ->> 'code', 'summary', p_escalation ->> 'message',
    'message', p_escalation ->> 'message',
    'reasons', p_escalation -> 'reasons', 'proposals', p_escalation -> 'proposals'));
  return jsonb_build_object('escalation_id', v_id::text);
end
$$;
comment on function public.escalate_candidate(text, bigint, jsonb, timestamptz) is
  'Opens an escalation for a candidate who holds no bookings, or whose change is stuck, and people are told.';

create or replace function public.retry_candidate(
  p_candidate_id text, p_request jsonb, p_actor text, p_note text, p_now timestamptz default null
)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates := public.lock_candidate(p_candidate_id);
  v_resolution text := case when p_request is null then 'retried' else 'retried with an edited request' end
    || coalesce(': ' || nullif(p_note, ''), '');
  v_last public.escalations;
begin
  if v_candidate.state <> 'escalated' then
    select * into v_last from public.escalations where candidate_id = p_candidate_id order by id desc limit 1;
    -- The same call again, because its answer was lost.
    if v_last.closed_by = p_actor and v_last.resolution = v_resolution
      and (p_request is null or p_request = v_candidate.request) then
      return;
    end if;
    raise exception using errcode = 'MS003',
      message = format('%s is %s, not escalated: there is nothing to retry.', v_candidate.name, v_candidate.state),
      hint = 'Only an escalated candidate goes back to the queue.';
  end if;
  if v_candidate.change is not null then
    if p_request is not null then
      raise exception using errcode = 'MS003',
        message = format('For %s it is a change that is stuck: the request cannot be edited with it.', v_candidate.name),
        hint = 'Retry the change as it is, or order another one.';
    end if;
    update public.candidates
    set state = 'queued', queue_number = public.change_place_in_queue(), updated_at = v_now
    where id = p_candidate_id;
    perform public.close_escalation(p_candidate_id, p_actor, v_resolution, v_now);
    perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, p_actor, 'retried', 'escalated', 'queued',
      format('The change for %s is tried again.', v_candidate.name),
      jsonb_strip_nulls(jsonb_build_object('note', nullif(p_note, ''))));
    return;
  end if;
  begin
    update public.candidates
    set state = 'queued', queue_number = nextval('public.candidate_queue_number'), updated_at = v_now,
      variant = null,
      request = coalesce(p_request, request),
      name = coalesce(p_request #>> '{candidate,name}', name),
      email = coalesce(p_request #>> '{candidate,email}', email),
      time_zone = coalesce(p_request #>> '{candidate,timeZone}', time_zone)
    where id = p_candidate_id;
  exception when unique_violation then
    raise exception using errcode = 'MS003',
      message = format('The queue already has a candidate with the email %s.', p_request #>> '{candidate,email}'),
      hint = 'Cancel one of the two, or use another email.';
  end;
  perform public.close_escalation(p_candidate_id, p_actor, v_resolution, v_now);
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, p_actor, 'retried', 'escalated', 'queued',
    format('%s goes back to the end of the queue.', v_candidate.name),
    jsonb_strip_nulls(jsonb_build_object('note', nullif(p_note, ''), 'request', p_request)));
end
$$;
comment on function public.retry_candidate(text, jsonb, text, text, timestamptz) is
  'Puts an escalated candidate at the end of the queue, with the request edited or as it was; one whose change is stuck at its head, with that change. Closes the escalation.';

create or replace function public.cancel_candidate(
  p_candidate_id text, p_actor text, p_note text, p_now timestamptz default null
)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates := public.lock_candidate(p_candidate_id);
  v_held bigint;
begin
  if v_candidate.state = 'cancelled' then
    return;
  end if;
  select count(*) into v_held from public.bookings where candidate_id = p_candidate_id and state <> 'released';
  if v_held > 0 then
    raise exception using errcode = 'MS003',
      message = format('%s is %s and holds %s mocks: their events would be left behind.',
        v_candidate.name, v_candidate.state, v_held),
      hint = case when v_candidate.change is null then 'The mocks have to be taken back first.'
        else 'Call the change off instead; the mocks can be cancelled after that.' end;
  end if;
  if v_candidate.state not in ('queued', 'waiting', 'escalated') then
    raise exception using errcode = 'MS003',
      message = format('%s is %s and cannot be cancelled now.', v_candidate.name, v_candidate.state),
      hint = 'Wait until scheduling has ended and look at the status again.';
  end if;
  update public.candidates
  set state = 'cancelled', resume_at = null, taking_back = null, change = null, updated_at = v_now
  where id = p_candidate_id;
  perform public.close_escalation(p_candidate_id, p_actor,
    'cancelled' || coalesce(': ' || nullif(p_note, ''), ''), v_now);
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, p_actor, 'cancelled',
    v_candidate.state, 'cancelled', format('%s was cancelled.', v_candidate.name),
    jsonb_strip_nulls(jsonb_build_object('note', nullif(p_note, ''))));
end
$$;

revoke execute on function
  public.change_place_in_queue(),
  public.ordered_bookings(jsonb),
  public.order_change(text, jsonb, text, text, text, jsonb, timestamptz),
  public.drop_change(text, text, text, timestamptz),
  public.take_back_change(text, bigint, jsonb, text, timestamptz),
  public.finish_change(text, bigint, boolean, text, jsonb, timestamptz)
  from public, anon, authenticated;
grant execute on function
  public.change_place_in_queue(),
  public.ordered_bookings(jsonb),
  public.order_change(text, jsonb, text, text, text, jsonb, timestamptz),
  public.drop_change(text, text, text, timestamptz),
  public.take_back_change(text, bigint, jsonb, text, timestamptz),
  public.finish_change(text, bigint, boolean, text, jsonb, timestamptz)
  to service_role;

notify pgrst, 'reload schema';
insert into public.schema_versions (version, name) values ('20261123091100', 'changes');
