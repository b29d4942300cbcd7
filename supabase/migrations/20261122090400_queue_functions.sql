-- Joining the queue, being taken from it, and what people may do with it. Each function is one
-- change with its audit row. p_now is for simulated time; without it the database's clock counts.

create function public.enqueue_candidate(
  p_workspace text, p_candidate_id text, p_name text, p_email text, p_time_zone text,
  p_request jsonb, p_chat text, p_actor text, p_now timestamptz default null
)
returns jsonb language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates;
  v_other public.candidates;
begin
  perform public.use_workspace(p_workspace);
  -- Every turn either inserts, or sees the row that stood in the way, unless that row was given up
  -- in between; then the next turn inserts.
  loop
    insert into public.candidates
      (id, workspace, name, email, time_zone, request, chat, enqueued_at, updated_at)
    values
      (p_candidate_id, p_workspace, p_name, p_email, p_time_zone, p_request, p_chat, v_now, v_now)
    on conflict do nothing
    returning * into v_candidate;
    if found then
      perform public.write_audit(v_now, p_workspace, p_candidate_id, p_actor, 'queued', null, 'queued',
        format('%s joined the queue.', p_name), jsonb_build_object('request', p_request));
      exit;
    end if;

    select * into v_candidate from public.candidates where id = p_candidate_id;
    if found then
      if v_candidate.workspace <> p_workspace or lower(v_candidate.email) <> lower(p_email) then
        raise exception using errcode = 'MS003',
          message = format('The id %s belongs to another candidate.', p_candidate_id),
          hint = 'Queue this candidate under a new id.';
      end if;
      exit;
    end if;

    select * into v_other from public.candidates
    where workspace = p_workspace and lower(email) = lower(p_email)
      and state in ('queued', 'scheduling', 'waiting', 'escalated');
    if found then
      return jsonb_build_object('outcome', 'already-active', 'candidate_id', v_other.id,
        'name', v_other.name, 'state', v_other.state);
    end if;
  end loop;
  -- Counted in this way, a repeated call for one who has left the queue meanwhile has an answer too.
  return jsonb_build_object('outcome', 'queued', 'position', (
    select count(*) + 1 from public.candidates c
    where c.workspace = p_workspace and c.state = 'queued' and c.queue_number < v_candidate.queue_number
  ));
end
$$;
comment on function public.enqueue_candidate(text, text, text, text, text, jsonb, text, text, timestamptz) is
  'Queues a candidate, unless the same email is active already. The same id twice queues once.';

create function public.claim_candidate(
  p_workspace text, p_worker text, p_lease_seconds integer, p_now timestamptz default null
)
returns jsonb language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
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
  if found then
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
comment on function public.claim_candidate(text, text, integer, timestamptz) is
  'Takes the next candidate with a lease: one left half done, else one whose waiting is over, else the oldest in the queue.';

create function public.extend_lease(
  p_candidate_id text, p_fence bigint, p_lease_seconds integer, p_now timestamptz default null
)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates := public.lock_candidate(p_candidate_id);
begin
  perform public.require_lease(v_candidate, p_fence);
  update public.candidates
  set lease_until = v_now + make_interval(secs => p_lease_seconds)
  where id = p_candidate_id;
end
$$;
comment on function public.extend_lease(text, bigint, integer, timestamptz) is
  'A worker''s sign of life. Not audited: it changes nothing that people look for.';

create function public.hand_back_candidate(
  p_candidate_id text, p_fence bigint, p_worker text, p_now timestamptz default null
)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates := public.lock_candidate(p_candidate_id);
begin
  if v_candidate.state = 'scheduling' and v_candidate.fence = p_fence and v_candidate.lease_owner is null then
    return;
  end if;
  perform public.require_lease(v_candidate, p_fence);
  update public.candidates set lease_owner = null, lease_until = null, updated_at = v_now where id = p_candidate_id;
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, p_worker, 'handed-back', null, null,
    format('%s stops and leaves %s to whoever comes next.', p_worker, v_candidate.name),
    jsonb_build_object('fence', p_fence));
end
$$;
comment on function public.hand_back_candidate(text, bigint, text, timestamptz) is
  'Ends a lease before its time: the candidate stays as it is, for any worker to go on at once.';

create function public.end_all_leases(p_actor text, p_now timestamptz default null)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates;
begin
  for v_candidate in
    select * from public.candidates where lease_owner is not null order by id for no key update
  loop
    update public.candidates set lease_owner = null, lease_until = null, updated_at = v_now where id = v_candidate.id;
    perform public.write_audit(v_now, v_candidate.workspace, v_candidate.id, p_actor, 'lease-ended', null, null,
      format('%s is gone; %s is free for whoever comes next.', v_candidate.lease_owner, v_candidate.name),
      jsonb_build_object('fence', v_candidate.fence));
  end loop;
end
$$;
comment on function public.end_all_leases(text, timestamptz) is
  'Ends every lease. Only for a program that knows it is alone, as the owner of an embedded database is when it starts.';

create function public.retry_candidate(
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
  'Puts an escalated candidate at the end of the queue, with the request edited or as it was, and closes the escalation.';

create function public.cancel_candidate(
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
      hint = 'The mocks have to be taken back first.';
  end if;
  if v_candidate.state not in ('queued', 'waiting', 'escalated') then
    raise exception using errcode = 'MS003',
      message = format('%s is %s and cannot be cancelled now.', v_candidate.name, v_candidate.state),
      hint = 'Wait until scheduling has ended and look at the status again.';
  end if;
  update public.candidates
  set state = 'cancelled', resume_at = null, taking_back = null, updated_at = v_now
  where id = p_candidate_id;
  perform public.close_escalation(p_candidate_id, p_actor,
    'cancelled' || coalesce(': ' || nullif(p_note, ''), ''), v_now);
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, p_actor, 'cancelled',
    v_candidate.state, 'cancelled', format('%s was cancelled.', v_candidate.name),
    jsonb_strip_nulls(jsonb_build_object('note', nullif(p_note, ''))));
end
$$;
comment on function public.cancel_candidate(text, text, text, timestamptz) is
  'Gives a candidate up who holds no bookings, and closes an open escalation.';

create function public.pause_queue(
  p_workspace text, p_paused boolean, p_actor text, p_now timestamptz default null
)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
begin
  perform public.use_workspace(p_workspace);
  update public.workspaces set paused = p_paused, updated_at = v_now
  where id = p_workspace and paused <> p_paused;
  if found then
    perform public.write_audit(v_now, p_workspace, null, p_actor,
      case when p_paused then 'queue-paused' else 'queue-resumed' end, null, null,
      case when p_paused then 'The queue was paused.' else 'The queue goes on.' end, '{}');
  end if;
end
$$;
comment on function public.pause_queue(text, boolean, text, timestamptz) is
  'Pauses the queue or lets it go on. A candidate in hand is finished; nobody is taken while it is paused.';

revoke execute on function
  public.enqueue_candidate(text, text, text, text, text, jsonb, text, text, timestamptz),
  public.claim_candidate(text, text, integer, timestamptz),
  public.extend_lease(text, bigint, integer, timestamptz),
  public.hand_back_candidate(text, bigint, text, timestamptz),
  public.end_all_leases(text, timestamptz),
  public.retry_candidate(text, jsonb, text, text, timestamptz),
  public.cancel_candidate(text, text, text, timestamptz),
  public.pause_queue(text, boolean, text, timestamptz)
  from public, anon, authenticated;
grant execute on function
  public.enqueue_candidate(text, text, text, text, text, jsonb, text, text, timestamptz),
  public.claim_candidate(text, text, integer, timestamptz),
  public.extend_lease(text, bigint, integer, timestamptz),
  public.hand_back_candidate(text, bigint, text, timestamptz),
  public.end_all_leases(text, timestamptz),
  public.retry_candidate(text, jsonb, text, text, timestamptz),
  public.cancel_candidate(text, text, text, timestamptz),
  public.pause_queue(text, boolean, text, timestamptz)
  to service_role;

insert into public.schema_versions (version, name) values ('20261122090400', 'queue_functions');
