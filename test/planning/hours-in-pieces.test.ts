import { describe, expect, it } from 'vitest';
import { compare } from './agreement.ts';
import { plainCase } from './plain-case.ts';

describe('hours written in two pieces that touch on the clock', () => {
  it('are read piece by piece in a night in which the clocks skip one of them', () => {
    // In Beirut midnight becomes 01:00 on 28 March 2027: 00:00-00:30 is 01:00-01:30, 00:30-01:00 is nothing.
    const given = plainCase({
      sop: {
        timeZone: 'Asia/Beirut',
        interviewers: {
          alpha: {
            email: 'alpha@example.com',
            hours: { weekdays: ['00:00-00:30'], sunday: ['00:00-00:30', '00:30-01:00'] },
          },
        },
        sequence: [{ inOrder: ['A'] }],
      },
      courses: { A: { mocks: [30], main: ['alpha'], backup: [] } },
      request: {
        window: { start: '2027-03-28', end: '2027-03-28' },
        slots: { everyday: ['00:00-04:00'] },
      },
    });
    expect(compare(given)).toEqual({ outcome: 'planned', faults: [] });
  });
});
