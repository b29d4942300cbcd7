-- Chats: where each conversation is, and the notices still to be sent. Neither is audited step by
-- step; a notice that is given up is, for somebody was not told.

create function public.load_conversation(p_workspace text, p_key text)
returns jsonb language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('state', c.state, 'version', c.version, 'updated_at', public.iso_instant(c.updated_at))
  from public.conversations c
  where c.workspace = p_workspace and c.key = p_key and c.state is not null
$$;
comment on function public.load_conversation(text, text) is 'How far a conversation is; null where there is none.';

create function public.save_conversation(
  p_workspace text, p_key text, p_state jsonb, p_version bigint, p_now timestamptz default null
)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_found public.conversations;
begin
  perform public.use_workspace(p_workspace);
  if p_version = 0 and p_state is not null then
    insert into public.conversations (workspace, key, state, version, updated_at)
    values (p_workspace, p_key, p_state, 1, v_now)
    on conflict (workspace, key) do nothing;
    if found then
      return;
    end if;
  end if;
  select * into v_found from public.conversations where workspace = p_workspace and key = p_key for no key update;
  -- What is to be written stands there already: the same call again, because its answer was lost.
  if v_found.state is not distinct from p_state and (p_version = 0 or v_found.version = p_version + 1) then
    return;
  end if;
  -- A conversation that is over keeps its row, so that its versions never come back.
  if (v_found.state is null and p_version = 0) or (v_found.state is not null and v_found.version = p_version) then
    update public.conversations set state = p_state, version = version + 1, updated_at = v_now
    where workspace = p_workspace and key = p_key;
    return;
  end if;
  raise exception using errcode = 'MS002',
    message = format('Conversation %s of workspace %s has gone on since version %s.', p_key, p_workspace, p_version);
end
$$;
comment on function public.save_conversation(text, text, jsonb, bigint, timestamptz) is
  'Writes the next step of a conversation over the version that was read (0 for none); no state ends it.';

-- Order is kept per chat: while its first notice waits for another try, the later ones wait with it.
create function public.list_notices(p_workspace text, p_limit integer, p_now timestamptz default null)
returns jsonb language sql volatile security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', n.id,
    'chat', n.chat,
    'kind', n.kind,
    'payload', n.payload,
    'attempts', n.attempts,
    'created_at', public.iso_instant(n.created_at)
  ) order by n.id), '[]'::jsonb)
  from (
    select * from public.outbox o
    where o.workspace = p_workspace and o.sent_at is null and o.given_up_at is null
      and not exists (
        select from public.outbox earlier
        where earlier.workspace = o.workspace and earlier.sent_at is null and earlier.given_up_at is null
          and earlier.id <= o.id and earlier.chat is not distinct from o.chat
          and earlier.retry_at > coalesce(p_now, clock_timestamp()))
    order by o.id
    limit p_limit
  ) n
$$;
comment on function public.list_notices(text, integer, timestamptz) is
  'Notices that can be sent now, in order.';

create function public.mark_notice_sent(p_outbox_id bigint, p_now timestamptz default null)
returns void language sql volatile security invoker set search_path = '' as $$
  update public.outbox set sent_at = coalesce(p_now, clock_timestamp()), retry_at = null
  where id = p_outbox_id and sent_at is null and given_up_at is null
$$;
comment on function public.mark_notice_sent(bigint, timestamptz) is 'A notice has arrived.';

create function public.mark_notice_failed(
  p_outbox_id bigint, p_error text, p_retry_at timestamptz, p_now timestamptz default null
)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_notice public.outbox;
begin
  update public.outbox
  set attempts = attempts + 1, last_error = p_error, retry_at = p_retry_at,
    given_up_at = case when p_retry_at is null then v_now end
  where id = p_outbox_id and sent_at is null and given_up_at is null
    and not (last_error is not distinct from p_error and retry_at is not distinct from p_retry_at)
  returning * into v_notice;
  if found and p_retry_at is null then
    perform public.write_audit(v_now, v_notice.workspace, v_notice.candidate_id, 'outbox', 'notice-given-up',
      null, null, format('A notice (%s) could not be sent to %s: %s', v_notice.kind,
        coalesce(v_notice.chat, 'the admins'), p_error),
      jsonb_build_object('outboxId', v_notice.id, 'attempts', v_notice.attempts));
  end if;
end
$$;
comment on function public.mark_notice_failed(bigint, text, timestamptz, timestamptz) is
  'Sending a notice failed: it is tried again at a set time, or given up where none is set.';

revoke execute on function
  public.load_conversation(text, text),
  public.save_conversation(text, text, jsonb, bigint, timestamptz),
  public.list_notices(text, integer, timestamptz),
  public.mark_notice_sent(bigint, timestamptz),
  public.mark_notice_failed(bigint, text, timestamptz, timestamptz)
  from public, anon, authenticated;
grant execute on function
  public.load_conversation(text, text),
  public.save_conversation(text, text, jsonb, bigint, timestamptz),
  public.list_notices(text, integer, timestamptz),
  public.mark_notice_sent(bigint, timestamptz),
  public.mark_notice_failed(bigint, text, timestamptz, timestamptz)
  to service_role;

-- A data API that runs already learns of the new functions.
notify pgrst, 'reload schema';

insert into public.schema_versions (version, name) values ('20261122090700', 'conversation_and_outbox_functions');
