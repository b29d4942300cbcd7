import { describe, expect, it } from 'vitest';
import { unknownPeople } from '../../src/cli/unknown-people.ts';
import type { PlanRequest } from '../../src/request/model.ts';
import { procedureOf, SMALL_SOP } from '../booking/office.ts';

const start = Temporal.Instant.from('2026-12-01T18:00:00-08:00');

function requestWith(fixedWith: string, keptWith: string): PlanRequest {
  const day = Temporal.PlainDate.from('2026-12-01');
  return {
    candidate: { name: 'Dana', email: 'dana@example.com', timeZone: 'America/New_York' },
    window: { start: day, end: day.add({ days: 13 }) },
    slots: { timeZone: null, weekly: {} },
    now: start,
    busy: [],
    unreadable: new Set(),
    fixed: [{ course: 'One', number: 1, interviewer: fixedWith, start, end: start.add({ hours: 1 }) }],
    keep: [{ course: 'One', number: 2, interviewer: keptWith, start }],
  };
}

describe('mocks that are fixed or kept with somebody whom the SOP does not know', () => {
  it('are warned of, each with the name that comes nearest', () => {
    expect(unknownPeople([requestWith('charly', 'nobody')], procedureOf(SMALL_SOP))).toEqual([
      'Warning: One Mock1 of Dana is with “charly”, an interviewer whom the SOP does not know (did you mean “charlie”?).',
      'Warning: One Mock2 of Dana is with “nobody”, an interviewer whom the SOP does not know.',
    ]);
  });

  it('are none where everybody is known', () => {
    expect(unknownPeople([requestWith('alpha', 'charlie')], procedureOf(SMALL_SOP))).toEqual([]);
  });
});
