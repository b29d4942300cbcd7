-- What a Telegram bot must not forget: which updates it has handled, what its buttons say, which of
-- its messages stand for what, whom it has turned away, whom it still has to tell of what, and which
-- process it runs in. Chats and people are known by Telegram's numbers alone.

create table public.telegram_bots (
  bot_id bigint primary key,
  holder text not null check (holder <> ''),
  held_until timestamptz not null
);
comment on table public.telegram_bots is
  'Which process serves a bot: Telegram gives updates to one at a time, and people are to be told once.';
comment on column public.telegram_bots.bot_id is 'Telegram''s number of the bot.';
comment on column public.telegram_bots.holder is 'The process that serves it.';
comment on column public.telegram_bots.held_until is 'Until when it does; past that, another may take it over.';

create table public.telegram_updates (
  bot_id bigint not null,
  update_id bigint not null,
  handled_at timestamptz not null,
  primary key (bot_id, update_id)
);
create index telegram_updates_by_age on public.telegram_updates (handled_at);
comment on table public.telegram_updates is
  'Updates that were handled: Telegram may deliver one again for a day, and its numbers do not only grow. Kept for three days.';
comment on column public.telegram_updates.bot_id is 'The bot that got it.';
comment on column public.telegram_updates.update_id is 'Telegram''s number of the update.';
comment on column public.telegram_updates.handled_at is 'When it was handled.';

create table public.telegram_buttons (
  id text primary key check (id <> ''),
  chat_id bigint not null,
  user_id bigint,
  says text not null,
  asked text,
  once boolean not null,
  made_at timestamptz not null,
  tapped_at timestamptz,
  tapped_by_update bigint
);
create index telegram_buttons_by_age on public.telegram_buttons (made_at);
comment on table public.telegram_buttons is
  'What a button of the bot says when it is tapped; the button itself carries its id alone. Kept for thirty days.';
comment on column public.telegram_buttons.id is 'What the button carries.';
comment on column public.telegram_buttons.chat_id is 'The chat in which it was shown.';
comment on column public.telegram_buttons.user_id is 'For whom it was shown; empty where any admin may tap it.';
comment on column public.telegram_buttons.says is 'What a tap says in the person''s stead.';
comment on column public.telegram_buttons.asked is 'The question that it answers; empty where it answers none.';
comment on column public.telegram_buttons.once is 'Whether only the first tap counts.';
comment on column public.telegram_buttons.made_at is 'When it was shown.';
comment on column public.telegram_buttons.tapped_at is 'When it was tapped last.';
comment on column public.telegram_buttons.tapped_by_update is 'The update with that tap, so that the same one may come again.';

create table public.telegram_messages (
  chat_id bigint not null,
  place text not null check (place <> ''),
  message_id bigint not null,
  has_buttons boolean not null,
  sent_at timestamptz not null,
  primary key (chat_id, place)
);
create index telegram_messages_by_age on public.telegram_messages (sent_at);
comment on table public.telegram_messages is
  'Messages of the bot that are edited when there is something newer to say in their place. Kept for thirty days.';
comment on column public.telegram_messages.chat_id is 'The chat.';
comment on column public.telegram_messages.place is 'What the message stands for, e.g. the progress of one candidate.';
comment on column public.telegram_messages.message_id is 'Telegram''s number of the message in its chat.';
comment on column public.telegram_messages.has_buttons is 'Whether it was sent with buttons.';
comment on column public.telegram_messages.sent_at is 'When the message was sent.';

create table public.telegram_moved_chats (
  chat_id bigint primary key,
  moved_to bigint not null,
  moved_at timestamptz not null
);
comment on table public.telegram_moved_chats is 'Groups that became supergroups and have another id since.';
comment on column public.telegram_moved_chats.chat_id is 'The id it had.';
comment on column public.telegram_moved_chats.moved_to is 'The id it has.';
comment on column public.telegram_moved_chats.moved_at is 'When the bot heard of it.';

create table public.telegram_strangers (
  user_id bigint primary key,
  told_at timestamptz not null
);
comment on table public.telegram_strangers is
  'People without the right to use the bot, who are told so once an hour at most.';
comment on column public.telegram_strangers.user_id is 'Telegram''s number of the person.';
comment on column public.telegram_strangers.told_at is 'When they were told last.';

create table public.telegram_notices (
  outbox_id bigint not null references public.outbox (id),
  chat_id bigint not null,
  attempts integer not null default 0 check (attempts >= 0),
  retry_at timestamptz,
  sent_at timestamptz,
  given_up_at timestamptz,
  last_error text,
  primary key (outbox_id, chat_id),
  constraint telegram_notices_sent_or_given_up check (sent_at is null or given_up_at is null)
);
create index telegram_notices_open on public.telegram_notices (chat_id, outbox_id)
  where sent_at is null and given_up_at is null;
comment on table public.telegram_notices is
  'A notice of the outbox for each chat that is told of it: chats do not wait for one another.';
comment on column public.telegram_notices.outbox_id is 'The notice.';
comment on column public.telegram_notices.chat_id is 'The chat that is told.';
comment on column public.telegram_notices.attempts is 'How often telling it failed.';
comment on column public.telegram_notices.retry_at is 'Not to be tried before this; later notices of the same chat wait for it.';
comment on column public.telegram_notices.sent_at is 'When it was sent.';
comment on column public.telegram_notices.given_up_at is 'When it was given up: the chat is gone, or blocks the bot.';
comment on column public.telegram_notices.last_error is 'Why it failed the last time.';

alter table public.telegram_bots enable row level security;
alter table public.telegram_updates enable row level security;
alter table public.telegram_buttons enable row level security;
alter table public.telegram_messages enable row level security;
alter table public.telegram_moved_chats enable row level security;
alter table public.telegram_strangers enable row level security;
alter table public.telegram_notices enable row level security;
revoke all on table public.telegram_bots, public.telegram_updates, public.telegram_buttons,
  public.telegram_messages, public.telegram_moved_chats, public.telegram_strangers, public.telegram_notices
  from public, anon, authenticated, service_role;
grant select, insert, update on table public.telegram_bots, public.telegram_moved_chats,
  public.telegram_strangers, public.telegram_notices to service_role;
-- These do not grow without end: what is old is deleted.
grant select, insert, update, delete on table public.telegram_updates, public.telegram_buttons,
  public.telegram_messages to service_role;

create function public.hold_telegram_bot(
  p_bot_id bigint, p_holder text, p_lease_seconds integer, p_now timestamptz default null
)
returns boolean language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
begin
  insert into public.telegram_bots as b (bot_id, holder, held_until)
  values (p_bot_id, p_holder, v_now + make_interval(secs => p_lease_seconds))
  on conflict (bot_id) do update set holder = excluded.holder, held_until = excluded.held_until
  where b.holder = excluded.holder or b.held_until <= v_now;
  return found;
end
$$;
comment on function public.hold_telegram_bot(bigint, text, integer, timestamptz) is
  'Whether this process serves the bot now, and goes on to: the one that holds it, or whoever asks when nobody does. No seconds gives it back.';

create function public.telegram_updates_handled(p_bot_id bigint, p_update_ids jsonb)
returns jsonb language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(u.update_id order by u.update_id), '[]'::jsonb)
  from public.telegram_updates u
  where u.bot_id = p_bot_id
    and u.update_id in (select e.value::bigint from jsonb_array_elements_text(p_update_ids) e)
$$;
comment on function public.telegram_updates_handled(bigint, jsonb) is 'Those of the updates that were handled before.';

create function public.mark_telegram_updates(p_bot_id bigint, p_update_ids jsonb, p_now timestamptz default null)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
begin
  insert into public.telegram_updates (bot_id, update_id, handled_at)
  select p_bot_id, e.value::bigint, v_now from jsonb_array_elements_text(p_update_ids) e
  on conflict (bot_id, update_id) do nothing;
end
$$;
comment on function public.mark_telegram_updates(bigint, jsonb, timestamptz) is 'Notes that updates were handled.';

create function public.tidy_telegram(p_now timestamptz default null)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
begin
  delete from public.telegram_updates where handled_at < v_now - interval '3 days';
  delete from public.telegram_buttons where made_at < v_now - interval '30 days';
  delete from public.telegram_messages where sent_at < v_now - interval '30 days';
end
$$;
comment on function public.tidy_telegram(timestamptz) is 'Forgets what is too old to matter.';

create function public.keep_telegram_buttons(
  p_chat_id bigint, p_user_id bigint, p_buttons jsonb, p_now timestamptz default null
)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
begin
  insert into public.telegram_buttons (id, chat_id, user_id, says, asked, once, made_at)
  select b.id, p_chat_id, p_user_id, b.says, b.asked, b.once, v_now
  from jsonb_to_recordset(p_buttons) as b (id text, says text, asked text, once boolean)
  on conflict (id) do nothing;
end
$$;
comment on function public.keep_telegram_buttons(bigint, bigint, jsonb, timestamptz) is
  'Keeps what the buttons of a message say, before it is sent.';

-- Two quick taps are two updates: a second tap within two seconds is a slip of the finger. An update
-- that comes again is the same tap.
create function public.tap_telegram_button(
  p_id text, p_chat_id bigint, p_user_id bigint, p_update_id bigint, p_now timestamptz default null
)
returns jsonb language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_button public.telegram_buttons;
begin
  select * into v_button from public.telegram_buttons where id = p_id for no key update;
  if not found or v_button.chat_id <> p_chat_id and not exists (
    select from public.telegram_moved_chats m where m.chat_id = v_button.chat_id and m.moved_to = p_chat_id
  ) then
    return jsonb_build_object('outcome', 'unknown');
  end if;
  if v_button.user_id is not null and v_button.user_id <> p_user_id then
    return jsonb_build_object('outcome', 'not-yours');
  end if;
  if v_button.tapped_by_update is distinct from p_update_id and v_button.tapped_at is not null
    and (v_button.once or v_button.tapped_at > v_now - interval '2 seconds')
  then
    return jsonb_build_object('outcome', 'again');
  end if;
  update public.telegram_buttons set tapped_at = v_now, tapped_by_update = p_update_id where id = p_id;
  return jsonb_build_object('outcome', 'tapped', 'says', v_button.says, 'asked', v_button.asked);
end
$$;
comment on function public.tap_telegram_button(text, bigint, bigint, bigint, timestamptz) is
  'What a tapped button says, where this person may tap it in this chat and the tap counts.';

create function public.telegram_message_at(p_chat_id bigint, p_place text)
returns jsonb language sql stable security invoker set search_path = '' as $$
  select to_jsonb(m.message_id) from public.telegram_messages m where m.chat_id = p_chat_id and m.place = p_place
$$;
comment on function public.telegram_message_at(bigint, text) is 'The message that stands in a place; null where none does.';

create function public.keep_telegram_message(
  p_chat_id bigint, p_place text, p_message_id bigint, p_has_buttons boolean, p_now timestamptz default null
)
returns jsonb language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_former public.telegram_messages;
begin
  select * into v_former from public.telegram_messages
  where chat_id = p_chat_id and place = p_place for no key update;
  insert into public.telegram_messages (chat_id, place, message_id, has_buttons, sent_at)
  values (p_chat_id, p_place, p_message_id, p_has_buttons, v_now)
  on conflict (chat_id, place) do update
  set message_id = excluded.message_id, has_buttons = excluded.has_buttons, sent_at = excluded.sent_at;
  return case when v_former.has_buttons and v_former.message_id <> p_message_id then to_jsonb(v_former.message_id) end;
end
$$;
comment on function public.keep_telegram_message(bigint, text, bigint, boolean, timestamptz) is
  'Notes which message stands in a place from now on; gives the one that stood there before, where it has buttons.';

create function public.list_moved_telegram_chats()
returns jsonb language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('chat_id', m.chat_id, 'moved_to', m.moved_to) order by m.chat_id),
    '[]'::jsonb)
  from public.telegram_moved_chats m
$$;
comment on function public.list_moved_telegram_chats() is 'Chats that have another id since.';

create function public.move_telegram_chat(p_chat_id bigint, p_moved_to bigint, p_now timestamptz default null)
returns void language plpgsql volatile security invoker set search_path = '' as $$
begin
  insert into public.telegram_moved_chats (chat_id, moved_to, moved_at)
  values (p_chat_id, p_moved_to, coalesce(p_now, clock_timestamp()))
  on conflict (chat_id) do update set moved_to = excluded.moved_to;
  -- What the chat has been told already under its new id stays as it is.
  update public.telegram_notices n set chat_id = p_moved_to, retry_at = null
  where n.chat_id = p_chat_id and n.sent_at is null and n.given_up_at is null
    and not exists (
      select from public.telegram_notices other where other.outbox_id = n.outbox_id and other.chat_id = p_moved_to);
  update public.telegram_notices n set given_up_at = coalesce(p_now, clock_timestamp()), last_error = 'The chat has another id.'
  where n.chat_id = p_chat_id and n.sent_at is null and n.given_up_at is null;
end
$$;
comment on function public.move_telegram_chat(bigint, bigint, timestamptz) is
  'A chat has another id from now on; what it was still to be told goes there.';

create function public.meet_telegram_stranger(
  p_workspace text, p_user_id bigint, p_chat_id bigint, p_now timestamptz default null
)
returns boolean language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
begin
  insert into public.telegram_strangers as s (user_id, told_at) values (p_user_id, v_now)
  on conflict (user_id) do update set told_at = excluded.told_at
  where s.told_at <= v_now - interval '1 hour';
  if not found then
    return false;
  end if;
  perform public.use_workspace(p_workspace);
  perform public.write_audit(v_now, p_workspace, null, 'telegram:' || p_user_id, 'turned-away', null, null,
    format('Somebody without the right to use the bot wrote to it (Telegram user %s).', p_user_id),
    jsonb_build_object('userId', p_user_id, 'chatId', p_chat_id));
  return true;
end
$$;
comment on function public.meet_telegram_stranger(text, bigint, bigint, timestamptz) is
  'Somebody wrote who may not use the bot: true, with an audit row, where they were not told so within the hour.';

create function public.address_notice(p_outbox_id bigint, p_chat_ids jsonb, p_now timestamptz default null)
returns void language plpgsql volatile security invoker set search_path = '' as $$
begin
  update public.outbox set sent_at = coalesce(p_now, clock_timestamp()), retry_at = null
  where id = p_outbox_id and sent_at is null and given_up_at is null;
  if not found then
    return;
  end if;
  insert into public.telegram_notices (outbox_id, chat_id)
  select distinct p_outbox_id, e.value::bigint from jsonb_array_elements_text(p_chat_ids) e
  on conflict (outbox_id, chat_id) do nothing;
end
$$;
comment on function public.address_notice(bigint, jsonb, timestamptz) is
  'Hands a notice over to each chat that is to be told; from then on every chat has it for itself.';

create function public.list_telegram_notices(p_workspace text, p_per_chat integer, p_now timestamptz default null)
returns jsonb language sql volatile security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'chat_id', n.chat_id,
    'notice', jsonb_build_object(
      'id', o.id,
      'chat', o.chat,
      'kind', o.kind,
      'payload', o.payload,
      'attempts', n.attempts,
      'created_at', public.iso_instant(o.created_at)
    )
  ) order by n.chat_id, n.outbox_id), '[]'::jsonb)
  from (
    select t.*, row_number() over (partition by t.chat_id order by t.outbox_id) as place
    from public.telegram_notices t
    join public.outbox o on o.id = t.outbox_id
    where t.sent_at is null and t.given_up_at is null and o.workspace = p_workspace
      -- There is nothing more to tell of somebody who was forgotten.
      and not exists (select from public.candidates c where c.id = o.candidate_id and c.forgotten_at is not null)
      and not exists (
        select from public.telegram_notices earlier
        where earlier.chat_id = t.chat_id and earlier.outbox_id <= t.outbox_id
          and earlier.sent_at is null and earlier.given_up_at is null
          and earlier.retry_at > coalesce(p_now, clock_timestamp()))
  ) n
  join public.outbox o on o.id = n.outbox_id
  where n.place <= p_per_chat
$$;
comment on function public.list_telegram_notices(text, integer, timestamptz) is
  'What chats can be told now, in order for each chat.';

create function public.mark_telegram_notice_sent(p_outbox_id bigint, p_chat_id bigint, p_now timestamptz default null)
returns void language sql volatile security invoker set search_path = '' as $$
  update public.telegram_notices set sent_at = coalesce(p_now, clock_timestamp()), retry_at = null
  where outbox_id = p_outbox_id and chat_id = p_chat_id and sent_at is null and given_up_at is null
$$;
comment on function public.mark_telegram_notice_sent(bigint, bigint, timestamptz) is 'A chat was told.';

create function public.mark_telegram_notice_failed(
  p_outbox_id bigint, p_chat_id bigint, p_error text, p_retry_at timestamptz, p_now timestamptz default null
)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_outbox public.outbox;
begin
  update public.telegram_notices
  set attempts = attempts + 1, last_error = p_error, retry_at = p_retry_at,
    given_up_at = case when p_retry_at is null then v_now end
  where outbox_id = p_outbox_id and chat_id = p_chat_id and sent_at is null and given_up_at is null
    and not (last_error is not distinct from p_error and retry_at is not distinct from p_retry_at);
  if found and p_retry_at is null then
    select * into v_outbox from public.outbox where id = p_outbox_id;
    perform public.write_audit(v_now, v_outbox.workspace, v_outbox.candidate_id, 'telegram', 'notice-given-up',
      null, null, format('A notice (%s) could not be sent to the Telegram chat %s: %s', v_outbox.kind, p_chat_id, p_error),
      jsonb_build_object('outboxId', p_outbox_id, 'chatId', p_chat_id));
  end if;
end
$$;
comment on function public.mark_telegram_notice_failed(bigint, bigint, text, timestamptz, timestamptz) is
  'Telling a chat failed: it is tried again at a set time, or given up where none is set.';

-- What a button says may name a candidate. When somebody is forgotten, their row loses its address;
-- with it go the buttons that name it.
create function public.forget_telegram_buttons()
returns trigger language plpgsql volatile security invoker set search_path = '' as $$
begin
  delete from public.telegram_buttons
  where position(lower(old.email) in lower(says)) > 0
    or length(btrim(old.name)) > 2 and position(lower(btrim(old.name)) in lower(says)) > 0;
  return null;
end
$$;
comment on function public.forget_telegram_buttons() is 'Deletes the buttons that name somebody who is forgotten.';
create trigger candidates_forgotten_by_buttons after update of email on public.candidates
  for each row when (old.email is distinct from new.email) execute function public.forget_telegram_buttons();

revoke execute on function
  public.hold_telegram_bot(bigint, text, integer, timestamptz),
  public.telegram_updates_handled(bigint, jsonb),
  public.mark_telegram_updates(bigint, jsonb, timestamptz),
  public.tidy_telegram(timestamptz),
  public.keep_telegram_buttons(bigint, bigint, jsonb, timestamptz),
  public.tap_telegram_button(text, bigint, bigint, bigint, timestamptz),
  public.telegram_message_at(bigint, text),
  public.keep_telegram_message(bigint, text, bigint, boolean, timestamptz),
  public.list_moved_telegram_chats(),
  public.move_telegram_chat(bigint, bigint, timestamptz),
  public.meet_telegram_stranger(text, bigint, bigint, timestamptz),
  public.address_notice(bigint, jsonb, timestamptz),
  public.list_telegram_notices(text, integer, timestamptz),
  public.mark_telegram_notice_sent(bigint, bigint, timestamptz),
  public.mark_telegram_notice_failed(bigint, bigint, text, timestamptz, timestamptz),
  public.forget_telegram_buttons()
  from public, anon, authenticated;
grant execute on function
  public.hold_telegram_bot(bigint, text, integer, timestamptz),
  public.telegram_updates_handled(bigint, jsonb),
  public.mark_telegram_updates(bigint, jsonb, timestamptz),
  public.tidy_telegram(timestamptz),
  public.keep_telegram_buttons(bigint, bigint, jsonb, timestamptz),
  public.tap_telegram_button(text, bigint, bigint, bigint, timestamptz),
  public.telegram_message_at(bigint, text),
  public.keep_telegram_message(bigint, text, bigint, boolean, timestamptz),
  public.list_moved_telegram_chats(),
  public.move_telegram_chat(bigint, bigint, timestamptz),
  public.meet_telegram_stranger(text, bigint, bigint, timestamptz),
  public.address_notice(bigint, jsonb, timestamptz),
  public.list_telegram_notices(text, integer, timestamptz),
  public.mark_telegram_notice_sent(bigint, bigint, timestamptz),
  public.mark_telegram_notice_failed(bigint, bigint, text, timestamptz, timestamptz),
  public.forget_telegram_buttons()
  to service_role;

notify pgrst, 'reload schema';
insert into public.schema_versions (version, name) values ('20261123091000', 'telegram');
