-- Time off of interviewers that stands beside the procedure's file: an illness is known today, and the file is
-- edited by somebody else.

create table public.interviewer_time_off (
  id text primary key check (id <> ''),
  workspace text not null references public.workspaces (id),
  interviewer text not null check (btrim(interviewer) <> ''),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  note text not null,
  added_by text not null,
  added_at timestamptz not null,
  removed_at timestamptz,
  constraint interviewer_time_off_has_length check (starts_at < ends_at)
);
comment on table public.interviewer_time_off is 'When interviewers are away, beside what the procedure says.';
comment on column public.interviewer_time_off.id is 'Chosen by whoever adds it, so that adding twice adds once.';
comment on column public.interviewer_time_off.workspace is 'The workspace whose procedure has the interviewer.';
comment on column public.interviewer_time_off.interviewer is 'The interviewer''s id in the procedure.';
comment on column public.interviewer_time_off.starts_at is 'From when on.';
comment on column public.interviewer_time_off.ends_at is 'Until when.';
comment on column public.interviewer_time_off.note is 'Why, in the words of who added it; the audit has no copy.';
comment on column public.interviewer_time_off.added_by is 'Who added it.';
comment on column public.interviewer_time_off.added_at is 'When it was added.';
comment on column public.interviewer_time_off.removed_at is 'When it was taken back; empty while it holds.';

create index interviewer_time_off_by_end on public.interviewer_time_off (workspace, ends_at);
alter table public.interviewer_time_off enable row level security;
revoke all on table public.interviewer_time_off from public, anon, authenticated, service_role;
grant select, insert, update on table public.interviewer_time_off to service_role;

create function public.list_time_off(p_workspace text, p_from timestamptz default null)
returns jsonb language plpgsql stable security invoker
set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', t.id,
      'workspace', t.workspace,
      'interviewer', t.interviewer,
      'from', public.iso_instant(t.starts_at),
      'to', public.iso_instant(t.ends_at),
      'note', t.note,
      'added_by', t.added_by,
      'added_at', public.iso_instant(t.added_at)
    ) order by t.starts_at, t.id), '[]'::jsonb)
    from public.interviewer_time_off t
    where t.workspace = p_workspace and t.removed_at is null and (p_from is null or t.ends_at > p_from)
  );
end
$$;
comment on function public.list_time_off(text, timestamptz) is
  'Time off by its start: what is not over at a time, or all where none is given; without what was taken back.';

create function public.add_time_off(
  p_workspace text, p_id text, p_interviewer text, p_from timestamptz, p_to timestamptz, p_note text, p_actor text,
  p_now timestamptz default null
)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
begin
  if p_from >= p_to then
    raise exception using errcode = 'MS003',
      message = format('The time off of %s ends before it begins.', p_interviewer),
      hint = 'Give the first day, then the last.';
  end if;
  perform public.use_workspace(p_workspace);
  insert into public.interviewer_time_off (id, workspace, interviewer, starts_at, ends_at, note, added_by, added_at)
  values (p_id, p_workspace, p_interviewer, p_from, p_to, p_note, p_actor, v_now)
  on conflict (id) do nothing;
  if found then
    perform public.write_audit(v_now, p_workspace, null, p_actor, 'time-off-added', null, null,
      format('%s is away from %s to %s (UTC).', p_interviewer, to_char(p_from at time zone 'UTC', 'YYYY-MM-DD HH24:MI'),
        to_char(p_to at time zone 'UTC', 'YYYY-MM-DD HH24:MI')),
      jsonb_build_object('timeOffId', p_id, 'interviewer', p_interviewer, 'from', public.iso_instant(p_from),
        'to', public.iso_instant(p_to)));
  elsif not exists (
    select from public.interviewer_time_off t
    where t.id = p_id and t.workspace = p_workspace and t.interviewer = p_interviewer
      and t.starts_at = p_from and t.ends_at = p_to
  ) then
    raise exception using errcode = 'MS003',
      message = format('The id %s belongs to another time off.', p_id),
      hint = 'Add it under a new id.';
  end if;
end
$$;
comment on function public.add_time_off(text, text, text, timestamptz, timestamptz, text, text, timestamptz) is
  'An interviewer is away for a while. The same id twice adds once.';

create function public.remove_time_off(p_workspace text, p_id text, p_actor text, p_now timestamptz default null)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_time_off public.interviewer_time_off;
begin
  select * into v_time_off from public.interviewer_time_off where id = p_id and workspace = p_workspace for no key update;
  if not found then
    raise exception using errcode = 'MS003',
      message = format('There is no time off with the id %s.', p_id),
      hint = 'List the time off again; the id may be mistyped.';
  end if;
  if v_time_off.removed_at is not null then
    return;
  end if;
  update public.interviewer_time_off set removed_at = v_now where id = p_id;
  perform public.write_audit(v_now, p_workspace, null, p_actor, 'time-off-removed', null, null,
    format('%s is not away from %s to %s (UTC) after all.', v_time_off.interviewer,
      to_char(v_time_off.starts_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI'),
      to_char(v_time_off.ends_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI')),
    jsonb_build_object('timeOffId', p_id, 'interviewer', v_time_off.interviewer,
      'from', public.iso_instant(v_time_off.starts_at), 'to', public.iso_instant(v_time_off.ends_at)));
end
$$;
comment on function public.remove_time_off(text, text, text, timestamptz) is 'Takes time off back; taken back twice is taken back once.';

revoke execute on function
  public.list_time_off(text, timestamptz),
  public.add_time_off(text, text, text, timestamptz, timestamptz, text, text, timestamptz),
  public.remove_time_off(text, text, text, timestamptz)
  from public, anon, authenticated;
grant execute on function
  public.list_time_off(text, timestamptz),
  public.add_time_off(text, text, text, timestamptz, timestamptz, text, text, timestamptz),
  public.remove_time_off(text, text, text, timestamptz)
  to service_role;

notify pgrst, 'reload schema';
insert into public.schema_versions (version, name) values ('20261124090300', 'time_off');
