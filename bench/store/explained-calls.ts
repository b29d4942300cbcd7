import type { Client } from 'pg';
import type { SqlArguments } from '../../src/store/driver.ts';
import type { JsonObject } from '../../src/store/rows.ts';
import { MOCKS } from './scale-of-years.ts';

type Call = (name: string, args: SqlArguments) => Promise<unknown>;

/** One call of each function whose plans are shown, in the large workspace, one after the other as a worker makes them. */
export async function explainedCalls(client: Client, call: Call): Promise<void> {
  const workspace = 'large';
  const { rows } = await client.query<{ id: string; email: string; from: string }>(
    `select id, email, public.iso_instant(now() + interval '40 days') as from
    from public.candidates c where workspace = $1 and state = 'scheduled' and exists (
      select from public.bookings b
      where b.candidate_id = c.id and b.state = 'booked' and b.starts_at > now() + interval '1 day')
    order by id limit 1`,
    [workspace],
  );
  const { id, email, from } = rows[0]!;
  const person = { p_name: 'New Comer', p_email: 'new@example.com', p_time_zone: 'UTC' };
  await call('enqueue_candidate', {
    p_workspace: workspace,
    p_candidate_id: 'explained',
    ...person,
    p_request: {},
    p_chat: null,
    p_actor: 'bench',
  });
  const claim = (await call('claim_candidate', {
    p_workspace: workspace,
    p_worker: 'bench',
    p_lease_seconds: 60,
  })) as { candidate: { id: string }; fence: number };
  const held = { p_candidate_id: claim.candidate.id, p_fence: claim.fence };
  const told = { p_summary: 'bench', p_details: {} };
  await call('extend_lease', { ...held, p_lease_seconds: 60 });
  await call('list_bookings', {
    p_workspace: null,
    p_from: from,
    p_to: Temporal.Instant.from(from)
      .add({ hours: 24 * 42 })
      .toString(),
    p_people: [email, 'interviewer-1.large@example.com'],
  });
  await call('note_step', { ...held, p_action: 'read', ...told });
  const bookings = Array.from({ length: MOCKS }, (_, m) => ({
    id: `explained ${m}`,
    course: 'Explained',
    number: m + 1,
    interviewer: 'explained',
    interviewer_name: 'Explained',
    interviewer_email: 'explained@example.com',
    role: 'main',
    start: Temporal.Instant.from(from)
      .add({ hours: 24 * m })
      .toString(),
    end: Temporal.Instant.from(from)
      .add({ hours: 24 * m + 1 })
      .toString(),
    event_id: `explained${m}`,
  }));
  await call('reserve_bookings', { ...held, p_variant: null, p_bookings: bookings, ...told });
  for (const { id: p_booking_id, event_id } of bookings) {
    await call('confirm_booking', {
      ...held,
      p_booking_id,
      p_event_id: event_id,
      p_meet_link: null,
      p_html_link: null,
    });
  }
  await call('finish_candidate', { ...held, ...told });
  await call('list_notices', { p_workspace: workspace, p_limit: 20 });
  await call('time_until_due', { p_workspace: workspace });
  await call('list_queue', { p_workspace: workspace, p_limit: 100 });
  await call('count_candidates', { p_workspace: workspace });
  await call('list_candidates', { p_workspace: workspace, p_email: email });
  await call('list_audit', { p_workspace: workspace, p_candidate_id: id });
  await call('list_escalations', { p_workspace: workspace, p_open: true });
  const watch = { p_workspace: workspace, p_watcher: 'bench' };
  await call('take_watch', { ...watch, p_lease_seconds: 60, p_every_seconds: 0 });
  await call('close_over', { p_workspace: workspace, p_actor: 'bench' });
  await call('list_observations', { p_workspace: workspace });
  const seen = await seenAt(client, id);
  await call('observe_candidate', { p_candidate_id: id, p_seen: seen, p_actor: 'bench' });
  await call('observe_candidate', { p_candidate_id: id, p_seen: [], p_actor: 'bench' });
  await call('list_observations', { p_workspace: workspace, p_candidate_id: id, p_settled: true });
  await call('end_watch', { ...watch, p_failed: false });
  await call('vital_signs', { p_workspace: workspace });
}

/** One thing that is seen at a mock to come. */
async function seenAt(client: Client, candidateId: string): Promise<readonly JsonObject[]> {
  const { rows } = await client.query<{ id: string }>(
    `select id from public.bookings where candidate_id = $1 and state = 'booked' and starts_at > now() limit 1`,
    [candidateId],
  );
  return rows.map(({ id }) => ({
    booking_id: id,
    kind: 'deleted',
    key: 'bench',
    summary: 'The event was deleted.',
    details: {},
  }));
}
