import { Chance } from '../simulation/chance.ts';
import { newDatabase } from '../test/store/servers/new-database.ts';
import { postgrestMissing } from '../test/store/servers/postgrest.ts';
import { startTestServer } from '../test/store/servers/test-server.ts';
import { type EpochPlan, runEpoch } from './epoch.ts';
import { quickStarts } from './quick-starts.ts';
import { Totals } from './totals.ts';

/** From one to three processes, in a part of the epochs through PostgREST, where there is one here. */
function planOf(seed: number, left: number): EpochPlan {
  const chance = new Chance(`plan ${seed}`);
  return {
    seed,
    kills: Math.min(left, chance.whole(18, 30)),
    processes: chance.whole(1, 3),
    throughApi: postgrestMissing === null && chance.happens(0.35),
  };
}

/**
 * Runs epoch after epoch, each in a database of its own, until processes were told to end so many times
 * or something is wrong. Each epoch has a seed of its own: the next number.
 */
export async function runRounds(
  { rounds, seed }: { readonly rounds: number; readonly seed: number },
  print: (text: string) => void,
): Promise<Totals> {
  const { server, stop } = await startTestServer();
  const quick = await quickStarts();
  const totals = new Totals();
  try {
    for (let next = seed; totals.kills.length < rounds; next += 1) {
      const plan = planOf(next, rounds - totals.kills.length);
      const database = await newDatabase(server);
      try {
        const result = await runEpoch(plan, database, { env: quick.env });
        totals.add(result);
        const over = plan.throughApi ? 'PostgREST' : 'PostgreSQL';
        print(
          `seed ${next}: ${result.kills.length} ends of ${plan.processes} processes over ${over} in ${result.seconds.toFixed(0)} s, ${JSON.stringify(result.ends)}, at most ${result.earlyMs.toFixed(0)} ms early: ${result.broken.length === 0 ? 'all right' : 'WRONG'}\n`,
        );
        if (result.broken.length > 0) {
          print(
            `${result.story}\n\n${result.broken.join('\n')}\n\nAgain: npm run crashes -- --seed ${next}\n`,
          );
          return totals;
        }
      } finally {
        await database.drop();
      }
    }
    return totals;
  } finally {
    quick.remove();
    await stop();
  }
}
