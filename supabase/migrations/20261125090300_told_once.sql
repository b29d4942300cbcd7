-- A candidate who was closed and is so again, because a mock that was missed could not be given another time,
-- is not told of as closed a second time.

create or replace function public.close_over(p_workspace text, p_actor text, p_now timestamptz default null)
returns jsonb language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_id text;
  v_candidate public.candidates;
  v_mocks record;
  v_counts jsonb;
  v_summary text;
  v_is_told boolean;
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
    v_is_told := exists (
      select from public.scheduling_audit a
      where a.candidate_id = v_id and a.action = 'closed' and a.details ->> 'lastEnd' = public.iso_instant(v_mocks.last_end)
        and (a.details ->> 'mocks')::bigint = v_mocks.mocks);
    v_counts := jsonb_build_object('mocks', v_mocks.mocks, 'held', v_mocks.held, 'noShow', v_mocks.no_show,
      'unmarked', v_mocks.unmarked, 'lastEnd', public.iso_instant(v_mocks.last_end));
    v_summary := format('All mocks of %s are over: %s held, %s missed, %s not noted.', v_candidate.name,
      v_mocks.held, v_mocks.no_show, v_mocks.unmarked);
    perform public.write_audit(v_now, p_workspace, v_id, p_actor, 'closed', 'scheduled', 'closed', v_summary, v_counts);
    -- That the same mocks are over was told, where one of them could not be given again since.
    if v_mocks.last_end > v_now - interval '30 days' and not v_is_told then
      perform public.write_notice(v_now, v_candidate, 'closed', v_counts || jsonb_build_object('summary', v_summary));
    end if;
    v_closed := v_closed || jsonb_build_object('candidate_id', v_id);
  end loop;
  return v_closed;
end
$$;

notify pgrst, 'reload schema';
insert into public.schema_versions (version, name) values ('20261125090300', 'told_once');
