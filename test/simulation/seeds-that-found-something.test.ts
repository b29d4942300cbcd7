import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseServer } from '../../simulation/database.ts';
import { drawScript } from '../../simulation/draw-script.ts';
import { preparePictures } from '../../simulation/pictures.ts';
import { run } from '../../simulation/run.ts';

/** What each of these seeds found, in the program or in what it is held against. */
const FOUND: readonly (readonly [number, string])[] = [
  [
    3028,
    'an update that could not be noted, and that another process confirmed, was asked for for ever, without a pause',
  ],
  [
    2400,
    'who stands in at the same time was blamed for gaps that an edited procedure had widened since the booking',
  ],
];

let server: DatabaseServer;
beforeAll(async () => {
  await preparePictures();
  server = await DatabaseServer.open();
});
afterAll(() => server.close());

describe('what the simulation found is mended', () => {
  it.each(FOUND)('%i: %s', { timeout: 120_000 }, async (seed) => {
    const { broken } = await run(drawScript(seed), server);
    expect(broken, `npm run simulate -- --seed ${seed} --minimise`).toEqual([]);
  });
});
