import type { World } from './world.ts';

interface Summary {
  /** Who has a candidate in hand, or looks at a calendar. */
  readonly holders: readonly string[];
  readonly queued: number;
  readonly unsent: number;
  readonly next_due: string | null;
}

/** Notices of which some chat is still to be told, and when anything is to go on by itself. */
const QUERY = `
  select
    (select coalesce(jsonb_agg(name), '[]') from (
       select lease_owner as name from public.candidates where state = 'scheduling'
       union all select watcher from public.watches where watcher is not null) holding) as holders,
    (select count(*)::int from public.candidates c join public.workspaces w on w.id = c.workspace
     where c.state = 'queued' and not w.paused) as queued,
    (select count(*)::int from public.outbox o where o.sent_at is null and o.given_up_at is null and (
       not exists (select from public.telegram_notices n where n.outbox_id = o.id)
       or exists (select from public.telegram_notices n where n.outbox_id = o.id
         and n.sent_at is null and n.given_up_at is null and n.retry_at is null))) as unsent,
    (select to_char(min(due) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from (
       select c.resume_at as due from public.candidates c join public.workspaces w on w.id = c.workspace
       where c.state = 'waiting' and not w.paused
       union all select lease_until from public.candidates where state = 'scheduling'
       union all select held_until from public.watches where watcher is not null
       union all select retry_at from public.telegram_notices where sent_at is null and given_up_at is null
       union all select retry_at from public.outbox where sent_at is null and given_up_at is null
     ) dues) as next_due`;

export interface Rest {
  /** Nothing goes on, and nothing will before `nextDue`. */
  readonly isQuiet: boolean;
  /** Nothing will go on at all, unless somebody begins something. */
  readonly isOver: boolean;
  /** When something goes on by itself; in milliseconds since the epoch. */
  readonly nextDue: number | null;
}

/** Whether anything is under way in a world. */
export async function restOf(world: World): Promise<Rest> {
  const { network, people, telegram, server, running } = world;
  const [row] = await server.rows<Summary>(QUERY);
  const { holders, queued, unsent, next_due } = row!;
  const living = [...running.values()].map(({ process }) => process.name);
  // What a dead process held is free once its lease is over.
  const isHeld = holders.some((name) => living.includes(name));
  const isBusy =
    network.underWay > 0 ||
    people.busy > 0 ||
    telegram.updates.pending > 0 ||
    queued > 0 ||
    isHeld ||
    unsent > 0;
  const isAlone = running.size === 0;
  const due = next_due === null ? null : Temporal.Instant.from(next_due).epochMilliseconds;
  const paused = [...running.values()]
    .map(({ process }) => process.pausedUntil)
    .filter((until) => until > world.timeline.now);
  const dues = [...(due === null ? [] : [due]), ...paused];
  return {
    isQuiet: !isBusy && !isAlone,
    isOver: !isBusy && dues.length === 0,
    nextDue: dues.length === 0 ? null : Math.min(...dues),
  };
}
