import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openEmbeddedStore } from '../../src/store/pglite/open.ts';
import { TestClock } from '../booking/office.ts';
import { storeTemplate } from '../store/template.ts';
import { faultsOf } from './office/judge-run.ts';
import { runSchedule } from './office/run-schedule.ts';
import { schedules } from './office/schedule.ts';

// FAULT_SCHEDULES=20000 FAULT_SEED=… for a longer run, or one over other schedules.
const RUNS = Number(process.env['FAULT_SCHEDULES'] ?? 1000);
const SEED = Number(process.env['FAULT_SEED'] ?? 20261201);

it('whatever Google, people and the power supply do, a candidate ends scheduled once or escalated with nothing left', {
  timeout: 120_000 + RUNS * 500,
}, async () => {
  const clock = new TestClock('2026-11-22T09:00:00-08:00');
  const store = await openEmbeddedStore({ dataDir: null, clock: clock.now, template: await storeTemplate() });
  const seen = { scheduled: 0, escalated: 0, moved: 0, waited: 0, died: 0 };
  let number = 0;
  try {
    const property = fc.asyncProperty(schedules, async (schedule) => {
      number += 1;
      const run = await runSchedule(store, clock, number, schedule);
      try {
        expect(await faultsOf(run)).toEqual([]);
        const audit = await store.audit({ workspace: run.office.workspace, candidateId: run.candidateId });
        const did = (action: string) => (audit.some((row) => row.action === action) ? 1 : 0);
        seen.scheduled += did('scheduled');
        seen.escalated += did('escalated');
        seen.moved += did('moved');
        seen.waited += did('waiting');
        seen.died += run.deaths > 0 ? 1 : 0;
      } finally {
        await run.office.google.close();
      }
    });
    await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: true });
  } finally {
    await store.close();
  }
  // Schedules that nearly all end alike would prove little.
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(RUNS / 50);
});
