import { setTimeout as delay } from 'node:timers/promises';
import type { Report } from '../report.ts';
import type { Query } from './many/proof.ts';
import { type ManyWorkersResult, manyWorkers } from './many/run.ts';
import { openStage } from './many/stage.ts';
import type { BenchServer } from './scratch-database.ts';

const CALENDARS = 8;
/** Long enough for a worker that lives, short enough that a death costs seconds. */
const LEASE_SECONDS = 3;
const IDLE_PROCESSES = 4;

/** Many processes on one PostgreSQL: how much they get done, and that nothing goes wrong however they die. */
export async function throughputOfMany(report: Report, server: BenchServer): Promise<void> {
  const candidates = report.quick ? 80 : 400;
  const run = async (processes: number, kills: number): Promise<ManyWorkersResult> => {
    report.progress(`${candidates} candidates, worker processes: ${processes}, kills: ${kills}`);
    const { url, client } = await server.database();
    const query: Query = async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(sql, [...values])).rows;
    return manyWorkers({
      databaseUrl: url,
      query,
      processes,
      workspaces: CALENDARS,
      candidates,
      kills,
      leaseSeconds: LEASE_SECONDS,
      seed: processes,
    });
  };
  const plan = report.quick
    ? [[4, 4]]
    : [
        [1, 0],
        [2, 0],
        [4, 0],
        [8, 0],
        [4, 16],
      ];
  const results: { processes: number; result: ManyWorkersResult }[] = [];
  for (const [processes = 0, kills = 0] of plan) {
    results.push({ processes, result: await run(processes, kills) });
  }
  report.heading('Many workers');
  report.text(
    `${candidates} candidates with five mocks each in ${CALENDARS} workspaces, each with a calendar of its own; two workspaces at a time share their interviewers. Every process has a worker for every workspace and books through the Google adapter in calendars that answer at once, without delay between calls: what is measured is this program, PostgreSQL (${server.description}) and the calendars' stand-in, all on one machine. Leases last ${LEASE_SECONDS} seconds here; each worker that is killed (\`kill -9\`, at random moments) is replaced.`,
  );
  report.table(
    [
      'processes',
      'killed',
      'taken over',
      'seconds',
      'candidates a minute',
      'calendars at once, on average',
      'at most',
      'scheduled',
      'escalated',
      'faults',
    ],
    results.map(({ processes, result }) => [
      `${processes}`,
      `${result.kills}`,
      `${result.takenOver}`,
      result.seconds.toFixed(1),
      result.perMinute.toFixed(0),
      result.atOnceOnAverage.toFixed(1),
      `${result.atOnce}`,
      `${result.scheduled}`,
      `${result.escalated}`,
      `${result.faults.length}`,
    ]),
  );
  const idle = await statementsOfIdle(server, report.quick ? 10 : 60);
  report.text(
    `With nothing to do, ${IDLE_PROCESSES} such processes (${IDLE_PROCESSES * CALENDARS} workers) ask the database ${idle.toFixed(0)} times a minute together: they listen.`,
  );
  const faults = results.flatMap(({ result }) => result.faults);
  report.text(
    faults.length === 0
      ? 'Faults would be: a candidate not scheduled exactly once (or escalated without a reason of its own), mocks of one person that overlap, a booking without its event or an event without its booking, two candidates of one calendar in hand at the same time by the audit, a worker that wrote anything after another had taken over, a process that ended by itself. There are none.'
      : `FAULTS: ${faults.slice(0, 20).join('; ')}`,
  );
}

/** Transactions a minute while all workers are idle, by the database's own count. */
async function statementsOfIdle(server: BenchServer, seconds: number): Promise<number> {
  const { url, client } = await server.database();
  const stage = await openStage({
    databaseUrl: url,
    workspaces: CALENDARS,
    candidates: 0,
    leaseSeconds: LEASE_SECONDS,
  });
  const transactions = async () => {
    const { rows } = await client.query<{ count: string }>(
      'select xact_commit + xact_rollback as count from pg_stat_database where datname = current_database()',
    );
    return Number(rows[0]!.count);
  };
  try {
    for (let hired = 0; hired < IDLE_PROCESSES; hired += 1) await stage.crowd.hire();
    await stage.begin();
    // The counts of a session reach the database's own when it has been quiet for a while.
    await delay(15_000);
    const before = await transactions();
    await delay(seconds * 1000);
    return ((await transactions()) - before) * (60 / seconds);
  } finally {
    await stage.close();
  }
}
