-- Calls to an outside calendar count against quotas of the account that makes them, whichever worker
-- or workspace it works for. So all of them take turns here, and what the calls came to is kept.

create table public.calendar_accounts (
  account text primary key check (account <> ''),
  pace_ms integer not null check (pace_ms >= 0),
  next_turn_at timestamptz not null,
  last_turn_at timestamptz,
  updated_at timestamptz not null
);
comment on table public.calendar_accounts is
  'The pace of calls to an outside calendar, one row per account whose quota they use up.';
comment on column public.calendar_accounts.account is 'A name for the account, derived from its credentials; no secret.';
comment on column public.calendar_accounts.pace_ms is 'Milliseconds between the starts of two calls, as things are now.';
comment on column public.calendar_accounts.next_turn_at is 'No call may start before this.';
comment on column public.calendar_accounts.last_turn_at is 'When the last call was allowed to start.';
comment on column public.calendar_accounts.updated_at is 'When the pace last changed or a turn was given.';

create table public.calendar_calls (
  account text not null check (account <> ''),
  method text not null check (method <> ''),
  calls bigint not null default 0,
  successes bigint not null default 0,
  waits bigint not null default 0,
  waited_ms bigint not null default 0,
  retries bigint not null default 0,
  quota_errors bigint not null default 0,
  rate_errors bigint not null default 0,
  other_errors bigint not null default 0,
  since timestamptz not null,
  updated_at timestamptz not null,
  primary key (account, method)
);
comment on table public.calendar_calls is 'What the calls to an outside calendar came to, by account and method.';
comment on column public.calendar_calls.account is 'The account that made the calls.';
comment on column public.calendar_calls.method is 'list, freebusy, insert, get, patch or delete.';
comment on column public.calendar_calls.calls is 'Calls sent, repetitions included.';
comment on column public.calendar_calls.successes is 'Calls that did what they should.';
comment on column public.calendar_calls.waits is 'How often a call had to wait for its turn or before a repetition.';
comment on column public.calendar_calls.waited_ms is 'How long they waited in all, in milliseconds.';
comment on column public.calendar_calls.retries is 'Repetitions after a passing failure.';
comment on column public.calendar_calls.quota_errors is 'Answers that said that a quota is used up.';
comment on column public.calendar_calls.rate_errors is 'Answers that said that calls come too fast.';
comment on column public.calendar_calls.other_errors is 'All other failures.';
comment on column public.calendar_calls.since is 'Since when they are counted.';
comment on column public.calendar_calls.updated_at is 'When they were last added to.';

alter table public.calendar_accounts enable row level security;
alter table public.calendar_calls enable row level security;
revoke all on table public.calendar_accounts, public.calendar_calls from public, anon, authenticated, service_role;
grant select, insert, update on table public.calendar_accounts, public.calendar_calls to service_role;

-- A turn is given only when its time has come, never ahead: whatever slows the account down
-- meanwhile then holds for everyone who still waits. With each success the pace eases by a tenth,
-- down to the least delay that is asked for.
create function public.take_calendar_turn(
  p_account text, p_delay_ms integer, p_successes integer, p_now timestamptz default null
)
returns jsonb language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz;
  v_account public.calendar_accounts;
  v_pace integer;
begin
  insert into public.calendar_accounts (account, pace_ms, next_turn_at, updated_at)
  values (p_account, p_delay_ms, '-infinity', coalesce(p_now, clock_timestamp()))
  on conflict (account) do nothing;
  select * into v_account from public.calendar_accounts where account = p_account for no key update;
  -- Read after the lock was waited for: the turn starts now, not when it was asked for.
  v_now := coalesce(p_now, clock_timestamp());
  v_pace := greatest(p_delay_ms, round(v_account.pace_ms * 0.9 ^ greatest(p_successes, 0))::integer);
  if v_account.next_turn_at > v_now then
    update public.calendar_accounts set pace_ms = v_pace where account = p_account and pace_ms <> v_pace;
    return jsonb_build_object('granted', false, 'pace_ms', v_pace,
      'wait_ms', ceil(extract(epoch from v_account.next_turn_at - v_now) * 1000)::bigint);
  end if;
  update public.calendar_accounts
  set pace_ms = v_pace, next_turn_at = v_now + make_interval(secs => v_pace / 1000.0), last_turn_at = v_now,
    updated_at = v_now
  where account = p_account;
  return jsonb_build_object('granted', true, 'pace_ms', v_pace, 'wait_ms', 0);
end
$$;
comment on function public.take_calendar_turn(text, integer, integer, timestamptz) is
  'Lets one call start, or says how long it still has to wait before it asks again.';

-- The answer to a call that came too fast, or whose quota is used up.
create function public.slow_calendar_pace(
  p_account text, p_delay_ms integer, p_hold_ms bigint, p_now timestamptz default null
)
returns jsonb language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_account public.calendar_accounts;
begin
  insert into public.calendar_accounts (account, pace_ms, next_turn_at, updated_at)
  values (p_account, p_delay_ms, '-infinity', v_now)
  on conflict (account) do nothing;
  update public.calendar_accounts
  set pace_ms = least(60000, greatest(pace_ms, p_delay_ms, 500) * 2), updated_at = v_now,
    next_turn_at = greatest(next_turn_at,
      v_now + make_interval(secs => greatest(p_hold_ms, least(60000, greatest(pace_ms, p_delay_ms, 500) * 2)) / 1000.0))
  where account = p_account
  returning * into v_account;
  return jsonb_build_object('pace_ms', v_account.pace_ms, 'next_turn_at', public.iso_instant(v_account.next_turn_at));
end
$$;
comment on function public.slow_calendar_pace(text, integer, bigint, timestamptz) is
  'Doubles the distance between calls, up to a minute, and holds all of them back for at least so long.';

create function public.record_calendar_calls(p_account text, p_calls jsonb, p_now timestamptz default null)
returns void language plpgsql volatile security invoker set search_path = '' as $$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
begin
  insert into public.calendar_calls as c
    (account, method, calls, successes, waits, waited_ms, retries, quota_errors, rate_errors, other_errors, since, updated_at)
  select p_account, m.key, r.calls, r.successes, r.waits, r.waited_ms, r.retries, r.quota_errors, r.rate_errors,
    r.other_errors, v_now, v_now
  from jsonb_each(p_calls) m,
    jsonb_to_record(m.value) as r (calls bigint, successes bigint, waits bigint, waited_ms bigint, retries bigint,
      quota_errors bigint, rate_errors bigint, other_errors bigint)
  order by m.key
  on conflict (account, method) do update set
    calls = c.calls + excluded.calls,
    successes = c.successes + excluded.successes,
    waits = c.waits + excluded.waits,
    waited_ms = c.waited_ms + excluded.waited_ms,
    retries = c.retries + excluded.retries,
    quota_errors = c.quota_errors + excluded.quota_errors,
    rate_errors = c.rate_errors + excluded.rate_errors,
    other_errors = c.other_errors + excluded.other_errors,
    updated_at = excluded.updated_at;
end
$$;
comment on function public.record_calendar_calls(text, jsonb, timestamptz) is
  'Adds to what the calls of an account came to. Not repeatable: calling it twice counts twice.';

create function public.list_calendar_calls()
returns jsonb language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'account', c.account,
    'method', c.method,
    'calls', c.calls,
    'successes', c.successes,
    'waits', c.waits,
    'waited_ms', c.waited_ms,
    'retries', c.retries,
    'quota_errors', c.quota_errors,
    'rate_errors', c.rate_errors,
    'other_errors', c.other_errors,
    'since', public.iso_instant(c.since),
    'pace_ms', a.pace_ms
  ) order by c.account, c.method), '[]'::jsonb)
  from public.calendar_calls c
  left join public.calendar_accounts a on a.account = c.account
$$;
comment on function public.list_calendar_calls() is 'What the calls came to so far, by account and method.';

revoke execute on function
  public.take_calendar_turn(text, integer, integer, timestamptz),
  public.slow_calendar_pace(text, integer, bigint, timestamptz),
  public.record_calendar_calls(text, jsonb, timestamptz),
  public.list_calendar_calls()
  from public, anon, authenticated;
grant execute on function
  public.take_calendar_turn(text, integer, integer, timestamptz),
  public.slow_calendar_pace(text, integer, bigint, timestamptz),
  public.record_calendar_calls(text, jsonb, timestamptz),
  public.list_calendar_calls()
  to service_role;

notify pgrst, 'reload schema';
insert into public.schema_versions (version, name) values ('20261123090000', 'calendar_pace');
