-- Several procedures and calendars in one installation: each workspace has its own queue, and may
-- have its own procedure, calendar, admins and pace. What a workspace leaves open comes from the
-- program's settings, as everything of the workspace "default" does.

alter table public.workspaces
  add column sop text check (btrim(sop) <> ''),
  add column sop_name text,
  add column calendar_id text check (btrim(calendar_id) <> ''),
  add column admin_ids bigint[],
  add column calendar_delay_seconds numeric check (calendar_delay_seconds between 0 and 3600),
  add column settings_changed_at timestamptz,
  add constraint workspaces_sop_has_a_name check ((sop is null) = (sop_name is null));
comment on column public.workspaces.sop is 'The procedure (an SOP file, whole); empty for the one of SOP_FILE.';
comment on column public.workspaces.sop_name is 'The name of the file that the procedure was read from.';
comment on column public.workspaces.calendar_id is 'The Google calendar to book in; empty for the one of GOOGLE_CALENDAR_ID.';
comment on column public.workspaces.admin_ids is 'Telegram user ids of those who may use this workspace; empty for TELEGRAM_ADMIN_IDS.';
comment on column public.workspaces.calendar_delay_seconds is
  'Least seconds between two calendar calls of this workspace; empty for CALENDAR_API_DELAY_SECONDS.';
comment on column public.workspaces.settings_changed_at is
  'When the procedure, calendar, admins or pace were last set; empty where they never were.';

-- Two queues on one calendar would book against each other's back.
create unique index workspaces_one_per_calendar on public.workspaces (calendar_id) where calendar_id is not null;

create function public.workspace_as_json(p_workspace public.workspaces)
returns jsonb language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'id', p_workspace.id,
    'paused', p_workspace.paused,
    'sop', p_workspace.sop,
    'sop_name', p_workspace.sop_name,
    'calendar_id', p_workspace.calendar_id,
    'admin_ids', to_jsonb(p_workspace.admin_ids::text[]),
    'calendar_delay_seconds', p_workspace.calendar_delay_seconds::text,
    'settings_changed_at', public.iso_instant(p_workspace.settings_changed_at),
    'active', (
      select count(*) from public.candidates c
      where c.workspace = p_workspace.id and c.state in ('queued', 'scheduling', 'waiting', 'escalated')
    )
  )
$$;
comment on function public.workspace_as_json(public.workspaces) is
  'A workspace as programs read it, with its candidates who are still under way counted.';

create function public.list_workspaces()
returns jsonb language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(public.workspace_as_json(w) order by w.id <> 'default', w.id), '[]'::jsonb)
  from public.workspaces w
$$;
comment on function public.list_workspaces() is 'All workspaces, the default one first.';

create function public.set_workspace(p_workspace text, p_changes jsonb, p_actor text, p_now timestamptz default null)
returns jsonb language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_before public.workspaces;
  v_after public.workspaces;
begin
  perform public.use_workspace(p_workspace);
  select * into v_before from public.workspaces where id = p_workspace for no key update;
  v_after := v_before;
  if p_changes ? 'sop' then
    v_after.sop := p_changes ->> 'sop';
    v_after.sop_name := p_changes ->> 'sop_name';
  end if;
  if p_changes ? 'calendar_id' then
    v_after.calendar_id := p_changes ->> 'calendar_id';
  end if;
  if p_changes ? 'admin_ids' then
    v_after.admin_ids := case when jsonb_typeof(p_changes -> 'admin_ids') = 'array' then array(
      select e.value::bigint from jsonb_array_elements_text(p_changes -> 'admin_ids') with ordinality e (value, place)
      order by e.place) end;
  end if;
  if p_changes ? 'calendar_delay_seconds' then
    v_after.calendar_delay_seconds := (p_changes ->> 'calendar_delay_seconds')::numeric;
  end if;
  if v_after is distinct from v_before then
    begin
      update public.workspaces
      set sop = v_after.sop, sop_name = v_after.sop_name, calendar_id = v_after.calendar_id,
        admin_ids = v_after.admin_ids, calendar_delay_seconds = v_after.calendar_delay_seconds,
        settings_changed_at = v_now
      where id = p_workspace
      returning * into v_after;
    exception when unique_violation then
      raise exception using errcode = 'MS003',
        message = format('The calendar %s belongs to another workspace.', v_after.calendar_id),
        hint = 'Give each workspace a calendar of its own; two queues on one would book against each other.';
    end;
    perform public.write_audit(v_now, p_workspace, null, p_actor, 'workspace-set', null, null,
      format('The settings of workspace %s were changed.', p_workspace),
      jsonb_strip_nulls((p_changes - 'sop') || jsonb_build_object('sop', case when p_changes ? 'sop' then
        coalesce('a text of ' || length(p_changes ->> 'sop') || ' characters', 'as SOP_FILE says') end)));
  end if;
  return public.workspace_as_json(v_after);
end
$$;
comment on function public.set_workspace(text, jsonb, text, timestamptz) is
  'Makes a workspace or changes its settings; what the changes do not name stays, null goes back to the program''s settings.';

revoke execute on function
  public.workspace_as_json(public.workspaces),
  public.list_workspaces(),
  public.set_workspace(text, jsonb, text, timestamptz)
  from public, anon, authenticated;
grant execute on function
  public.workspace_as_json(public.workspaces),
  public.list_workspaces(),
  public.set_workspace(text, jsonb, text, timestamptz)
  to service_role;

notify pgrst, 'reload schema';
insert into public.schema_versions (version, name) values ('20261123090500', 'workspaces');
