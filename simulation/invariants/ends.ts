import type { Evidence } from './evidence.ts';

interface Row {
  readonly name: string;
  readonly state: string;
  readonly change: object | null;
  readonly held: number;
  readonly booked: number;
  readonly open: number;
}

const QUERY = `
  select name, state, change,
    (select count(*)::int from public.bookings b where b.candidate_id = c.id and b.state <> 'released') as held,
    (select count(*)::int from public.bookings b where b.candidate_id = c.id and b.state = 'booked') as booked,
    (select count(*)::int from public.escalations e where e.candidate_id = c.id and e.closed_at is null) as open
  from public.candidates c order by c.enqueued_at, c.id`;

/** No candidate is lost, or stuck half way. */
export async function everybodyAtAnEnd(world: Evidence): Promise<number> {
  const rows = await world.server.rows<Row>(QUERY);
  const arrived = world.script.candidates.filter(({ email }) => world.arrived.has(email));
  for (const { name } of arrived) {
    if (!rows.some((row) => row.name === name))
      world.failed('no candidate is lost', `${name} was queued and is gone`);
  }
  for (const row of rows) {
    const fault = faultOf(row);
    if (fault !== null) world.failed('no candidate is stuck', `${row.name} ${fault}`);
  }
  return rows.length + arrived.length;
}

function faultOf({ state, change, held, booked, open }: Row): string | null {
  switch (state) {
    case 'scheduled':
    case 'closed':
      if (change !== null) return `is ${state} with a change that is not over`;
      if (held === 0 || booked !== held) return `is ${state}, and ${booked} of ${held} mocks are booked`;
      return null;
    case 'escalated':
      if (open !== 1) return `is escalated with ${open} open escalations`;
      // A change that is stuck leaves booked what it could not change.
      if (change === null && held > 0) return `is escalated and holds ${held} mocks`;
      return null;
    case 'cancelled':
      return held > 0 || open > 0 ? `is cancelled with ${held} mocks and ${open} escalations` : null;
    default:
      return `is still ${state}`;
  }
}
