-- What the functions that follow have in common: the JSON shape of rows, the audit, the outbox, and
-- the check of a worker's lease. Instants leave the database as ISO text in UTC, so that every
-- driver sees the same.

create function public.iso_instant(p_at timestamptz)
returns text language sql stable security invoker set search_path = '' as $$
  select to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;
comment on function public.iso_instant(timestamptz) is 'An instant as ISO 8601 text in UTC.';

create function public.queue_position(p_candidate public.candidates)
returns bigint language sql stable security invoker set search_path = '' as $$
  select case when p_candidate.state = 'queued' then (
    select count(*) from public.candidates c
    where c.workspace = p_candidate.workspace and c.state = 'queued' and c.queue_number <= p_candidate.queue_number
  ) end
$$;
comment on function public.queue_position(public.candidates) is
  '1 for the candidate that is taken next; null for one that is not queued.';

create function public.candidate_as_json(p_candidate public.candidates, p_position bigint)
returns jsonb language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'id', p_candidate.id,
    'workspace', p_candidate.workspace,
    'name', p_candidate.name,
    'email', p_candidate.email,
    'time_zone', p_candidate.time_zone,
    'request', p_candidate.request,
    'chat', p_candidate.chat,
    'state', p_candidate.state,
    'position', p_position,
    'variant', p_candidate.variant,
    'mocks', count(*),
    'booked', count(*) filter (where b.state = 'booked'),
    'resume_at', public.iso_instant(p_candidate.resume_at),
    'enqueued_at', public.iso_instant(p_candidate.enqueued_at),
    'updated_at', public.iso_instant(p_candidate.updated_at)
  )
  from public.bookings b
  where b.candidate_id = p_candidate.id and b.state <> 'released'
$$;
comment on function public.candidate_as_json(public.candidates, bigint) is
  'A candidate as programs read it, with its held and its booked mocks counted.';

create function public.booking_as_json(p_booking public.bookings)
returns jsonb language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'id', p_booking.id,
    'workspace', p_booking.workspace,
    'candidate_id', p_booking.candidate_id,
    'candidate_name', p_booking.candidate_name,
    'candidate_email', p_booking.candidate_email,
    'course', p_booking.course,
    'number', p_booking.mock_number,
    'interviewer', p_booking.interviewer,
    'interviewer_name', p_booking.interviewer_name,
    'interviewer_email', p_booking.interviewer_email,
    'role', p_booking.role,
    'start', public.iso_instant(lower(p_booking.during)),
    'end', public.iso_instant(upper(p_booking.during)),
    'state', p_booking.state,
    'event_id', p_booking.event_id,
    'meet_link', p_booking.meet_link,
    'html_link', p_booking.html_link
  )
$$;
comment on function public.booking_as_json(public.bookings) is 'A booking as programs read it.';

create function public.held_bookings(p_candidate_id text)
returns jsonb language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(public.booking_as_json(b) order by b.starts_at, b.id), '[]'::jsonb)
  from public.bookings b
  where b.candidate_id = p_candidate_id and b.state <> 'released'
$$;
comment on function public.held_bookings(text) is 'What a candidate holds (all but released bookings), in time order.';

create function public.write_audit(
  p_at timestamptz, p_workspace text, p_candidate_id text, p_actor text, p_action text,
  p_from_state text, p_to_state text, p_summary text, p_details jsonb
)
returns void language sql volatile security invoker set search_path = '' as $$
  insert into public.scheduling_audit
    (at, workspace, candidate_id, actor, action, from_state, to_state, summary, details)
  values
    (p_at, p_workspace, p_candidate_id, p_actor, p_action, p_from_state, p_to_state, p_summary,
     coalesce(p_details, '{}'::jsonb))
$$;
comment on function public.write_audit(timestamptz, text, text, text, text, text, text, text, jsonb) is
  'Adds a row to the audit, in the transaction of the change that it tells of.';

create function public.write_notice(
  p_at timestamptz, p_candidate public.candidates, p_kind text, p_content jsonb
)
returns void language sql volatile security invoker set search_path = '' as $$
  insert into public.outbox (workspace, candidate_id, chat, kind, payload, created_at)
  values (
    p_candidate.workspace, p_candidate.id, p_candidate.chat, p_kind,
    jsonb_build_object(
      'candidateId', p_candidate.id,
      'name', p_candidate.name,
      'email', p_candidate.email,
      'timeZone', p_candidate.time_zone,
      'variant', p_candidate.variant
    ) || p_content,
    p_at
  )
$$;
comment on function public.write_notice(timestamptz, public.candidates, text, jsonb) is
  'Adds a notice to the outbox, in the transaction of the change that it tells of.';

create function public.lock_candidate(p_candidate_id text)
returns public.candidates language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_candidate public.candidates;
begin
  select * into v_candidate from public.candidates where id = p_candidate_id for no key update;
  if not found then
    raise exception using errcode = 'MS003',
      message = format('There is no candidate with the id %s.', p_candidate_id),
      hint = 'Look the candidate up by email; the id may be mistyped.';
  end if;
  return v_candidate;
end
$$;
comment on function public.lock_candidate(text) is
  'The candidate, kept from any other change until the transaction ends.';

-- The fence alone decides: a lease that ran out still holds as long as nobody took the candidate over.
create function public.require_lease(p_candidate public.candidates, p_fence bigint)
returns void language plpgsql stable security invoker set search_path = '' as $$
begin
  if p_candidate.state <> 'scheduling' or p_candidate.lease_owner is null or p_candidate.fence <> p_fence then
    raise exception using errcode = 'MS001',
      message = format('Candidate %s is %s under fence %s%s; a worker with fence %s can change nothing more.',
        p_candidate.id, p_candidate.state, p_candidate.fence,
        coalesce(', held by ' || p_candidate.lease_owner, ''), p_fence);
  end if;
end
$$;
comment on function public.require_lease(public.candidates, bigint) is
  'Raises MS001 unless the candidate is held under this fence.';

create function public.use_workspace(p_workspace text)
returns void language sql volatile security invoker set search_path = '' as $$
  insert into public.workspaces (id) values (p_workspace) on conflict (id) do nothing
$$;
comment on function public.use_workspace(text) is 'Makes the workspace where it is used for the first time.';

create function public.close_escalation(p_candidate_id text, p_actor text, p_resolution text, p_now timestamptz)
returns void language sql volatile security invoker set search_path = '' as $$
  update public.escalations
  set closed_at = p_now, closed_by = p_actor, resolution = p_resolution
  where candidate_id = p_candidate_id and closed_at is null
$$;
comment on function public.close_escalation(text, text, text, timestamptz) is
  'Closes the candidate''s open escalation, if there is one.';

revoke execute on function
  public.iso_instant(timestamptz),
  public.queue_position(public.candidates),
  public.candidate_as_json(public.candidates, bigint),
  public.booking_as_json(public.bookings),
  public.held_bookings(text),
  public.write_audit(timestamptz, text, text, text, text, text, text, text, jsonb),
  public.write_notice(timestamptz, public.candidates, text, jsonb),
  public.lock_candidate(text),
  public.require_lease(public.candidates, bigint),
  public.use_workspace(text),
  public.close_escalation(text, text, text, timestamptz)
  from public, anon, authenticated;
grant execute on function
  public.iso_instant(timestamptz),
  public.queue_position(public.candidates),
  public.candidate_as_json(public.candidates, bigint),
  public.booking_as_json(public.bookings),
  public.held_bookings(text),
  public.write_audit(timestamptz, text, text, text, text, text, text, text, jsonb),
  public.write_notice(timestamptz, public.candidates, text, jsonb),
  public.lock_candidate(text),
  public.require_lease(public.candidates, bigint),
  public.use_workspace(text),
  public.close_escalation(text, text, text, timestamptz)
  to service_role;

insert into public.schema_versions (version, name) values ('20261122090300', 'building_blocks');
