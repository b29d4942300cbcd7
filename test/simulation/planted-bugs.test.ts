import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseServer } from '../../simulation/database.ts';
import { drawScript } from '../../simulation/draw-script.ts';
import { preparePictures } from '../../simulation/pictures.ts';
import { bugNamed, PLANTED } from '../../simulation/planted-bugs/all.ts';
import { run } from '../../simulation/run.ts';

/** Found soon; `npm run simulate -- --planted` plants them all. */
const SAMPLE = ['drop-the-outbox-row', 'pace-ignored', 'forget-the-interviewer', 'nobody-is-busy'];
const SEEDS = 30;

let server: DatabaseServer | null = null;
beforeAll(preparePictures);
afterEach(async () => {
  await server?.close();
  server = null;
});

describe('a planted bug is found', () => {
  it.each(SAMPLE)('%s', { timeout: 300_000 }, async (name) => {
    const { sabotage } = bugNamed(name);
    server = await DatabaseServer.open();
    if (sabotage.sql !== undefined) await server.alter(sabotage.sql);
    let found = 0;
    for (let seed = 1; seed <= SEEDS && found === 0; seed += 1) {
      found = (await run(drawScript(seed), server, sabotage)).broken.length;
    }
    expect(found).toBeGreaterThan(0);
  });

  it('each has a name of its own, of the kind that can be typed', () => {
    const names = PLANTED.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(15);
    for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });
});
