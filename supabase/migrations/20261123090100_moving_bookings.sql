-- A booked mock may have to be moved: somebody became busy while the events were being made. The new
-- time is held first, then the event is moved to it; in between the booking is `moving`.

alter table public.bookings drop constraint bookings_state_check;
alter table public.bookings add constraint bookings_state_check
  check (state in ('reserved', 'booked', 'moving', 'cancelling', 'released'));
comment on column public.bookings.state is
  'reserved: the time is held, the event not yet known to exist. booked: the event exists. moving: the event exists and is still to be moved to this time and interviewer. cancelling: the event is being taken back. released: the time is free again.';

create or replace function public.check_booking_arrow()
returns trigger language plpgsql security invoker set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    if new.state = 'reserved' then
      return new;
    end if;
  elsif old.state = new.state
    or (old.state, new.state) in (
      ('reserved', 'booked'), ('reserved', 'cancelling'), ('booked', 'cancelling'), ('cancelling', 'released'),
      ('booked', 'moving'), ('moving', 'booked'), ('moving', 'cancelling'))
  then
    return new;
  end if;
  raise exception using errcode = 'MS004',
    message = format('Booking %s cannot become %s from %s.', new.id, new.state,
      case tg_op when 'INSERT' then 'nothing' else old.state end);
end
$$;

create function public.move_bookings(
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
  if not exists (
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
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, v_candidate.lease_owner, 'moving',
    null, null, p_summary, p_details);
  return jsonb_build_object('outcome', 'reserved', 'bookings', public.held_bookings(p_candidate_id));
end
$$;
comment on function public.move_bookings(text, bigint, jsonb, text, jsonb, timestamptz) is
  'Holds another time or interviewer for booked mocks, all of them or none; their events are still to be moved.';
revoke execute on function public.move_bookings(text, bigint, jsonb, text, jsonb, timestamptz)
  from public, anon, authenticated;
grant execute on function public.move_bookings(text, bigint, jsonb, text, jsonb, timestamptz) to service_role;

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
    meet_link = coalesce(p_meet_link, meet_link), html_link = coalesce(p_html_link, html_link)
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
comment on function public.confirm_booking(text, text, bigint, text, text, text, timestamptz) is
  'Notes that a booking''s event exists where and as the booking says.';

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

notify pgrst, 'reload schema';
insert into public.schema_versions (version, name) values ('20261123090100', 'moving_bookings');
