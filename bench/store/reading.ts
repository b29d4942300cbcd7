import type { Client } from 'pg';
import type { Store } from '../../src/store/store.ts';
import type { Place } from './daily-work.ts';
import type { Timings } from './timings.ts';

/** What chats, the page and the planner ask for. */
export async function readAll(
  store: Store,
  client: Client,
  { workspace, size }: Place,
  timings: Timings,
): Promise<void> {
  const time = <T>(what: string, call: () => Promise<T>) => timings.time(`${what}, ${size} workspace`, call);
  const { rows } = await client.query<{ id: string; email: string }>(
    `select id, email from public.candidates where workspace = $1 and state = 'scheduled'
    order by md5(id || random()::text) limit 1`,
    [workspace],
  );
  const { id: candidateId, email } = rows[0]!;
  const plain = <T>(what: string, call: () => Promise<T>) => timings.time(what, call);
  await time('queue: the first 100', () => store.queue({ workspace, limit: 100 }));
  await time('how many in each state', () => store.counts({ workspace }));
  await time('candidates: the newest 50', () => store.candidates({ workspace, limit: 50 }));
  await plain('candidate by email', () => store.candidates({ workspace, email }));
  await plain('candidate by id', () => store.candidates({ workspace, id: candidateId }));
  await time('candidates: those escalated', () => store.candidates({ workspace, state: 'escalated' }));
  await time('escalations that are open', () => store.escalations({ workspace, open: true }));
  await plain('bookings of a candidate', () => store.bookings({ workspace, candidateId }));
  await plain('audit of a candidate', () => store.audit({ workspace, candidateId }));
  await plain('audit: the newest 100', () => store.audit({ workspace, limit: 100 }));
  await plain('until when nothing is due', () => store.untilDue({ workspace }));
  await plain('workspaces', () => store.workspaces());
  const people = Array.from({ length: 8 }, (_, k) => `interviewer-${k}.${workspace}@example.com`);
  const from = Temporal.Now.instant();
  const to = from.add({ hours: 24 * 42 });
  await plain('bookings of eight interviewers and a candidate in six weeks', () =>
    store.bookings({ workspace: null, people: [...people, email], from, to }),
  );
}
