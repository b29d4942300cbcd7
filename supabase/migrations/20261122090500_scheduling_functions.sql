-- What a worker does with the candidate it holds. Each function locks the candidate, checks the
-- fence, changes, and writes the audit row and where needed the notice. A repeated call, whose first
-- answer was lost, changes nothing.

create function public.note_step(
  p_candidate_id text, p_fence bigint, p_action text, p_summary text, p_details jsonb,
  p_now timestamptz default null
)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_candidate public.candidates := public.lock_candidate(p_candidate_id);
  v_last public.scheduling_audit;
begin
  perform public.require_lease(v_candidate, p_fence);
  select * into v_last from public.scheduling_audit where candidate_id = p_candidate_id order by id desc limit 1;
  if v_last.action = p_action and v_last.summary = p_summary and v_last.details = p_details then
    return;
  end if;
  perform public.write_audit(coalesce(p_now, clock_timestamp()), v_candidate.workspace, p_candidate_id,
    v_candidate.lease_owner, p_action, null, null, p_summary, p_details);
end
$$;
comment on function public.note_step(text, bigint, text, text, jsonb, timestamptz) is
  'Notes in the audit a step that changes no state. The same note twice in a row is one note.';

create function public.planned_bookings(p_bookings jsonb)
returns table (
  id text, course text, mock_number integer, interviewer text, interviewer_name text,
  interviewer_email text, role text, during tstzrange, event_id text
)
language sql stable security invoker set search_path = '' as $$
  select p.id, p.course, p.number, p.interviewer, p.interviewer_name, p.interviewer_email, p.role,
    tstzrange(p.start, p."end", '[)'), p.event_id
  from jsonb_to_recordset(p_bookings) as p (
    id text, course text, number integer, interviewer text, interviewer_name text,
    interviewer_email text, role text, start timestamptz, "end" timestamptz, event_id text)
$$;
comment on function public.planned_bookings(jsonb) is 'A plan, as programs send it, as rows.';

create function public.reserve_bookings(
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
    select p.interviewer_name, p.during, p.course, p.mock_number, b.candidate_name as other_candidate,
      b.course as other_course, b.mock_number as other_number,
      lower(b.interviewer_email) = lower(p.interviewer_email) as by_interviewer
    into v_clash
    from public.planned_bookings(p_bookings) p
    join public.bookings b on b.state <> 'released' and b.during && p.during
      and (lower(b.interviewer_email) = lower(p.interviewer_email)
        or lower(b.candidate_email) = lower(v_candidate.email))
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
      case when v_clash.by_interviewer then v_clash.other_candidate else 'another interviewer' end));
  end;
  update public.candidates set variant = p_variant, updated_at = v_now where id = p_candidate_id;
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, v_candidate.lease_owner, 'reserved',
    null, null, p_summary, p_details);
  return jsonb_build_object('outcome', 'reserved', 'bookings', public.held_bookings(p_candidate_id));
end
$$;
comment on function public.reserve_bookings(text, bigint, text, jsonb, text, jsonb, timestamptz) is
  'Reserves a whole plan, or nothing of it where somebody else holds one of its times.';

create function public.lock_booking(p_booking_id text, p_candidate_id text)
returns public.bookings language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_booking public.bookings;
begin
  select * into v_booking from public.bookings
  where id = p_booking_id and candidate_id = p_candidate_id for no key update;
  if not found then
    raise exception using errcode = 'MS004',
      message = format('Candidate %s has no booking %s.', p_candidate_id, p_booking_id);
  end if;
  return v_booking;
end
$$;
comment on function public.lock_booking(text, text) is
  'A booking of this candidate, kept from any other change until the transaction ends.';

create function public.confirm_booking(
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
  if v_booking.state <> 'reserved' and not (v_booking.state = 'booked' and v_booking.event_id = p_event_id) then
    raise exception using errcode = 'MS004',
      message = format('Booking %s is %s with event %s: event %s cannot be noted.',
        p_booking_id, v_booking.state, v_booking.event_id, p_event_id);
  end if;
  update public.bookings
  set state = 'booked', event_id = p_event_id, updated_at = v_now,
    meet_link = coalesce(p_meet_link, meet_link), html_link = coalesce(p_html_link, html_link)
  where id = p_booking_id;
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, v_candidate.lease_owner,
    case v_booking.state when 'reserved' then 'booked' else 'links-noted' end, null, null,
    case v_booking.state
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
comment on function public.confirm_booking(text, text, bigint, text, text, text, timestamptz) is
  'Notes that a reserved booking''s event exists.';

create function public.finish_candidate(
  p_candidate_id text, p_fence bigint, p_summary text, p_details jsonb, p_now timestamptz default null
)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates := public.lock_candidate(p_candidate_id);
  v_held record;
begin
  if v_candidate.state = 'scheduled' and v_candidate.fence = p_fence then
    return;
  end if;
  perform public.require_lease(v_candidate, p_fence);
  select count(*) as mocks, count(*) filter (where state = 'booked') as booked,
    min(starts_at) as first_start, max(ends_at) as last_end
  into v_held from public.bookings where candidate_id = p_candidate_id and state <> 'released';
  if v_held.mocks = 0 or v_held.booked < v_held.mocks or v_candidate.taking_back is not null then
    raise exception using errcode = 'MS004',
      message = format('Candidate %s has %s of %s mocks booked%s: not finished.', p_candidate_id, v_held.booked,
        v_held.mocks, case when v_candidate.taking_back is null then '' else ', and they are being taken back' end);
  end if;
  update public.candidates
  set state = 'scheduled', lease_owner = null, lease_until = null, updated_at = v_now
  where id = p_candidate_id;
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, v_candidate.lease_owner, 'scheduled',
    'scheduling', 'scheduled', p_summary, p_details);
  perform public.write_notice(v_now, v_candidate, 'scheduled', jsonb_build_object(
    'summary', p_summary, 'details', p_details, 'mocks', v_held.mocks,
    'firstStart', public.iso_instant(v_held.first_start), 'lastEnd', public.iso_instant(v_held.last_end)));
end
$$;
comment on function public.finish_candidate(text, bigint, text, jsonb, timestamptz) is
  'Every mock is booked: the candidate is scheduled, and people are told.';

create function public.postpone_candidate(
  p_candidate_id text, p_fence bigint, p_until timestamptz, p_summary text, p_details jsonb,
  p_now timestamptz default null
)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates := public.lock_candidate(p_candidate_id);
  v_held record;
begin
  if v_candidate.state = 'waiting' and v_candidate.fence = p_fence then
    return;
  end if;
  perform public.require_lease(v_candidate, p_fence);
  update public.candidates
  set state = 'waiting', resume_at = p_until, lease_owner = null, lease_until = null, updated_at = v_now
  where id = p_candidate_id;
  select count(*) as mocks, count(*) filter (where state = 'booked') as booked
  into v_held from public.bookings where candidate_id = p_candidate_id and state <> 'released';
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, v_candidate.lease_owner, 'waiting',
    'scheduling', 'waiting', p_summary,
    coalesce(p_details, '{}'::jsonb) || jsonb_build_object('resumeAt', public.iso_instant(p_until)));
  -- People are told once of a cause, not at every try while it lasts.
  if exists (
    select from (
      select kind, payload from public.outbox where candidate_id = p_candidate_id order by id desc limit 1
    ) last
    where last.kind = 'waiting' and last.payload -> 'details' = p_details
  ) then
    return;
  end if;
  perform public.write_notice(v_now, v_candidate, 'waiting', jsonb_build_object(
    'summary', p_summary, 'details', p_details, 'resumeAt', public.iso_instant(p_until),
    'mocks', v_held.mocks, 'booked', v_held.booked));
end
$$;
comment on function public.postpone_candidate(text, bigint, timestamptz, text, jsonb, timestamptz) is
  'A cause that ends stands in the way: the candidate waits until a set time, and people are told once.';

create function public.take_back_bookings(
  p_candidate_id text, p_fence bigint, p_escalation jsonb, p_now timestamptz default null
)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates := public.lock_candidate(p_candidate_id);
  v_count bigint;
begin
  perform public.require_lease(v_candidate, p_fence);
  if v_candidate.taking_back = p_escalation then
    return;
  end if;
  if v_candidate.taking_back is not null then
    raise exception using errcode = 'MS004',
      message = format('The plan of candidate %s is being taken back already, for another reason.', p_candidate_id);
  end if;
  update public.candidates set taking_back = p_escalation, updated_at = v_now where id = p_candidate_id;
  update public.bookings set state = 'cancelling', updated_at = v_now
  where candidate_id = p_candidate_id and state in ('reserved', 'booked');
  get diagnostics v_count = row_count;
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, v_candidate.lease_owner, 'taking-back',
    null, null, format('The plan is taken back (%s mocks): %s', v_count, p_escalation ->> 'message'), p_escalation);
end
$$;
comment on function public.take_back_bookings(text, bigint, jsonb, timestamptz) is
  'The plan cannot be completed: its bookings are to be cancelled, and the reason is remembered for the escalation.';

create function public.release_booking(
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
  'A cancelling booking''s event is gone: its time is free again.';

create function public.escalate_candidate(
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
  if v_held > 0 then
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
  'Opens an escalation for a candidate who holds no bookings, and people are told.';

revoke execute on function
  public.note_step(text, bigint, text, text, jsonb, timestamptz),
  public.planned_bookings(jsonb),
  public.reserve_bookings(text, bigint, text, jsonb, text, jsonb, timestamptz),
  public.lock_booking(text, text),
  public.confirm_booking(text, text, bigint, text, text, text, timestamptz),
  public.finish_candidate(text, bigint, text, jsonb, timestamptz),
  public.postpone_candidate(text, bigint, timestamptz, text, jsonb, timestamptz),
  public.take_back_bookings(text, bigint, jsonb, timestamptz),
  public.release_booking(text, text, bigint, timestamptz),
  public.escalate_candidate(text, bigint, jsonb, timestamptz)
  from public, anon, authenticated;
grant execute on function
  public.note_step(text, bigint, text, text, jsonb, timestamptz),
  public.planned_bookings(jsonb),
  public.reserve_bookings(text, bigint, text, jsonb, text, jsonb, timestamptz),
  public.lock_booking(text, text),
  public.confirm_booking(text, text, bigint, text, text, text, timestamptz),
  public.finish_candidate(text, bigint, text, jsonb, timestamptz),
  public.postpone_candidate(text, bigint, timestamptz, text, jsonb, timestamptz),
  public.take_back_bookings(text, bigint, jsonb, timestamptz),
  public.release_booking(text, text, bigint, timestamptz),
  public.escalate_candidate(text, bigint, jsonb, timestamptz)
  to service_role;

insert into public.schema_versions (version, name) values ('20261122090500', 'scheduling_functions');
