-- What must never be true, whatever a program does. Errors of our own have these codes:
--   MS001  the candidate is no longer this worker's
--   MS002  somebody else answered in the same conversation
--   MS003  a person asked for what cannot be (message and hint are for that person)
--   MS004  a step that the state does not allow: a fault in the program

-- Nobody is booked twice at a time, in any workspace. Ranges exclude their end, so mocks may touch.
alter table public.bookings add constraint bookings_interviewer_not_twice_at_a_time
  exclude using gist (lower(interviewer_email) with =, during with &&) where (state <> 'released');
alter table public.bookings add constraint bookings_candidate_not_twice_at_a_time
  exclude using gist (lower(candidate_email) with =, during with &&) where (state <> 'released');

create unique index bookings_each_mock_held_once
  on public.bookings (candidate_id, course, mock_number) where state <> 'released';
create unique index bookings_one_event_each
  on public.bookings (workspace, event_id) where state <> 'released';

create unique index candidates_active_once_per_email
  on public.candidates (workspace, lower(email))
  where state in ('queued', 'scheduling', 'waiting', 'escalated');
-- One candidate at a time per calendar, however many workers there are.
create unique index candidates_one_scheduling_per_workspace
  on public.candidates (workspace) where state = 'scheduling';

create unique index escalations_one_open_per_candidate
  on public.escalations (candidate_id) where closed_at is null;
create unique index escalations_one_per_claim on public.escalations (candidate_id, fence);

-- The way of every question that is asked often.
create index candidates_next_queued on public.candidates (workspace, queue_number) where state = 'queued';
create index candidates_next_waiting on public.candidates (workspace, resume_at, queue_number) where state = 'waiting';
create index candidates_by_email on public.candidates (workspace, lower(email), enqueued_at desc);
create index candidates_by_state on public.candidates (workspace, state, enqueued_at desc);
create index candidates_newest on public.candidates (workspace, enqueued_at desc);
create index bookings_of_candidate on public.bookings (candidate_id);
create index bookings_of_workspace on public.bookings (workspace, starts_at);
create index bookings_held_during on public.bookings using gist (during) where (state <> 'released');
create index scheduling_audit_of_candidate on public.scheduling_audit (candidate_id, id);
create index scheduling_audit_of_workspace on public.scheduling_audit (workspace, id);
create index escalations_of_workspace on public.escalations (workspace, opened_at);
create index outbox_not_sent on public.outbox (workspace, id) where sent_at is null and given_up_at is null;
create index outbox_of_candidate on public.outbox (candidate_id);
create index outbox_of_workspace on public.outbox (workspace);

create function public.refuse_audit_change()
returns trigger language plpgsql security invoker set search_path = '' as $$
begin
  raise exception using errcode = 'MS004',
    message = format('The audit is append-only: %s is not possible.', lower(tg_op));
end
$$;
comment on function public.refuse_audit_change() is 'Keeps rows of scheduling_audit as they were written.';

create trigger scheduling_audit_append_only
  before update or delete on public.scheduling_audit
  for each row execute function public.refuse_audit_change();
create trigger scheduling_audit_never_emptied
  before truncate on public.scheduling_audit
  for each statement execute function public.refuse_audit_change();

create function public.check_candidate_arrow()
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
comment on function public.check_candidate_arrow() is 'Lets a candidate change only along the drawn arrows.';
create trigger candidates_along_arrows
  before insert or update on public.candidates
  for each row execute function public.check_candidate_arrow();

create function public.check_booking_arrow()
returns trigger language plpgsql security invoker set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    if new.state = 'reserved' then
      return new;
    end if;
  elsif old.state = new.state
    or (old.state, new.state) in (
      ('reserved', 'booked'), ('reserved', 'cancelling'), ('booked', 'cancelling'), ('cancelling', 'released'))
  then
    return new;
  end if;
  raise exception using errcode = 'MS004',
    message = format('Booking %s cannot become %s from %s.', new.id, new.state,
      case tg_op when 'INSERT' then 'nothing' else old.state end);
end
$$;
comment on function public.check_booking_arrow() is 'Lets a booking change only along the drawn arrows.';
create trigger bookings_along_arrows
  before insert or update on public.bookings
  for each row execute function public.check_booking_arrow();

revoke execute on function public.refuse_audit_change(), public.check_candidate_arrow(), public.check_booking_arrow()
  from public, anon, authenticated;

insert into public.schema_versions (version, name) values ('20261122090200', 'invariants');
