-- What the audit says of a mock that was moved is what was changed: its time, its interviewer, both, or only
-- its event.

create function public.moved_text(p_booking public.bookings, p_change jsonb, p_event_id text)
returns text language plpgsql stable security invoker set search_path = '' as $$
declare
  v_mock jsonb;
  v_is_same_time boolean;
  v_is_same_person boolean;
begin
  select b.value into v_mock
  from jsonb_array_elements(case when p_change ->> 'kind' = 'move' then p_change -> 'bookings' else '[]' end) b
  where b.value ->> 'id' = p_booking.id;
  -- Somebody became busy while the mocks were being booked: where it stood before is noted by itself.
  if v_mock is null then
    return format('stands at its new place, with %s, in the calendar.', p_booking.interviewer_name);
  end if;
  if p_change ->> 'phase' = 'takingBack' then
    return format('stands with %s in the calendar as before the change.', p_booking.interviewer_name);
  end if;
  v_is_same_time := (v_mock #>> '{from,start}')::timestamptz = p_booking.starts_at
    and (v_mock #>> '{from,end}')::timestamptz = p_booking.ends_at;
  v_is_same_person := v_mock #>> '{from,interviewer}' = p_booking.interviewer;
  return case
    when not v_is_same_time and v_is_same_person
      then format('stands at its new time, with %s as before, in the calendar', p_booking.interviewer_name)
    when not v_is_same_time
      then format('stands at its new time, with %s in place of %s, in the calendar', p_booking.interviewer_name,
        coalesce(v_mock #>> '{from,interviewerName}', v_mock #>> '{from,interviewer}'))
    when not v_is_same_person
      then format('stands at the same time, with %s in place of %s, in the calendar', p_booking.interviewer_name,
        coalesce(v_mock #>> '{from,interviewerName}', v_mock #>> '{from,interviewer}'))
    else format('stands as booked, with %s, in the calendar again', p_booking.interviewer_name)
  end || case when p_event_id = v_mock ->> 'newEventId' then ', as a new event.' else '.' end;
end
$$;
comment on function public.moved_text(public.bookings, jsonb, text) is
  'What was changed of a mock whose event stands where a change puts it, as the end of a sentence that names the mock.';

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
      when 'moving' then format('%s Mock%s %s', v_booking.course, v_booking.mock_number,
        public.moved_text(v_booking, v_candidate.change, p_event_id))
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

revoke execute on function public.moved_text(public.bookings, jsonb, text) from public, anon, authenticated;
grant execute on function public.moved_text(public.bookings, jsonb, text) to service_role;

notify pgrst, 'reload schema';
insert into public.schema_versions (version, name) values ('20261125090200', 'moved_texts');
