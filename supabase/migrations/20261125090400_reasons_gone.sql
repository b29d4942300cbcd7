-- A change that was ordered to mend what was seen may wait, for the queue is paused or is long, and what it was
-- for may go away meanwhile. Whoever takes it up lets go of it then, and nobody need hear of it.

create function public.let_go_of_change(
  p_candidate_id text, p_fence bigint, p_summary text, p_details jsonb, p_now timestamptz default null
)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates := public.lock_candidate(p_candidate_id);
begin
  -- The same call again, because its answer was lost.
  if v_candidate.state = 'scheduled' and v_candidate.fence = p_fence then
    return;
  end if;
  perform public.require_lease(v_candidate, p_fence);
  if v_candidate.change is null or v_candidate.change ->> 'phase' <> 'ordered'
    or not exists (select from public.bookings where candidate_id = p_candidate_id and state = 'booked')
    or exists (select from public.bookings where candidate_id = p_candidate_id and state not in ('booked', 'released'))
  then
    raise exception using errcode = 'MS004',
      message = format('Candidate %s has no change that was not begun: there is nothing to let go of.', p_candidate_id);
  end if;
  update public.candidates
  set state = 'scheduled', change = null, lease_owner = null, lease_until = null, updated_at = v_now
  where id = p_candidate_id;
  -- What is so no longer is settled by the next look, and the rest is dealt with anew.
  update public.observations set state = 'open' where candidate_id = p_candidate_id and state = 'mending';
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, v_candidate.lease_owner, 'change-dropped',
    'scheduling', 'scheduled', p_summary, p_details || jsonb_build_object('id', v_candidate.change ->> 'id'));
end
$$;
comment on function public.let_go_of_change(text, bigint, text, jsonb, timestamptz) is
  'A worker lets go of a change that it has not begun, for its reason has gone away; what is booked stays as it is.';

revoke execute on function public.let_go_of_change(text, bigint, text, jsonb, timestamptz) from public, anon, authenticated;
grant execute on function public.let_go_of_change(text, bigint, text, jsonb, timestamptz) to service_role;

notify pgrst, 'reload schema';
insert into public.schema_versions (version, name) values ('20261125090400', 'reasons_gone');
