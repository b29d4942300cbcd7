import { setTimeout as delay } from 'node:timers/promises';
import { between, seeded } from '../../random.ts';
import type { Crowd } from './crowd.ts';
import { type Proof, prove, type Query } from './proof.ts';
import { openStage, type StageOptions } from './stage.ts';
import { MOCKS_EACH } from './work-order.ts';

export interface ManyWorkers extends StageOptions {
  /** A way to the database past the store. */
  readonly query: Query;
  readonly processes: number;
  /** How many workers are killed; when and which is random, by the seed. */
  readonly kills: number;
  readonly seed: number;
}

export interface ManyWorkersResult extends Proof {
  readonly kills: number;
  readonly perMinute: number;
}

const PATIENCE_MS = 180_000;

/** Lets many processes work off the queues of many calendars, kills some, and proves what came of it. */
export async function manyWorkers(wanted: ManyWorkers): Promise<ManyWorkersResult> {
  const { query } = wanted;
  const stage = await openStage(wanted);
  const { crowd, calendars, places } = stage;
  try {
    for (let hired = 0; hired < wanted.processes; hired += 1) await crowd.hire();
    await stage.begin();
    await killSome(crowd, wanted);
    await allDone(query);
    await crowd.dismiss();
    const proof = await prove(query, places, await calendars.events());
    const faults = [...proof.faults, ...crowd.failures];
    return { ...proof, faults, kills: crowd.kills, perMinute: (60 * wanted.candidates) / proof.seconds };
  } finally {
    await stage.close();
  }
}

/**
 * A moment is told by how many mocks are booked: however fast the machine is, it falls amid the work.
 */
async function killSome(crowd: Crowd, { kills, candidates, seed, query }: ManyWorkers): Promise<void> {
  const random = seeded(seed);
  const moments = Array.from({ length: kills }, () => between(random, 0, (candidates - 1) * MOCKS_EACH));
  for (const moment of moments.sort((a, b) => a - b)) {
    await until(query, `select 1 from public.bookings where state = 'booked' having count(*) >= ${moment}`);
    await crowd.replaceOne(random);
  }
}

/** Waits until nobody is queued, in hand or waiting. */
export async function allDone(query: Query): Promise<void> {
  const active = `select from public.candidates where state in ('queued', 'scheduling', 'waiting')`;
  await until(query, `select 1 where not exists (${active})`);
}

/** Waits until a query has a row. */
export async function until(query: Query, sql: string): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while ((await query(sql)).length === 0) {
    if (performance.now() > end) throw new Error(await unfinished(query));
    await delay(10);
  }
}

async function unfinished(query: Query): Promise<string> {
  const left = await query<{ line: string }>(
    `select format('%s is %s until %s', id, state, coalesce(resume_at, lease_until)) as line
    from public.candidates where state in ('queued', 'scheduling', 'waiting')`,
  );
  return `Not done after ${PATIENCE_MS / 1000} seconds: ${left.map(({ line }) => line).join('; ')}`;
}
