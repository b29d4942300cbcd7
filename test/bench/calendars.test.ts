import { describe, expect, it } from 'vitest';
import { defaultProcedure, instanceOf } from '../../bench/instance.ts';
import { anyOrder, onGrid, withPeople } from '../../bench/procedures.ts';
import { dayTable } from '../../src/time/day-table.ts';
import { slotsOn } from '../../src/time/weekly-slots.ts';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('a request of the bench', () => {
  it('is the same for the same seed, and another for another', () => {
    const kind = { procedure: defaultProcedure(), weeks: 2, busy: 0.5 };
    expect(instanceOf(kind, 7).requestText).toBe(instanceOf(kind, 7).requestText);
    expect(instanceOf(kind, 7).requestText).not.toBe(instanceOf(kind, 8).requestText);
  });

  it('takes the part of everybody’s hours that it says', () => {
    const procedure = defaultProcedure();
    for (const share of [0, 0.25, 0.5, 0.9]) {
      const { request } = instanceOf({ procedure, weeks: 4, busy: share }, 3);
      const days = dayTable(request.window.start, request.window.end, procedure.base.timeZone);
      for (const { email, hours } of procedure.base.interviewers.values()) {
        const entries = request.busy.filter((entry) => entry.email === email);
        const busy = entries.map(({ start, end }) => start.until(end).total('minutes'));
        const worked = days.flatMap(({ date }) => slotsOn(hours, date.dayOfWeek));
        expect(sum(busy) / sum(worked.map(({ start, end }) => end - start))).toBeCloseTo(share, 1);
      }
    }
  });

  it('has the grid, the courses and the people that were asked for', () => {
    expect(onGrid(5).base.rules.startEvery).toBe(5);
    expect(anyOrder(6).base.sequence).toMatchObject([{ order: 'any', courses: { length: 6 } }]);
    expect(withPeople(50).base.interviewers.size).toBe(50);
  });
});
