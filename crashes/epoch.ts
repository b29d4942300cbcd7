import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Chance } from '../simulation/chance.ts';
import { openPostgresStore } from '../src/store/postgres/open.ts';
import type { TestDatabase } from '../test/store/servers/new-database.ts';
import { Crew, type Kill } from './crew.ts';
import { judge, type Verdict } from './judge.ts';
import { People } from './people.ts';
import { untilRest } from './rest.ts';
import { openStage, type Stage } from './stage.ts';
import { Story } from './story.ts';

export interface EpochPlan {
  readonly seed: number;
  /** How many times a process is told to end. */
  readonly kills: number;
  readonly processes: number;
  /** Whether the program reaches its database through PostgREST. */
  readonly throughApi: boolean;
}

/** What an epoch came to. */
export interface EpochResult {
  readonly plan: EpochPlan;
  readonly kills: readonly Kill[];
  /** What must not be; none where all is right. */
  readonly broken: readonly string[];
  /** The end of what happened, where something is wrong. */
  readonly story: string;
  readonly starts: number;
  readonly checks: number;
  readonly calls: number;
  readonly notices: number;
  readonly earlyMs: number;
  readonly seconds: number;
  /** Deeds of people by kind, candidates by the state in which they ended, mocks that are booked. */
  readonly deeds: Readonly<Record<string, number>>;
  readonly ends: Readonly<Record<string, number>>;
  readonly mocks: number;
}

export interface EpochOptions {
  /** What the program's environment has besides. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whatever else is to be seen on the stage once everything was judged, while it is still there. */
  readonly afterwards?: (stage: Stage, judgeAgain: () => Promise<Verdict>) => Promise<void>;
}

/**
 * One installation from its beginning until all is at rest: people go about their work, processes die and
 * are started again, and then nothing may be wrong.
 */
export async function runEpoch(
  plan: EpochPlan,
  database: TestDatabase,
  { env = {}, afterwards = async () => {} }: EpochOptions = {},
): Promise<EpochResult> {
  const began = performance.now();
  const chance = new Chance(`crashes ${plan.seed}`);
  const story = new Story();
  const stage = await openStage(database, {
    throughApi: plan.throughApi,
    chance: chance.split('stage'),
  });
  const store = await openPostgresStore({ url: database.url });
  const crew = new Crew(stage, { story, env: { ...stage.env, ...env } });
  const most = 2 + Math.ceil(plan.kills * 0.8);
  const people = new People(stage, { store, story, chance: chance.split('people'), most });
  const stop = new AbortController();
  const stillness = monitorEventLoopDelay();
  stillness.enable();
  try {
    for (let slot = 0; slot < plan.processes; slot += 1) crew.hire(slot);
    await crew.ready();
    const living = people.live(stop.signal);
    await Promise.race([living, strikes(crew, plan.kills, chance.split('kills'))]);
    stop.abort();
    await living;
    story.tell('everybody', 'is left alone from now on');
    await crew.ready();
    const [unrest] = await Promise.all([untilRest(stage, crew), people.finish()]);
    if (unrest === null) await crew.dismiss();
    const judged = () => judge(stage, people, crew.outputs, stillness.max / 1e6);
    const verdict = unrest === null ? await judged() : null;
    const broken = [
      ...(unrest === null ? [] : [`everything comes to an end: ${unrest}`]),
      ...crew.faults,
      ...people.faults,
      ...(verdict?.broken ?? []),
    ];
    const result = {
      plan,
      kills: crew.kills.slice(),
      broken,
      story: broken.length === 0 ? '' : story.end(120),
      starts: crew.starts,
      checks: verdict?.checks ?? 0,
      calls: stage.google.calls.length,
      earlyMs: verdict?.earlyMs ?? 0,
      seconds: (performance.now() - began) / 1000,
      deeds: Object.fromEntries(people.done),
      ...(await figures(database)),
    };
    await afterwards(stage, judged);
    return result;
  } finally {
    stop.abort();
    stillness.disable();
    crew.kill();
    await store.close();
    await stage.close();
  }
}

/** At each process in turns of its own, until so many were told to end. */
async function strikes(crew: Crew, kills: number, chance: Chance): Promise<void> {
  await Promise.all(
    Array.from({ length: crew.size }, async (_, slot) => {
      const own = chance.split(`process ${slot}`);
      while (crew.kills.length < kills && crew.faults.length === 0) {
        await crew.strike(slot, own);
        await delay(own.whole(0, 100));
      }
    }),
  );
}

async function figures(database: TestDatabase): Promise<Pick<EpochResult, 'ends' | 'mocks' | 'notices'>> {
  const states = await database.query<{ state: string; count: number }>(
    'select state, count(*)::int from public.candidates group by state',
  );
  const [counts] = await database.query<{ mocks: number; notices: number }>(
    `select (select count(*)::int from public.bookings where state = 'booked') as mocks,
       (select count(*)::int from public.telegram_notices where sent_at is not null) as notices`,
  );
  return { ends: Object.fromEntries(states.map(({ state, count }) => [state, count])), ...counts! };
}
