import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CalendarEvents } from '../../bench/store/many/calendars.ts';
import { prove } from '../../bench/store/many/proof.ts';
import { allDone, manyWorkers, until } from '../../bench/store/many/run.ts';
import { openStage, type Stage, type StageOptions } from '../../bench/store/many/stage.ts';
import { desks } from '../../bench/store/many/work-order.ts';
import { type TestDatabase, testDatabase } from './servers/database.ts';

async function withDatabase(use: (database: TestDatabase) => Promise<void>): Promise<void> {
  const database = await testDatabase();
  try {
    await use(database);
  } finally {
    await database.drop();
  }
}

async function onStage(
  options: Omit<StageOptions, 'databaseUrl'>,
  use: (stage: Stage, database: TestDatabase) => Promise<void>,
): Promise<void> {
  await withDatabase(async (database) => {
    const stage = await openStage({ ...options, databaseUrl: database.url });
    try {
      await use(stage, database);
    } finally {
      await stage.close();
    }
  });
}

/** Some of a candidate's mocks are booked and some are not yet. */
const AMID_A_CANDIDATE = `
  select from public.bookings b join public.candidates c on c.id = b.candidate_id and c.state = 'scheduling'
  group by c.id having count(*) filter (where b.state = 'booked') > 0 and count(*) filter (where b.state = 'reserved') > 1`;

describe('worker processes that are killed at random moments', () => {
  let database: TestDatabase;
  let result: Awaited<ReturnType<typeof manyWorkers>>;
  let events: CalendarEvents;
  const places = desks(3);
  beforeAll(async () => {
    database = await testDatabase();
    const wanted = { processes: 2, workspaces: 3, candidates: 12, kills: 3, leaseSeconds: 1, seed: 1 };
    result = await manyWorkers({ ...wanted, databaseUrl: database.url, query: database.query });
    events = eventsOf(await database.query(BOOKED), places);
  });
  afterAll(() => database.drop());

  it('leave every candidate scheduled exactly once, without overlap, each mock with its event', () => {
    expect(result.faults).toEqual([]);
    expect({ kills: result.kills, scheduled: result.scheduled }).toEqual({ kills: 3, scheduled: 12 });
  });

  it('have one candidate at a time per calendar, and several calendars at once', () => {
    expect(result.atOnce).toBeGreaterThan(1);
    expect(result.atOnce).toBeLessThanOrEqual(places.length);
  });

  it('would be caught at an event too many, one too few, and a person booked twice', async () => {
    expect((await prove(database.query, places, events)).faults).toEqual([]);
    const [{ calendarId }] = places as [(typeof places)[number]];
    const [first, ...others] = events[calendarId]!;
    expect((await prove(database.query, places, { ...events, [calendarId]: others })).faults).toHaveLength(1);
    const more = { ...first!, id: 'somebody-elses' };
    const tooMany = { ...events, [calendarId]: [...events[calendarId]!, more] };
    expect((await prove(database.query, places, tooMany)).faults).toHaveLength(1);

    await database.query(
      `alter table public.bookings drop constraint bookings_interviewer_not_twice_at_a_time`,
    );
    await database.query(
      `update public.bookings set during = (select during from public.bookings where event_id = $1), interviewer_email =
        (select interviewer_email from public.bookings where event_id = $1) where event_id = $2`,
      [first!.id, events[places[1]!.calendarId]![0]!.id],
    );
    const twice = (await prove(database.query, places, events)).faults;
    expect(twice.filter((fault) => fault.includes('at the same time'))).toHaveLength(1);
  });
});

describe('a worker process', () => {
  it('that is asked to stop gives its candidate back: another goes on at once, however long the lease', async () => {
    const slow = { workspaces: 1, candidates: 2, leaseSeconds: 3600, delaySeconds: 0.1 };
    await onStage(slow, async ({ crowd, begin, calendars, places }, { query }) => {
      const first = await crowd.hire();
      await begin();
      await until(query, AMID_A_CANDIDATE);
      const ended = once(first, 'exit');
      first.kill('SIGTERM');
      await crowd.hire();
      expect(await ended).toEqual([0, null]);
      await allDone(query);
      await crowd.dismiss();
      const proof = await prove(query, places, await calendars.events());
      expect(proof).toMatchObject({ faults: [], scheduled: 2, takenOver: 1 });
      const [back, next] = await query<{ at: number }>(
        `select extract(epoch from at)::float as at from public.scheduling_audit
        where action in ('handed-back', 'taken-over') order by id`,
      );
      expect(next!.at - back!.at).toBeLessThan(10);
    });
  });

  it('that was paused for longer than its lease changes nothing more when it goes on', async () => {
    const slow = { workspaces: 1, candidates: 2, leaseSeconds: 1, delaySeconds: 0.1 };
    await onStage(slow, async ({ crowd, begin, enqueue, calendars, places }, { query }) => {
      const paused = await crowd.hire();
      await begin();
      await until(query, AMID_A_CANDIDATE);
      paused.kill('SIGSTOP');
      const other = await crowd.hire();
      await allDone(query);
      const before = await everything(query);
      const ended = once(other, 'exit');
      other.kill('SIGTERM');
      await ended;

      paused.kill('SIGCONT');
      await enqueue(1);
      await allDone(query);
      await crowd.dismiss();
      expect(await everything(query, `'candidate 3'`)).toEqual(before);
      const proof = await prove(query, places, await calendars.events());
      expect(proof).toMatchObject({ faults: [], scheduled: 3, takenOver: 1 });
    });
  });
});

/** All rows about candidates, but those of the one named (as an SQL value). */
async function everything(query: TestDatabase['query'], but = `''`): Promise<unknown> {
  return {
    candidates: await query(`select * from public.candidates where id <> ${but} order by id`),
    bookings: await query(`select * from public.bookings where candidate_id <> ${but} order by id`),
    audit: await query(`select * from public.scheduling_audit where candidate_id <> ${but} order by id`),
    notices: await query(`select * from public.outbox where candidate_id <> ${but} order by id`),
  };
}

const BOOKED = `
  select workspace, event_id as id, public.iso_instant(starts_at) as start, public.iso_instant(ends_at) as end,
    array[candidate_email, interviewer_email] as attendees
  from public.bookings where state = 'booked'`;

/** The calendars as they are where every booking has its event. */
function eventsOf(
  rows: readonly { workspace: string; id: string; start: string; end: string; attendees: string[] }[],
  places: ReturnType<typeof desks>,
): CalendarEvents {
  return Object.fromEntries(
    places.map(({ workspace, calendarId }) => [
      calendarId,
      rows.filter((row) => row.workspace === workspace),
    ]),
  );
}
