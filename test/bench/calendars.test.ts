import { describe, expect, it } from 'vitest';
import { defaultProcedure, instanceOf } from '../../bench/instance.ts';
import { anyOrder, onGrid, withPeople } from '../../bench/procedures.ts';
import { interviewerFreeTime } from '../../src/planning/people.ts';
import { dayTable } from '../../src/time/day-table.ts';
import type { Interval } from '../../src/time/interval.ts';

const length = (ranges: readonly Interval[]) => ranges.reduce((sum, { start, end }) => sum + end - start, 0);

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
      for (const interviewer of procedure.base.interviewers.values()) {
        const entries = request.busy.filter(({ email }) => email === interviewer.email);
        const all = length(interviewerFreeTime(procedure.base, interviewer, [], days));
        const free = length(interviewerFreeTime(procedure.base, interviewer, entries, days));
        expect(1 - free / all).toBeCloseTo(share, 1);
      }
    }
  });

  it('has the grid, the courses and the people that were asked for', () => {
    expect(onGrid(5).base.rules.startEvery).toBe(5);
    expect(anyOrder(6).base.sequence).toMatchObject([{ order: 'any', courses: { length: 6 } }]);
    expect(withPeople(50).base.interviewers.size).toBe(50);
  });
});
