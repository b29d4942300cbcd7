import type { Client } from 'pg';
import type { SeenInput } from '../../src/store/rows.ts';
import type { Store } from '../../src/store/store.ts';
import type { Place } from './daily-work.ts';
import type { Timings } from './timings.ts';

const ACTOR = 'watcher';
const LEASE_SECONDS = 300;
/** So much is seen at a candidate at once, where a calendar changes a lot. */
const SEEN = 3;

/**
 * What one look costs at the store: the turn, closing what is over, what is known to be not as booked, and one
 * candidate at whom something new is seen, still so, and then no longer so.
 */
export async function watchOver(
  store: Store,
  client: Client,
  { workspace, size }: Place,
  timings: Timings,
): Promise<void> {
  const time = <T>(what: string, call: () => Promise<T>) => timings.time(`${what}, ${size} workspace`, call);
  const plain = <T>(what: string, call: () => Promise<T>) => timings.time(what, call);
  const turn = { workspace, watcher: ACTOR };
  await plain('watching: take the turn', () =>
    store.takeWatch({ ...turn, leaseSeconds: LEASE_SECONDS, everySeconds: 0 }),
  );
  await time('watching: close what is over', () => store.closeOver({ workspace, actor: ACTOR }));
  await time('watching: all that is not as booked', () => store.observations({ workspace }));
  const { candidateId, seen } = await somethingSeen(client, workspace);
  const observe = (input: readonly SeenInput[]) => () =>
    store.observe({ candidateId, seen: input, actor: ACTOR });
  await plain(`watching: ${SEEN} things seen at a candidate`, observe(seen));
  await plain('watching: the same is seen again', observe(seen));
  await plain('watching: it is no longer so', observe([]));
  await plain('watching: all ever seen at a candidate', () =>
    store.observations({ workspace, candidateId, settled: true }),
  );
  await plain('watching: end the turn', () => store.endWatch({ ...turn, failed: false }));
  await time('vital signs', () => store.vitalSigns({ workspace }));
}

/** Mocks to come of anybody to whom nobody is looking yet. */
async function somethingSeen(
  client: Client,
  workspace: string,
): Promise<{ readonly candidateId: string; readonly seen: readonly SeenInput[] }> {
  const { rows } = await client.query<{ candidate_id: string; ids: string[] }>(
    `select b.candidate_id, (array_agg(b.id))[:$2] as ids
    from public.bookings b join public.candidates c on c.id = b.candidate_id
    where b.workspace = $1 and b.state = 'booked' and b.starts_at > now() and c.state = 'scheduled'
      and not exists (select from public.observations o where o.candidate_id = c.id and o.state <> 'settled')
    group by b.candidate_id having count(*) >= $2
    order by md5(b.candidate_id || random()::text) limit 1`,
    [workspace, SEEN],
  );
  const { candidate_id: candidateId, ids } = rows[0]!;
  const seen = ids.map((bookingId) => ({
    bookingId,
    kind: 'interviewer-declined',
    key: 'bench',
    summary: 'The interviewer declined the mock.',
    details: { broken: [] },
  }));
  return { candidateId, seen };
}
