-- What was seen about a person's mocks, and what was noted of them, is told and forgotten with the rest.

create index outbox_of_days on public.outbox (id) where kind = 'digest';

create function public.names_person(p_content jsonb, p_pattern text)
returns boolean language sql immutable security invoker set search_path = '' as $$
  select exists (
    select from jsonb_path_query(p_content, 'strict $.** ? (@.type() == "string")') t (found)
    where t.found #>> '{}' ~ p_pattern)
$$;
comment on function public.names_person(jsonb, text) is 'Whether any text in it names a person, by the pattern of person_pattern.';

create or replace function public.export_person(p_workspace text, p_email text)
returns jsonb language plpgsql stable security invoker set search_path = '' as $$
declare
  v_ids text[];
begin
  select coalesce(array_agg(c.id), '{}') into v_ids from public.candidates c
  where lower(c.email) = lower(p_email) and (p_workspace is null or c.workspace = p_workspace);
  return jsonb_build_object(
    'email', p_email,
    'candidates', (
      select coalesce(jsonb_agg(public.candidate_as_json(c, null) - 'position' || jsonb_build_object(
        'known_as', (
          select coalesce(jsonb_agg(w.word order by w.kind, w.number), '[]'::jsonb) from public.candidate_words w
          where w.candidate_id = c.id and w.kind in ('candidate', 'email'))
        ) order by c.enqueued_at, c.id), '[]'::jsonb)
      from public.candidates c where c.id = any (v_ids)),
    'bookings', (
      select coalesce(jsonb_agg(public.booking_as_json(b) order by b.starts_at, b.id), '[]'::jsonb)
      from public.bookings b where b.candidate_id = any (v_ids)),
    'escalations', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', e.id::text, 'workspace', e.workspace, 'candidate_id', e.candidate_id, 'code', e.code,
        'message', e.message, 'reasons', e.reasons, 'proposals', e.proposals,
        'opened_at', public.iso_instant(e.opened_at), 'closed_at', public.iso_instant(e.closed_at),
        'closed_by', e.closed_by, 'resolution', e.resolution) order by e.id), '[]'::jsonb)
      from public.escalations e where e.candidate_id = any (v_ids)),
    'observations', (
      select public.observations_as_json(array_agg(o))
      from public.observations o where o.candidate_id = any (v_ids)),
    'notices', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', o.id, 'workspace', o.workspace, 'candidate_id', o.candidate_id, 'chat', o.chat, 'kind', o.kind,
        'payload', o.payload, 'created_at', public.iso_instant(o.created_at),
        'sent_at', public.iso_instant(o.sent_at)) order by o.id), '[]'::jsonb)
      from public.outbox o where o.candidate_id = any (v_ids)),
    'conversations', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'workspace', v.workspace, 'key', v.key, 'state', v.state, 'updated_at', public.iso_instant(v.updated_at)
        ) order by v.workspace, v.key), '[]'::jsonb)
      from public.conversations v
      where (p_workspace is null or v.workspace = p_workspace) and public.mentions(v.state, p_email)),
    'audit', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', a.id, 'at', public.iso_instant(a.at), 'workspace', a.workspace, 'candidate_id', a.candidate_id,
        'actor', a.actor, 'action', a.action, 'from_state', a.from_state, 'to_state', a.to_state,
        'summary', public.fill_text(a.summary, w.words), 'details', public.fill_details(a.details, w.words)
        ) order by a.id), '[]'::jsonb)
      from unnest(v_ids) i (id)
      cross join lateral (select public.person_words(i.id) as words offset 0) w
      join public.scheduling_audit a on a.candidate_id = i.id));
end
$$;

create or replace function public.forget_person(p_email text, p_actor text, p_now timestamptz default null)
returns jsonb language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates;
  v_coming timestamptz;
  v_pattern text;
  v_candidates bigint := 0;
  v_conversations bigint;
  v_events jsonb;
  v_all_events jsonb := '[]';
  v_digests bigint[];
begin
  -- All of them are judged before any is changed.
  for v_candidate in
    select * from public.candidates where lower(email) = lower(p_email) order by id for no key update
  loop
    if v_candidate.state not in ('scheduled', 'cancelled', 'closed') then
      raise exception using errcode = 'MS003',
        message = format('%s is %s in workspace %s: still being dealt with.', v_candidate.name, v_candidate.state, v_candidate.workspace),
        hint = 'Wait until scheduling has ended, or end it in the chat (/dismiss for one who is escalated); then forget.';
    end if;
    select min(b.starts_at) into v_coming from public.bookings b
    where b.candidate_id = v_candidate.id and b.state <> 'released' and b.ends_at > v_now;
    if v_coming is not null then
      raise exception using errcode = 'MS003',
        message = format('%s has mocks to come, the next on %s (UTC).', v_candidate.name, to_char(v_coming at time zone 'UTC', 'YYYY-MM-DD HH24:MI')),
        hint = 'Cancel the mocks in the chat first (/delete), or forget the person when the last one is over.';
    end if;
  end loop;

  for v_candidate in
    select * from public.candidates where lower(email) = lower(p_email) order by id
  loop
    v_candidates := v_candidates + 1;
    v_pattern := public.know_by_name(v_candidate.id);
    perform public.close_escalation(v_candidate.id, p_actor, 'the person was forgotten', v_now);
    update public.escalations
    set message = public.veil_text(message, candidate_id, v_pattern),
      reasons = public.veil_details(reasons, candidate_id, v_pattern),
      proposals = public.veil_details(proposals, candidate_id, v_pattern),
      -- What follows is a note that somebody typed.
      resolution = split_part(resolution, ':', 1)
    where candidate_id = v_candidate.id;
    update public.observations
    set summary = public.veil_text(summary, candidate_id, v_pattern), key = public.veil_text(key, candidate_id, v_pattern),
      details = public.veil_details(details, candidate_id, v_pattern),
      state = 'settled', settled_at = coalesce(settled_at, v_now)
    where candidate_id = v_candidate.id;
    -- Reminders of a day are about several people.
    with veiled as (
      update public.outbox set payload = public.veil_details(payload, v_candidate.id, v_pattern)
      where candidate_id is null and kind = 'digest' and public.names_person(payload, v_pattern)
      returning id
    )
    select array_agg(v.id) into v_digests from veiled v;
    update public.candidate_words
    set word = case kind when 'personal' then '"forgotten"' when 'email' then v_candidate.id || '@forgotten.invalid' else 'forgotten' end
    where candidate_id = v_candidate.id;
    update public.escalations
    set message = public.fill_text(message, public.person_words(candidate_id)),
      reasons = public.fill_details(reasons, public.person_words(candidate_id)),
      proposals = public.fill_details(proposals, public.person_words(candidate_id))
    where candidate_id = v_candidate.id;
    update public.observations
    set summary = public.fill_text(summary, public.person_words(candidate_id)),
      key = public.fill_text(key, public.person_words(candidate_id)),
      details = public.fill_details(details, public.person_words(candidate_id))
    where candidate_id = v_candidate.id;
    update public.outbox set payload = public.fill_details(payload, public.person_words(v_candidate.id))
    where id = any (v_digests);
    -- The id makes the stand-in nobody else's: nobody may be booked twice at a time.
    update public.candidates
    set name = 'forgotten', email = id || '@forgotten.invalid', time_zone = 'UTC', request = '{}', chat = null,
      forgotten_at = v_now, updated_at = v_now
    where id = v_candidate.id;
    update public.bookings
    set candidate_name = 'forgotten', candidate_email = candidate_id || '@forgotten.invalid', outcome_note = null,
      updated_at = v_now
    where candidate_id = v_candidate.id;
    update public.outbox
    set payload = jsonb_build_object('candidateId', candidate_id, 'summary', 'forgotten'), chat = null,
      last_error = case when sent_at is null then 'forgotten' end,
      retry_at = null,
      given_up_at = case when sent_at is null then coalesce(given_up_at, v_now) end
    where candidate_id = v_candidate.id;
    select coalesce(jsonb_agg(public.booking_as_json(b) order by b.starts_at, b.id), '[]'::jsonb) into v_events
    from public.bookings b where b.candidate_id = v_candidate.id and b.state <> 'released';
    v_all_events := v_all_events || v_events;
    perform public.write_audit(v_now, v_candidate.workspace, v_candidate.id, p_actor, 'forgotten', null, null,
      'The person was forgotten; what was done is kept.',
      jsonb_build_object('mocks', jsonb_array_length(v_events), 'events',
        (select coalesce(jsonb_agg(e.value ->> 'event_id'), '[]'::jsonb) from jsonb_array_elements(v_events) e)));
  end loop;

  -- A conversation about somebody who is to be forgotten is over; its row keeps its version.
  update public.conversations set state = null, version = version + 1, updated_at = v_now
  where public.mentions(state, p_email);
  get diagnostics v_conversations = row_count;
  return jsonb_build_object('candidates', v_candidates, 'conversations', v_conversations, 'events', v_all_events);
end
$$;

revoke execute on function public.names_person(jsonb, text) from public, anon, authenticated;
grant execute on function public.names_person(jsonb, text) to service_role;

notify pgrst, 'reload schema';
insert into public.schema_versions (version, name) values ('20261124090500', 'observed_people');
