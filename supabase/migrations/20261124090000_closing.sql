-- A sequence of mocks comes to an end: what came of each mock is noted, and a candidate whose last mock
-- is over is `closed`. Only a mock that was missed opens the candidate again, to be given another time.

alter table public.candidates drop constraint candidates_state_check;
alter table public.candidates add constraint candidates_state_check
  check (state in ('queued', 'scheduling', 'waiting', 'scheduled', 'escalated', 'cancelled', 'closed'));
comment on column public.candidates.state is
  'queued: waits for its turn, to be planned, or with a change to what is booked. scheduling: being worked on. waiting: goes on by itself at resume_at. scheduled: everything is booked. escalated: a person has to decide before it goes on. cancelled: given up by a person, or all mocks were cancelled. closed: the last mock is over.';

alter table public.bookings
  add column outcome text check (outcome in ('held', 'no-show')),
  add column outcome_note text,
  add constraint bookings_outcome_note_needs_outcome check (outcome is not null or outcome_note is null);
comment on column public.bookings.outcome is
  'What came of a mock that has begun, as a person noted it: held, or no-show; empty where nobody has.';
comment on column public.bookings.outcome_note is 'What the person said about it.';

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
      ('escalated', 'queued'), ('escalated', 'cancelled'),
      ('scheduled', 'closed'))
    -- A change is ordered: nobody is planned anew over what is booked.
    or (old.state, new.state) in (('scheduled', 'queued'), ('waiting', 'queued'), ('closed', 'queued'))
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

create or replace function public.bookings_as_json(p_bookings public.bookings[])
returns jsonb language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', b.id,
    'workspace', b.workspace,
    'candidate_id', b.candidate_id,
    'candidate_name', b.candidate_name,
    'candidate_email', b.candidate_email,
    'course', b.course,
    'number', b.mock_number,
    'interviewer', b.interviewer,
    'interviewer_name', b.interviewer_name,
    'interviewer_email', b.interviewer_email,
    'role', b.role,
    -- As iso_instant does it.
    'start', to_char(b.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'end', to_char(b.ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'state', b.state,
    'event_id', b.event_id,
    'meet_link', b.meet_link,
    'html_link', b.html_link,
    'outcome', b.outcome,
    'outcome_note', b.outcome_note
  ) order by b.starts_at, b.id), '[]'::jsonb)
  from unnest(p_bookings) b
$$;

create function public.mark_mock(
  p_booking_id text, p_outcome text, p_note text, p_actor text, p_now timestamptz default null
)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_note text := case when p_outcome is not null then nullif(btrim(p_note), '') end;
  v_candidate public.candidates;
  v_booking public.bookings;
begin
  select * into v_booking from public.bookings where id = p_booking_id;
  if not found then
    raise exception using errcode = 'MS003',
      message = format('There is no mock with the id %s.', p_booking_id),
      hint = 'Look at the candidate''s mocks again; the id may be mistyped.';
  end if;
  v_candidate := public.lock_candidate(v_booking.candidate_id);
  v_booking := public.lock_booking(p_booking_id, v_candidate.id);
  if v_candidate.forgotten_at is not null then
    raise exception using errcode = 'MS003',
      message = 'The person of this mock was forgotten: nothing more is noted about them.',
      hint = 'Leave it as it is.';
  end if;
  if v_candidate.change is not null then
    raise exception using errcode = 'MS003',
      message = format('A change for %s is under way: nothing can be noted of the mocks now.', v_candidate.name),
      hint = 'Wait until it is done, then note it.';
  end if;
  if v_booking.state <> 'booked' then
    raise exception using errcode = 'MS003',
      message = format('%s Mock%s of %s is %s, not booked: nothing came of it.', v_booking.course, v_booking.mock_number,
        v_candidate.name, v_booking.state),
      hint = 'Look at the candidate''s mocks again and note it of another one.';
  end if;
  if v_booking.starts_at > v_now then
    raise exception using errcode = 'MS003',
      message = format('%s Mock%s of %s has not begun: it starts on %s (UTC).', v_booking.course, v_booking.mock_number,
        v_candidate.name, to_char(v_booking.starts_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI')),
      hint = 'Note what came of it when it has begun.';
  end if;
  if v_booking.outcome is not distinct from p_outcome and v_booking.outcome_note is not distinct from v_note then
    return;
  end if;
  update public.bookings set outcome = p_outcome, outcome_note = v_note, updated_at = v_now where id = p_booking_id;
  perform public.write_audit(v_now, v_candidate.workspace, v_candidate.id, p_actor, coalesce(p_outcome, 'unmarked'),
    null, null,
    case p_outcome
      when 'held' then format('%s Mock%s with %s was held.', v_booking.course, v_booking.mock_number, v_booking.interviewer_name)
      when 'no-show' then format('%s did not come to %s Mock%s with %s.', v_candidate.name, v_booking.course,
        v_booking.mock_number, v_booking.interviewer_name)
      else format('What was noted of %s Mock%s with %s was taken back.', v_booking.course, v_booking.mock_number,
        v_booking.interviewer_name)
    end,
    jsonb_strip_nulls(jsonb_build_object('bookingId', p_booking_id, 'course', v_booking.course,
      'number', v_booking.mock_number, 'interviewer', v_booking.interviewer,
      'start', public.iso_instant(v_booking.starts_at), 'before', v_booking.outcome, 'note', v_note)));
end
$$;
comment on function public.mark_mock(text, text, text, text, timestamptz) is
  'Notes what came of a booked mock that has begun: held, no-show, or (null) nothing that is known.';

-- So many at a time, the oldest first: the first look at a store with years of work in it takes a few
-- calls. Nobody is told of what was over a month before.
create function public.close_over(p_workspace text, p_actor text, p_now timestamptz default null)
returns jsonb language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_id text;
  v_candidate public.candidates;
  v_mocks record;
  v_counts jsonb;
  v_summary text;
  v_closed jsonb := '[]';
begin
  for v_id in
    select c.id from public.candidates c
    where c.workspace = p_workspace and c.state = 'scheduled'
      and not exists (
        select from public.bookings b where b.candidate_id = c.id and b.state <> 'released' and b.ends_at > v_now)
      -- A mock whose event somebody dragged to a later day is still to come, whatever was decided about that.
      and not exists (
        select from public.observations o
        where o.candidate_id = c.id and o.state <> 'settled' and o.kind = 'moved'
          and (o.details #>> '{place,end}')::timestamptz > v_now)
    order by c.enqueued_at
    limit 100
  loop
    -- Whoever is being changed at this moment is looked at the next time.
    select * into v_candidate from public.candidates
    where id = v_id and state = 'scheduled' for no key update skip locked;
    continue when not found;
    select count(*) as mocks, max(b.ends_at) as last_end,
      count(*) filter (where b.outcome = 'held') as held,
      count(*) filter (where b.outcome = 'no-show') as no_show,
      count(*) filter (where b.outcome is null) as unmarked
    into v_mocks from public.bookings b where b.candidate_id = v_id and b.state <> 'released';
    continue when v_mocks.last_end > v_now;
    update public.candidates set state = 'closed', updated_at = v_now where id = v_id;
    perform public.close_escalation(v_id, p_actor, 'all mocks are over', v_now);
    v_counts := jsonb_build_object('mocks', v_mocks.mocks, 'held', v_mocks.held, 'noShow', v_mocks.no_show,
      'unmarked', v_mocks.unmarked, 'lastEnd', public.iso_instant(v_mocks.last_end));
    v_summary := format('All mocks of %s are over: %s held, %s missed, %s not noted.', v_candidate.name,
      v_mocks.held, v_mocks.no_show, v_mocks.unmarked);
    perform public.write_audit(v_now, p_workspace, v_id, p_actor, 'closed', 'scheduled', 'closed', v_summary, v_counts);
    if v_mocks.last_end > v_now - interval '30 days' then
      perform public.write_notice(v_now, v_candidate, 'closed', v_counts || jsonb_build_object('summary', v_summary));
    end if;
    v_closed := v_closed || jsonb_build_object('candidate_id', v_id);
  end loop;
  return v_closed;
end
$$;
comment on function public.close_over(text, text, timestamptz) is
  'Closes scheduled candidates whose mocks are all over, up to a hundred, and people are told; answers who.';

revoke execute on function
  public.mark_mock(text, text, text, text, timestamptz),
  public.close_over(text, text, timestamptz)
  from public, anon, authenticated;
grant execute on function
  public.mark_mock(text, text, text, text, timestamptz),
  public.close_over(text, text, timestamptz)
  to service_role;

notify pgrst, 'reload schema';
insert into public.schema_versions (version, name) values ('20261124090000', 'closing');
