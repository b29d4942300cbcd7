import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { knownMigrations, missingMigrations } from '../../src/store/migrations.ts';
import { type Database, migrate, openDatabase, POSTGRES_MAJOR } from '../../src/store/pglite/database.ts';
import { storeTemplate } from './template.ts';

const candidateStates = ['queued', 'scheduling', 'waiting', 'scheduled', 'escalated', 'cancelled', 'closed'];
const candidateArrows = [
  'queued scheduling',
  'queued cancelled',
  'scheduling scheduled',
  'scheduling waiting',
  'scheduling escalated',
  'waiting scheduling',
  'waiting cancelled',
  'escalated queued',
  'escalated cancelled',
  'scheduled closed',
];
const bookingStates = ['reserved', 'booked', 'cancelling', 'released'];
const bookingArrows = ['reserved booked', 'reserved cancelling', 'booked cancelling', 'cancelling released'];
const observationStates = ['open', 'mending', 'asked', 'kept', 'settled'];
const observationArrows = [
  'open mending',
  'open asked',
  'open settled',
  'mending open',
  'mending kept',
  'mending settled',
  'asked open',
  'asked mending',
  'asked kept',
  'asked settled',
  'kept settled',
];
const functionsAndArguments = `
  select p.oid, p.proname as name, p.proconfig, p.prosecdef, p.prosrc
  from pg_proc p
  where p.pronamespace = 'public'::regnamespace
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`;

let database: Database;
beforeAll(async () => {
  database = await openDatabase(null, await storeTemplate());
  await database.exec(`
    select public.enqueue_candidate('default', 'c1', 'Ann', 'ann@example.com', 'UTC', '{}', null, 'Ann');
    select public.claim_candidate('default', 'w', 60);
    select public.reserve_bookings('c1', 1, null, '[{"id":"b1","course":"FS1","number":1,"interviewer":"alpha",
      "interviewer_name":"Alpha","interviewer_email":"alpha@example.com","role":"main",
      "start":"2026-12-01T18:00:00Z","end":"2026-12-01T19:30:00Z","event_id":"e1"}]', 'Planned.', '{}')`);
}, 60_000);
afterAll(() => database.close());

async function rows<Row>(sql: string): Promise<Row[]> {
  return (await database.query<Row>(sql)).rows;
}

/** Runs statements as another role and undoes them; answers the SQLSTATE of the refusal, or null. */
async function refusal(role: string, sql: string): Promise<string | null> {
  let code: string | null = null;
  await database
    .transaction(async (transaction) => {
      await transaction.exec(`set local role ${role}`);
      await transaction.exec(sql);
      throw new Error('undo');
    })
    .catch((error: Error & { code?: string }) => {
      code = error.code ?? null;
    });
  return code;
}

describe('the migrations', () => {
  it('record themselves under the number and name of their file', async () => {
    const recorded = await rows('select version, name from public.schema_versions order by version');
    expect(recorded).toEqual(knownMigrations().map(({ version, name }) => ({ version, name })));
    const files = readdirSync(join(import.meta.dirname, '../../supabase/migrations'));
    expect(files).toHaveLength(knownMigrations().length);
  });

  it('leave nothing behind of one that fails', async () => {
    const failing = {
      version: '29990101000000',
      name: 'failing',
      sql: `create table public.half (id text);
        insert into public.schema_versions (version, name) values ('29990101000000', 'failing');
        select 1 / 0;`,
    };
    await expect(migrate(database, [...knownMigrations(), failing], 'here')).rejects.toMatchObject({
      code: '22012',
    });
    expect(await rows(`select to_regclass('public.half') as half`)).toEqual([{ half: null }]);
    await migrate(database, knownMigrations(), 'here');
  });

  it('are asked for in order where a database lacks some, and a newer database is refused with both versions', () => {
    const known = ['20260101000000', '20260201000000', '20260301000000'].map((version) => ({
      version,
      name: 'x',
      sql: '',
    }));
    const versions = (applied: string[]) =>
      missingMigrations(known, applied, 'here').map((one) => one.version);
    expect(versions([])).toEqual(known.map((one) => one.version));
    expect(versions(['20260101000000'])).toEqual(['20260201000000', '20260301000000']);
    expect(() => versions(['20260101000000', '20270101000000'])).toThrow(
      'The database in here has schema 20270101000000; this program knows schemas up to 20260301000000.',
    );
  });

  it('keep the embedded PostgreSQL’s major version the one that data directories are checked for', async () => {
    const [{ version } = { version: '' }] = await rows<{ version: string }>(
      `select current_setting('server_version') as version`,
    );
    expect(version.split('.')[0]).toBe(POSTGRES_MAJOR);
  });

  it('never raise the error that data APIs repeat without end', () => {
    for (const { name, sql } of knownMigrations()) {
      expect(sql, name).not.toContain('40001');
    }
  });
});

describe('the tables', () => {
  it('explain themselves: every table, column and function has a comment', async () => {
    const silent = await rows<{ name: string }>(`
      select c.relname || coalesce('.' || a.attname, '') as name
      from pg_class c
      left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
        and (obj_description(c.oid, 'pg_class') is null or col_description(c.oid, a.attnum) is null)
      union all
      select name || '()' from (${functionsAndArguments}) f where obj_description(f.oid, 'pg_proc') is null`);
    expect(silent).toEqual([]);
  });

  it('find everything that a foreign key points from by an index', async () => {
    const unindexed = await rows(`
      select k.conrelid::regclass::text as table, k.conname as key from pg_constraint k
      where k.contype = 'f' and k.connamespace = 'public'::regnamespace and not exists (
        select from pg_index i where i.indrelid = k.conrelid and i.indpred is null and i.indkey[0] = k.conkey[1])`);
    expect(unindexed).toEqual([]);
  });

  it('let a candidate change along the drawn arrows only, whoever writes', async () => {
    for (const from of candidateStates) {
      for (const to of candidateStates.filter((state) => state !== from)) {
        const code = await refusal(
          'postgres',
          `
          alter table public.candidates disable trigger candidates_along_arrows;
          update public.candidates set lease_owner = null, lease_until = null, state = '${from}',
            resume_at = ${from === 'waiting' ? 'now()' : 'null'} where id = 'c1';
          alter table public.candidates enable trigger candidates_along_arrows;
          update public.candidates set state = '${to}', resume_at = ${to === 'waiting' ? 'now()' : 'null'} where id = 'c1'`,
        );
        expect(code, `${from} to ${to}`).toBe(candidateArrows.includes(`${from} ${to}`) ? null : 'MS004');
      }
    }
  });

  it('open some arrows to a change alone, as it is ordered or as it ends', async () => {
    const orders = ['scheduled queued', 'waiting queued', 'closed queued'];
    const ends = ['scheduling cancelled', 'queued scheduled', 'escalated scheduled'];
    for (const [arrows, before, after] of [
      [orders, 'null', `'{}'`],
      [ends, `'{}'`, 'null'],
    ] as const) {
      for (const from of candidateStates) {
        for (const to of candidateStates.filter((state) => state !== from)) {
          const isWith = (state: string, change: string) =>
            change === 'null' || !['scheduled', 'cancelled', 'closed'].includes(state);
          if (!isWith(from, before) || !isWith(to, after)) continue;
          const code = await refusal(
            'postgres',
            `
            alter table public.candidates disable trigger candidates_along_arrows;
            update public.candidates set lease_owner = null, lease_until = null, state = '${from}', change = ${before},
              resume_at = ${from === 'waiting' ? 'now()' : 'null'} where id = 'c1';
            alter table public.candidates enable trigger candidates_along_arrows;
            update public.candidates set state = '${to}', change = ${after},
              resume_at = ${to === 'waiting' ? 'now()' : 'null'} where id = 'c1'`,
          );
          const isDrawn = [...candidateArrows, ...arrows].includes(`${from} ${to}`);
          expect(code, `${from} to ${to}`).toBe(isDrawn ? null : 'MS004');
        }
      }
    }
  });

  it('let a booking change along the drawn arrows only, whoever writes', async () => {
    for (const from of bookingStates) {
      for (const to of bookingStates.filter((state) => state !== from)) {
        const code = await refusal(
          'postgres',
          `
          alter table public.bookings disable trigger bookings_along_arrows;
          update public.bookings set state = '${from}' where id = 'b1';
          alter table public.bookings enable trigger bookings_along_arrows;
          update public.bookings set state = '${to}' where id = 'b1'`,
        );
        expect(code, `${from} to ${to}`).toBe(bookingArrows.includes(`${from} ${to}`) ? null : 'MS004');
      }
    }
  });

  it('let an observation change along the drawn arrows only, whoever writes, and begin open', async () => {
    for (const from of observationStates) {
      for (const to of observationStates.filter((state) => state !== from)) {
        const code = await refusal(
          'postgres',
          `
          insert into public.observations (workspace, candidate_id, booking_id, kind, key, summary, seen_at)
          values ('default', 'c1', 'b1', 'moved', 'x', 'It was moved.', now());
          alter table public.observations disable trigger observations_along_arrows;
          update public.observations set state = '${from}', settled_at = ${from === 'settled' ? 'now()' : 'null'};
          alter table public.observations enable trigger observations_along_arrows;
          update public.observations set state = '${to}', settled_at = ${to === 'settled' ? 'now()' : 'null'}`,
        );
        expect(code, `${from} to ${to}`).toBe(observationArrows.includes(`${from} ${to}`) ? null : 'MS004');
      }
    }
    expect(
      await refusal(
        'postgres',
        `insert into public.observations (workspace, candidate_id, booking_id, kind, key, summary, state, seen_at)
        values ('default', 'c1', 'b1', 'moved', 'x', 'It was moved.', 'asked', now())`,
      ),
    ).toBe('MS004');
  });

  it('let nobody start in the middle: candidates begin queued, bookings reserved, fences only grow', async () => {
    expect(
      await refusal(
        'postgres',
        `insert into public.candidates (id, workspace, name, email, time_zone, request, state, enqueued_at, updated_at)
        values ('c2', 'default', 'Bob', 'bob@example.com', 'UTC', '{}', 'scheduled', now(), now())`,
      ),
    ).toBe('MS004');
    expect(
      await refusal(
        'postgres',
        `insert into public.bookings (id, workspace, candidate_id, candidate_name, candidate_email, course, mock_number,
          interviewer, interviewer_name, interviewer_email, role, during, state, event_id, created_at, updated_at)
        select 'b2', workspace, candidate_id, 'x', 'x', course, 2, 'x', 'x', 'x', role, during, 'booked', 'e2', now(), now()
        from public.bookings`,
      ),
    ).toBe('MS004');
    expect(await refusal('postgres', `update public.candidates set fence = 0 where id = 'c1'`)).toBe('MS004');
  });

  it('let audit rows be neither changed nor deleted, not even by the owner', async () => {
    expect(await refusal('postgres', `update public.scheduling_audit set summary = 'nothing happened'`)).toBe(
      'MS004',
    );
    expect(await refusal('postgres', 'delete from public.scheduling_audit')).toBe('MS004');
    expect(await refusal('postgres', 'truncate public.scheduling_audit')).toBe('MS004');
  });
});

describe('strangers', () => {
  const tables = [
    'schema_versions',
    'workspaces',
    'candidates',
    'bookings',
    'scheduling_audit',
    'escalations',
    'outbox',
    'conversations',
    'calendar_accounts',
    'calendar_calls',
    'candidate_words',
    'telegram_bots',
    'telegram_updates',
    'telegram_buttons',
    'telegram_messages',
    'telegram_moved_chats',
    'telegram_strangers',
    'telegram_notices',
    'observations',
    'interviewer_time_off',
    'watches',
    'digests',
    'calendar_channels',
  ];
  const views = ['scheduling_history'];

  it.each(['anon', 'authenticated'])('(%s) can read and write nothing', async (role) => {
    const found = await rows<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'm', 'p')`,
    );
    expect(found.map((row) => row.name).sort()).toEqual([...tables, ...views].sort());
    for (const view of views) {
      expect(await refusal(role, `select from public.${view}`), view).toBe('42501');
    }
    for (const table of tables) {
      expect(await refusal(role, `select from public.${table}`), table).toBe('42501');
      expect(await refusal(role, `insert into public.${table} default values`), table).toBe('42501');
      expect(await refusal(role, `delete from public.${table}`), table).toBe('42501');
      expect(await refusal(role, `truncate public.${table}`), table).toBe('42501');
    }
    expect(await refusal(role, `update public.candidates set name = 'x'`)).toBe('42501');
    expect(await refusal(role, `select nextval('public.candidate_queue_number')`)).toBe('42501');
  });

  it.each(['anon', 'authenticated', 'public'])('(%s) can call nothing', async (role) => {
    const callable = await rows<{ name: string }>(
      `select name from (${functionsAndArguments}) f where has_function_privilege('${role}', f.oid, 'execute')`,
    );
    expect(callable).toEqual([]);
    const calls = ['list_queue(null)', `claim_candidate('default', 'x', 60)`, 'schema_version()'];
    for (const call of role === 'public' ? [] : calls) {
      expect(await refusal(role, `select public.${call}`), call).toBe('42501');
    }
  });

  it('would see no row even where somebody granted them a table by mistake', async () => {
    const unprotected = await rows(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and not relrowsecurity`,
    );
    expect(unprotected).toEqual([]);
    expect(await rows(`select * from pg_policies where schemaname = 'public'`)).toEqual([]);
  });
});

describe('the scheduler’s own role', () => {
  it('can call every function that programs call, with the rights of a caller', async () => {
    expect(
      await refusal(
        'service_role',
        `
        select public.schema_version();
        select public.enqueue_candidate('other', 'c9', 'Bob', 'bob@example.com', 'UTC', '{}', null, 'Ann');
        select public.claim_candidate('other', 'w', 60);
        select public.reserve_bookings('c9', 1, null, '[{"id":"b9","course":"FS1","number":1,"interviewer":"bravo",
          "interviewer_name":"Bravo","interviewer_email":"bravo@example.com","role":"main",
          "start":"2026-12-01T18:00:00Z","end":"2026-12-01T19:30:00Z","event_id":"e9"}]', 'Planned.', '{}');
        select public.extend_lease('c9', 1, 60);
        select public.note_step('c9', 1, 'note', 'x', '{}');
        select public.confirm_booking('b9', 'c9', 1, 'e9', null, null);
        select public.take_back_bookings('c9', 1, '{"code":"x","message":"x","reasons":[],"proposals":[]}');
        select public.release_booking('b9', 'c9', 1);
        select public.escalate_candidate('c9', 1, '{"code":"x","message":"x","reasons":[],"proposals":[]}');
        select public.mark_notice_failed((public.list_notices('other', 1) -> 0 ->> 'id')::bigint, 'x', null);
        select public.retry_candidate('c9', null, 'Ann', '');
        select public.cancel_candidate('c9', 'Ann', '');
        select public.pause_queue('other', true, 'Ann');
        select public.end_all_leases('x');
        select public.save_conversation('other', 'k', '{}', 0), public.load_conversation('other', 'k');
        select public.list_queue('other'), public.list_candidates('other'), public.list_bookings('other'),
          public.list_audit('other'), public.list_escalations('other', false);
        select public.take_watch('other', 'w', 60, 300), public.end_watch('other', 'w', false), public.close_over('other', 'w'),
          public.list_observations('other'), public.list_time_off('other'), public.list_calendar_channels('c');
        select public.add_time_off('other', 't1', 'alpha', '2026-12-01', '2026-12-02', '', 'Ann'),
          public.remove_time_off('other', 't1', 'Ann'), public.write_digest('other', '2026-12-01',
            '[{"chat": null, "payload": {}}]', 'w');
        select public.keep_calendar_channel('c', 'ch', 'r', repeat('0', 64), '2026-12-08'),
          public.forget_calendar_channel('c', 'ch');
        select public.export_person(null, 'bob@example.com'), public.forget_person('bob@example.com', 'Ann');
        select * from public.scheduling_history`,
      ),
    ).toBeNull();
  });

  it('meets the same walls against double booking as the owner', async () => {
    expect(
      await refusal(
        'service_role',
        `insert into public.bookings (id, workspace, candidate_id, candidate_name, candidate_email,
          course, mock_number, interviewer, interviewer_name, interviewer_email, role, during, event_id, created_at, updated_at)
        select 'b2', workspace, candidate_id, candidate_name, 'x@example.com', course, 2, interviewer, interviewer_name,
          'ALPHA@example.com', role, during, 'e2', now(), now() from public.bookings where id = 'b1'`,
      ),
    ).toBe('23P01');
  });

  it('can call every function that watches over what is booked', async () => {
    expect(
      await refusal(
        'service_role',
        `
        select public.enqueue_candidate('watched', 'c8', 'Bob', 'bob8@example.com', 'UTC', '{}', null, 'Ann');
        select public.claim_candidate('watched', 'w', 60);
        select public.reserve_bookings('c8', 1, null, '[{"id":"b8","course":"FS1","number":1,"interviewer":"bravo",
          "interviewer_name":"Bravo","interviewer_email":"bravo@example.com","role":"main",
          "start":"2020-12-01T18:00:00Z","end":"2020-12-01T19:30:00Z","event_id":"e8"}]', 'Planned.', '{}');
        select public.confirm_booking('b8', 'c8', 1, 'e8', null, null);
        select public.finish_candidate('c8', 1, 'Booked.', '{}');
        select public.observe_candidate('c8', '[{"booking_id":"b8","kind":"moved","key":"x","summary":"Moved.","details":{}}]', 'w');
        select public.ask_about_candidate('c8', '{"code":"seen","message":"x","reasons":[],"proposals":[]}',
          (select jsonb_agg(o -> 'id') from jsonb_array_elements(public.list_observations('watched')) o), 'w');
        select public.keep_observed('c8', 'Ann', '');
        select public.mark_mock('b8', 'no-show', 'ill', 'Ann');
        select public.close_over('watched', 'w');
        select public.order_change('c8', '{"id":"o8","kind":"move","bookings":[{"id":"b8","eventId":"e8","newEventId":"e88",
          "from":{"start":"2020-12-01T18:00:00Z","end":"2020-12-01T19:30:00Z","interviewer":"bravo"}}]}', 'Again.', 'Ann');
        select public.claim_candidate('watched', 'w', 60);
        select public.move_bookings('c8', 2, '[{"id":"b8","course":"FS1","number":1,"interviewer":"bravo",
          "interviewer_name":"Bravo","interviewer_email":"bravo@example.com","role":"main",
          "start":"2027-12-01T18:00:00Z","end":"2027-12-01T19:30:00Z","event_id":"e88"}]', 'Moved.', '{}');
        select public.confirm_booking('b8', 'c8', 2, 'e88', null, null);
        select public.finish_change('c8', 2, true, 'Moved.', '{}');
        select public.order_change('c8', '{"id":"o9","kind":"move","bookings":[]}', 'Again.', 'w');
        select public.claim_candidate('watched', 'w', 60);
        select public.let_go_of_change('c8', 3, 'No longer so.', '{}')`,
      ),
    ).toBeNull();
  });

  it('cannot change the audit or empty a table', async () => {
    expect(await refusal('service_role', `update public.scheduling_audit set summary = ''`)).toBe('42501');
    expect(await refusal('service_role', 'delete from public.scheduling_audit')).toBe('42501');
    expect(await refusal('service_role', 'delete from public.candidates')).toBe('42501');
    expect(await refusal('service_role', 'truncate public.scheduling_audit')).toBe('42501');
  });
});

describe('the functions', () => {
  it('look names up nowhere but where they say, and borrow nobody’s rights', async () => {
    const functions = await rows<{ name: string; proconfig: string[] | null; prosecdef: boolean }>(
      functionsAndArguments,
    );
    expect(functions.length).toBeGreaterThan(30);
    for (const { name, proconfig, prosecdef } of functions) {
      expect(proconfig, name).toContain('search_path=""');
      expect(prosecdef, name).toBe(false);
    }
  });

  it('have one name each, so that a data API can tell them apart', async () => {
    const doubled = await rows(
      `select name from (${functionsAndArguments}) f group by name having count(*) > 1`,
    );
    expect(doubled).toEqual([]);
  });
});
