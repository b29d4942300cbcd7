-- A person may be forgotten, and the audit stays as it was written: the two go together because the
-- audit itself holds nobody's name. What it says of a candidate stands there as `{candidate}`,
-- `{email}` and `{personal}`; the texts behind these stand in one table, and only there can they be
-- forgotten. Whoever reads the audit through list_audit or scheduling_history reads the full text.

alter table public.candidates add column forgotten_at timestamptz;
comment on column public.candidates.forgotten_at is
  'When the person was forgotten: name, address, time zone and request are stand-ins since; empty for everybody else.';

create table public.candidate_words (
  candidate_id text not null references public.candidates (id),
  kind text not null check (kind in ('candidate', 'email', 'personal')),
  number integer not null check (number > 0),
  word text not null,
  primary key (candidate_id, kind, number)
);
comment on table public.candidate_words is
  'What the audit leaves out of its texts: the names, addresses and personal notes that {candidate}, {email 2} and the like stand for. Forgetting a person happens here.';
comment on column public.candidate_words.candidate_id is 'The candidate whose audit rows have the placeholder.';
comment on column public.candidate_words.kind is
  'candidate: a name. email: an address, in one way of writing it. personal: a part of an audit row''s details that is about the person as a whole, such as a note (JSON).';
comment on column public.candidate_words.number is
  'Which of its kind: 1 stands for {email}, 2 for {email 2}; a person may change names, and a text may spell an address in its own way.';
comment on column public.candidate_words.word is 'The text itself; "forgotten" once the person was forgotten.';

alter table public.candidate_words enable row level security;
revoke all on table public.candidate_words from public, anon, authenticated, service_role;
grant select, insert, update on table public.candidate_words to service_role;

create function public.placeholder_of(p_candidate_id text, p_kind text, p_word text)
returns text language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_number integer;
begin
  select w.number into v_number from public.candidate_words w
  where w.candidate_id = p_candidate_id and w.kind = p_kind and w.word = p_word order by w.number limit 1;
  if not found then
    -- One after the other, so that no two words get one number; whoever waited looks again.
    perform from public.candidates where id = p_candidate_id for no key update;
    select w.number into v_number from public.candidate_words w
    where w.candidate_id = p_candidate_id and w.kind = p_kind and w.word = p_word order by w.number limit 1;
    if not found then
      insert into public.candidate_words (candidate_id, kind, number, word)
      select p_candidate_id, p_kind, coalesce(max(w.number), 0) + 1, p_word from public.candidate_words w
      where w.candidate_id = p_candidate_id and w.kind = p_kind
      returning number into v_number;
    end if;
  end if;
  return '{' || p_kind || case when v_number > 1 then ' ' || v_number else '' end || '}';
end
$$;
comment on function public.placeholder_of(text, text, text) is
  'The placeholder that stands for a text about a candidate; a text that is new gets one.';

-- Names are sought as they are written, as whole words, for a name may be a short word; addresses in
-- upper and lower case, also within a longer word. The longest that begins first is taken.
create function public.person_pattern(p_candidate_id text)
returns text language sql stable security invoker set search_path = '' as $$
  select string_agg(case w.kind
      when 'candidate' then
        case when w.word ~ '^[[:alnum:]]' then '(?<![[:alnum:]_])' else '' end
        || regexp_replace(w.word, '([][\\.^$*+?(){}|])', '\\\1', 'g')
        || case when w.word ~ '[[:alnum:]]$' then '(?![[:alnum:]_])' else '' end
      else (
        select string_agg(case
            when lower(l.letter) <> upper(l.letter) and length(lower(l.letter) || upper(l.letter)) = 2
              then '[' || lower(l.letter) || upper(l.letter) || ']'
            else regexp_replace(l.letter, '([][\\.^$*+?(){}|])', '\\\1') end, '' order by l.place)
        from regexp_split_to_table(w.word, '') with ordinality l (letter, place))
    end, '|')
  from public.candidate_words w
  where w.candidate_id = p_candidate_id and w.kind in ('candidate', 'email')
$$;
comment on function public.person_pattern(text) is
  'A regular expression for every way in which a text may name this candidate; null for a candidate without a name.';

-- A brace of the text itself is doubled, so that filling in gives back exactly what was written.
create function public.veil_text(p_text text, p_candidate_id text, p_pattern text)
returns text language plpgsql volatile security invoker set search_path = '' as $$
begin
  if p_pattern is null or p_text !~ p_pattern then
    return case when p_text ~ '\{(\{|candidate|email|personal)' then replace(p_text, '{', '{{') else p_text end;
  end if;
  return (
    select string_agg(replace(t.part, '{', '{{') || case when t.found is null then '' else
        public.placeholder_of(p_candidate_id, case when exists (
          select from public.candidate_words w
          where w.candidate_id = p_candidate_id and w.kind = 'candidate' and w.word = t.found[1]
        ) then 'candidate' else 'email' end, t.found[1]) end, '' order by t.place)
    from rows from (regexp_split_to_table(p_text, p_pattern), regexp_matches(p_text, '(' || p_pattern || ')', 'g'))
      with ordinality t (part, found, place)
  );
end
$$;
comment on function public.veil_text(text, text, text) is
  'A text with placeholders where it names the candidate; fill_text undoes it.';

create function public.veil_details(p_details jsonb, p_candidate_id text, p_pattern text, p_key text default '')
returns jsonb language plpgsql volatile security invoker set search_path = '' as $$
begin
  -- About the person as a whole: who it is in a request, and what somebody noted down.
  if p_pattern is not null
    and (p_key = 'candidate' and jsonb_typeof(p_details) = 'object' or p_key = 'note' and jsonb_typeof(p_details) = 'string')
  then
    return to_jsonb(public.placeholder_of(p_candidate_id, 'personal', p_details::text));
  end if;
  case jsonb_typeof(p_details)
    when 'object' then
      return (
        select coalesce(jsonb_object_agg(public.veil_text(e.key, p_candidate_id, p_pattern),
          public.veil_details(e.value, p_candidate_id, p_pattern, e.key)), '{}'::jsonb)
        from jsonb_each(p_details) e);
    when 'array' then
      return (
        select coalesce(jsonb_agg(public.veil_details(e.value, p_candidate_id, p_pattern) order by e.place), '[]'::jsonb)
        from jsonb_array_elements(p_details) with ordinality e (value, place));
    when 'string' then
      -- An interviewer stays, whoever the candidate shares a name with.
      return to_jsonb(public.veil_text(p_details #>> '{}', p_candidate_id,
        case when p_key <> 'interviewer' then p_pattern end));
    else
      return p_details;
  end case;
end
$$;
comment on function public.veil_details(jsonb, text, text, text) is
  'JSON with placeholders where it names the candidate or is about the person; fill_details undoes it.';

create function public.person_words(p_candidate_id text)
returns jsonb language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_object_agg(
    '{' || w.kind || case when w.number > 1 then ' ' || w.number else '' end || '}', w.word), '{}'::jsonb)
  from public.candidate_words w
  where w.candidate_id = p_candidate_id
$$;
comment on function public.person_words(text) is 'What each placeholder in a candidate''s audit rows stands for.';

create function public.fill_text(p_text text, p_words jsonb)
returns text language plpgsql immutable security invoker set search_path = '' as $$
begin
  if strpos(p_text, '{') = 0 then
    return p_text;
  end if;
  return (
    select string_agg(t.part || coalesce(case t.found[1] when '{{' then '{' else coalesce(p_words ->> t.found[1], t.found[1]) end, ''),
      '' order by t.place)
    from rows from (
      regexp_split_to_table(p_text, '\{\{|\{(?:candidate|email)(?: [0-9]+)?\}'),
      regexp_matches(p_text, '(\{\{|\{(?:candidate|email)(?: [0-9]+)?\})', 'g')
    ) with ordinality t (part, found, place)
  );
end
$$;
comment on function public.fill_text(text, jsonb) is 'A text of the audit with its placeholders filled in.';

-- Works on the JSON as text: what looks like a placeholder there stands within a string, because
-- outside of strings a brace is followed by a quote, a brace that closes, or nothing.
create function public.fill_details(p_details jsonb, p_words jsonb)
returns jsonb language plpgsql immutable security invoker set search_path = '' as $$
begin
  if p_details::text !~ '\{(\{|candidate|email)|"\{personal' then
    return p_details;
  end if;
  return (
    select string_agg(t.part || coalesce(case
        when t.found[1] = '{{' then '{'
        when starts_with(t.found[1], '"') then coalesce(p_words ->> btrim(t.found[1], '"'), t.found[1])
        else coalesce(substr((p_words -> t.found[1])::text, 2, length((p_words -> t.found[1])::text) - 2), t.found[1])
      end, ''), '' order by t.place)
    from rows from (
      regexp_split_to_table(p_details::text, '\{\{|"\{personal(?: [0-9]+)?\}"|\{(?:candidate|email)(?: [0-9]+)?\}'),
      regexp_matches(p_details::text, '(\{\{|"\{personal(?: [0-9]+)?\}"|\{(?:candidate|email)(?: [0-9]+)?\})', 'g')
    ) with ordinality t (part, found, place)
  )::jsonb;
end
$$;
comment on function public.fill_details(jsonb, jsonb) is 'Details of the audit with their placeholders filled in.';

create function public.know_by_name(p_candidate_id text)
returns text language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_candidate public.candidates;
begin
  select * into v_candidate from public.candidates where id = p_candidate_id and forgotten_at is null;
  if not found then
    return null;
  end if;
  if btrim(v_candidate.name) <> '' then
    perform public.placeholder_of(p_candidate_id, 'candidate', btrim(v_candidate.name));
  end if;
  perform public.placeholder_of(p_candidate_id, 'email', v_candidate.email);
  return public.person_pattern(p_candidate_id);
end
$$;
comment on function public.know_by_name(text) is
  'Takes the candidate''s name and address as they are now among the words that the audit leaves out; answers the pattern of them all.';

create or replace function public.write_audit(
  p_at timestamptz, p_workspace text, p_candidate_id text, p_actor text, p_action text,
  p_from_state text, p_to_state text, p_summary text, p_details jsonb
)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_pattern text := public.know_by_name(p_candidate_id);
begin
  insert into public.scheduling_audit
    (at, workspace, candidate_id, actor, action, from_state, to_state, summary, details)
  values
    (p_at, p_workspace, p_candidate_id, p_actor, p_action, p_from_state, p_to_state,
     public.veil_text(p_summary, p_candidate_id, v_pattern),
     public.veil_details(coalesce(p_details, '{}'::jsonb), p_candidate_id, v_pattern));
end
$$;
comment on function public.write_audit(timestamptz, text, text, text, text, text, text, text, jsonb) is
  'Adds a row to the audit, in the transaction of the change that it tells of. The row holds placeholders where the texts name the candidate.';

create or replace function public.note_step(
  p_candidate_id text, p_fence bigint, p_action text, p_summary text, p_details jsonb,
  p_now timestamptz default null
)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_candidate public.candidates := public.lock_candidate(p_candidate_id);
  v_last public.scheduling_audit;
begin
  perform public.require_lease(v_candidate, p_fence);
  select * into v_last from public.scheduling_audit where candidate_id = p_candidate_id order by id desc limit 1;
  if v_last.action = p_action
    and public.fill_text(v_last.summary, public.person_words(p_candidate_id)) = p_summary
    and public.fill_details(v_last.details, public.person_words(p_candidate_id)) = p_details
  then
    return;
  end if;
  perform public.write_audit(coalesce(p_now, clock_timestamp()), v_candidate.workspace, p_candidate_id,
    v_candidate.lease_owner, p_action, null, null, p_summary, p_details);
end
$$;

-- As before, but for the message: it goes into somebody else's history, where it could not be forgotten.
create or replace function public.reserve_bookings(
  p_candidate_id text, p_fence bigint, p_variant text, p_bookings jsonb, p_summary text, p_details jsonb,
  p_now timestamptz default null
)
returns jsonb language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_candidate public.candidates := public.lock_candidate(p_candidate_id);
  v_held bigint;
  v_clash record;
begin
  perform public.require_lease(v_candidate, p_fence);
  if v_candidate.taking_back is not null then
    raise exception using errcode = 'MS004',
      message = format('The plan of candidate %s is being taken back: nothing can be reserved.', p_candidate_id);
  end if;
  if jsonb_array_length(p_bookings) = 0 then
    raise exception using errcode = 'MS004', message = 'A plan without mocks cannot be reserved.';
  end if;
  if exists (
    select from public.planned_bookings(p_bookings) a
    join public.planned_bookings(p_bookings) b on a.id < b.id and a.during && b.during
  ) then
    raise exception using errcode = 'MS004', message = 'Mocks of the plan overlap one another.';
  end if;

  select count(*) into v_held from public.bookings b where b.candidate_id = p_candidate_id and b.state <> 'released';
  if v_held > 0 then
    if v_held = jsonb_array_length(p_bookings) and not exists (
      select from public.planned_bookings(p_bookings) p
      where not exists (
        select from public.bookings b
        where b.id = p.id and b.candidate_id = p_candidate_id and b.state in ('reserved', 'booked')
          and b.course = p.course and b.mock_number = p.mock_number and b.interviewer = p.interviewer
          and lower(b.interviewer_email) = lower(p.interviewer_email) and b.role = p.role and b.during = p.during)
    ) then
      return jsonb_build_object('outcome', 'reserved', 'bookings', public.held_bookings(p_candidate_id));
    end if;
    raise exception using errcode = 'MS004',
      message = format('Candidate %s holds %s bookings of another plan.', p_candidate_id, v_held);
  end if;

  -- Two plans that want one another's times in another order would wait for each other for ever, so
  -- plans are reserved one after the other; it takes milliseconds.
  perform pg_advisory_xact_lock(hashtextextended('mock scheduler: reserve bookings', 0));
  begin
    insert into public.bookings
      (id, workspace, candidate_id, candidate_name, candidate_email, course, mock_number,
       interviewer, interviewer_name, interviewer_email, role, during, event_id, created_at, updated_at)
    select p.id, v_candidate.workspace, p_candidate_id, v_candidate.name, v_candidate.email, p.course, p.mock_number,
      p.interviewer, p.interviewer_name, p.interviewer_email, p.role, p.during, p.event_id, v_now, v_now
    from public.planned_bookings(p_bookings) p
    order by p.during, p.id;
  exception when exclusion_violation then
    select p.interviewer_name, p.during, p.course, p.mock_number, b.course as other_course, b.mock_number as other_number,
      lower(b.interviewer_email) = lower(p.interviewer_email) as by_interviewer
    into v_clash
    from public.planned_bookings(p_bookings) p
    join public.bookings b on b.state <> 'released' and b.during && p.during
      and (lower(b.interviewer_email) = lower(p.interviewer_email)
        or lower(b.candidate_email) = lower(v_candidate.email))
    order by p.during, b.id limit 1;
    if not found then
      return jsonb_build_object('outcome', 'conflict', 'message', 'A time of the plan was taken for a moment; it is free again.');
    end if;
    return jsonb_build_object('outcome', 'conflict', 'message', format(
      '%s %s Mock%s, %s to %s: %s already has %s Mock%s with %s then.',
      v_clash.interviewer_name, v_clash.course, v_clash.mock_number,
      public.iso_instant(lower(v_clash.during)), public.iso_instant(upper(v_clash.during)),
      case when v_clash.by_interviewer then v_clash.interviewer_name else v_candidate.name end,
      v_clash.other_course, v_clash.other_number,
      case when v_clash.by_interviewer then 'another candidate' else 'another interviewer' end));
  end;
  update public.candidates set variant = p_variant, updated_at = v_now where id = p_candidate_id;
  perform public.write_audit(v_now, v_candidate.workspace, p_candidate_id, v_candidate.lease_owner, 'reserved',
    null, null, p_summary, p_details);
  return jsonb_build_object('outcome', 'reserved', 'bookings', public.held_bookings(p_candidate_id));
end
$$;

create or replace function public.list_audit(p_workspace text, p_candidate_id text default null, p_limit integer default null)
returns jsonb language plpgsql stable security invoker
set search_path = '' set plan_cache_mode = force_custom_plan as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', a.id,
      'at', public.iso_instant(a.at),
      'workspace', a.workspace,
      'candidate_id', a.candidate_id,
      'actor', a.actor,
      'action', a.action,
      'from_state', a.from_state,
      'to_state', a.to_state,
      'summary', public.fill_text(a.summary, w.words),
      'details', public.fill_details(a.details, w.words)
    ) order by a.id), '[]'::jsonb)
    from (
      select * from public.scheduling_audit s
      where s.workspace = p_workspace and (p_candidate_id is null or s.candidate_id = p_candidate_id)
      order by s.id desc
      limit coalesce(p_limit, case when p_candidate_id is null then 1000 end)
    ) a
    cross join lateral (select public.person_words(a.candidate_id) as words offset 0) w
  );
end
$$;

create view public.scheduling_history with (security_invoker = true) as
select a.id, a.at, a.workspace, c.name as candidate, c.email, a.actor, a.action, a.from_state, a.to_state,
  public.fill_text(a.summary, public.person_words(a.candidate_id)) as summary,
  public.fill_details(a.details, public.person_words(a.candidate_id)) as details,
  a.candidate_id
from public.scheduling_audit a
left join public.candidates c on c.id = a.candidate_id;
comment on view public.scheduling_history is
  'The audit for people to read: who did what, when and why, with the candidates'' names. Read it from the newest id down.';
comment on column public.scheduling_history.id is 'Grows with each row.';
comment on column public.scheduling_history.at is 'When it was done.';
comment on column public.scheduling_history.workspace is 'The workspace concerned.';
comment on column public.scheduling_history.candidate is 'The candidate''s name as it is now; empty where no candidate is concerned.';
comment on column public.scheduling_history.email is 'The candidate''s email address as it is now.';
comment on column public.scheduling_history.actor is 'Who did it: a person, a chat or a worker.';
comment on column public.scheduling_history.action is 'What was done, as one word.';
comment on column public.scheduling_history.from_state is 'The candidate''s state before, where it changed.';
comment on column public.scheduling_history.to_state is 'The candidate''s state after, where it changed.';
comment on column public.scheduling_history.summary is 'What was done, as a sentence.';
comment on column public.scheduling_history.details is 'The facts behind it.';
comment on column public.scheduling_history.candidate_id is 'The candidate''s id, as the other tables have it.';
revoke all on table public.scheduling_history from public, anon, authenticated, service_role;
grant select on table public.scheduling_history to service_role;

comment on table public.scheduling_audit is
  'Everything that was done, in order, by whom and why. Rows can be added, never changed or removed, and hold nobody''s name; scheduling_history shows them with the names.';
comment on column public.scheduling_audit.summary is 'What was done, as a sentence, with placeholders for the candidate''s name and address.';
comment on column public.scheduling_audit.details is 'The facts behind it, with placeholders for what is about the person.';

create function public.export_person(p_workspace text, p_email text)
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
comment on function public.export_person(text, text) is
  'All that is known of the person with this email address, in one workspace or in all (null).';

create function public.mentions(p_content jsonb, p_email text)
returns boolean language sql immutable security invoker set search_path = '' as $$
  select exists (
    select from jsonb_path_query(p_content, 'strict $.** ? (@.type() == "string")') t (found)
    where t.found #>> '{}' ~* ('(?<![[:alnum:]._%+-])' || regexp_replace(p_email, '([][\\.^$*+?(){}|])', '\\\1', 'g')
      || '(?![[:alnum:]_-]|\.[[:alnum:]])'))
$$;
comment on function public.mentions(jsonb, text) is 'Whether the address stands anywhere in it, in upper or lower case, and not within a longer one.';

create function public.forget_person(p_email text, p_actor text, p_now timestamptz default null)
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
begin
  -- All of them are judged before any is changed.
  for v_candidate in
    select * from public.candidates where lower(email) = lower(p_email) order by id for no key update
  loop
    if v_candidate.state not in ('scheduled', 'cancelled') then
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
    update public.escalations
    set message = public.veil_text(message, candidate_id, v_pattern),
      reasons = public.veil_details(reasons, candidate_id, v_pattern),
      proposals = public.veil_details(proposals, candidate_id, v_pattern),
      -- What follows is a note that somebody typed.
      resolution = split_part(resolution, ':', 1)
    where candidate_id = v_candidate.id;
    update public.candidate_words
    set word = case kind when 'personal' then '"forgotten"' when 'email' then v_candidate.id || '@forgotten.invalid' else 'forgotten' end
    where candidate_id = v_candidate.id;
    update public.escalations
    set message = public.fill_text(message, public.person_words(candidate_id)),
      reasons = public.fill_details(reasons, public.person_words(candidate_id)),
      proposals = public.fill_details(proposals, public.person_words(candidate_id))
    where candidate_id = v_candidate.id;
    -- The id makes the stand-in nobody else's: nobody may be booked twice at a time.
    update public.candidates
    set name = 'forgotten', email = id || '@forgotten.invalid', time_zone = 'UTC', request = '{}', chat = null,
      forgotten_at = v_now, updated_at = v_now
    where id = v_candidate.id;
    update public.bookings
    set candidate_name = 'forgotten', candidate_email = candidate_id || '@forgotten.invalid', updated_at = v_now
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
comment on function public.forget_person(text, text, timestamptz) is
  'Takes the person with this email address out of everything, in all workspaces: stand-ins remain, and the audit''s facts. Refused while the person is being dealt with or has mocks to come.';

-- What was written before. Only the owner of the tables can do this, and only here.
alter table public.scheduling_audit disable trigger scheduling_audit_append_only;
do $$
declare
  v_candidate public.candidates;
  v_pattern text;
begin
  for v_candidate in select * from public.candidates order by id loop
    perform public.know_by_name(v_candidate.id);
    -- Names and addresses that were changed since.
    perform public.placeholder_of(v_candidate.id, k.kind, k.word)
    from (
      select 'candidate' as kind, btrim(b.candidate_name) as word from public.bookings b where b.candidate_id = v_candidate.id
      union select 'email', b.candidate_email from public.bookings b where b.candidate_id = v_candidate.id
      union select 'candidate', btrim(a.details #>> '{request,candidate,name}') from public.scheduling_audit a
        where a.candidate_id = v_candidate.id
      union select 'email', a.details #>> '{request,candidate,email}' from public.scheduling_audit a
        where a.candidate_id = v_candidate.id
      union select 'candidate', btrim(o.payload ->> 'name') from public.outbox o where o.candidate_id = v_candidate.id
      union select 'email', o.payload ->> 'email' from public.outbox o where o.candidate_id = v_candidate.id
    ) k
    where btrim(k.word) <> '';
    v_pattern := public.person_pattern(v_candidate.id);
    update public.scheduling_audit a
    set summary = public.veil_text(a.summary, v_candidate.id, v_pattern),
      details = public.veil_details(a.details, v_candidate.id, v_pattern)
    where a.candidate_id = v_candidate.id;
  end loop;
  update public.scheduling_audit a
  set summary = public.veil_text(a.summary, null, null), details = public.veil_details(a.details, null, null)
  where a.candidate_id is null or not exists (select from public.candidates c where c.id = a.candidate_id);
end
$$;
alter table public.scheduling_audit enable trigger scheduling_audit_append_only;

revoke execute on function
  public.placeholder_of(text, text, text),
  public.person_pattern(text),
  public.veil_text(text, text, text),
  public.veil_details(jsonb, text, text, text),
  public.person_words(text),
  public.fill_text(text, jsonb),
  public.fill_details(jsonb, jsonb),
  public.know_by_name(text),
  public.mentions(jsonb, text),
  public.export_person(text, text),
  public.forget_person(text, text, timestamptz)
  from public, anon, authenticated;
grant execute on function
  public.placeholder_of(text, text, text),
  public.person_pattern(text),
  public.veil_text(text, text, text),
  public.veil_details(jsonb, text, text, text),
  public.person_words(text),
  public.fill_text(text, jsonb),
  public.fill_details(jsonb, jsonb),
  public.know_by_name(text),
  public.mentions(jsonb, text),
  public.export_person(text, text),
  public.forget_person(text, text, timestamptz)
  to service_role;

notify pgrst, 'reload schema';
insert into public.schema_versions (version, name) values ('20261123090300', 'forgettable_people');
