import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { LostLease, type Store } from '../../src/store/store.ts';
import { holding, scene, testClock } from './contract/scene.ts';
import { type TestDatabase, testDatabase } from './servers/database.ts';

const WORKERS = 8;

/** What only several connections to a real PostgreSQL can show: calls that truly run at the same time. */
describe('workers on connections of their own', () => {
  let database: TestDatabase;
  let stores: readonly Store[];
  const clock = testClock();

  beforeAll(async () => {
    database = await testDatabase();
    stores = await Promise.all(
      Array.from({ length: WORKERS }, () => openPostgresStore({ url: database.url, clock: clock.now })),
    );
  });
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await database.drop();
  });

  const here = () => scene({ store: stores[0]!, clock });
  const everyone = <Result>(act: (store: Store, index: number) => Promise<Result>) =>
    Promise.all(stores.map(act));

  it('claim at the same time: one of them gets the candidate, and no other one gets the next', async () => {
    for (let round = 0; round < 10; round++) {
      const { workspace, enqueue } = here();
      const first = await enqueue();
      await enqueue();
      const claims = await everyone((store, index) =>
        store.claim({ workspace, worker: `worker ${index}`, leaseSeconds: 60 }),
      );
      const taken = claims.filter((claim) => claim !== null);
      expect(taken.map(({ candidate, fence }) => [candidate.id, fence])).toEqual([[first, 1]]);
    }
  });

  it('claim in different workspaces at the same time: each gets a candidate', async () => {
    const workspaces = stores.map(() => here());
    for (const { enqueue } of workspaces) await enqueue();
    const claims = await everyone((store, index) =>
      store.claim({ workspace: workspaces[index]!.workspace, worker: `worker ${index}`, leaseSeconds: 60 }),
    );
    expect(claims.every((claim) => claim !== null)).toBe(true);
  });

  it('take over one whose lease ran out: one of them does', async () => {
    const { workspace, claimed, actions } = here();
    const held = await claimed();
    clock.advance({ seconds: 61 });
    const claims = await everyone((store, index) =>
      store.claim({ workspace, worker: `heir ${index}`, leaseSeconds: 60 }),
    );
    expect(claims.filter((claim) => claim !== null).map(({ fence }) => fence)).toEqual([2]);
    expect(await actions(held.candidateId)).toEqual(['queued', 'claimed', 'taken-over']);
  });

  it('work on while another one takes over: whatever the first one does from then on is refused', async () => {
    const { workspace, claimed, mock, candidate, actions } = here();
    const held = await claimed();
    clock.advance({ seconds: 61 });
    const [heir, ...steps] = await Promise.all([
      stores[1]!.claim({ workspace, worker: 'heir', leaseSeconds: 60 }),
      ...stores.slice(2).map((store, index) =>
        store
          .note({ ...held, action: 'noted', summary: `Step ${index}.`, details: {} })
          .then(() => 'done')
          .catch((error: Error) => error.name),
      ),
    ]);
    expect(heir?.fence).toBe(2);
    const seen = await actions(held.candidateId);
    expect(seen.filter((action) => action === 'noted')).toHaveLength(
      steps.filter((step) => step === 'done').length,
    );
    expect(seen.slice(seen.indexOf('taken-over') + 1)).toEqual([]);
    expect(steps.filter((step) => step !== 'done').every((step) => step === 'LostLease')).toBe(true);
    const late = {
      ...held,
      variant: null,
      bookings: [mock('2026-12-01T18:00:00Z')],
      summary: '',
      details: {},
    };
    await expect(stores[0]!.reserve(late)).rejects.toThrow(LostLease);
    expect(await candidate(held.candidateId)).toMatchObject({ state: 'scheduling', mocks: 0 });
  });

  it('reserve overlapping times of one interviewer at the same time: one gets them, the others hear of a conflict', async () => {
    const interviewerEmail = `shared-${crypto.randomUUID()}@example.com`;
    const scenes = stores.map((store) => scene({ store, clock }));
    const held = await Promise.all(scenes.map(({ claimed }) => claimed()));
    const results = await Promise.all(
      scenes.map(({ reserve, mock }, index) => {
        const mocks = [1, 2, 3, 4].map((day) => mock(`2026-12-0${day}T18:00:00Z`, { interviewerEmail }));
        // In changing order, which is what could make two transactions wait for each other.
        return reserve(held[index]!, index % 2 === 0 ? mocks : mocks.reverse());
      }),
    );
    expect(results.map(({ outcome }) => outcome).sort()).toEqual([
      ...Array.from({ length: WORKERS - 1 }, () => 'conflict'),
      'reserved',
    ]);
    const rows = await database.query<{ mocks: number }>(
      'select count(*)::int as mocks from public.bookings where interviewer_email = $1',
      [interviewerEmail],
    );
    expect(rows).toEqual([{ mocks: 4 }]);
  });

  it('queue the same person at the same time: the queue has them once', async () => {
    const { workspace } = here();
    const results = await everyone((store, index) => {
      const email = index % 2 === 0 ? 'dana@example.com' : 'Dana@Example.com';
      const about = { name: 'Dana', email, timeZone: 'UTC', request: {}, chat: null, actor: 'Ann' };
      return store.enqueue({ workspace, candidateId: `${workspace} ${index}`, ...about });
    });
    const [queued, ...none] = results.filter(({ outcome }) => outcome === 'queued');
    expect({ queued, none }).toEqual({ queued: { outcome: 'queued', position: 1 }, none: [] });
    expect((await stores[0]!.queue({ workspace })).candidates).toHaveLength(1);
  });

  it('queue different people at the same time: each has a place, and they are claimed in that order', async () => {
    const { workspace, claim, escalate } = here();
    await everyone((store, index) =>
      store.enqueue({
        workspace,
        candidateId: `${workspace} ${index}`,
        name: `Candidate ${index}`,
        email: `candidate-${index}@example.com`,
        timeZone: 'UTC',
        request: {},
        chat: null,
        actor: 'Ann',
      }),
    );
    const { candidates } = await stores[0]!.queue({ workspace });
    expect(candidates.map(({ position }) => position)).toEqual(candidates.map((_, index) => index + 1));
    for (const { id } of candidates) {
      const next = await claim();
      expect(next.candidate.id).toBe(id);
      await escalate(holding(next));
    }
  });

  it('answer in one conversation at the same time: one answer counts, the others are told', async () => {
    const { workspace } = here();
    const results = await everyone((store, index) =>
      store
        .saveConversation({ workspace, key: 'chat', state: { answer: index }, version: 0 })
        .then(() => 'saved')
        .catch((error: Error) => error.name),
    );
    expect(results.sort()).toEqual([
      ...Array.from({ length: WORKERS - 1 }, () => 'StaleConversation'),
      'saved',
    ]);
  });

  it('take turns at a calendar account by the clock of the database: never two within the delay', async () => {
    const own = await Promise.all(stores.map(() => openPostgresStore({ url: database.url })));
    const account = crypto.randomUUID();
    await database.query(`
      create table public.turns (at timestamptz not null);
      create function public.keep_turn() returns trigger language plpgsql as $$
        begin insert into public.turns values (new.last_turn_at); return null; end $$;
      create trigger keep_turn after update of last_turn_at on public.calendar_accounts
        for each row when (new.last_turn_at is distinct from old.last_turn_at) execute function public.keep_turn()`);
    const delayMs = 20;
    const turns = 3;
    await Promise.all(
      own.map(async (store) => {
        for (let taken = 0; taken < turns; ) {
          const { waitMs } = await store.takeCalendarTurn({ account, delayMs, successes: 0 });
          if (waitMs === 0) taken += 1;
          // The wait that was told is kept, as a caller would.
          else await new Promise((resolve) => setTimeout(resolve, waitMs));
        }
      }),
    );
    await Promise.all(own.map((store) => store.close()));
    const [row] = await database.query<{ turns: number; least: number }>(`
      select count(*)::int as turns, min(extract(epoch from gap) * 1000)::float as least
      from (select at - lag(at) over (order by at) as gap from public.turns) as gaps`);
    expect(row?.turns).toBe(WORKERS * turns);
    expect(row?.least).toBeGreaterThanOrEqual(delayMs);
  });

  it('watch at the same time: one has the turn, what all of them see is noted once, and people are told once', async () => {
    const { workspace, scheduledWith, mockIn, actions } = here();
    const { candidateId, bookings } = await scheduledWith([mockIn(1)]);
    const turns = await everyone((store, index) =>
      store.takeWatch({ workspace, watcher: `watcher ${index}`, leaseSeconds: 60, everySeconds: 300 }),
    );
    expect(turns.map(({ waitMs }) => waitMs).sort()).toEqual([0, ...Array(WORKERS - 1).fill(60_000)]);

    const seen = [{ bookingId: bookings[0]!.id, kind: 'moved', key: '', summary: 'Moved.', details: {} }];
    const observed = await everyone((store) => store.observe({ candidateId, seen, actor: 'watcher' }));
    expect(new Set(observed.map((rows) => rows.map(({ id }) => id).join()))).toHaveProperty('size', 1);
    const question = { code: 'seen', message: 'Moved: what now?', reasons: [], proposals: [] };
    const observations = observed[0]!.map(({ id }) => id);
    const asked = await everyone((store) =>
      store.ask({ candidateId, question, observations, actor: 'watcher' }),
    );
    expect(new Set(asked.map(({ escalationId }) => escalationId)).size).toBe(1);
    await everyone((store) => store.keepObserved({ candidateId, actor: 'Ann', note: '' }));

    const notices = [{ chat: null, payload: { summary: 'Tomorrow: 1 mock.' } }];
    const written = await everyone((store) =>
      store.writeDigest({ workspace, date: '2026-12-02', notices, actor: 'watcher' }),
    );
    expect(written.filter((isFirst) => isFirst)).toHaveLength(1);
    clock.advance({ hours: 3 });
    const closed = await everyone((store) => store.closeOver({ workspace, actor: 'watcher' }));
    expect(closed.flat()).toEqual([{ candidateId }]);
    expect((await actions(candidateId)).slice(-4)).toEqual(['seen', 'asked', 'kept', 'closed']);
    expect((await stores[0]!.outbox({ workspace, limit: 10 })).map(({ kind }) => kind)).toEqual([
      'scheduled',
      'question',
      'digest',
      'closed',
    ]);
  });
});
