import { describe, expect, it } from 'vitest';
import { bookedRun, DELAY_SECONDS } from '../../bench/google/booked-run.ts';
import { openEmbeddedStore } from '../../src/store/pglite/open.ts';
import { storeTemplate } from '../store/template.ts';

describe('a candidate of the default procedure', () => {
  it('costs 16 calls at most, never nearer than the delay, and hardly more time than that', async () => {
    const template = await storeTemplate();
    const run = await bookedRun({ name: 'own calendars, too', ownCalendars: true }, (clock) =>
      openEmbeddedStore({ dataDir: null, clock, template }),
    );
    expect(run).toMatchObject({ state: 'scheduled', mocks: 13, calls: 16 });
    expect(run.leastSecondsApart).toBeGreaterThanOrEqual(DELAY_SECONDS);
    expect(run.seconds).toBeLessThanOrEqual(run.calls * DELAY_SECONDS * 1.05);
  });
});
