import { setTimeout as delay } from 'node:timers/promises';
import type { Crew } from './crew.ts';
import type { Stage } from './stage.ts';

/** Once nobody dies any more, something goes on within this time until everything has come to an end. */
const STANDSTILL_MS = 180_000;
/** However much goes on: that is no end. */
const SETTLING_MS = 1_200_000;
/** So many looks at what is booked in a row that changed nothing. */
const QUIET_LOOKS = 2;
const LOOK_MS = 300;

interface Row {
  readonly open: number;
  readonly unsent: number;
  readonly watched: string | null;
  /** Differs once anything was done. */
  readonly trace: string;
  readonly what: string | null;
}

const QUERY = `
  select
    (select count(*)::int from public.candidates where state in ('queued', 'scheduling', 'waiting')) as open,
    (select count(*)::int from public.outbox o where o.sent_at is null and o.given_up_at is null)
      + (select count(*)::int from public.telegram_notices n where n.sent_at is null and n.given_up_at is null) as unsent,
    (select max(ended_at)::text from public.watches where watcher is null) as watched,
    (select concat_ws(' ', max(a.id), count(*)) from public.scheduling_audit a) || ' ' ||
      (select concat_ws(' ', count(*), max(o.id), string_agg(o.state, ',' order by o.id)) from public.observations o) as trace,
    (select string_agg(concat_ws(' ', name, state, lease_owner), ', ') from public.candidates
      where state in ('queued', 'scheduling', 'waiting')) as what`;

/** Resolves when nothing is under way any more, and nothing more is seen; else with what still is. */
export async function untilRest({ database }: Stage, crew: Crew): Promise<string | null> {
  const began = performance.now();
  let changed = began;
  let looks = 0;
  let last: Row | null = null;
  for (;;) {
    await crew.endLeases();
    const [row] = await database.query<Row>(QUERY);
    const isQuiet = row!.open === 0 && row!.unsent === 0 && row!.trace === last?.trace;
    if (row!.trace !== last?.trace || row!.unsent !== last.unsent) changed = performance.now();
    if (!isQuiet) looks = 0;
    else if (row!.watched !== null && row!.watched !== last?.watched) looks += 1;
    if (looks > QUIET_LOOKS) return null;
    if (crew.faults.length > 0) return 'a process did what it should not';
    const now = performance.now();
    if (now > changed + STANDSTILL_MS || now > began + SETTLING_MS) {
      return `${row!.open} candidates are under way (${row!.what}), ${row!.unsent} notices are not sent, the last look ended at ${row!.watched}\n${crew.living()}`;
    }
    last = row!;
    await delay(LOOK_MS);
  }
}
