import type { Evidence } from './evidence.ts';

interface Row {
  readonly id: number;
  readonly at: string;
  readonly candidate_id: string;
  readonly action: string;
  readonly from_state: string | null;
  readonly to_state: string | null;
}

/** The arrows that are drawn in docs/store.md. */
const ARROWS = new Set([
  'none queued',
  'queued scheduling',
  'queued cancelled',
  'queued scheduled',
  'scheduling scheduling',
  'scheduling scheduled',
  'scheduling waiting',
  'scheduling escalated',
  'scheduling cancelled',
  'waiting scheduling',
  'waiting cancelled',
  'waiting queued',
  'escalated queued',
  'escalated cancelled',
  'escalated scheduled',
  'scheduled queued',
  'scheduled closed',
  'closed queued',
  'scheduled cancelled',
]);

/** The audit tells each candidate's way without a gap, in order, and along the drawn arrows alone. */
export async function auditInOrder(world: Evidence): Promise<number> {
  const rows = await world.server.rows<Row>(
    `select id::int, public.iso_instant(at) as at, candidate_id, action, from_state, to_state
     from public.scheduling_audit where candidate_id is not null order by id`,
  );
  const states = await world.server.rows<{ id: string; state: string }>(
    'select id, state from public.candidates',
  );
  const tell = (what: string) => world.failed('the audit is complete and in order', what);
  for (const { id, state } of states) {
    let stands: string | null = null;
    let last = '';
    for (const row of rows.filter(({ candidate_id }) => candidate_id === id)) {
      if (row.at < last) tell(`row ${row.id} (${row.action}) is of ${row.at}, the one before of ${last}`);
      last = row.at;
      if (row.to_state === null) continue;
      if ((row.from_state ?? null) !== stands)
        tell(`row ${row.id} (${row.action}) goes on from ${row.from_state}, it was ${stands}`);
      const arrow = `${row.from_state ?? 'none'} ${row.to_state}`;
      if (!ARROWS.has(arrow)) tell(`row ${row.id} (${row.action}) goes along ${arrow}, which is not drawn`);
      stands = row.to_state;
    }
    if (stands !== state) tell(`${id} is ${state}, and the audit ends with ${stands}`);
  }
  return rows.length;
}
