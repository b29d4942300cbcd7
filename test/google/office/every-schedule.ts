import fc from 'fast-check';
import { expect } from 'vitest';
import { openEmbeddedStore } from '../../../src/store/pglite/open.ts';
import { TestClock } from '../../booking/office.ts';
import { storeTemplate } from '../../store/template.ts';
import { faultsOf } from './judge-run.ts';
import { runSchedule } from './run-schedule.ts';
import type { Schedule } from './schedule.ts';

// FAULT_SCHEDULES=20000 FAULT_SEED=… for a longer run, or one over other schedules; half of them are
// with deaths, half without.
export const RUNS = Math.ceil(Number(process.env['FAULT_SCHEDULES'] ?? 1000) / 2);
const SEED = Number(process.env['FAULT_SEED'] ?? 20261201);

/** How often each of these was seen. Schedules that nearly all end alike would prove little. */
export interface Seen {
  readonly scheduled: number;
  readonly escalated: number;
  readonly moved: number;
  readonly waited: number;
  readonly died: number;
}

/** Runs so many schedules over one store and judges each; fast-check prints seed and schedule of one that fails. */
export async function everySchedule(schedules: fc.Arbitrary<Schedule>): Promise<Seen> {
  const clock = new TestClock('2026-11-22T09:00:00-08:00');
  const store = await openEmbeddedStore({ dataDir: null, clock: clock.now, template: await storeTemplate() });
  const seen = { scheduled: 0, escalated: 0, moved: 0, waited: 0, died: 0 };
  let number = 0;
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
  try {
    await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: true });
  } finally {
    await store.close();
  }
  return seen;
}
