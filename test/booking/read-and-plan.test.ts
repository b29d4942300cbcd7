import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAndPlan } from '../../src/booking/read-and-plan.ts';
import { planRequestOf, readBusy } from '../../src/booking/reading.ts';
import type { Calendar } from '../../src/calendar/calendar.ts';
import { merged } from '../../src/document/merged.ts';
import { findPlan } from '../../src/planning/plan.ts';
import { readCandidateRequest } from '../../src/request/candidate-request.ts';
import type { CandidateRequestJson } from '../../src/request/model.ts';
import { appointment, openTestOffice, type TestOffice } from './office.ts';

let office: TestOffice;

beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(() => office.store.close());

/** Three mocks, and only one evening: nobody can be placed in that. */
const ONE_DAY: CandidateRequestJson = {
  candidate: { name: 'Tim', email: 'tim@example.com', timeZone: 'America/New_York' },
  window: { start: '2026-12-01', end: '2026-12-01' },
  slots: { everyday: ['18:00-21:00'] },
};

const counting = (calendar: Calendar) => {
  const asked: string[] = [];
  const counted: Calendar = {
    ...calendar,
    events: (from, to) => {
      asked.push(`${to}`);
      return calendar.events(from, to);
    },
  };
  return { counted, asked };
};

describe('a proposal that extends the window', () => {
  it('holds in the calendar as it is on the days that it reaches, far beyond what was asked for', async () => {
    // Everybody is away for the three weeks that follow.
    for (const person of ['alpha', 'bravo', 'charlie']) {
      await appointment(office.calendar, {
        who: `${person}@example.com`,
        start: '2026-12-02T08:00:00Z',
        end: '2026-12-24T08:00:00Z',
      });
    }
    const { procedure } = office.desk;
    const { counted, asked } = counting(office.calendar);
    const request = readCandidateRequest(ONE_DAY);
    const { answer } = await readAndPlan({ ...office, calendar: counted }, procedure, request);
    if (answer.status === 'planned') throw new Error('that was impossible');
    const extensions = answer.proposals.filter(({ kind }) => kind === 'window-end');
    expect(extensions.length).toBeGreaterThan(0);
    for (const { change, plan } of extensions) {
      if (!('request' in change)) throw new Error('the request was to be changed');
      const changed = readCandidateRequest(
        merged({ ...ONE_DAY }, change.request) as unknown as CandidateRequestJson,
      );
      const reading = await readBusy(office, procedure, changed);
      const now = planRequestOf(changed, reading, office.clock.now());
      expect(findPlan(procedure, now)).toMatchObject({ mocks: plan.mocks, score: plan.score });
    }
    expect(asked.length).toBeGreaterThan(1);
  });

  it('costs no further reading where there is a plan', async () => {
    const { counted, asked } = counting(office.calendar);
    const request = readCandidateRequest({ ...ONE_DAY, window: { start: '2026-12-01', end: '2026-12-14' } });
    const { answer } = await readAndPlan({ ...office, calendar: counted }, office.desk.procedure, request);
    expect(answer.status).toBe('planned');
    expect(asked).toHaveLength(1);
  });
});
