import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../src/store/connection.ts';
import type { Driver } from '../../src/store/driver.ts';
import { knownMigrations } from '../../src/store/migrations.ts';
import { pgliteConnection } from '../../src/store/pglite/connection.ts';
import { type Database, openBareDatabase } from '../../src/store/pglite/database.ts';
import { pgliteDriver } from '../../src/store/pglite/driver.ts';
import { connectPostgres } from '../../src/store/postgres/connection.ts';
import { migrate } from '../../src/store/postgres/migrate.ts';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { sqlStore } from '../../src/store/sql-store.ts';
import type { Store } from '../../src/store/store.ts';
import { testDatabase } from './servers/database.ts';

const known = knownMigrations();

/** Since this one the audit holds nobody's name. */
const WITHOUT_PEOPLE = '20261123090300';

/** What people did while a schema was the newest: plain SQL, with the functions that there were. */
const deeds: readonly { readonly since: string; readonly until?: string; readonly sql: string }[] = [
  {
    since: '20261122090100',
    sql: `
      insert into public.candidates (id, workspace, name, email, time_zone, request, enqueued_at, updated_at)
      values ('by-hand', 'default', 'Hand Made', 'Hand@Example.com', 'UTC', '{"by": "hand"}', now(), now());
      insert into public.conversations (workspace, key, state, version, updated_at)
      values ('default', 'terminal', '{"ask": "name"}', 3, now())`,
  },
  {
    since: '20261122090100',
    until: WITHOUT_PEOPLE,
    sql: `
      insert into public.scheduling_audit (at, workspace, candidate_id, actor, action, summary, details)
      values (now(), 'default', 'by-hand', 'Ann', 'queued', 'Hand Made {joined} the queue, HAND@example.com.',
        '{"request": {"candidate": {"name": "Hand Made", "email": "Hand@Example.com"}}, "note": "{email} of Hand Made"}'),
        (now(), 'default', null, 'Ann', 'queue-resumed', 'The {{queue}} of {candidate} goes on.', '{}')`,
  },
  {
    since: '20261122090400',
    sql: `
      select public.enqueue_candidate('default', 'queued', 'Quinn', 'quinn@example.com', 'UTC',
        '{"candidate": {"name": "Quinn", "email": "quinn@example.com", "timeZone": "UTC"}}', 'terminal', 'Ann');
      select public.enqueue_candidate('w2', 'cancelled', 'Alpha', 'alpha@example.com', 'UTC', '{}', null, 'Ann');
      select public.cancel_candidate('cancelled', 'Ann', 'Alpha withdrew')`,
  },
  {
    since: '20261122090500',
    sql: `
      select public.enqueue_candidate('w3', 'escalated', 'Eve Stone', 'eve@example.com', 'UTC', '{}', null, 'Ann');
      select public.claim_candidate('w3', 'w', 60);
      select public.escalate_candidate('escalated', 1,
        '{"code": "infeasible", "message": "Eve Stone has no evening.", "reasons": [], "proposals": [{"kind": "window"}]}');
      select public.enqueue_candidate('w4', 'scheduled', 'Sam', 'sam@example.com', 'UTC', '{}', null, 'Ann');
      select public.claim_candidate('w4', 'w', 60);
      select public.reserve_bookings('scheduled', 1, null, '[{"id": "b1", "course": "FS1", "number": 1, "interviewer": "alpha",
        "interviewer_name": "Alpha", "interviewer_email": "alpha@example.com", "role": "main",
        "start": "2020-12-01T18:00:00Z", "end": "2020-12-01T19:30:00Z", "event_id": "e1"}]', 'Planned for Sam.', '{}');
      select public.confirm_booking('b1', 'scheduled', 1, 'e1', null, null);
      select public.finish_candidate('scheduled', 1, 'Sam is booked.', '{}');
      select public.enqueue_candidate('w5', 'under-way', 'Uma', 'uma@example.com', 'UTC', '{}', null, 'Ann');
      select public.claim_candidate('w5', 'w', 0)`,
  },
  {
    since: '20261123090000',
    sql: `select public.take_calendar_turn('account', 2000, 0)`,
  },
  {
    since: '20261124090100',
    sql: `
      select public.observe_candidate('scheduled',
        '[{"booking_id": "b1", "kind": "moved", "key": "sam@example.com", "summary": "Sam moved it.", "details": {}}]', 'w')`,
  },
];

type Row = Record<string, unknown>;

/** All rows by table, in the order of what names them. */
async function everything(connection: Connection): Promise<ReadonlyMap<string, readonly Row[]>> {
  const tables = await connection.rows<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  );
  const all = new Map<string, readonly Row[]>();
  for (const { name } of tables) {
    const rows = await connection.rows<{ row: Row }>(`select to_jsonb(t) as row from public."${name}" t`);
    const naming = ({ id, version, workspace, key, account }: Row) =>
      JSON.stringify(
        typeof id === 'number' ? [String(id).padStart(9, '0')] : [id, version, workspace, key, account],
      );
    all.set(
      name,
      rows.map(({ row }) => row).sort((a, b) => (naming(a) < naming(b) ? -1 : 1)),
    );
  }
  return all;
}

/** What the audit tells people, before it is migrated. */
async function auditAsRead(
  connection: Connection,
  filledIn: boolean,
): Promise<readonly [unknown, unknown][]> {
  const [summary, details] = filledIn
    ? [
        'public.fill_text(summary, public.person_words(candidate_id))',
        'public.fill_details(details, public.person_words(candidate_id))',
      ]
    : ['summary', 'details'];
  const rows = await connection.rows<{ id: number; summary: string; details: Row }>(
    `select id::integer as id, ${summary} as summary, ${details} as details from public.scheduling_audit`,
  );
  return rows.map((row) => [row.id, [row.summary, row.details]]);
}

async function upgrade(connection: Connection, count: number, use: () => Promise<Store>): Promise<void> {
  for (const { sql } of known.slice(0, count)) await connection.run(sql);
  const from = known[count - 1]!.version;
  const done = deeds.filter(({ since, until }) => since <= from && (until === undefined || from < until));
  for (const { sql } of done) await connection.run(sql);
  const before = await everything(connection);
  const written = done.length > 0 ? await auditAsRead(connection, from >= WITHOUT_PEOPLE) : [];

  const applied = await migrate(connection, known);
  expect(applied).toHaveLength(known.length - count);

  const after = await everything(connection);
  for (const [table, rows] of before) {
    const kept = after.get(table)!.slice(0, table === 'schema_versions' ? rows.length : undefined);
    // What the audit says of a person stands elsewhere now; that it reads the same is looked at below.
    expect(kept, table).toMatchObject(
      table === 'scheduling_audit' ? rows.map(({ summary: _, details: __, ...row }) => row) : rows,
    );
    expect(kept, table).toHaveLength(rows.length);
  }

  const store = await use();
  if (done.length > 0) {
    const told = new Map<unknown, unknown>();
    for (const { id } of await store.workspaces()) {
      for (const row of await store.audit({ workspace: id })) told.set(row.id, [row.summary, row.details]);
    }
    expect([...told]).toEqual(expect.arrayContaining([...written]));
    expect(told.size).toBe(written.length);
    const raw = JSON.stringify(after.get('scheduling_audit'));
    expect(raw).not.toMatch(/Hand Made|hand@|Quinn|Eve Stone|Sam|Uma|withdrew/i);
    expect(await store.loadConversation({ workspace: 'default', key: 'terminal' })).toMatchObject({
      version: 3,
    });
  }
  await worksOn(store, from);
  await store.close();
}

/** The newest functions on data that is older than they are. */
async function worksOn(store: Store, from: string): Promise<void> {
  const expected = from >= '20261122090100' ? 'by-hand' : null;
  const claim = await store.claim({ workspace: 'default', worker: 'new', leaseSeconds: 60 });
  expect(claim?.candidate.id ?? null).toBe(expected);
  if (from < '20261122090500') return;
  expect(await store.claim({ workspace: 'w5', worker: 'new', leaseSeconds: 60 })).toMatchObject({
    candidate: { id: 'under-way' },
    fence: 2,
  });
  await store.retry({ candidateId: 'escalated', request: null, actor: 'Ann', note: '' });
  expect(await store.escalations({ workspace: 'w3', open: false })).toMatchObject([
    { message: 'Eve Stone has no evening.', closedBy: 'Ann' },
  ]);
  const seen = from >= '20261124090100' ? 1 : 0;
  const sam = await store.exportPerson({ workspace: null, email: 'sam@example.com' });
  expect(sam).toMatchObject({
    bookings: [{ outcome: null }],
    observations: Array(seen).fill({ state: 'open' }),
  });
  expect(sam.audit).toHaveLength(5 + seen);
  expect(await store.closeOver({ workspace: 'w4', actor: 'watcher' })).toEqual([
    { candidateId: 'scheduled' },
  ]);
  expect(await store.forgetPerson({ email: 'SAM@example.com', actor: 'Ann' })).toMatchObject({
    candidates: 1,
    events: [{ eventId: 'e1' }],
  });
  const told = await store.audit({ workspace: 'w4', candidateId: 'scheduled' });
  expect(told.map(({ summary }) => summary)).toContain('forgotten is booked.');
}

describe('a database that an earlier program made, with data in it', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openBareDatabase(null);
  });
  afterAll(() => database.close());

  it.each(known.slice(0, -1).map(({ version, name }, index) => ({ version, name, count: index + 1 })))(
    'is brought from $version ($name) to the newest schema, and nothing is lost (embedded)',
    async ({ count }) => {
      await database.exec(
        'drop schema if exists extensions cascade; drop schema public cascade; create schema public',
      );
      const connection = pgliteConnection(database, 'embedded, in memory');
      const driver: Driver = { ...pgliteDriver(database, 'here', () => {}), close: async () => {} };
      await upgrade(connection, count, async () => sqlStore(driver));
    },
  );

  it.each([2, 6, known.length - 1])(
    'likewise on a PostgreSQL, from the first %i migrations',
    async (count) => {
      const real = await testDatabase({ empty: true });
      const connection = await connectPostgres(real.url);
      await upgrade(connection, count, () => openPostgresStore({ url: real.url }));
      await connection.close();
      await real.drop();
    },
  );
});
