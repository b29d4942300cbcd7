-- Two things that a worker needs while it books.

-- Mocks that are moved together may take one another's former times: that is judged when all of them
-- stand in their new places, at the end of the statement, not row by row.
alter table public.bookings
  drop constraint bookings_interviewer_not_twice_at_a_time,
  drop constraint bookings_candidate_not_twice_at_a_time;
alter table public.bookings
  add constraint bookings_interviewer_not_twice_at_a_time
    exclude using gist (lower(interviewer_email) with =, during with &&) where (state <> 'released')
    deferrable initially immediate,
  add constraint bookings_candidate_not_twice_at_a_time
    exclude using gist (lower(candidate_email) with =, during with &&) where (state <> 'released')
    deferrable initially immediate;

-- A cause is the same cause however many calls it took to meet it again: the count of the calls says
-- nothing about whether people know of it.
create or replace function public.postpone_candidate(
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
    where last.kind = 'waiting' and (last.payload -> 'details') - 'calendar' = p_details - 'calendar'
  ) then
    return;
  end if;
  perform public.write_notice(v_now, v_candidate, 'waiting', jsonb_build_object(
    'summary', p_summary, 'details', p_details, 'resumeAt', public.iso_instant(p_until),
    'mocks', v_held.mocks, 'booked', v_held.booked));
end
$$;

notify pgrst, 'reload schema';
insert into public.schema_versions (version, name) values ('20261123090600', 'while_booking');
