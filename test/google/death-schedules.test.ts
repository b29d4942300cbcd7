import { expect, it } from 'vitest';
import { everySchedule, RUNS } from './office/every-schedule.ts';
import { schedulesWith } from './office/schedule.ts';

it('though processes die at any call of the store or the calendar, the next ones bring a candidate to one such end', {
  timeout: 120_000 + RUNS * 2_000,
}, async () => {
  const seen = await everySchedule(schedulesWith({ least: 1, most: 3 }));
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(RUNS / 50);
});
