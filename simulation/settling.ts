import { WORKSPACES } from './crew.ts';
import type { Deed } from './script.ts';
import type { World } from './world.ts';

/** Who waits for a human: first who waits longest. */
const WAITING = `
  select email from public.candidates where workspace = '${WORKSPACES[0]}' and state = 'escalated'
  order by enqueued_at, id limit 1`;

/** Somebody does something about a candidate who waits for a human, where there is one. */
export async function settle(
  { server, people }: World,
  { admin, text }: Extract<Deed, { kind: 'settles' }>,
): Promise<void> {
  const [candidate] = await server.rows<{ email: string }>(WAITING);
  if (candidate !== undefined)
    people.orders({ admin, text: text.replace('WHO', candidate.email), tap: '✅' });
}
