import { expect, it } from 'vitest';
import { everySchedule, RUNS } from './office/every-schedule.ts';
import { schedulesWith } from './office/schedule.ts';

it('whatever Google and people do, a candidate ends scheduled once, or escalated with nothing left behind', {
  timeout: 120_000 + RUNS * 2_000,
}, async () => {
  const { died, ...seen } = await everySchedule(schedulesWith({ least: 0, most: 0 }));
  expect(died).toBe(0);
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(RUNS / 50);
});
