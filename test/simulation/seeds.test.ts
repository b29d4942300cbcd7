import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseServer } from '../../simulation/database.ts';
import { drawScript } from '../../simulation/draw-script.ts';
import { preparePictures } from '../../simulation/pictures.ts';
import { run } from '../../simulation/run.ts';

/** `SIMULATION_SEEDS=1000` for more; `npm run simulate` runs them side by side. */
const SEEDS = Number(process.env['SIMULATION_SEEDS'] ?? 20);

let server: DatabaseServer;
beforeAll(async () => {
  await preparePictures();
  server = await DatabaseServer.open();
});
afterAll(() => server.close());

describe('the whole program under simulated disaster', () => {
  it('comes to a right end, whatever goes wrong', { timeout: 60_000 + SEEDS * 10_000 }, async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { broken } = await run(drawScript(seed), server);
      expect(broken, `npm run simulate -- --seed ${seed} --minimise`).toEqual([]);
    }
  });

  it('goes the same way each time, to the letter, whatever ran before', { timeout: 120_000 }, async () => {
    const first = await run(drawScript(2), server);
    await run(drawScript(3), server);
    const second = await run(drawScript(2), server);
    expect(second.story).toEqual(first.story);
    expect(first.story.length).toBeGreaterThan(20);
  });

  it('goes another way with another seed', { timeout: 120_000 }, async () => {
    const stories = [await run(drawScript(4), server), await run(drawScript(5), server)];
    expect(stories[0]!.fingerprint).not.toBe(stories[1]!.fingerprint);
  });
});
