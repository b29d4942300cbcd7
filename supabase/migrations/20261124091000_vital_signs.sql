-- What tells whether all is well with a workspace, for metrics and alerts: how much waits for whom, and
-- since when.

create index escalations_open on public.escalations (workspace, opened_at) where closed_at is null;

create function public.vital_signs(p_workspace text, p_now timestamptz default null)
returns jsonb language sql stable security invoker set search_path = '' as $$
  with unsent as (
    select o.id, o.created_at from public.outbox o
    where o.workspace = p_workspace and o.sent_at is null and o.given_up_at is null
    union
    select o.id, o.created_at from public.telegram_notices t join public.outbox o on o.id = t.outbox_id
    where o.workspace = p_workspace and t.sent_at is null and t.given_up_at is null
  ),
  time as (select coalesce(p_now, clock_timestamp()) as now),
  since as (
    select
      (select min(updated_at) from public.candidates where workspace = p_workspace and state = 'queued') as queued,
      (select min(opened_at) from public.escalations where workspace = p_workspace and closed_at is null) as asked,
      (select min(created_at) from unsent) as unsent,
      (select ended_at from public.watches where workspace = p_workspace) as watched
  )
  select jsonb_build_object(
    'queued_seconds', extract(epoch from time.now - since.queued),
    'asked_seconds', extract(epoch from time.now - since.asked),
    'unsent_seconds', extract(epoch from time.now - since.unsent),
    'watched_seconds', extract(epoch from time.now - since.watched),
    'asked', (select count(*) from public.escalations where workspace = p_workspace and closed_at is null),
    'unsent', (select count(*) from unsent),
    'observations', (
      select coalesce(jsonb_object_agg(o.state, o.count), '{}'::jsonb)
      from (
        select state, count(*) from public.observations
        where workspace = p_workspace and state <> 'settled' group by state
      ) o))
  from time cross join since
$$;
comment on function public.vital_signs(text, timestamptz) is
  'For metrics: how many seconds the first of the queue, the oldest open question and the oldest notice have waited, and since when nobody looked at the calendar (null for none); how many questions and notices there are; and what is not as booked, by state.';
revoke execute on function public.vital_signs(text, timestamptz) from public, anon, authenticated;
grant execute on function public.vital_signs(text, timestamptz) to service_role;

notify pgrst, 'reload schema';
insert into public.schema_versions (version, name) values ('20261124091000', 'vital_signs');
